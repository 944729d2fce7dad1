#include "solver/outcomes/healing.h"

#include <algorithm>
#include <boost/math/constants/constants.hpp>
#include <cmath>
#include <fmt/format.h>
#include <limits>

namespace acumen::outcomes {

namespace {

constexpr double none = std::numeric_limits<double>::quiet_NaN();
constexpr double day = 86400.;

/// All `healing.*` and `pain.*` numbers, in the order in which evaluate() gives them.
const std::vector<OutcomeQuantity>& declared() {
  static const std::vector<OutcomeQuantity> quantities = {
      {"healing.channel_width", "m",
       "Width of the channel that has to heal: what the run left, at least the share of the needle's width that stays "
       "open in living skin; of a laser the whole lesion."},
      {"healing.coverage", "1", "Share of the treated skin that the channels take."},
      {"healing.closure_time", "s", "Median time in which a channel's epidermis is closed."},
      {"healing.last_closure_time", "s", "Time at which, at even odds, the last channel of the session is closed."},
      {"healing.tewl_ratio", "1", "Transepidermal water loss over that of intact skin right after the session."},
      {"healing.barrier_recovery_time", "s", "Time after which a tenth of the barrier's leak is left."},
      {"healing.redness_peak", "1", "Largest redness after the first hour over the least that shows."},
      {"healing.redness_duration", "s", "Time for which redness shows."},
      {"healing.collagen_peak", "1",
       "Largest amount of new collagen, relative units: compare, do not read absolutely."},
      {"healing.collagen_peak_time", "s", "When it is reached, after the first session."},
      {"healing.collagen_at_6_months", "1",
       "Share of that peak still to be turned over six months after the first session."},
      {"healing.collagen_full_time", "s",
       "Time after which nine tenths of the new collagen have become lasting collagen."},
      {"healing.scar_probability", "1", "Probability that a channel leaves a scar."},
      {"healing.pigment_probability", "1", "Probability of dark spots (post-inflammatory hyperpigmentation)."},
      {"healing.bruise_probability", "1", "Probability of a visible bruise."},
      {"pain.relative", "1", "Pain over that of a 26G hypodermic needle; none without needle."}};
  return quantities;
}

/// Injured share of the dermis: coverage times the share of its thickness that channels cross.
double injured_share(const HealingWound& wound) {
  const double dermis = wound.skin_thickness - wound.epidermis;
  if (!(dermis > 0.))
    return 0.;
  return wounded_share(wound) * std::clamp((wound.depth.value - wound.epidermis) / dermis, 0., 1.);
}

CollagenCourse course_of(const HealingWound& wound, const HealingProgramme& programme, const HealingParameters& p,
                         double factor) {
  std::vector<double> sessions;
  for (unsigned int i = 0; i < std::max(programme.sessions, 1u); ++i)
    sessions.push_back(i * programme.interval);
  const double injury = std::min(injured_share(wound) / p.injury_reference.value, 1.);
  return collagen_course(p, injury, sessions, sessions.back() + 270. * day, 3. * day, factor);
}

std::vector<double> evaluate(const HealingWound& wound, const HealingPatient& patient,
                             const HealingProgramme& programme, const HealingParameters& p) {
  const HealingFactors factors = healing_factors(patient, p);
  const double width = wound.width.value, depth = wound.depth.value, share = wounded_share(wound);
  const double closure = closure_time(width, p, factors.rate);
  const double late_peak =
      std::max(redness(3600., depth, wound.thermal, p, factors),
               redness((wound.thermal ? p.redness_thermal_time : p.redness_deep_time).value / factors.rate, depth,
                       wound.thermal, p, factors));
  const CollagenCourse collagen = course_of(wound, programme, p, factors.collagen);
  const double area = std::isnan(wound.placement.area) ? 0. : wound.placement.area;
  // A single needle has no area to take a share of.
  const bool spread_out = wound.placement.density > 0.;
  return {width,
          spread_out ? share : none,
          closure,
          last_closed_time(closure, wound.placement.punctures, p),
          spread_out ? initial_tewl_ratio(share, p) : none,
          barrier_recovery_time(width, wound.occluded, p, factors.rate),
          late_peak,
          redness_duration(depth, wound.thermal, p, factors),
          collagen.peak(),
          collagen.peak() > 0. ? collagen.peak_time() : none,
          collagen.peak() > 0. ? collagen.collagen_at(182. * day) / collagen.peak() : none,
          collagen.peak() > 0. ? collagen.matured_time(0.9) : none,
          scar_probability(width, depth, wound.skin_thickness, p, factors.scar_threshold),
          spread_out ? pigment_probability(share, wound.thermal, patient.dark_skin, p, factors.pigment) : none,
          bruise_probability(wound.blood_volume.value * wound.placement.punctures, area, p, factors.bruise),
          wound.needle_length > 0. ? relative_pain(wound.needle_length, wound.needles_at_a_time, p) : none};
}

/// Places of every uncertain number that a sample sets.
struct Sampled {
  HealingWound wound;
  HealingPatient patient;
  HealingParameters parameters;

