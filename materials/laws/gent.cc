#include "materials/laws/gent.h"

#include "materials/laws/isochoric_form.h"
#include "materials/laws/require.h"

#include <cmath>

namespace acumen::materials {

void Gent::evaluate(const dealii::SymmetricTensor<2, 3>& right_cauchy_green, Evaluate level,
                    StrainEnergyResponse& response) const {
  response.energy = std::numeric_limits<double>::infinity();
  const IsochoricForm state(right_cauchy_green);
  if (!state.admissible())
    return;
  const auto identity = dealii::unit_symmetric_tensor<3>();
  const double invariant = state.value(identity);
  const double used = (invariant - 3.) / limiting_stretch_invariant;
  if (!(used < 1.))
    return;
  // W = -mu J_m/2 ln(1 - (I1_bar - 3)/J_m)
  response.energy = -0.5 * shear_modulus * limiting_stretch_invariant * std::log1p(-used);
  if (level == Evaluate::energy)
    return;
  // dW/dI1_bar = mu/2 / (1 - (I1_bar - 3)/J_m)
  const double slope = 0.5 * shear_modulus / (1. - used);
  const auto gradient = state.gradient(identity, invariant);
  response.second_piola_kirchhoff_stress = slope * gradient;
  if (level == Evaluate::stress)
    return;
  response.material_tangent = 0.;
  state.add_curvature(identity, invariant, slope, response.material_tangent);
  // d2W/dI1_bar2 = dW/dI1_bar / (J_m - (I1_bar - 3))
  add_dyad(gradient, slope / (limiting_stretch_invariant * (1. - used)), response.material_tangent);
}

void Gent::validate() const {
  require_greater("Gent shear_modulus", shear_modulus, 0., "Pa");
  require_greater("Gent limiting_stretch_invariant", limiting_stretch_invariant, 0., "");
}

} // namespace acumen::materials
