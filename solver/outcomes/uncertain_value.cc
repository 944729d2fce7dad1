#include "solver/outcomes/uncertain_value.h"

#include <boost/math/special_functions/erf.hpp>

#include <cmath>
#include <stdexcept>

namespace acumen::outcomes {

namespace {

/// 95 % quantile of the standard normal distribution.
constexpr double z_95 = 1.6448536269514722;

double standard_normal_quantile(const double p) {
  return -std::sqrt(2.) * boost::math::erfc_inv(2. * p);
}

UncertainValue make(const Distribution distribution, const double value, const double low, const double high) {
  if (!std::isfinite(value) || !std::isfinite(low) || !std::isfinite(high) || low > value || value > high)
    throw std::invalid_argument("an uncertain value needs finite low <= value <= high");
  UncertainValue result;
  result.value = value;
  result.low = low;
  result.high = high;
  result.distribution = low == high ? Distribution::fixed : distribution;
  return result;
}

} // namespace

double UncertainValue::quantile(const double p) const {
  if (!(p > 0. && p < 1.))
    throw std::invalid_argument("a quantile's probability must lie between 0 and 1");
  const double z = standard_normal_quantile(p) / z_95;
  switch (distribution) {
  case Distribution::fixed:
    break;
  case Distribution::normal:
    return value + z * (z < 0. ? value - low : high - value);
  case Distribution::lognormal:
    return value * std::exp(z * (z < 0. ? std::log(value / low) : std::log(high / value)));
  case Distribution::uniform:
    return low + p * (high - low);
  }
  return value;
}

UncertainValue UncertainValue::scaled(const double factor) const {
  if (!(factor > 0.) || !std::isfinite(factor))
    throw std::invalid_argument("an uncertain value can only be scaled by a positive factor");
  UncertainValue result = *this;
  result.value *= factor;
  result.low *= factor;
  result.high *= factor;
  return result;
}

UncertainValue UncertainValue::named(std::string its_name, std::string its_unit) && {
  name = std::move(its_name);
  unit = std::move(its_unit);
  return std::move(*this);
}

UncertainValue UncertainValue::from(std::string its_source, std::string its_label) && {
  source = std::move(its_source);
  label = std::move(its_label);
  return std::move(*this);
}

UncertainValue fixed(const double value) {
  return make(Distribution::fixed, value, value, value);
}

UncertainValue normal(const double mean, const double standard_deviation) {
  return make(Distribution::normal, mean, mean - z_95 * standard_deviation, mean + z_95 * standard_deviation);
}

UncertainValue normal_between(const double median, const double low, const double high) {
  return make(Distribution::normal, median, low, high);
}

UncertainValue lognormal_between(const double median, const double low, const double high) {
  if (!(low > 0.))
    throw std::invalid_argument("a lognormal value's lower quantile must be positive");
  return make(Distribution::lognormal, median, low, high);
}

UncertainValue uniform(const double low, const double high) {
  return make(Distribution::uniform, 0.5 * (low + high), low, high);
}

} // namespace acumen::outcomes
