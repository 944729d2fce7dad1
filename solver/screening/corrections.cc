#include "solver/screening/corrections.h"

#include "solver/base/quantity.h"
#include "solver/screening/screening_model.h"
#include "solver/screening/stiffness.h"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>
#include <limits>

namespace acumen::screening {

const std::vector<std::string> factor_names = {"dent_stiffness",  "dent_length", "tip_indentation", "puncture_force",
                                               "insertion_force", "wound_depth", "crack_area"};

namespace {

constexpr double none = std::numeric_limits<double>::quiet_NaN();

/// Slope of the flank, taken over the third quarter of the needle's length: away from tip and base.
double flank_slope(const meshes::NeedleProfile& needle) {
  const double length = needle.length();
  return (needle.radius_at(0.75 * length) - needle.radius_at(0.5 * length)) / (0.25 * length);
}

/// Thickness-weighted mean over the layers from the third to the skin's end within the travel.
template <class Property> double deeper_mean(const Design& design, const Property& property) {
  double sum = 0., thickness = 0.;
  double top = 0.;
  for (std::size_t i = 0; i < design.layers.size(); ++i) {
    if (i >= 2 && top < design.depth) {
      sum += design.layers[i].thickness * property(design.layers[i]);
      thickness += design.layers[i].thickness;
    }
    top += design.layers[i].thickness;
  }
  return thickness > 0. ? sum / thickness : none;
}

std::string in_words(std::string name) {
  std::replace(name.begin(), name.end(), '_', ' ');
  return name;
}

std::string shown(const double value, const std::string& unit) {
  return base::format_quantity(value, unit, 3);
}

} // namespace

std::vector<Feature> features_of(const Design& design) {
  const Layer& first = design.layers.front();
  const double slope = flank_slope(design.needle);
  const auto modulus = [](const Layer& layer) { return shear_modulus(layer.material); };
  const auto toughness = [](const Layer& layer) { return layer.material.cohesive.energy; };
  return {{"tip_radius", design.needle.tip_radius(), true, "m"},
          {"flank_slope", slope > 0. ? slope : none},
          {"friction", design.friction, false},
          {"pre_stretch", first.material.pre_stretch - 1., false},
          {"speed", design.speed, true, "m/s"},
          {"first_thickness", first.thickness, true, "m"},
          {"first_modulus", modulus(first), true, "Pa"},
          {"first_strength", first.material.cohesive.strength, true, "Pa"},
          {"first_toughness", toughness(first), true, "J/m^2"},
          {"second_thickness", design.layers.size() > 1 ? design.layers[1].thickness : none, true, "m"},
          {"second_modulus", design.layers.size() > 1 ? modulus(design.layers[1]) : none, true, "Pa"},
          {"deeper_modulus", deeper_mean(design, modulus), true, "Pa"},
          {"deeper_toughness", deeper_mean(design, toughness), true, "J/m^2"},
          {"depth", design.depth, true, "m"}};
}

double Corrections::factor(const std::string& name, const std::vector<Feature>& features) const {
  const auto found = factors.find(name);
  if (found == factors.end())
    return 1.;
  double logarithm = found->second.intercept;
  for (const Feature& feature : features) {
    const auto slope = found->second.slopes.find(feature.name);
    const auto range = space.find(feature.name);
    if (slope == found->second.slopes.end() || range == space.end() || !std::isfinite(feature.value))
      continue;
    const double value = std::clamp(feature.value, range->second.low, range->second.high);
    logarithm += slope->second *
                 (feature.logarithmic ? std::log(value / range->second.reference) : value - range->second.reference);
  }
  return std::exp(logarithm);
}

std::vector<std::string> Corrections::outside(const std::vector<Feature>& features) const {
  std::vector<std::string> texts;
  for (const Feature& feature : features) {
    const auto range = space.find(feature.name);
    if (range == space.end())
      continue;
    // What was not varied is a range of no width: allow for rounding.
    const double slack = 1e-6 * std::max(std::abs(range->second.low), std::abs(range->second.high));
    if (!std::isfinite(feature.value))
      texts.push_back(fmt::format("{}: this design has none", in_words(feature.name)));
    else if (feature.value < range->second.low - slack || feature.value > range->second.high + slack)
      texts.push_back(fmt::format("{} {} (covered: {} to {})", in_words(feature.name),
                                  shown(feature.value, feature.unit), shown(range->second.low, feature.unit),
                                  shown(range->second.high, feature.unit)));
  }
  return texts;
}

} // namespace acumen::screening
