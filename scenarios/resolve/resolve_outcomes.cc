#include "scenarios/resolve/resolve_outcomes.h"

#include "scenarios/library/library.h"
#include "scenarios/library/load_entry.h"
#include "scenarios/library/uncertain_parameter.h"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>
#include <fmt/ranges.h>

namespace acumen::scenarios {

namespace {

/// Age of a person of whom neither the case nor the site's entry says anything [year]: the sites' own.
constexpr double default_age = 40.;
/// Area treated with a pen or a roller where the case names none [m^2].
constexpr double default_area = 1e-4;

bool has(const std::vector<std::string>& names, const std::string& name) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

class OutcomeResolver {
public:
  OutcomeResolver(const CaseInput& input, ReadLog& log) : input_(input), log_(log) {}

  ResolvedOutcomes resolve() {
    load_vessels();
    load_blood();
    load_drugs();
    load_disorders();
    load_conditions();
    load_practice();
    load_thickness();
    load_strength_and_healing();
    return std::move(resolved_);
  }

private:
  void load_vessels() {
    for (const std::string& name : library_names("vessels")) {
      VesselEntry entry;
      if (!load_entry("vessels", "population of vessels", vessel_declaration(), &entry, name, "patient", log_))
        continue;
      entry.population.name = name;
      name_after(name, outcomes::vessel_specs(), entry.population);
      resolved_.vessels.push_back(entry.population);
    }
  }

  void load_blood() {
    BloodEntry blood;
    load_entry("blood", "kind of blood", blood_declaration(), &blood, "human", "patient", log_);
    name_after("blood", outcomes::blood_specs(), blood.blood);
    resolved_.blood = blood.blood;
    MechanicsSpreadEntry spread;
    load_entry("model_spread", "model", mechanics_spread_declaration(), &spread, "axisymmetric", "model", log_);
    name_after("model_spread", outcomes::mechanics_spread_specs(), spread.spread);
    resolved_.spread = spread.spread;
  }

  void add_modifier(const std::string& folder, const std::string& word, const std::string& name,
                    const std::string& path) {
    BleedingModifierEntry entry;
    const auto notes = load_entry(folder, word, bleeding_modifier_declaration(), &entry, name, path, log_);
    if (!notes)
      return;
    entry.modifier.name = name;
    name_after(name, outcomes::bleeding_modifier_specs(), entry.modifier);
    name_after(name, outcomes::rebleeding_specs(), entry.modifier);
    resolved_.bleeding_modifiers.push_back(entry.modifier);
    outcomes::PatientCondition condition;
    condition.title = entry.title;
    condition.source = notes->at("time_factor").source;
    // A drug's or disorder's own size decides: the bleeding time doubled is no longer a matter of minutes.
    const double factor = entry.modifier.time_factor.value;
    condition.grade =
        factor >= 2. || entry.modifier.rebleed_probability.value > 0. ? outcomes::Grade::stop : outcomes::Grade::warn;
    condition.reason = fmt::format("bleeding time taken as {} times normal", factor);
    if (entry.modifier.rebleed_probability.value > 0.)
      condition.reason += ", and clotted cuts open again";
    resolved_.bleeding.push_back(condition);
  }

  void load_drugs() {
    if (!input_.patient.antithrombotic)
      return;
    const std::string path = "patient.antithrombotic";
    std::vector<std::string> names = split_names(*input_.patient.antithrombotic);
    // A combination that was measured beats the product of its parts.
    const std::string combination = fmt::format("{}", fmt::join(names, "_"));
    if (names.size() > 1 && has(library_names("antithrombotics"), combination))
      names = {combination};
    for (const std::string& name : names)
      add_modifier("antithrombotics", "antithrombotic", name, path);
  }

  void load_disorders() {
    if (!input_.patient.bleeding_disorder)
      return;
    for (const std::string& name : split_names(*input_.patient.bleeding_disorder))
      add_modifier("bleeding_disorders", "bleeding disorder", name, "patient.bleeding_disorder");
  }

  void load_conditions() {
    if (!input_.patient.conditions)
      return;
    const std::vector<std::string> names = split_names(*input_.patient.conditions);
    resolved_.healing_modifiers = load_healing_modifiers(names, "patient.conditions", log_);
    const std::vector<std::string> modifiers = library_names("healing_modifiers"), known = library_names("conditions");
    for (const std::string& name : names) {
      // What only slows healing does not speak against needling.
      if (has(modifiers, name) && !has(known, name))
        continue;
      ConditionEntry entry;
      const auto notes =
          load_entry("conditions", "condition", condition_declaration(), &entry, name, "patient.conditions", log_);
      if (!notes)
        continue;
      const auto reason = notes->find("reason");
      resolved_.conditions.push_back(
          {entry.title, entry.reason, reason == notes->end() ? "" : reason->second.source, entry.grade});
    }
  }

  void load_strength_and_healing() {
    resolved_.healing = load_healing("standard", "patient", log_);
    resolved_.laser = load_laser("co2_fractional", "comparator", log_);
    resolved_.strength = load_strength("standard", "needle", log_);
    ReadLog ignored; // the material itself is checked where the case's is read
    const auto material = load_needle_material(input_.needle.material, "", ignored);
    if (!material)
      return;
    try {
      resolved_.needle_material = needle_material_data(*material);
    } catch (const base::InputError& error) {
      log_.problems.insert(log_.problems.end(), error.problems().begin(), error.problems().end());
    }
  }

