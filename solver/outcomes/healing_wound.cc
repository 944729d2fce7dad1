#include "solver/outcomes/healing.h"

#include <algorithm>

namespace acumen::outcomes {

namespace {

/// `factor` about `value`; 0 stays 0.
UncertainValue times(const UncertainValue& factor, double value, const char* name) {
  return (value > 0. ? factor.scaled(value) : fixed(0.)).named(name, "m").from(factor.source, factor.label);
}

} // namespace

UncertainValue channel_width(const FinishedRun& run, const HealingParameters& parameters) {
  const double needle = 2. * run.needle.radius_at(run.insertion.inserted_length);
  const double computed = run.insertion.withdrawn && !run.hole_end.empty() ? 2. * run.hole_end.front().radius : 0.;
  const double measured = parameters.hole_ratio.value * needle;
  return times(parameters.hole_ratio, std::max(computed, measured) / parameters.hole_ratio.value,
               "healing.channel_width");
}

HealingWound needle_wound(const FinishedRun& run, const Placement& placement, const UncertainValue& depth_factor,
                          const UncertainValue& blood_volume, const HealingParameters& parameters) {
  HealingWound wound;
  wound.width = channel_width(run, parameters);
  wound.depth = times(depth_factor, run.insertion.wound_depth / depth_factor.value, "healing.wound_depth");
  wound.blood_volume = blood_volume;
  wound.epidermis = run.epidermis_depth();
  wound.skin_thickness = std::max(run.dermis_depth(), wound.epidermis);
  wound.placement = placement;
  wound.needle_length = run.insertion.inserted_length;
  wound.needles_at_a_time = run.array.needles();
  return wound;
}

} // namespace acumen::outcomes
