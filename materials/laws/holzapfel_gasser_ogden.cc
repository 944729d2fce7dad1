#include "materials/laws/holzapfel_gasser_ogden.h"

#include "materials/laws/isochoric_form.h"
#include "materials/laws/require.h"

#include <array>
#include <cmath>

namespace acumen::materials {
namespace {

/// One fibre family's energy per reference volume [Pa] and its derivatives with respect to E.
struct FibreEnergy {
  double value = 0., slope = 0., curvature = 0.;
};

FibreEnergy fibre_energy(double k1, double k2, double strain) {
  if (strain <= 0.)
    return {};
  // k1/(2 k2) (exp(k2 E^2) - 1), with its limit k1/2 E^2 for k2 = 0
  const double exponent = k2 * strain * strain;
  const double growth = std::exp(exponent);
  return {k2 > 0. ? 0.5 * k1 / k2 * std::expm1(exponent) : 0.5 * k1 * strain * strain, k1 * strain * growth,
          k1 * (1. + 2. * exponent) * growth};
}

} // namespace

void HolzapfelGasserOgden::evaluate(const dealii::SymmetricTensor<2, 3>& right_cauchy_green, Evaluate level,
                                    StrainEnergyResponse& response) const {
  response.energy = std::numeric_limits<double>::infinity();
  const IsochoricForm state(right_cauchy_green);
  if (!state.admissible())
    return;
  const auto identity = dealii::unit_symmetric_tensor<3>();
  const double invariant = state.value(identity);
  // E_i + 1 = (kappa I + (1 - 3 kappa) a_0i (x) a_0i) : C_bar
  const std::array<dealii::SymmetricTensor<2, 3>, 2> structure{
      dispersion * identity + (1. - 3. * dispersion) * symmetrize(outer_product(first_fibre, first_fibre)),
      dispersion * identity + (1. - 3. * dispersion) * symmetrize(outer_product(second_fibre, second_fibre))};
  const std::array<double, 2> form{state.value(structure[0]), state.value(structure[1])};
  const std::array<FibreEnergy, 2> fibre{fibre_energy(k1, k2, form[0] - 1.), fibre_energy(k1, k2, form[1] - 1.)};
  const double energy = 0.5 * shear_modulus * (invariant - 3.) + fibre[0].value + fibre[1].value;
  if (!std::isfinite(energy))
    return;
  response.energy = energy;
  if (level == Evaluate::energy)
    return;
  response.second_piola_kirchhoff_stress = 0.5 * shear_modulus * state.gradient(identity, invariant);
  if (level == Evaluate::tangent) {
    response.material_tangent = 0.;
    state.add_curvature(identity, invariant, 0.5 * shear_modulus, response.material_tangent);
  }
  for (unsigned int i = 0; i < 2; ++i) {
    const auto gradient = state.gradient(structure[i], form[i]);
    response.second_piola_kirchhoff_stress += fibre[i].slope * gradient;
    if (level == Evaluate::tangent) {
      state.add_curvature(structure[i], form[i], fibre[i].slope, response.material_tangent);
      add_dyad(gradient, fibre[i].curvature, response.material_tangent);
    }
  }
}

void HolzapfelGasserOgden::validate() const {
  require_greater("Holzapfel-Gasser-Ogden shear_modulus", shear_modulus, 0., "Pa");
  require_at_least("Holzapfel-Gasser-Ogden k1", k1, 0., "Pa");
  require_at_least("Holzapfel-Gasser-Ogden k2", k2, 0., "");
  require_at_least("Holzapfel-Gasser-Ogden dispersion", dispersion, 0., "");
  require_at_most("Holzapfel-Gasser-Ogden dispersion", dispersion, 1. / 3., "");
  const double tolerance = 1e-9;
  for (const auto& fibre : {first_fibre, second_fibre}) {
    require_at_least("Holzapfel-Gasser-Ogden fibre direction's length", fibre.norm(), 1. - tolerance, "");
    require_at_most("Holzapfel-Gasser-Ogden fibre direction's length", fibre.norm(), 1. + tolerance, "");
  }
}

} // namespace acumen::materials
