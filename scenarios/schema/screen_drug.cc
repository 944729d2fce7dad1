#include "scenarios/schema/screen_drug.h"

#include "solver/outcomes/monte_carlo.h"
#include "solver/transport/drug_outcome.h"

#include <algorithm>
#include <cmath>
#include <map>

namespace acumen::scenarios {

namespace {

using outcomes::UncertainValue;
using Values = std::map<std::string, double>;

/// A single needle supplies a disc of this radius, at least this many inserted lengths; skin below the tip [m], [-].
constexpr double single_needle_radius = 1.5e-3, radii_per_depth = 2., below_tip = 2e-3;

/// A number of the summary as an uncertain one; fixed where it has no interval.
UncertainValue uncertain(const double value, const double low, const double high) {
  const bool known = low > 0. && low <= value && value <= high && low < high;
  return known ? outcomes::lognormal_between(value, low, high) : outcomes::fixed(value);
}

UncertainValue margin_of(const results::Summary& summary) {
  for (const results::SummaryValue& quantity : summary.quantities)
    if (quantity.name == "strength.safety_factor")
      return uncertain(quantity.value, quantity.low, quantity.high);
  return outcomes::fixed(std::numeric_limits<double>::quiet_NaN());
}

UncertainValue inserted_of(const double inserted, const screening::Corrections& corrections) {
  const auto error = corrections.errors.find("insertion.penetration_depth");
  if (error == corrections.errors.end())
    return outcomes::fixed(inserted);
  return uncertain(inserted, inserted * error->second.low, inserted * error->second.high);
}

transport::WoundedSkin skin_of(const ResolvedCase& resolved, const std::vector<transport::TissueTransport>& tissues,
                               const double inserted) {
  std::vector<transport::SkinLayer> layers;
  double bottom = 0.;
  for (std::size_t l = 0; l < resolved.layers.size() && bottom < inserted + below_tip; ++l) {
    layers.push_back({resolved.layers[l].name, resolved.layers[l].thickness, tissues.at(l)});
    bottom += resolved.layers[l].thickness;
  }
  const double cell = resolved.cell_radius.value_or(std::max(single_needle_radius, radii_per_depth * inserted));
  return transport::skin_around_needle(layers, resolved.needle, inserted, cell);
}

Values loads(const ResolvedCase& resolved, const TransportProperties& properties, const double inserted,
             const double margin) {
  transport::DeliverySettings settings = resolved.transport.settings();
  settings.needles = double(resolved.input.array.rows * resolved.input.array.columns);
  const transport::WoundedSkin skin =
      skin_of(resolved, properties.tissues, std::clamp(inserted, 0., resolved.needle.length()));
  const bool softens = settings.system == transport::DeliverySystem::dissolving && std::isfinite(margin);
  const transport::LoadingResult found = transport::loading_limit(
      skin, properties.drug, properties.polymer, settings,
      softens ? transport::softened_margin(margin, properties.polymer.stiffness_exponent) : transport::StrengthMargin(),
      resolved.transport.input.safety_factor);
  Values values = {
      {"drug.maximum_load", found.maximum_load},
      {"drug.maximum_load_fraction", found.drug_fraction},
      {"drug.dose", settings.needles * transport::carried_dose(skin, properties.drug, properties.polymer, settings)}};
  for (const transport::LoadingLimit& limit : found.limits)
    if (limit.name != "volume")
      values["drug.load_without_" + limit.name] = limit.without;
  return values;
}

} // namespace

void add_drug_load(const ResolvedCase& resolved, const double inserted, const screening::Corrections& corrections,
                   results::Summary& summary) {
  const UncertainValue margin = margin_of(summary), length = inserted_of(inserted, corrections);
  const Values best = loads(resolved, properties_of(resolved.transport), length.quantile(0.5), margin.quantile(0.5));
  const std::size_t count = uncertain_names(resolved.transport).size();
  std::map<std::string, std::vector<double>> drawn;
  outcomes::RandomStream random(outcomes::MonteCarloParameters().seed);
  for (long i = 0; i < resolved.transport.input.samples; ++i) {
    std::vector<double> quantiles(count);
    std::generate(quantiles.begin(), quantiles.end(), [&random] { return random.uniform(); });
    // Separate statements: arguments are evaluated in any order.
    const double sampled_length = random.draw(length), sampled_margin = random.draw(margin);
    for (const auto& [name, value] :
         loads(resolved, properties_at(resolved.transport, quantiles), sampled_length, sampled_margin))
      drawn[name].push_back(value);
  }
  for (const results::OutputQuantity& declared : transport::drug_quantities()) {
    const auto found = best.find(declared.name);
    if (found == best.end())
      continue;
    results::SummaryValue quantity{declared.name, declared.unit, found->second};
    if (const std::vector<double>& samples = drawn[declared.name]; samples.size() > 1) {
      const outcomes::Interval interval = outcomes::interval_of(found->second, samples, {});
      quantity.low = interval.low;
      quantity.high = interval.high;
    }
    summary.quantities.push_back(quantity);
  }
}

} // namespace acumen::scenarios
