#pragma once

#include "materials/laws/ogden.h"
#include "materials/laws/symmetric_entries.h"

#include <array>

namespace acumen::materials {

/// Components 00, 11, 22, 01 of a symmetric tensor in which direction 2 couples with no other: axisymmetry (2 is the
/// hoop direction) and plane strain. The first four of SymmetricEntries, in their order.
using PlaneEntries = std::array<double, 4>;

/// StrainEnergyResponse on the components that a plane problem can vary: a third of the work of the full tensors.
struct PlaneResponse {
  double energy = 0.;                           ///< W [J/m^3]
  PlaneEntries stress{};                        ///< S = 2 dW/dC [Pa]
  std::array<std::array<double, 4>, 4> tangent; ///< dS_p/dE_q [Pa], E_01 counted once
};

/// Components of `tensor` that are not zero in a plane problem.
inline PlaneEntries plane_entries_of(const dealii::SymmetricTensor<2, 3>& tensor) {
  return {tensor.access_raw_entry(0), tensor.access_raw_entry(1), tensor.access_raw_entry(2),
          tensor.access_raw_entry(3)};
}

/// Any law's response at C = F^T F [-] up to `level`; what `Law::evaluate` says of inadmissible C holds here too.
template <class Law>
void evaluate_in_plane(const Law& law, const PlaneEntries& right_cauchy_green, const Evaluate level,
                       PlaneResponse& response) {
  const auto& c = right_cauchy_green;
  StrainEnergyResponse full;
  law.evaluate(tensor_of({c[0], c[1], c[2], c[3], 0., 0.}), level, full);
  response.energy = full.energy;
  if (level >= Evaluate::stress)
    response.stress = plane_entries_of(full.second_piola_kirchhoff_stress);
  if (level >= Evaluate::tangent)
    for (unsigned int p = 0; p < 4; ++p)
      for (unsigned int q = 0; q < 4; ++q)
        response.tangent[p][q] = full.material_tangent.access_raw_entry(6 * p + q);
}

/// Ogden's law in closed form: no eigenvalue iteration, and only the one pair of directions that can turn.
void evaluate_in_plane(const Ogden& law, const PlaneEntries& right_cauchy_green, Evaluate level,
                       PlaneResponse& response);

/// evaluate_linear_isochoric() on plane components: adds 1/2 H : (C_bar - I) and its derivatives. H [Pa].
void evaluate_linear_isochoric_in_plane(const PlaneEntries& history_stress, const PlaneEntries& right_cauchy_green,
                                        Evaluate level, PlaneResponse& response);

} // namespace acumen::materials
