#include "materials/laws/neo_hookean.h"

#include "materials/laws/isochoric_form.h"
#include "materials/laws/require.h"

namespace acumen::materials {

void NeoHookean::evaluate(const dealii::SymmetricTensor<2, 3>& right_cauchy_green, Evaluate level,
                          StrainEnergyResponse& response) const {
  response.energy = std::numeric_limits<double>::infinity();
  const IsochoricForm state(right_cauchy_green);
  if (!state.admissible())
    return;
  const auto identity = dealii::unit_symmetric_tensor<3>();
  const double invariant = state.value(identity);
  // W = mu/2 (I1_bar - 3)
  response.energy = 0.5 * shear_modulus * (invariant - 3.);
  if (level == Evaluate::energy)
    return;
  response.second_piola_kirchhoff_stress = 0.5 * shear_modulus * state.gradient(identity, invariant);
  if (level == Evaluate::stress)
    return;
  response.material_tangent = 0.;
  state.add_curvature(identity, invariant, 0.5 * shear_modulus, response.material_tangent);
}

void NeoHookean::validate() const {
  require_greater("neo-Hookean shear_modulus", shear_modulus, 0., "Pa");
}

} // namespace acumen::materials
