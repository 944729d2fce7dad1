#include "scenarios/compute/run_outcomes.h"

#include "scenarios/library/uncertain_entry.h"
#include "solver/outcomes/comparator.h"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>

namespace acumen::scenarios {

namespace {

using outcomes::FinishedRun;
using outcomes::Outcome;
using outcomes::UncertainValue;

/// Depth of a face as the sum of the layers above it, each with its own spread: variances of the logarithms' linear
/// parts add.
UncertainValue uncertain_depth(const FinishedRun& run, const double depth, const std::string& name) {
  double low = 0., high = 0.;
  for (const outcomes::LayerExtent& layer : run.layers)
    if (layer.top + 0.5 * layer.thickness < depth) {
      low += std::pow(layer.thickness * (1. - layer.spread.low), 2);
      high += std::pow(layer.thickness * (layer.spread.high - 1.), 2);
    }
  const double down = std::min(std::sqrt(low), 0.9 * depth);
  return (depth > 0. ? outcomes::lognormal_between(depth, depth - down, depth + std::sqrt(high)) : outcomes::fixed(0.))
      .named(name, "m")
      .from("spread of the site's layers", "derived");
}

void append(const Outcome& part, Outcome& all) {
  all.values.insert(all.values.end(), part.values.begin(), part.values.end());
  for (const auto& [from, to] : {std::pair{&part.assumptions, &all.assumptions}, {&part.warnings, &all.warnings}})
    for (const std::string& line : *from)
      if (std::find(to->begin(), to->end(), line) == to->end())
        to->push_back(line);
}

/// One model's outcome; where it refuses its input, its reason as a warning.
template <class Model> void evaluate(const char* const name, const Model& model, Outcome& all) {
  try {
    append(model(), all);
  } catch (const std::invalid_argument& error) {
    all.warnings.push_back(fmt::format("{} could not be evaluated: {}", name, error.what()));
  }
}

outcomes::HealingPatient healing_patient(const ResolvedCase& resolved) {
  outcomes::HealingPatient patient;
  patient.age = resolved.input.patient.age.value_or(patient.age);
  patient.dark_skin = resolved.input.patient.skin_tone == SkinTone::dark;
  patient.modifiers = resolved.outcomes.healing_modifiers;
  return patient;
}

outcomes::HealingProgramme healing_programme(const ResolvedCase& resolved) {
  const TreatmentInput& treatment = resolved.input.treatment;
  return {static_cast<unsigned int>(treatment.sessions), treatment.session_interval};
}

/// Interval of a number that has been reported; zero where there is none.
outcomes::Interval value_of(const Outcome& all, const std::string& name) {
  for (const outcomes::OutcomeValue& value : all.values)
    if (value.name == name)
      return value.interval;
  return {};
}

Outcome healing(const ResolvedCase& resolved, const FinishedRun& run, const outcomes::Interval& blood) {
  const ResolvedOutcomes& data = resolved.outcomes;
  const UncertainValue volume =
      (blood.low > 0. ? outcomes::lognormal_between(blood.value, blood.low, blood.high) : outcomes::fixed(blood.value))
          .named("bleeding.volume_per_needle", "m^3")
          .from("the bleeding model", "derived");
  outcomes::HealingWound wound = outcomes::needle_wound(run, outcomes::placement(run.array, treatment_plan(resolved)),
                                                        outcomes::depth_factor(run, data.spread), volume, data.healing);
  wound.needles_at_a_time = outcomes::needles_at_a_time(run.array, treatment_plan(resolved), run.needle.length);
  wound.occluded = resolved.input.treatment.occluded;
  return outcomes::healing_outcome(wound, healing_patient(resolved), healing_programme(resolved), data.healing);
}

Outcome strength(const ResolvedCase& resolved, const FinishedRun& run) {
  const double bore = 0.5 * resolved.input.needle.bore_diameter.value_or(0.);
  const outcomes::StrengthInput input = outcomes::strength_input(
      run, resolved.outcomes.needle_material, resolved.outcomes.strength, {bore, bore, !run.needle.flat_end});
  return outcomes::strength_outcome(input, outcomes::needle_strength(input));
}

outcomes::ComparatorInput comparator_input(const ResolvedCase& resolved, const FinishedRun& run) {
  const ResolvedOutcomes& data = resolved.outcomes;
  outcomes::ComparatorInput input;
  input.energy = *resolved.input.comparator.laser_energy;
  input.laser = data.laser;
  input.layers = run.layers;
  input.placement = outcomes::placement(run.array, treatment_plan(resolved));
  input.bleeding = bleeding_input(resolved, run);
  input.patient = healing_patient(resolved);
  input.programme = healing_programme(resolved);
  input.healing = data.healing;
  input.occluded = resolved.input.treatment.occluded;
  return input;
}

/// How long the needle stays in after it has reached its depth [s]: the case's hold, and what is worn as a patch's
/// needles are.
double time_in_place(const ResolvedCase& resolved) {
  const double hold = resolved.input.insertion.hold_time;
  const DrugInput& drug = resolved.input.drug;
  const bool worn = drug.system != DrugSystem::none && drug.system != DrugSystem::poke_and_patch;
  return (hold > 0. ? hold : 0.) + (worn ? drug.wear_time.value_or(0.) : 0.);
}

/// On wet skin blood spreads as soon as it is at the mouth. What the case does not say is assumed by device.
void wet_skin(const std::optional<bool>& given, const outcomes::TreatmentPlan& plan, outcomes::BloodParameters& blood) {
  const bool led = plan.device == outcomes::Device::pen || plan.device == outcomes::Device::roller;
  if (!given.value_or(led))
    return;
  blood.contact_angle = outcomes::fixed(0.).named("blood.contact_angle", "rad");
  if (!given)
    blood.contact_angle = std::move(blood.contact_angle)
                              .from("pens and rollers are led over skin that is wet with serum, gel or disinfectant "
                                    "(treatment.wet_skin)",
                                    "assumed");
}

/// What is exact has no interval.
void put_interval(const outcomes::OutcomeValue& value, results::SummaryValue& quantity) {
  quantity.label = value.label;
  if (value.label == outcomes::exact_label)
    return;
  quantity.low = value.interval.low;
  quantity.high = value.interval.high;
}

/// Interval of a number that the mechanical run reports. The factors on forces and depths are those of human skin and
/// of a given travel: phantoms and pressing with a given force have none.
outcomes::OutcomeValue bounded(const ResolvedCase& resolved, const FinishedRun& run,
                               const results::SummaryValue& quantity) {
  constexpr double none = std::numeric_limits<double>::quiet_NaN();
  const outcomes::MechanicsSpread& spread = resolved.outcomes.spread;
  if (quantity.name.rfind("wound.", 0) == 0)
    return outcomes::bounded_wound(run, spread, quantity.name, quantity.value);
  if (run.dermis_depth() > 0. && resolved.input.insertion.control != Control::force)
    return outcomes::bounded_insertion(run, spread, quantity.name, quantity.value);
  return {quantity.name, {quantity.value, none, none}, ""};
}

/// Unit of a reported number from its declaration, in which a name in angle brackets stands for any.
std::string declared_unit(const std::string& name) {
  for (const outcomes::OutcomeQuantity& quantity : outcome_quantities()) {
    const auto open = quantity.name.find('<'), close = quantity.name.find('>');
    if (open == std::string::npos) {
      if (quantity.name == name)
        return quantity.unit;
      continue;
    }
    const std::string head = quantity.name.substr(0, open), tail = quantity.name.substr(close + 1);
    if (name.size() > head.size() + tail.size() && name.compare(0, head.size(), head) == 0 &&
        name.compare(name.size() - tail.size(), tail.size(), tail) == 0)
      return quantity.unit;
  }
  throw std::logic_error("the outcome " + name + " is not declared");
}

} // namespace

std::vector<outcomes::LayerExtent> layer_extents(const ResolvedCase& resolved) {
  std::vector<outcomes::LayerExtent> layers;
  double top = 0.;
  for (const ResolvedLayer& layer : resolved.layers) {
    outcomes::LayerExtent extent{layer.name,       layer.role,          top,         layer.thickness,
                                 layer.is_support, outcomes::fixed(1.), layer.bleeds};
    const auto spread = resolved.outcomes.thickness_spread.find(layer.name);
    if (spread != resolved.outcomes.thickness_spread.end())
      extent.spread = spread->second;
    layers.push_back(extent);
    top += layer.thickness;
  }
  return layers;
}

outcomes::TreatmentPlan treatment_plan(const ResolvedCase& resolved) {
  const TreatmentInput& input = resolved.input.treatment;
  outcomes::TreatmentPlan plan;
  switch (input.device) {
  case DeviceInput::press:
    plan.device = outcomes::Device::press;
    break;
  case DeviceInput::stamp:
    plan.device = outcomes::Device::stamp;
    break;
  case DeviceInput::pen:
    plan.device = outcomes::Device::pen;
    break;
  case DeviceInput::roller:
    plan.device = outcomes::Device::roller;
    break;
  }
  plan.at_home = input.setting == Setting::home;
  plan.passes = static_cast<unsigned int>(input.passes);
  plan.overlap = input.overlap;
  if (input.area)
    plan.area = *input.area;
  if (plan.device == outcomes::Device::pen) {
    plan.hand_speed = input.hand_speed;
    plan.frequency = input.frequency;
  }
  if (plan.device == outcomes::Device::roller)
    plan.roller_radius = input.roller_radius;
  plan.suction = input.suction;
  return plan;
}

outcomes::BleedingInput bleeding_input(const ResolvedCase& resolved, const FinishedRun& run) {
  const ResolvedOutcomes& data = resolved.outcomes;
  const PatientInput& patient = resolved.input.patient;
  outcomes::BleedingInput input;
  input.cracks = run.cracks;
  input.wound_depth = run.insertion.wound_depth;
  input.needle_diameter = 2. * run.needle.radius_at(run.insertion.inserted_length);
  input.mouth = outcomes::channel_width(run, data.healing);
  input.epidermis_depth = uncertain_depth(run, run.epidermis_depth(), "epidermis_depth");
  input.dermis_depth = uncertain_depth(run, run.dermis_depth(), "dermis_depth");
  input.depth_factor = outcomes::depth_factor(run, data.spread);
  input.vessels = data.vessels;
  input.blood = data.blood;
  input.site_density = data.practice.vessel_density;
  input.patient.modifiers = data.bleeding_modifiers;
  input.patient.platelet_count = patient.platelet_count;
  input.patient.arterial_pressure =
      patient.diastolic_pressure + (patient.systolic_pressure - patient.diastolic_pressure) / 3.;
  input.patient.age = patient.age.value_or(0.);
  if (patient.posture == Posture::sitting)
    input.patient.site_below_heart = data.practice.below_heart_sitting;
  if (patient.posture == Posture::standing)
    input.patient.site_below_heart = data.practice.below_heart_standing;
  const outcomes::TreatmentPlan plan = treatment_plan(resolved);
  const outcomes::Placement where = outcomes::placement(run.array, plan);
  input.session.needles = where.punctures;
  input.session.area = std::isfinite(where.area) ? where.area : 0.;
  input.session.suction = plan.suction;
  input.session.dwell = time_in_place(resolved);
  wet_skin(resolved.input.treatment.wet_skin, plan, input.blood);
  return input;
}

bool OutcomeChoice::wants(const std::vector<outcomes::OutcomeQuantity>& quantities) const {
  return all || std::any_of(quantities.begin(), quantities.end(), [this](const outcomes::OutcomeQuantity& quantity) {
           return families.count(family_of(quantity.name)) > 0;
         });
}

std::string family_of(const std::string& name) {
  return name.substr(0, name.find('.'));
}

std::set<std::string> outcome_families() {
  std::set<std::string> families;
  for (const outcomes::OutcomeQuantity& quantity : outcome_quantities())
    families.insert(family_of(quantity.name));
  return families;
}

Outcome run_outcomes(const ResolvedCase& resolved, const FinishedRun& run, const OutcomeChoice& choice) {
  const ResolvedOutcomes& data = resolved.outcomes;
  const outcomes::TreatmentPlan plan = treatment_plan(resolved);
  const bool bleeds = run.bleeds();
  const bool heals = bleeds && choice.wants(outcomes::healing_quantities());
  Outcome all;
  if (choice.wants(outcomes::wound_quantities()))
    evaluate(
        "the wound", [&] { return outcomes::wound(run, plan, data.spread); }, all);
  // Healing needs the volume of blood.
  if (bleeds && (heals || choice.wants(outcomes::bleeding_quantities())))
    evaluate(
        "bleeding", [&] { return outcomes::bleeding(bleeding_input(resolved, run)); }, all);
  if (bleeds && choice.wants(outcomes::checks_quantities())) {
    outcomes::CheckInput checks{data.conditions, data.bleeding, data.practice, data.limits, plan};
    evaluate(
        "checks", [&] { return outcomes::checks_outcome(outcomes::patient_checks(run, checks), checks); }, all);
  }
  if (choice.wants(outcomes::strength_quantities()))
    evaluate(
        "needle strength", [&] { return strength(resolved, run); }, all);
  if (heals)
    evaluate(
        "healing", [&] { return healing(resolved, run, value_of(all, "bleeding.volume_per_needle")); }, all);
  if (bleeds && resolved.input.comparator.laser_energy && choice.wants(outcomes::comparator_quantities()))
    evaluate(
        "the laser", [&] { return outcomes::comparator(comparator_input(resolved, run)); }, all);
  return all;
}

void add_outcomes(const ResolvedCase& resolved, FinishedRun run, results::Summary& summary,
                  const OutcomeChoice& choice) {
  run.site = resolved.input.skin.site.value_or("");
  run.needle_material = resolved.input.needle.material;
  run.array.rows = static_cast<unsigned int>(resolved.input.array.rows);
  run.array.columns = static_cast<unsigned int>(resolved.input.array.columns);
  if (resolved.input.array.pitch)
    run.array.pitch = *resolved.input.array.pitch;
  const Outcome all = run_outcomes(resolved, run, choice);
  for (results::SummaryValue& quantity : summary.quantities)
    if (quantity.label.empty() && !std::isfinite(quantity.low))
      put_interval(bounded(resolved, run, quantity), quantity);
  for (const outcomes::OutcomeValue& value : all.values) {
    results::SummaryValue quantity{value.name, declared_unit(value.name), value.interval.value};
    put_interval(value, quantity);
    summary.quantities.push_back(quantity);
  }
  auto& label = summary.label;
  label.warnings.insert(label.warnings.end(), all.warnings.begin(), all.warnings.end());
  for (const std::string& assumption : all.assumptions)
    if (std::find(label.assumptions.begin(), label.assumptions.end(), assumption) == label.assumptions.end())
      label.assumptions.push_back(assumption);
}

const std::vector<outcomes::OutcomeQuantity>& outcome_quantities() {
  static const std::vector<outcomes::OutcomeQuantity> all = [] {
    std::vector<outcomes::OutcomeQuantity> quantities;
    for (const auto& group :
         {outcomes::wound_quantities(), outcomes::bleeding_quantities(), outcomes::checks_quantities(),
          outcomes::strength_quantities(), outcomes::healing_quantities(), outcomes::comparator_quantities()})
      quantities.insert(quantities.end(), group.begin(), group.end());
    return quantities;
  }();
  return all;
}

} // namespace acumen::scenarios
