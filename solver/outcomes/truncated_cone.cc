#include "solver/outcomes/buckling.h"

#include <boost/math/constants/constants.hpp>
#include <boost/math/tools/toms748_solve.hpp>

#include <cmath>
#include <fmt/format.h>
#include <stdexcept>

namespace acumen::outcomes {

namespace {

constexpr double pi = boost::math::constants::pi<double>();

/// E I_b / L^2, and s = tip / base; refuses anything that is not a truncated cone.
struct Cone {
  double s, scale;
};
Cone cone_of(double tip_radius, double base_radius, double length, double youngs_modulus) {
  if (!(tip_radius > 0.) || !(tip_radius <= base_radius) || !(length > 0.) || !(youngs_modulus > 0.))
    throw std::invalid_argument(
        fmt::format("truncated cone: needs 0 < tip radius <= base radius, length > 0 and E > 0, "
                    "not {} m, {} m, {} m, {} Pa",
                    tip_radius, base_radius, length, youngs_modulus));
  return {tip_radius / base_radius, youngs_modulus * pi / 4. * std::pow(base_radius, 4) / (length * length)};
}

template <class Function> double root(const Function& function, double low, double high) {
  std::uintmax_t iterations = 200;
  const auto bracket =
      boost::math::tools::toms748_solve(function, low, high, boost::math::tools::eps_tolerance<double>(50), iterations);
  return 0.5 * (bracket.first + bracket.second);
}

} // namespace

double truncated_cone_free_tip(double tip_radius, double base_radius, double length, double youngs_modulus) {
  const Cone cone = cone_of(tip_radius, base_radius, length, youngs_modulus);
  // In theta = beta (1/s - 1), so that the uniform column (s = 1) is the limit theta = pi/2:
  // sin(theta) + beta cos(theta) = 0, times (1/s - 1); the smallest root lies between pi/2 and pi.
  const double taper = 1. / cone.s - 1.;
  const double theta = root([&](double t) { return taper * std::sin(t) + t * std::cos(t); }, 0.5 * pi, pi);
  // beta (1 - s) = theta s
  return std::pow(theta * cone.s, 2) * cone.scale;
}

double truncated_cone_supported_tip(double tip_radius, double base_radius, double length, double youngs_modulus) {
  const Cone cone = cone_of(tip_radius, base_radius, length, youngs_modulus);
  const double theta = root([](double t) { return std::sin(t) - t * std::cos(t); }, pi, 1.5 * pi);
  return std::pow(theta * cone.s, 2) * cone.scale;
}

double truncated_cone_uniform_pressure(double tip_radius, double base_radius, double length, double youngs_modulus) {
  const Cone cone = cone_of(tip_radius, base_radius, length, youngs_modulus);
  if (cone.s == 1.)
    throw std::invalid_argument("truncated cone: a uniform pressure on a flank needs a tapered one");
  const double decades = std::log(1. / cone.s);
  // In t = w ln(1/s), between pi/2 and pi: sin(t) + (2/3) (t / ln(1/s)) cos(t) = 0.
  const double w =
      root([&](double t) { return 1.5 * decades * std::sin(t) + t * std::cos(t); }, 0.5 * pi, pi) / decades;
  return (2.25 + w * w) * std::pow(1. - cone.s, 2) * cone.scale;
}

} // namespace acumen::outcomes
