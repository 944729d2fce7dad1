#include "solver/outcomes/comparator.h"

#include "solver/base/quantity.h"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>

namespace acumen::outcomes {

namespace {

const std::string prefix = "laser.";

/// Of a laser the law fitted to pen needles, the pain of needles and the ratios to normal clotting say nothing.
bool applies(const std::string& name) {
  return name.find("empirical") == std::string::npos && name.find("pain.") != 0;
}

/// `label`: that of the channel, on which every number of the part rests.
void append(const Outcome& part, const std::string& label, Outcome& all) {
  for (const OutcomeValue& value : part.values)
    if (applies(value.name))
      all.values.push_back({prefix + value.name, value.interval,
                            value.label == exact_label ? exact_label : weaker_label(value.label, label)});
  for (const std::string& line : part.assumptions)
    if (std::find(all.assumptions.begin(), all.assumptions.end(), line) == all.assumptions.end())
      all.assumptions.push_back(line);
  for (const std::string& line : part.warnings)
    all.warnings.push_back("laser: " + line);
}

std::string cell(const Interval& interval, const std::string& unit) {
  constexpr int digits = 3;
  if (!std::isfinite(interval.value))
    return "none";
  const std::string value = base::format_quantity(interval.value, unit, digits);
  if (!(interval.low < interval.high))
    return value;
  return fmt::format("{} ({} to {})", value, base::format_quantity(interval.low, unit, digits),
                     base::format_quantity(interval.high, unit, digits));
}

} // namespace

Outcome comparator(const ComparatorInput& input, const MonteCarloParameters& monte_carlo) {
  const LaserChannel channel = laser_channel(input.energy, input.laser, monte_carlo);
  const FinishedRun run = laser_run(channel, input.layers, {});
  Outcome all = laser_outcome(channel, input.laser, monte_carlo);
  const std::string label = weakest_label({channel.lesion_depth, channel.lesion_width, channel.coagulation});
  BleedingInput bleeds = input.bleeding;
  bleeds.cracks = run.cracks;
  bleeds.wound_depth = run.insertion.wound_depth;
  bleeds.needle_diameter = bleeds.open_track = channel.ablated_width();
  bleeds.mouth = fixed(channel.ablated_width());
  bleeds.depth_factor = channel.lesion_depth.scaled(1. / channel.lesion_depth.value);
  bleeds.vessels = unsealed_vessels(input.bleeding.vessels, channel.coagulation, input.laser);
  bleeds.session.needles = input.placement.punctures;
  bleeds.session.area = std::isfinite(input.placement.area) ? input.placement.area : 0.;
  const Outcome bled = bleeding(bleeds, monte_carlo);
  HealingWound wound = laser_wound(channel, run, input.placement);
  wound.occluded = input.occluded;
  for (const OutcomeValue& value : bled.values)
    if (value.name == "bleeding.volume_per_needle" && value.interval.value > 0. && value.interval.low > 0.)
      wound.blood_volume = lognormal_between(value.interval.value, value.interval.low, value.interval.high);
  append(bled, label, all);
  append(healing_outcome(wound, input.patient, input.programme, input.healing, monte_carlo), label, all);
  return all;
}

std::vector<OutcomeQuantity> comparator_quantities() {
  std::vector<OutcomeQuantity> all = laser_quantities();
  for (const auto& group : {bleeding_quantities(), healing_quantities()})
    for (const OutcomeQuantity& quantity : group)
      if (applies(quantity.name))
        all.push_back({prefix + quantity.name, quantity.unit, "Laser: " + quantity.meaning});
  return all;
}

std::string comparator_table(const Outcome& needle, const Outcome& laser,
                             const std::vector<OutcomeQuantity>& quantities) {
  std::string text = fmt::format("  {:<34} {:<40} {}\n", "", "needle", "laser");
  for (const OutcomeValue& value : needle.values) {
    const auto other = std::find_if(laser.values.begin(), laser.values.end(),
                                    [&](const OutcomeValue& v) { return v.name == prefix + value.name; });
    const auto declared = std::find_if(quantities.begin(), quantities.end(),
                                       [&](const OutcomeQuantity& q) { return q.name == value.name; });
    if (other == laser.values.end() || declared == quantities.end())
      continue;
    text += fmt::format("  {:<34} {:<40} {}\n", value.name, cell(value.interval, declared->unit),
                        cell(other->interval, declared->unit));
  }
  return text;
}

} // namespace acumen::outcomes
