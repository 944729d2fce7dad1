#include "solver/screening/stiffness.h"

#include <cmath>
#include <variant>

namespace acumen::screening {

namespace {

double energy(const materials::IsochoricLaw& law, const double radial, const double axial, const double hoop) {
  dealii::SymmetricTensor<2, 3> right_cauchy_green;
  right_cauchy_green[0][0] = radial * radial;
  right_cauchy_green[1][1] = axial * axial;
  right_cauchy_green[2][2] = hoop * hoop;
  materials::StrainEnergyResponse response;
  std::visit([&](const auto& held) { held.evaluate(right_cauchy_green, materials::Evaluate::energy, response); }, law);
  return response.energy;
}

} // namespace

double shear_modulus(const materials::Material& material) {
  return std::visit([](const auto& law) { return law.initial_shear_modulus(); }, material.isochoric);
}

double rate_factor(const materials::Material& material, const double duration) {
  double factor = 1.;
  for (const auto& term : material.viscoelasticity.terms) {
    // A ramp's overstress at time t is g (tau/T)(1 - exp(-t/tau)); here at the ramp's end, over the relaxed stress.
    const double ratio = term.relaxation_time / duration;
    factor += term.weight * ratio * (1. - std::exp(-1. / ratio));
  }
  return factor;
}

double expansion_energy(const materials::Material& material, const double stretch) {
  // The layer carries diag(g, 1/g^2, g) already: radial, axial, hoop.
  const double g = material.pre_stretch;
  return energy(material.isochoric, g / stretch, 1. / (g * g), g * stretch) -
         energy(material.isochoric, g, 1. / (g * g), g);
}

} // namespace acumen::screening
