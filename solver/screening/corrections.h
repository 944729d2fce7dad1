#pragma once

#include <array>
#include <map>
#include <string>
#include <vector>

namespace acumen::screening {

struct Design;

/// A property of a design that factors depend on: its value and how it enters (logarithm, or as it is).
struct Feature {
  std::string name;
  double value = 0.; ///< NaN where the design has none (a second layer, say)
  bool logarithmic = true;
  std::string unit = "1"; ///< SI
};

/// All features of a design, always the same ones in the same order.
std::vector<Feature> features_of(const Design& design);

/// Names of the factors that corrections may hold; each multiplies one closed form of the model.
extern const std::vector<std::string> factor_names;

/// ln(factor) = intercept + sum over features of slope * (x - reference), x = ln(value) or value.
struct Factor {
  double intercept = 0.;
  std::map<std::string, double> slopes; ///< by feature
};

/// Range of one feature in the runs behind the factors.
struct FeatureRange {
  double low = 0., high = 0., reference = 0.;
};

/// Measured error of one output against finite elements: ratio of finite element to screening.
struct MeasuredError {
  double low = 1., high = 1.; ///< 5 and 95 % of the ratio
};

/// What finite-element runs say about the closed forms. Empty corrections (all factors 1) give the bare theory.
struct Corrections {
  std::map<std::string, Factor> factors;
  std::map<std::string, FeatureRange> space;
  std::map<std::string, MeasuredError> errors;                         ///< by output quantity
  double stored_share = 0.5, viscous_share = 0.5, released_share = 0.; ///< of the work neither in cracks nor friction
  std::string basis;                                                   ///< which runs, in words

  /// The factor for a design's features. Beyond the space it keeps the value of the space's nearest edge: factors are
  /// interpolated, never extrapolated; the closed forms carry on alone.
  double factor(const std::string& name, const std::vector<Feature>& features) const;

  /// In which respects features lie outside the space, in words.
  std::vector<std::string> outside(const std::vector<Feature>& features) const;
};

} // namespace acumen::screening
