#include "solver/screening/wedge.h"

#include "solver/screening/stiffness.h"

#include <boost/math/constants/constants.hpp>

#include <algorithm>
#include <cmath>

namespace acumen::screening {

namespace {

constexpr double pi = boost::math::constants::pi<double>();
/// Nodes of the tables: accurate to better than a percent for power-like functions, which these are.
constexpr std::size_t integral_nodes = 41, radius_nodes = 8;
/// Range of S = (b^2 - a^2)/a^2 from nearly no strain to a hoop stretch of 30.
constexpr double smallest_strain = 1e-3, largest_strain = 1e3;
/// Crack lengths looked at, over the hole's radius.
constexpr double shortest_crack = 0.05, longest_crack = 50.;
constexpr int golden_steps = 24;

double log_strain(const std::size_t i) {
  return std::log(smallest_strain) + double(i) / (integral_nodes - 1) * std::log(largest_strain / smallest_strain);
}

/// Linear interpolation at equal steps; the end intervals carry on.
double interpolate(const std::vector<double>& values, const double position) {
  const double limited = std::clamp(position, 0., double(values.size()) - 2.);
  const auto i = static_cast<std::size_t>(limited);
  return values[i] + (position - double(i)) * (values[i + 1] - values[i]);
}

double log_interpolate(const double low, const double high, const double share) {
  return low > 0. && high > 0. ? low * std::pow(high / low, share) : low + share * (high - low);
}

} // namespace

Wedge::Wedge(const materials::Material& material, const unsigned int cracks, const double duration,
             const double smallest, const double largest)
    : cohesive_(material.cohesive), cracks_(cracks), rate_(rate_factor(material, duration)) {
  // I(S) = int_0^S W(sqrt(1 + s))/s^2 ds; at small s, W ~ s^2 and the integrand is constant.
  const double step = log_strain(1) - log_strain(0);
  double integral = 0., before = 0.;
  for (std::size_t i = 0; i < integral_nodes; ++i) {
    const double s = std::exp(log_strain(i));
    // Trapezoids in ln s; an energy that the law cannot store (Gent's limit) is left at the last finite one's growth.
    double value = expansion_energy(material, std::sqrt(1. + s)) / s;
    if (!std::isfinite(value))
      value = 10. * before;
    integral = i == 0 ? std::max(value, 1e-12) : integral + 0.5 * (before + value) * step;
    before = value;
    log_integral_.push_back(std::log(integral));
  }
  for (std::size_t i = 0; i < radius_nodes; ++i) {
    log_rho_.push_back(std::log(smallest) + double(i) / (radius_nodes - 1) * std::log(largest / smallest));
    table_.push_back(solve(std::exp(log_rho_.back())));
    log_work_.push_back(std::log(table_.back().work));
  }
}

double Wedge::cylinder_integral(const double largest) const {
  const double step = log_strain(1) - log_strain(0);
  return std::exp(interpolate(log_integral_, (std::log(largest) - log_strain(0)) / step));
}

double Wedge::total(const double rho, const double crack_length) const {
  // Incompressible at constant height: r^2 = R^2 + (b^2 - a^2), b = a + rho
  const double growth = 2. * crack_length * rho + rho * rho;
  const double elastic = pi * growth * rate_ * cylinder_integral(growth / (crack_length * crack_length));
  const double opening = 2. * pi * rho / cracks_;
  return elastic + (cohesive_.can_crack() ? cracks_ * crack_length * cohesive_.evaluate(opening, 0.).potential : 0.);
}

WedgeState Wedge::solve(const double rho) const {
  if (!(rho > 0.))
    return {};
  double low = std::log(shortest_crack * rho), high = std::log(longest_crack * rho);
  if (cohesive_.can_crack()) {
    // Golden section in ln a: one minimum, elastic energy falls and fracture energy rises with a.
    const double ratio = 0.5 * (std::sqrt(5.) - 1.);
    double left = high - ratio * (high - low), right = low + ratio * (high - low);
    double at_left = total(rho, std::exp(left)), at_right = total(rho, std::exp(right));
    for (int i = 0; i < golden_steps; ++i)
      if (at_left < at_right) {
        high = right, right = left, at_right = at_left;
        left = high - ratio * (high - low), at_left = total(rho, std::exp(left));
      } else {
        low = left, left = right, at_left = at_right;
        right = low + ratio * (high - low), at_right = total(rho, std::exp(right));
      }
  }
  WedgeState state;
  const double opening = 2. * pi * rho / cracks_;
  state.crack_length = std::exp(cohesive_.can_crack() ? 0.5 * (low + high) : low);
  state.work = total(rho, state.crack_length);
  state.dissipated = cohesive_.can_crack() ? cracks_ * state.crack_length * cohesive_.dissipated_energy(opening) : 0.;
  state.damage = cohesive_.can_crack() ? cohesive_.damage(opening) : 0.;
  return state;
}

WedgeState Wedge::state(const double rho) const {
  if (!(rho > 0.))
    return {};
  const double step = log_rho_[1] - log_rho_[0];
  const double position = (std::log(rho) - log_rho_[0]) / step;
  const auto i = static_cast<std::size_t>(std::clamp(position, 0., double(table_.size()) - 2.));
  const double share = position - double(i);
  const WedgeState &a = table_[i], &b = table_[i + 1];
  return {log_interpolate(a.work, b.work, share), log_interpolate(a.dissipated, b.dissipated, share),
          log_interpolate(a.crack_length, b.crack_length, share),
          std::clamp(a.damage + share * (b.damage - a.damage), 0., 1.)};
}

void Wedge::interpolate_work(const double rho, double& logarithm, double& exponent) const {
  const double step = log_rho_[1] - log_rho_[0];
  const double position = (std::log(rho) - log_rho_[0]) / step;
  const auto i = static_cast<std::size_t>(std::clamp(position, 0., double(table_.size()) - 2.));
  exponent = (log_work_[i + 1] - log_work_[i]) / step;
  logarithm = log_work_[i] + (position - double(i)) * step * exponent;
}

double Wedge::work(const double rho) const {
  if (!(rho > 0.))
    return 0.;
  double logarithm = 0., exponent = 0.;
  interpolate_work(rho, logarithm, exponent);
  return std::exp(logarithm);
}

double Wedge::slope(const double rho) const {
  if (!(rho > 0.))
    return 0.;
  // d work/d rho = work/rho * d ln work/d ln rho
  double logarithm = 0., exponent = 0.;
  interpolate_work(rho, logarithm, exponent);
  return std::exp(logarithm) * exponent / rho;
}

} // namespace acumen::screening