  std::vector<UncertainValue*> places() {
    std::vector<UncertainValue*> all = {&wound.width, &wound.depth, &wound.blood_volume};
    for (const auto& spec : healing_specs())
      all.push_back(&(parameters.*spec.member));
    for (HealingModifier& modifier : patient.modifiers)
      for (const auto& spec : healing_modifier_specs())
        all.push_back(&(modifier.*spec.member));
    return all;
  }
};

/// Bounds that a drawn value is kept in: those of the parameter's declaration; wounds cannot be negative.
std::vector<std::pair<double, double>> bounds(const HealingPatient& patient) {
  constexpr double large = 1e30;
  std::vector<std::pair<double, double>> all = {{1e-9, large}, {0., large}, {0., large}};
  for (const auto& spec : healing_specs())
    all.push_back({spec.low, spec.high});
  for (std::size_t i = 0; i < patient.modifiers.size(); ++i)
    for (const auto& spec : healing_modifier_specs())
      all.push_back({spec.low, spec.high});
  return all;
}

void add_warnings(const HealingWound& wound, Outcome& outcome) {
  const double share = wounded_share(wound);
  if (share > 0.2)
    outcome.warnings.push_back(fmt::format(
        "healing: the channels take {:.0f} % of the skin; above 20 % islands of intact skin get too small for the "
        "models used here, and side effects rise",
        100. * share));
  if (wound.width.value > 500e-6)
    outcome.warnings.push_back(fmt::format("healing: closure times are known for defects below 500 um; this one is "
                                           "{:.0f} um wide",
                                           1e6 * wound.width.value));
  if (wound.needle_length > 0. && (wound.needle_length < 480e-6 || wound.needle_length > 1450e-6))
    outcome.warnings.push_back(fmt::format("pain: the law was fitted to needles of 480 to 1450 um; {:.0f} um is an "
                                           "extrapolation",
                                           1e6 * wound.needle_length));
}

} // namespace

Outcome healing_outcome(const HealingWound& wound, const HealingPatient& patient, const HealingProgramme& programme,
                        const HealingParameters& parameters, const MonteCarloParameters& monte_carlo) {
  Sampled sampled{wound, patient, parameters};
  const std::vector<UncertainValue*> places = sampled.places();
  const auto limits = bounds(patient);
  std::vector<UncertainValue> inputs;
  for (const UncertainValue* place : places)
    inputs.push_back(*place);
  const auto model = [&](const std::vector<double>& values) {
    for (std::size_t i = 0; i < values.size(); ++i)
      places[i]->value = std::clamp(values[i], limits[i].first, limits[i].second);
    return evaluate(sampled.wound, sampled.patient, programme, sampled.parameters);
  };
  const std::vector<Interval> intervals = propagate(inputs, model, monte_carlo);
  const std::vector<std::string> labels = weakest_labels(inputs, model);
  Outcome outcome;
  for (std::size_t i = 0; i < intervals.size(); ++i)
    outcome.add(declared()[i].name, intervals[i], labels[i]);
  outcome.assumptions = assumptions_of(inputs);
  add_warnings(wound, outcome);
  return outcome;
}

std::vector<OutcomeQuantity> healing_quantities() {
  return declared();
}

} // namespace acumen::outcomes