  void load_practice() {
    const std::vector<std::string> sites = library_names("practice");
    const std::string site = input_.skin.site.value_or("");
    PracticeEntry entry;
    load_entry("practice", "site", practice_declaration(), &entry, has(sites, site) ? site : "anywhere", "skin.site",
               log_);
    name_after("practice." + entry.name, outcomes::practice_specs(), entry.practice);
    entry.practice.title = entry.title;
    resolved_.practice = entry.practice;
    ArrayLimitEntry limits;
    load_entry("treatment", "limit", array_limit_declaration(), &limits, "limits", "treatment", log_);
    name_after("limits", outcomes::array_limit_specs(), limits.limits);
    resolved_.limits = limits.limits;
  }

  /// The site's spread of a layer's thickness, as a factor.
  void load_thickness() {
    ReadLog ignored; // resolve_skin() has reported what is wrong with the site
    const auto site = input_.skin.site ? load_site(*input_.skin.site, "", ignored) : std::nullopt;
    if (!site)
      return;
    for (std::size_t l = 0; l < site->entry.layers.size(); ++l) {
      const LayerInput& layer = site->entry.layers[l];
      const auto note = site->annotations.find(fmt::format("layers[{}].thickness", l));
      if (note == site->annotations.end() || !layer.properties.thickness)
        continue;
      const std::string name = layer.name.empty() ? layer.tissue : layer.name;
      const auto thickness = uncertain_value(*layer.properties.thickness, "m", name + ".thickness", note->second);
      resolved_.thickness_spread[name] = thickness.scaled(1. / thickness.value);
    }
  }

  const CaseInput& input_;
  ReadLog& log_;
  ResolvedOutcomes resolved_;
};

void refuse(const std::string& key, const char* const device, ReadLog& log) {
  const std::string path = "treatment." + key;
  if (log.given(path))
    log.report(path, fmt::format("only a {} takes {}", device, path), "",
               fmt::format("remove it, or set treatment.device: {}", device));
}

} // namespace

std::vector<std::string> split_names(const std::string& list) {
  std::vector<std::string> names;
  std::string name;
  for (const char c : list + "+")
    if (c == '+' || c == ',') {
      if (!name.empty() && name != "none")
        names.push_back(name);
      name.clear();
    } else if (c != ' ')
      name += c;
  std::sort(names.begin(), names.end());
  names.erase(std::unique(names.begin(), names.end()), names.end());
  return names;
}

void check_treatment_keys(CaseInput& input, ReadLog& log) {
  TreatmentInput& treatment = input.treatment;
  const bool pen = treatment.device == DeviceInput::pen, roller = treatment.device == DeviceInput::roller;
  if (!pen) {
    refuse("hand_speed", "pen", log);
    refuse("frequency", "pen", log);
    treatment.hand_speed = treatment.frequency = TreatmentInput::none;
  }
  if (!roller) {
    refuse("roller_radius", "roller", log);
    treatment.roller_radius = TreatmentInput::none;
  }
  if ((pen || roller) && !input.array.pitch)
    log.report("array", fmt::format("a {} needs array.pitch", pen ? "pen" : "roller"), "", "for example pitch: 1.5 mm");
  if ((pen || roller) && !treatment.area)
    treatment.area = default_area;
  if (treatment.area && !input.array.pitch)
    log.report("treatment.area", "treatment.area needs an array of needles with array.pitch", "",
               "give the pitch, or remove the area");
  if (input.patient.diastolic_pressure >= input.patient.systolic_pressure)
    log.report("patient", "diastolic_pressure is not below systolic_pressure", "",
               "for example systolic_pressure: 120 mmHg, diastolic_pressure: 80 mmHg");
}

void resolve_age(CaseInput& input) {
  if (input.patient.age)
    return;
  input.patient.age = input.skin.age;
  if (input.patient.age || !input.skin.site)
    return;
  ReadLog ignored; // the site itself is checked where the skin is resolved
  const auto site = load_site(*input.skin.site, "", ignored);
  input.patient.age = site && site->entry.reference_age ? site->entry.reference_age : default_age;
}

void resolve_bore(CaseInput& input, const double needle_diameter, ReadLog& log) {
  const bool hollow = input.drug.system == DrugSystem::hollow;
  std::optional<double>&bore = input.needle.bore_diameter, &lumen = input.drug.lumen_diameter;
  if (hollow && bore && lumen && *bore != *lumen)
    log.report("drug.lumen_diameter", "drug.lumen_diameter differs from needle.bore_diameter",
               fmt::format("{:.4g} um and {:.4g} um", 1e6 * *lumen, 1e6 * *bore), "give one of the two");
  const bool from_lumen = hollow && lumen && !bore;
  if (from_lumen)
    bore = lumen;
  else if (hollow && bore && !lumen)
    lumen = bore;
  if (bore && *bore >= needle_diameter)
    log.report(from_lumen ? "drug.lumen_diameter" : "needle.bore_diameter", "the bore leaves no wall",
               fmt::format("{:.4g} um", 1e6 * *bore),
               fmt::format("take less than the needle's {:.4g} um", 1e6 * needle_diameter));
}

ResolvedOutcomes resolve_outcomes(const CaseInput& input, ReadLog& log) {
  return OutcomeResolver(input, log).resolve();
}

} // namespace acumen::scenarios
