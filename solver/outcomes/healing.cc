#include "solver/outcomes/healing.h"

#include <algorithm>
#include <boost/math/constants/constants.hpp>
#include <boost/math/distributions/normal.hpp>
#include <boost/math/tools/toms748_solve.hpp>
#include <cmath>

namespace acumen::outcomes {

namespace {

constexpr double pi = boost::math::constants::pi<double>();

double logistic(double x) {
  return 1. / (1. + std::exp(-x));
}

double normal_probability(double z) {
  return 0.5 * std::erfc(-z / std::sqrt(2.));
}

/// Last zero of `excess`, positive at `low` and falling to below 0 for good afterwards.
template <class Function> double last_time(const Function& excess, double low, double scale) {
  double high = low + scale;
  while (excess(high) > 0.)
    high += scale, scale *= 2.;
  std::uintmax_t iterations = 100;
  const auto bracket =
      boost::math::tools::toms748_solve(excess, low, high, boost::math::tools::eps_tolerance<double>(40), iterations);
  return 0.5 * (bracket.first + bracket.second);
}

/// Share of the leak that waits for new epidermis.
double slow_share(double width, const HealingParameters& p) {
  return logistic((width - p.slow_width.value) / p.slow_width_scale.value);
}

/// Time of the late redness' peak [s].
double late_time(double depth, bool thermal, const HealingParameters& p) {
  if (thermal)
    return p.redness_thermal_time.value;
  const double share = std::clamp(
      (depth - p.redness_shallow_depth.value) / (p.redness_deep_depth.value - p.redness_shallow_depth.value), 0., 1.);
  return std::pow(p.redness_shallow_time.value, 1. - share) * std::pow(p.redness_deep_time.value, share);
}

} // namespace

HealingFactors healing_factors(const HealingPatient& patient, const HealingParameters& p) {
  HealingFactors factors;
  factors.rate = std::max(1. - p.age_slope.value * std::max(patient.age - p.age_reference.value, 0.), 0.2);
  for (const HealingModifier& modifier : patient.modifiers) {
    factors.rate *= modifier.rate.value;
    factors.scar_threshold *= modifier.scar_threshold.value;
    factors.redness *= modifier.redness.value;
    factors.pigment *= modifier.pigment.value;
    factors.collagen *= modifier.collagen.value;
    factors.bruise *= modifier.bruise.value;
  }
  return factors;
}

double closure_time(double width, const HealingParameters& p, double rate) {
  return (p.closure_base.value + p.closure_slope.value * width) / rate;
}

double closed_share(double time, double median, const HealingParameters& p) {
  return time > 0. ? normal_probability(std::log(time / median) / p.closure_scatter.value) : 0.;
}

double last_closed_time(double median, double channels, const HealingParameters& p) {
  // 1 - 2^(-1/n) without cancellation: the complement's quantile.
  const double tail = -std::expm1(-std::log(2.) / std::max(channels, 1.));
  const double z = boost::math::quantile(boost::math::complement(boost::math::normal_distribution<double>(), tail));
  return median * std::exp(p.closure_scatter.value * z);
}

double barrier_leak(double time, double width, bool occluded, const HealingParameters& p, double rate) {
  const double half = (occluded ? p.barrier_half_life_occluded : p.barrier_half_life_open).value / rate;
  const double median = closure_time(width, p, rate) + p.cornification_time.value / rate;
  const double slow = slow_share(width, p);
  return (1. - slow) * std::exp2(-time / half) + slow * (1. - closed_share(time, median, p));
}

double barrier_recovery_time(double width, bool occluded, const HealingParameters& p, double rate) {
  return last_time([&](double t) { return barrier_leak(t, width, occluded, p, rate) - 0.1; }, 0., 3600.);
}

double initial_tewl_ratio(double coverage, const HealingParameters& p) {
  return 1. + coverage * (p.open_tewl_ratio.value - 1.);
}

double redness(double time, double depth, bool thermal, const HealingParameters& p, const HealingFactors& factors) {
  const double t = time * factors.rate;
  const double tau = late_time(depth, thermal, p);
  const double late = p.redness_late_per_depth.value * depth * (thermal ? p.redness_thermal_factor.value : 1.);
  // E = E1 exp(-t/t1) + E2 (t/tau) exp(1 - t/tau)
  return factors.redness *
         (p.redness_early.value * std::exp(-t / p.redness_early_time.value) + late * t / tau * std::exp(1. - t / tau));
}

double redness_duration(double depth, bool thermal, const HealingParameters& p, const HealingFactors& factors) {
  const auto excess = [&](double t) { return redness(t, depth, thermal, p, factors) - 1.; };
  // Early and late redness may leave a gap in which nothing shows: start from the late one's peak if it shows.
  const double peak = late_time(depth, thermal, p) / factors.rate;
  if (excess(peak) > 0.)
    return last_time(excess, peak, peak);
  return excess(0.) > 0. ? last_time(excess, 0., p.redness_early_time.value) : 0.;
}

double scar_probability(double width, double depth, double skin_thickness, const HealingParameters& p,
                        double threshold_factor) {
  return logistic((width - threshold_factor * p.scar_width.value) / p.scar_width_scale.value) *
         logistic((depth - threshold_factor * p.scar_depth_share.value * skin_thickness) / p.scar_depth_scale.value);
}

double pigment_probability(double coverage, bool thermal, bool dark_skin, const HealingParameters& p,
                           double odds_factor) {
  const double risk = (thermal ? p.pigment_thermal : p.pigment_mechanical).value;
  const double odds = risk / (1. - std::min(risk, 0.999)) * coverage / p.pigment_coverage.value * odds_factor *
                      (dark_skin ? 1. : p.pigment_light_factor.value);
  return odds / (1. + odds);
}

double bruise_probability(double volume, double area, const HealingParameters& p, double retained_factor) {
  const double spread = pi * p.bruise_spread.value * p.bruise_spread.value;
  const double film = std::min(retained_factor * p.bruise_retained.value, 1.) * volume / std::max(area, spread);
  return film > 0. ? logistic(std::log(film / p.bruise_film.value) / p.bruise_scatter.value) : 0.;
}

double relative_pain(double length, double needles, const HealingParameters& p) {
  return p.pain_reference.value * std::pow(length / p.pain_reference_length.value, p.pain_length_exponent.value) *
         std::pow(needles, p.pain_number_exponent.value);
}

double wounded_share(const HealingWound& wound) {
  return std::isnan(wound.placement.density)
             ? 0.
             : coverage(wound.placement, pi * wound.width.value * wound.width.value / 4.);
}

HealingCourse healing_course(const HealingWound& wound, const HealingPatient& patient, const HealingParameters& p,
                             const std::vector<double>& times) {
  const HealingFactors factors = healing_factors(patient, p);
  const double width = wound.width.value, median = closure_time(width, p, factors.rate);
  const double excess = initial_tewl_ratio(wounded_share(wound), p) - 1.;
  HealingCourse course{times, {}, {}, {}};
  for (const double t : times) {
    course.closed.push_back(closed_share(t, median, p));
    course.tewl_ratio.push_back(1. + excess * barrier_leak(t, width, wound.occluded, p, factors.rate));
    course.redness.push_back(redness(t, wound.depth.value, wound.thermal, p, factors));
  }
  return course;
}

} // namespace acumen::outcomes
