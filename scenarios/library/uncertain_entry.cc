#include "scenarios/library/uncertain_entry.h"

#include "solver/base/quantity.h"

#include <fmt/format.h>

namespace acumen::scenarios {

namespace {

outcomes::UncertainValue with_spread(double value, const std::string& unit, const std::string& spread) {
  const auto separator = spread.find(" to ");
  if (spread.empty())
    return outcomes::fixed(value);
  if (separator == std::string::npos) {
    const double deviation = base::parse_quantity(spread, unit);
    if (deviation < 0.)
      throw base::QuantityError(fmt::format("a standard deviation cannot be negative: {}", spread));
    return outcomes::normal(value, deviation);
  }
  const double low = base::parse_quantity(spread.substr(0, separator), unit);
  const double high = base::parse_quantity(spread.substr(separator + 4), unit);
  if (!(low <= value && value <= high))
    throw base::QuantityError(fmt::format("the spread {} does not hold the value", spread));
  return low > 0. ? outcomes::lognormal_between(value, low, high) : outcomes::normal_between(value, low, high);
}

} // namespace

outcomes::UncertainValue uncertain_value(double value, const std::string& si_unit, const std::string& name,
                                         const Annotation& annotation) {
  return with_spread(value, si_unit, annotation.spread).named(name, si_unit).from(annotation.source, annotation.label);
}

outcomes::NeedleMaterialData needle_material_data(const LibraryItem<NeedleMaterial>& material) {
  const NeedleMaterial& entry = material.entry;
  for (const auto& [key, value] : {std::pair{"youngs_modulus", entry.youngs_modulus}, {"strength", entry.strength}})
    if (!value)
      throw base::InputError({{fmt::format("the needle's strength needs {} of its material", key), entry.name,
                               "material library", 0, 0, "add it to the material's entry, with spread and source"}});
  const auto uncertain = [&](const char* key, double value, const char* unit) {
    const auto found = material.annotations.find(key);
    return uncertain_value(value, unit, entry.name + "." + key,
                           found == material.annotations.end() ? Annotation{} : found->second);
  };
  outcomes::NeedleMaterialData data;
  data.youngs_modulus = uncertain("youngs_modulus", *entry.youngs_modulus, "Pa");
  data.strength = uncertain("strength", *entry.strength, "Pa");
  data.brittle = entry.failure == MaterialFailure::brittle;
  if (entry.compressive_strength)
    data.compressive_strength = uncertain("compressive_strength", *entry.compressive_strength, "Pa");
  if (entry.compression_ratio)
    data.compression_ratio = uncertain("compression_ratio", *entry.compression_ratio, "1");
  data.weibull_modulus = entry.weibull_modulus.value_or(0.);
  data.poisson_ratio = entry.poisson_ratio.value_or(data.poisson_ratio);
  return data;
}

} // namespace acumen::scenarios
