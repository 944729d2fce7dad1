#include "solver/outcomes/blood_flow.h"

#include <boost/math/constants/constants.hpp>

#include <algorithm>
#include <cmath>
#include <limits>
#include <stdexcept>

namespace acumen::outcomes {

namespace {

constexpr double micrometre = 1e-6;
/// Smallest vessel the law was measured in [um].
constexpr double smallest_diameter = 3.;
/// Haematocrit of the law's reference viscosity.
constexpr double reference_haematocrit = 0.45;

} // namespace

double relative_viscosity(const double diameter, const double haematocrit) {
  if (!(haematocrit >= 0. && haematocrit < 1.))
    throw std::invalid_argument("the haematocrit must lie between 0 and 1");
  const double D = std::max(smallest_diameter, diameter / micrometre);
  // mu_45 = 6 exp(-0.085 D) + 3.2 - 2.44 exp(-0.06 D^0.645)
  const double mu_45 = 6. * std::exp(-0.085 * D) + 3.2 - 2.44 * std::exp(-0.06 * std::pow(D, 0.645));
  // C = (0.8 + exp(-0.075 D)) (-1 + 1/(1 + 1e-11 D^12)) + 1/(1 + 1e-11 D^12)
  const double switched = 1. / (1. + 1e-11 * std::pow(D, 12.));
  const double C = (0.8 + std::exp(-0.075 * D)) * (switched - 1.) + switched;
  const double share = (std::pow(1. - haematocrit, C) - 1.) / (std::pow(1. - reference_haematocrit, C) - 1.);
  const double X = std::pow(D / (D - 1.1), 2);
  return (1. + (mu_45 - 1.) * share * X) * X;
}

double poiseuille_flow(const Outflow& outflow) {
  if (!(outflow.pressure > 0.))
    return 0.;
  const double r = 0.5 * outflow.diameter;
  if (!(outflow.openness > 0.) || !(r > 0.))
    return 0.;
  // Q0 = dP / (8 mu l / (phi pi r^4) + R_track)
  const double vessel = 8. * outflow.viscosity * outflow.length /
                        (outflow.openness * boost::math::constants::pi<double>() * std::pow(r, 4));
  return outflow.pressure / (vessel + outflow.track);
}

double track_resistance(const double viscosity, const double length, const double width, const double gap) {
  if (!(length > 0.))
    return 0.;
  if (!(gap > 0.) || !(width > 0.))
    return std::numeric_limits<double>::infinity();
  return 12. * viscosity * length / (width * std::pow(gap, 3));
}

double mouth_barrier(const double surface_tension, const double contact_angle, const double diameter) {
  if (!(surface_tension > 0.))
    return 0.;
  if (!(diameter > 0.))
    return std::numeric_limits<double>::infinity();
  const double angle = std::min(contact_angle, boost::math::constants::half_pi<double>());
  return 4. * surface_tension * std::sin(angle) / diameter;
}

double bled_volume(const double initial_flow, const double clotting_time, const double plugged) {
  if (plugged >= clotting_time)
    return 0.;
  // Int_t^T (1 - s/T)^4 ds = T/5 (1 - t/T)^5
  return initial_flow * clotting_time / 5. * std::pow(1. - plugged / clotting_time, 5);
}

} // namespace acumen::outcomes
