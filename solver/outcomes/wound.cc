#include "solver/outcomes/wound.h"

#include <boost/math/constants/constants.hpp>

#include <algorithm>
#include <cmath>

namespace acumen::outcomes {

namespace {

constexpr double pi = boost::math::constants::pi<double>();

double top_of(const FinishedRun& run, const base::TissueRole role) {
  for (const LayerExtent& layer : run.layers)
    if (layer.role == role)
      return layer.top;
  return std::numeric_limits<double>::quiet_NaN();
}

/// Powers of two factors that move together.
Interval times(const double value, const UncertainValue& depth, const UncertainValue& opening, const double power) {
  const auto at = [&](const double p) {
    return value * depth.quantile(p) / depth.value * std::pow(opening.quantile(p) / opening.value, power);
  };
  return {value, at(low_quantile), at(high_quantile)};
}

/// Product of two independent factors, both 1 at their medians: the logarithms' half-widths add in squares.
UncertainValue product(const UncertainValue& a, const UncertainValue& b) {
  const auto width = [&](const double p) {
    return std::hypot(std::log(a.quantile(p) / a.value), std::log(b.quantile(p) / b.value));
  };
  return lognormal_between(1., std::exp(-width(low_quantile)), std::exp(width(high_quantile)));
}

/// What depth, hole with the needle in and hole left behind may be off.
struct WoundFactors {
  UncertainValue depth, inserted, after;
  std::string label, after_label; ///< of what follows from the dent, and of what was left after withdrawal
};

WoundFactors wound_factors(const FinishedRun& run, const MechanicsSpread& spread) {
  WoundFactors factors{depth_factor(run, spread), {}, {}, weakest_label({spread.dent}), {}};
  factors.inserted = opening_factor(run, factors.depth);
  factors.after = product(factors.inserted, spread.opening);
  factors.after_label = weakest_label({spread.dent, spread.opening});
  return factors;
}

/// Mouth, volume and opening by layer of the hole at one time, `when` ("inserted", "after"). Returns the mouth [m].
double add_hole(const FinishedRun& run, const std::vector<HolePoint>& hole, const std::string& when,
                const WoundFactors& factors, Outcome& outcome) {
  const UncertainValue& factor = when == "inserted" ? factors.inserted : factors.after;
  const std::string& label = when == "inserted" ? factors.label : factors.after_label;
  const double mouth = hole.empty() ? 0. : 2. * hole.front().radius;
  outcome.add("wound.mouth_" + when, times(mouth, factor), label);
  outcome.add("wound.volume_" + when, times(hole_volume(hole), factors.depth, factor, 2.), label);
  for (const LayerExtent& layer : run.layers)
    if (!layer.is_support)
      outcome.add("wound." + layer.name + ".opening_" + when, times(hole_diameter(hole, layer.top), factor), label);
  return mouth;
}

void add_openings(const FinishedRun& run, const WoundFactors& factors, Outcome& outcome) {
  const double inserted = add_hole(run, run.hole_deepest, "inserted", factors, outcome);
  if (!run.insertion.withdrawn)
    return;
  const double after = add_hole(run, run.hole_end, "after", factors, outcome);
  if (inserted > 0.) {
    const Interval recoil = times(after / inserted, factors.after);
    outcome.add("wound.recoil", {1. - recoil.value, std::max(0., 1. - recoil.high), std::max(0., 1. - recoil.low)},
                factors.after_label);
  }
}

void add_cut_areas(const FinishedRun& run, const WoundFactors& factors, Outcome& outcome) {
  std::vector<double> areas(run.layers.size(), 0.);
  double sum = 0.;
  for (const CrackPatch& patch : run.cracks) {
    areas.at(patch.layer) += patch.area;
    sum += patch.area;
  }
  outcome.add("wound.opened_area", times(sum, factors.depth, factors.inserted, 1.), factors.label);
  for (std::size_t l = 0; l < areas.size(); ++l)
    if (!run.layers[l].is_support)
      outcome.add("wound." + run.layers[l].name + ".opened_area", times(areas[l], factors.depth, factors.inserted, 1.),
                  factors.label);
}

/// Share of persons, whose layers differ in thickness, in whom a wound of the given depth [m] goes beyond `top`.
double share_reached(const FinishedRun& run, const double top, const double depth,
                     const MonteCarloParameters& parameters) {
  RandomStream random(parameters.seed);
  unsigned int reached = 0;
  for (unsigned int s = 0; s < parameters.samples; ++s) {
    double layer_top = 0.;
    for (const LayerExtent& layer : run.layers)
      if (layer.top + 0.5 * layer.thickness < top)
        layer_top += layer.thickness * random.draw(layer.spread);
    reached += depth > layer_top ? 1 : 0;
  }
  return double(reached) / std::max(1u, parameters.samples);
}

/// Whether the wound goes beyond a layer's top, and in which share of persons: an interval over the depth's
/// uncertainty.
void add_reach(const FinishedRun& run, const WoundFactors& factors, const MonteCarloParameters& parameters,
               Outcome& outcome) {
  const Interval depth = times(run.insertion.wound_depth, factors.depth);
  outcome.add("wound.reach", depth, factors.label);
  const std::pair<const char*, double> targets[] = {
      {"papillary_dermis", top_of(run, base::TissueRole::papillary_dermis)},
      {"reticular_dermis", top_of(run, base::TissueRole::reticular_dermis)},
      {"subcutis", run.dermis_depth()}};
  for (const auto& [name, top] : targets) {
    if (!(top > 0.))
      continue;
    const double best = share_reached(run, top, depth.value, parameters);
    const Interval share = {best, std::min(best, share_reached(run, top, depth.low, parameters)),
                            std::max(best, share_reached(run, top, depth.high, parameters))};
    std::vector<UncertainValue> inputs = {factors.depth};
    for (const LayerExtent& layer : run.layers)
      inputs.push_back(layer.spread);
    outcome.add_exact(std::string("wound.reaches_") + name, run.insertion.wound_depth > top ? 1. : 0.);
    outcome.add(std::string("wound.probability_") + name, share, weakest_label(inputs));
  }
}

/// Largest diameter of a hole: its mouth may close at the surface above a hole that stays open [m].
double widest(const std::vector<HolePoint>& wall) {
  double diameter = 0.;
  for (const HolePoint& point : wall)
    diameter = std::max(diameter, 2. * point.radius);
  return diameter;
}

void add_session(const FinishedRun& run, const TreatmentPlan& plan, const WoundFactors& factors, Outcome& outcome) {
  const Placement where = placement(run.array, plan);
  outcome.add_exact("wound.punctures", where.punctures);
  if (plan.device == Device::roller) {
    outcome.add_exact("wound.roller_angle", roller_angle(run.needle.length, plan.roller_radius));
    // The skin may follow the needle altogether: the slot lies between none and the rigid skin's.
    const double sweep = roller_sweep(run.needle.length, plan.roller_radius);
    outcome.add("wound.roller_sweep", {sweep, 0., sweep}, "derived");
    outcome.warnings.push_back(
        "roller: needles are computed as pressed in straight; in reality they enter and leave at "
        "an angle, so the mouths are slots (see the longest slot that a roller's needle can tear)");
  }
  if (!(where.density > 0.))
    return;
  outcome.add_exact("wound.puncture_density", where.density);
  const double diameter = widest(run.insertion.withdrawn ? run.hole_end : run.hole_deepest);
  const UncertainValue& factor = run.insertion.withdrawn ? factors.after : factors.inserted;
  const auto covered = [&](const double share) { return coverage(where, 0.25 * pi * std::pow(share * diameter, 2)); };
  outcome.add("wound.coverage",
              {covered(1.), covered(factor.quantile(low_quantile) / factor.value),
               covered(factor.quantile(high_quantile) / factor.value)},
              run.insertion.withdrawn ? factors.after_label : factors.label);
  if (plan.passes > 1 || plan.device == Device::pen)
    outcome.warnings.push_back(
        "session: every puncture is computed as the first one into unwounded skin; in reality neighbouring "
        "and earlier holes make it weaker");
}

} // namespace

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
  const WoundFactors factors = wound_factors(run, spread);
  add_reach(run, factors, parameters, outcome);
  add_cut_areas(run, factors, outcome);
  add_openings(run, factors, outcome);
  add_session(run, plan, factors, outcome);
  outcome.assumptions = assumptions_of({spread.dent, spread.opening});
  return outcome;
}

