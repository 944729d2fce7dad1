#pragma once

#include <string>

namespace acumen::outcomes {

/// Shape of an uncertain input's distribution.
///
/// `normal` and `lognormal` are two-piece where the range is not symmetric about the median: each half keeps its own
/// width, so that median, 5 % and 95 % quantile are all met. `uniform` knows only its bounds.
enum class Distribution { fixed, normal, lognormal, uniform };

/// An input of an outcome model with what is known about it. SI units.
struct UncertainValue {
  double value = 0.; ///< median (of a normal distribution also the mean); a uniform one's is the middle of its bounds
  double low = 0.;   ///< 5 % quantile; a uniform distribution's lower bound; `value` where fixed
  double high = 0.;  ///< 95 % quantile; a uniform distribution's upper bound; `value` where fixed
  Distribution distribution = Distribution::fixed;
  std::string name;   ///< dotted, as messages and lists of assumptions name it
  std::string unit;   ///< coherent SI unit; "1" for a pure number
  std::string source; ///< where the value comes from
  std::string label;  ///< read, recalled_high, recalled_medium, recalled_low, derived or assumed

  bool is_assumed() const { return label == "assumed"; }

  /// Value that is not exceeded with probability p in (0, 1). Throws std::invalid_argument for any other p.
  double quantile(double p) const;

  /// The same distribution times a positive factor.
  UncertainValue scaled(double factor) const;
  UncertainValue named(std::string its_name, std::string its_unit) &&;
  UncertainValue from(std::string its_source, std::string its_label) &&;
};

/// A value without spread.
UncertainValue fixed(double value);
/// Mean and standard deviation (>= 0).
UncertainValue normal(double mean, double standard_deviation);
/// Median, 5 % and 95 % quantile, low <= median <= high.
UncertainValue normal_between(double median, double low, double high);
/// The same for a positive quantity: 0 < low <= median <= high.
UncertainValue lognormal_between(double median, double low, double high);
/// Bounds, low <= high.
UncertainValue uniform(double low, double high);
// All throw std::invalid_argument if the order is violated or a number is not finite.

} // namespace acumen::outcomes
