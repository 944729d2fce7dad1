#include "solver/outcomes/mechanics_spread.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace acumen::outcomes {

namespace {

/// A wound is never taken as shallower than this share of the computed one.
constexpr double shallowest = 0.05;

/// What bounds a number of the run.
struct Bound {
  const char* name;
  UncertainValue MechanicsSpread::*factor;
};

constexpr Bound bounds[] = {{"insertion.puncture_force", &MechanicsSpread::puncture_force},
                            {"insertion.puncture_displacement", &MechanicsSpread::puncture_travel},
                            {"insertion.indentation_at_puncture", &MechanicsSpread::puncture_travel},
                            {"insertion.maximum_force", &MechanicsSpread::force},
                            {"insertion.force_at_end", &MechanicsSpread::force},
                            {"insertion.force_after_hold", &MechanicsSpread::force},
                            {"insertion.surface_depression", &MechanicsSpread::dent}};

} // namespace

const std::vector<ParameterSpec<MechanicsSpread>>& mechanics_spread_specs() {
  using S = MechanicsSpread;
  static const std::vector<ParameterSpec<S>> specs = {
      {"dent", "1", 0.1, 10., "Factor on the depth of the skin's dent about the needle at a given travel.", &S::dent},
      {"opening", "1", 0.1, 10., "Factor on diameters of the hole after withdrawal.", &S::opening},
      {"puncture_force", "1", 0.1, 10., "Factor on the puncture force.", &S::puncture_force},
      {"puncture_travel", "1", 0.1, 10., "Factor on the travel at which the needle punctures.", &S::puncture_travel},
      {"force", "1", 0.1, 10., "Factor on the force at a given travel after puncture.", &S::force}};
  return specs;
}

Interval times(const double value, const UncertainValue& factor) {
  return {value, value * factor.quantile(low_quantile) / factor.value,
          value * factor.quantile(high_quantile) / factor.value};
}

UncertainValue depth_factor(const FinishedRun& run, const MechanicsSpread& spread) {
  const double depth = run.insertion.inserted_length, dent = run.insertion.surface_depression;
  if (!(depth > 0.) || !(dent > 0.))
    return fixed(1.);
  const auto factor = [&](const double p) {
    return 1. + dent / depth * (1. - spread.dent.quantile(p) / spread.dent.value);
  };
  return lognormal_between(1., std::max(shallowest, factor(high_quantile)), factor(low_quantile))
      .named("wound.depth_factor", "1")
      .from(spread.dent.source, spread.dent.label);
}

UncertainValue opening_factor(const FinishedRun& run, const UncertainValue& depth) {
  const double inserted = run.insertion.inserted_length, radius = run.needle.radius_at(inserted);
  if (!(radius > 0.))
    return fixed(1.);
  const auto factor = [&](const double p) {
    return run.needle.radius_at(std::min(inserted * depth.quantile(p) / depth.value, run.needle.length)) / radius;
  };
  return lognormal_between(1., std::clamp(factor(low_quantile), shallowest, 1.), std::max(1., factor(high_quantile)));
}

OutcomeValue bounded_insertion(const FinishedRun& run, const MechanicsSpread& spread, const std::string& name,
                               const double value) {
  if (std::isfinite(value)) {
    if (name == "insertion.penetration_depth")
      return {name, times(value, depth_factor(run, spread)), weakest_label({spread.dent})};
    for (const Bound& bound : bounds)
      if (name == bound.name)
        return {name, times(value, spread.*bound.factor), weakest_label({spread.*bound.factor})};
  }
  constexpr double none = std::numeric_limits<double>::quiet_NaN();
  return {name, {value, none, none}, ""};
}

} // namespace acumen::outcomes