namespace {

bool ends_with(const std::string& text, const std::string& end) {
  return text.size() >= end.size() && text.compare(text.size() - end.size(), end.size(), end) == 0;
}

} // namespace

OutcomeValue bounded_wound(const FinishedRun& run, const MechanicsSpread& spread, const std::string& name,
                           const double value) {
  const WoundFactors factors = wound_factors(run, spread);
  if (ends_with(name, "residual_opening"))
    return {name, times(value, factors.after), factors.after_label};
  if (ends_with(name, ".opening"))
    return {name, times(value, factors.inserted), factors.label};
  if (ends_with(name, ".crack_area"))
    return {name, times(value, factors.depth, factors.inserted, 1.), factors.label};
  const Interval depth = times(run.insertion.wound_depth, factors.depth);
  if (name == "wound.depth")
    return {name, depth, factors.label};
  for (const LayerExtent& layer : run.layers)
    if (name == "wound." + layer.name + ".depth") {
      const auto within = [&](const double z) { return std::clamp(z - layer.top, 0., layer.thickness); };
      return {name, {value, std::min(value, within(depth.low)), std::max(value, within(depth.high))}, factors.label};
    }
  constexpr double none = std::numeric_limits<double>::quiet_NaN();
  return {name, {value, none, none}, ""};
}

std::vector<OutcomeQuantity> wound_quantities() {
  return {
      {"wound.reach", "m", "Depth down to which the axis has ever opened, with its uncertainty."},
      {"wound.reaches_papillary_dermis", "1", "Whether the wound reaches the papillary dermis (0 or 1)."},
      {"wound.reaches_reticular_dermis", "1", "Whether the wound reaches the reticular dermis (0 or 1)."},
      {"wound.reaches_subcutis", "1", "Whether the wound goes through the dermis (0 or 1)."},
      {"wound.probability_papillary_dermis", "1",
       "Share of persons in whom it does; interval over the depth's uncertainty."},
      {"wound.probability_reticular_dermis", "1",
       "Share of persons in whom it does; interval over the depth's uncertainty."},
      {"wound.probability_subcutis", "1", "Share of persons in whom it does; interval over the depth's uncertainty."},
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
