#include "solver/outcomes/wound.h"

#include <boost/math/constants/constants.hpp>

#include <cmath>

namespace acumen::outcomes {

namespace {

constexpr double pi = boost::math::constants::pi<double>();

double top_of(const FinishedRun& run, const std::string& tissue) {
  for (const LayerExtent& layer : run.layers)
    if (layer.tissue == tissue)
      return layer.top;
  return std::numeric_limits<double>::quiet_NaN();
}

/// A number times an uncertain factor, which keeps the number as its best value.
Interval times(const double value, const UncertainValue& factor) {
  return {value, value * factor.quantile(0.05) / factor.value, value * factor.quantile(0.95) / factor.value};
}

/// A factor's power, for areas and volumes.
Interval times_power(const double value, const UncertainValue& factor, const double power) {
  return {value, value * std::pow(factor.quantile(0.05) / factor.value, power),
          value * std::pow(factor.quantile(0.95) / factor.value, power)};
}

/// Mouth, volume and opening by layer of the hole at one time, `when` ("inserted", "after"). Returns the mouth [m].

double add_hole(const FinishedRun& run, const std::vector<HolePoint>& hole, const std::string& when,
                const UncertainValue& factor, Outcome& outcome) {
  const double mouth = hole.empty() ? 0. : 2. * hole.front().radius;
  outcome.add("wound.mouth_" + when, times(mouth, factor));
  outcome.add("wound.volume_" + when, times_power(hole_volume(hole), factor, 2.));
  for (const LayerExtent& layer : run.layers)
    if (!layer.is_support)
      outcome.add("wound." + layer.name + ".opening_" + when, times(hole_diameter(hole, layer.top), factor));
  return mouth;
}

void add_openings(const FinishedRun& run, const MechanicsSpread& spread, Outcome& outcome) {
  const double inserted = add_hole(run, run.hole_deepest, "inserted", spread.opening, outcome);
  if (!run.insertion.withdrawn)
    return;
  const double after = add_hole(run, run.hole_end, "after", spread.opening, outcome);
  if (inserted > 0.) {
    const Interval recoil = times(after / inserted, spread.opening);
    outcome.add("wound.recoil", {1. - recoil.value, std::max(0., 1. - recoil.high), std::max(0., 1. - recoil.low)});
  }
}

void add_cut_areas(const FinishedRun& run, const MechanicsSpread& spread, Outcome& outcome) {
  std::vector<double> areas(run.layers.size(), 0.);
  double sum = 0.;
  for (const CrackPatch& patch : run.cracks) {
    areas.at(patch.layer) += patch.area;
    sum += patch.area;
  }
  outcome.add("wound.opened_area", times(sum, spread.depth));
  for (std::size_t l = 0; l < areas.size(); ++l)
    if (!run.layers[l].is_support)
      outcome.add("wound." + run.layers[l].name + ".opened_area", times(areas[l], spread.depth));
}

/// Whether, and with which probability over the person's layer thickness, the wound goes beyond a layer's top.
void add_reach(const FinishedRun& run, const MechanicsSpread& spread, const MonteCarloParameters& parameters,
               Outcome& outcome) {
  outcome.add("wound.reach", times(run.insertion.wound_depth, spread.depth));
  const std::pair<const char*, double> targets[] = {{"papillary_dermis", top_of(run, "papillary_dermis")},
                                                    {"reticular_dermis", top_of(run, "reticular_dermis")},
                                                    {"subcutis", run.dermis_depth()}};
  for (const auto& [name, top] : targets) {
    if (!(top > 0.))
      continue;
    RandomStream random(parameters.seed);
    unsigned int reached = 0;
    for (unsigned int s = 0; s < parameters.samples; ++s) {
      const double depth = run.insertion.wound_depth * random.draw(spread.depth);
      double layer_top = 0.;
      for (const LayerExtent& layer : run.layers)
        if (layer.top + 0.5 * layer.thickness < top)
          layer_top += layer.thickness * random.draw(layer.spread);
      reached += depth > layer_top ? 1 : 0;
    }
    outcome.add(std::string("wound.reaches_") + name, run.insertion.wound_depth > top ? 1. : 0.);
    outcome.add(std::string("wound.probability_") + name, double(reached) / std::max(1u, parameters.samples));
  }
}

void add_session(const FinishedRun& run, const TreatmentPlan& plan, const MechanicsSpread& spread, Outcome& outcome) {
  const Placement where = placement(run.array, plan);
  outcome.add("wound.punctures", where.punctures);
  if (plan.device == Device::roller) {
    outcome.add("wound.roller_angle", roller_angle(run.needle.length, plan.roller_radius));
    // The skin may follow the needle altogether: the slot lies between none and the rigid skin's.
    const double sweep = roller_sweep(run.needle.length, plan.roller_radius);
    outcome.add("wound.roller_sweep", {sweep, 0., sweep});
    outcome.warnings.push_back(
        "roller: needles are computed as pressed in straight; in reality they enter and leave at "
        "an angle, so the mouths are slots, at most as long as wound.roller_sweep");
  }
  if (!(where.density > 0.))
    return;
  outcome.add("wound.puncture_density", where.density);
  const auto& wall = run.insertion.withdrawn ? run.hole_end : run.hole_deepest;
  const double diameter = wall.empty() ? 0. : 2. * wall.front().radius;
  const auto covered = [&](const double factor) { return coverage(where, 0.25 * pi * std::pow(factor * diameter, 2)); };
  outcome.add("wound.coverage", {covered(1.), covered(spread.opening.quantile(0.05) / spread.opening.value),
                                 covered(spread.opening.quantile(0.95) / spread.opening.value)});
  if (plan.passes > 1 || plan.device == Device::pen)
    outcome.warnings.push_back(
        "session: every puncture is computed as the first one into unwounded skin; in reality neighbouring "
        "and earlier holes make it weaker");
}

} // namespace

const std::vector<ParameterSpec<MechanicsSpread>>& mechanics_spread_specs() {
  static const std::vector<ParameterSpec<MechanicsSpread>> specs = {
      {"depth", "1", 0.1, 10., "Factor on depths of the wound.", &MechanicsSpread::depth},
      {"opening", "1", 0.1, 10., "Factor on diameters of the hole.", &MechanicsSpread::opening}};
  return specs;
}

double hole_diameter(const std::vector<HolePoint>& wall, const double depth) {
  for (std::size_t i = 1; i < wall.size(); ++i)
    if (depth <= wall[i].depth) {
      const double share = std::clamp((depth - wall[i - 1].depth) / (wall[i].depth - wall[i - 1].depth), 0., 1.);
      return 2. * (wall[i - 1].radius + share * (wall[i].radius - wall[i - 1].radius));
    }
  return 0.;
}

double hole_volume(const std::vector<HolePoint>& wall) {
  double volume = 0.;
  for (std::size_t i = 1; i < wall.size(); ++i) {
    const double a = wall[i - 1].radius, b = wall[i].radius;
    volume += pi / 3. * (a * a + a * b + b * b) * (wall[i].deformed_depth - wall[i - 1].deformed_depth);
  }
  return volume;
}

Outcome wound(const FinishedRun& run, const TreatmentPlan& plan, const MechanicsSpread& spread,
              const MonteCarloParameters& parameters) {
  Outcome outcome;
  add_reach(run, spread, parameters, outcome);
  add_cut_areas(run, spread, outcome);
  add_openings(run, spread, outcome);
  add_session(run, plan, spread, outcome);
  outcome.assumptions = assumptions_of({spread.depth, spread.opening});
  return outcome;
}

std::vector<OutcomeQuantity> wound_quantities() {
  return {
      {"wound.reach", "m", "Depth down to which the axis has ever opened, with its uncertainty."},
      {"wound.reaches_papillary_dermis", "1", "Whether the wound reaches the papillary dermis (0 or 1)."},
      {"wound.reaches_reticular_dermis", "1", "Whether the wound reaches the reticular dermis (0 or 1)."},
      {"wound.reaches_subcutis", "1", "Whether the wound goes through the dermis (0 or 1)."},
      {"wound.probability_papillary_dermis", "1", "Probability of it over layers' thickness and depth's uncertainty."},
      {"wound.probability_reticular_dermis", "1", "Probability of it over layers' thickness and depth's uncertainty."},
      {"wound.probability_subcutis", "1", "Probability of it over layers' thickness and depth's uncertainty."},
      {"wound.opened_area", "m^2", "Area of all cracks that have opened, counted once, whatever cohesion is left."},
      {"wound.<layer>.opened_area", "m^2", "The same in the layer."},
      {"wound.mouth_inserted", "m", "Diameter of the hole's mouth with the needle at its deepest."},
      {"wound.mouth_after", "m", "Diameter of the hole's mouth at the end of the withdrawal."},
      {"wound.<layer>.opening_inserted", "m", "Diameter of the hole at the layer's top, needle at its deepest."},
      {"wound.<layer>.opening_after", "m", "Diameter of the hole at the layer's top after withdrawal."},
      {"wound.recoil", "1", "Share of the mouth's diameter that closes as the needle is withdrawn."},
      {"wound.volume_inserted", "m^3", "Volume of the hole with the needle at its deepest."},
      {"wound.volume_after", "m^3", "Volume of the hole after withdrawal."},
      {"wound.punctures", "1", "Punctures of the array or session."},
      {"wound.puncture_density", "1/m^2", "Punctures per area of the array or session."},
      {"wound.coverage", "1", "Share of the treated skin that is hole: after withdrawal, or else with the needles in."},
      {"wound.roller_angle", "rad", "Angle of a roller's needle to the skin's normal as it enters flat, rigid skin."},
      {"wound.roller_sweep", "m", "Sweep of a roller needle's tip along flat, rigid skin: longest possible slot."}};
}

} // namespace acumen::outcomes
