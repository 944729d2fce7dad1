#include "scenarios/resolve/resolve_transport.h"

#include <algorithm>
#include <fmt/format.h>
#include <set>
#include <stdexcept>
#include <tuple>

namespace acumen::scenarios {

namespace {

constexpr double minute = 60., hour = 3600.;
/// Of infusates and patches without polymer [kg/m^3].
constexpr double water_density = 1000.;

/// What may not stand in `drug` while no system is chosen.
void check_nothing_given(const DrugInput& drug, ReadLog& log) {
  const std::pair<const char*, bool> given[] = {{"name", drug.name.has_value()},
                                                {"polymer", drug.polymer.has_value()},
                                                {"molecular_weight", drug.molecular_weight.has_value()},
                                                {"log_partition", drug.log_partition.has_value()},
                                                {"solubility", drug.solubility.has_value()},
                                                {"coated_length", drug.coated_length.has_value()},
                                                {"wear_time", drug.wear_time.has_value()},
                                                {"duration", drug.duration.has_value()},
                                                {"lumen_diameter", drug.lumen_diameter.has_value()},
                                                {"lumen_length", drug.lumen_length.has_value()}};
  for (const auto& [key, is_given] : given)
    if (is_given)
      log.report(fmt::format("drug.{}", key), fmt::format("drug.{} without drug.system", key), "",
                 "say how the drug is given, for example system: dissolving");
}

double default_wear_time(const DrugSystem system) {
  switch (system) {
  case DrugSystem::coated:
    return 5. * minute;
  case DrugSystem::dissolving:
    return 20. * minute;
  case DrugSystem::none:
  case DrugSystem::poke_and_patch:
  case DrugSystem::hydrogel:
  case DrugSystem::hollow:
    return 24. * hour;
  }
  throw std::logic_error("no such drug system");
}

class Resolver {
public:
  Resolver(CaseInput& input, std::vector<std::string>& assumptions, ReadLog& log)
      : input_(input), assumptions_(assumptions), log_(log) {}

  ResolvedTransport resolve(const std::vector<std::string>& tissues) {
    result_.has_drug = input_.drug.system != DrugSystem::none;
    result_.has_rf = input_.rf.voltage.has_value();
    if (!result_.has_drug)
      check_nothing_given(input_.drug, log_);
    else
      resolve_drug();
    if (result_.has_rf)
      resolve_rf();
    if (result_.has_drug || result_.has_rf)
      resolve_media(tissues);
    result_.input = input_.drug;
    return result_;
  }

private:
  void resolve_drug() {
    DrugInput& drug = input_.drug;
    if (drug.name)
      take(load_drug(*drug.name, "drug.name", log_), result_.drug);
    DrugEntry& entry = result_.drug.entry;
    override_with("molecular_weight", drug.molecular_weight, entry.molecular_weight);
    override_with("log_partition", drug.log_partition, entry.log_partition);
    override_with("solubility", drug.solubility, entry.solubility);
    if (drug.system == DrugSystem::coated && !drug.polymer)
      drug.polymer = "CMC";
    if (drug.system == DrugSystem::hydrogel && !drug.polymer)
      drug.polymer = "PMVE_MA";
    if (drug.system == DrugSystem::dissolving && !drug.polymer)
      log_.report("drug", "a dissolving needle needs drug.polymer", "", "name its polymer, for example polymer: PVP");
    if (drug.polymer)
      take(load_polymer(*drug.polymer, "drug.polymer", log_), result_.polymer);
    check_needs();
    note_defaults();
    note_forms();
    if (drug.system == DrugSystem::poke_and_patch && !input_.insertion.withdraw)
      log_.report("drug.system", "poke_and_patch needs the hole after withdrawal", "poke_and_patch",
                  "set insertion.withdraw: true");
    if (!drug.wear_time)
      drug.wear_time = default_wear_time(drug.system);
    if (!drug.duration)
      drug.duration = std::max(24. * hour, *drug.wear_time);
  }

  /// What the system computes with and neither case nor entry give.
  void check_needs() {
    using S = DrugSystem;
    const S system = input_.drug.system;
    const DrugEntry& drug = result_.drug.entry;
    if (input_.drug.name && !drug.name.empty())
      for (const auto& [key, given] : {std::pair{"molecular_weight", drug.molecular_weight.has_value()},
                                       {"log_partition", drug.log_partition.has_value()},
                                       {"solubility", drug.solubility.has_value()}})
        if (!given)
          log_.report("drug.name", fmt::format("drug.name: {} has no {}", drug.name, key), *input_.drug.name,
                      fmt::format("add {} to that file, or give drug.{} in the case", key, key));
    const PolymerEntry& polymer = result_.polymer.entry;
    if (polymer.name.empty())
      return;
    const bool dissolves = system == S::dissolving || system == S::coated, swells = system == S::hydrogel;
    const std::tuple<const char*, bool, bool> needs[] = {
        {"density", polymer.density.has_value(), dissolves},
        {"front_speed", polymer.front_speed.has_value(), dissolves},
        {"gel_diffusivity", polymer.gel_diffusivity.has_value(), system == S::dissolving || swells},
        {"swelling_time", polymer.swelling_time.has_value(), swells}};
    for (const auto& [key, given, needed] : needs)
      if (needed && !given)
        log_.report("drug.polymer",
                    fmt::format("drug.polymer: {} has no {}, which this system needs", polymer.name, key),
                    *input_.drug.polymer, fmt::format("add {} to that file", key));
  }

  /// What stands in for properties that a drug of the user's own does not give.
  void note_defaults() {
    const DrugEntry& drug = result_.drug.entry;
    const std::string name = drug.name.empty() ? "the drug" : drug.name;
    if (!drug.unbound_fraction)
      assumptions_.push_back(name + " unbound_fraction = 1 (not given: no binding)");
    if (!drug.clearance_rate)
      assumptions_.push_back(name + " clearance_rate = 1e-3 1/s (not given: that of small molecules)");
  }

  /// What the model of the system takes for granted.
  void note_forms() {
    using S = DrugSystem;
    const DrugInput& drug = input_.drug;
    const std::pair<S, std::string> forms[] = {
        {S::dissolving, "drug: stiffness and strength of the needle fall with its drug fraction w as (1 - w)^n"},
        {S::dissolving, fmt::format("drug: safety_factor to keep = {:.3g}", drug.safety_factor)},
        {S::hydrogel, "drug: the gel conducts as 1 - exp(-t/swelling time), its section grows by what it takes up"},
        {S::hydrogel,
         "drug: suspended drug in the reservoir dissolves within a minute; the reservoir is wet and stirred"},
        {S::poke_and_patch,
         "drug: suspended drug in the patch dissolves within a minute; the patch is wet and stirred"},
        {S::poke_and_patch, "drug: slits count as open down to a tenth of their opening at the axis"},
        {S::hollow, "infusion: the infusate takes the place of the tissue's water in a ball round the tip"},
        {S::hollow, "infusion: compacted tissue has lost all its water within the needle's radius of the opening"},
        {S::hollow, fmt::format("infusion: sealing_pressure = {:.3g} kPa", 1e-3 * drug.sealing_pressure)}};
    for (const auto& [system, form] : forms)
      if (system == drug.system)
        assumptions_.push_back(form);
  }

  void resolve_rf() {
    RfInput& rf = input_.rf;
    if (!rf.spacing)
      rf.spacing = input_.array.pitch.value_or(1.5e-3);
    if (!rf.insulated_length)
      rf.insulated_length = 0.;
  }

  void resolve_media(const std::vector<std::string>& tissues) {
    for (const std::string& tissue : tissues) {
      LibraryItem<MediumEntry> item;
      take(load_medium(tissue, "skin", log_), item);
      result_.media.push_back(std::move(item));
    }
  }

  void override_with(const std::string& key, const std::optional<double>& given, std::optional<double>& value) {
    if (given) {
      value = given;
      result_.drug.annotations.erase(key);
    } else if (!value && !input_.drug.name)
      log_.report(
          "drug", fmt::format("drug needs a name or {}", key), "",
          "name a drug of the library (name: lidocaine), or give molecular_weight, log_partition and solubility");
  }

  template <class Entry> void take(std::optional<LibraryItem<Entry>> loaded, LibraryItem<Entry>& target) {
    if (!loaded)
      return;
    target = std::move(*loaded);
    for (const auto& [key, annotation] : target.annotations)
      if (annotation.label == "assumed" && noted_.insert(target.entry.title + key).second)
        assumptions_.push_back(fmt::format("{} {} = {}{}", target.entry.name, key, annotation.value,
                                           annotation.spread.empty() ? "" : " (spread " + annotation.spread + ")"));
  }

  CaseInput& input_;
  std::vector<std::string>& assumptions_;
  ReadLog& log_;
  ResolvedTransport result_;
  std::set<std::string> noted_;
};

transport::Drug drug_of(const DrugEntry& entry) {
  transport::Drug drug;
  drug.name = entry.name;
  drug.molecular_weight = entry.molecular_weight.value_or(transport::unknown);
  drug.log_partition = entry.log_partition.value_or(transport::unknown);
  drug.solubility = entry.solubility.value_or(transport::unknown);
  drug.unbound_fraction = entry.unbound_fraction.value_or(1.);
  drug.clearance_rate = entry.clearance_rate.value_or(1e-3);
  drug.density = entry.density.value_or(drug.density);
  drug.half_life = entry.half_life.value_or(transport::unknown);
  drug.distribution_volume = entry.distribution_volume.value_or(transport::unknown);
  return drug;
}

transport::Polymer polymer_of(const PolymerEntry& entry) {
  transport::Polymer polymer;
  polymer.name = entry.name;
  polymer.density = entry.density.value_or(water_density);
  polymer.maximum_drug_fraction = entry.maximum_drug_fraction.value_or(1.);
  polymer.front_speed = entry.front_speed.value_or(transport::unknown);
  polymer.stiffness_exponent = entry.stiffness_exponent.value_or(polymer.stiffness_exponent);
  polymer.gel_diffusivity = entry.gel_diffusivity.value_or(transport::unknown);
  polymer.swelling_time = entry.swelling_time.value_or(transport::unknown);
  polymer.swelling_mass = entry.swelling_mass.value_or(transport::unknown);
  return polymer;
}

transport::TissueTransport tissue_of(const MediumEntry& entry) {
  transport::TissueTransport tissue;
  tissue.barrier = entry.barrier;
  const std::pair<const std::optional<double>*, double*> members[] = {
      {&entry.water_fraction, &tissue.water_fraction},
      {&entry.lipid_fraction, &tissue.lipid_fraction},
      {&entry.hindrance, &tissue.hindrance},
      {&entry.perfused, &tissue.perfused},
      {&entry.permeability, &tissue.permeability},
      {&entry.permeability_exponent, &tissue.permeability_exponent},
      {&entry.drained_modulus, &tissue.drained_modulus},
      {&entry.conductivity, &tissue.conductivity},
      {&entry.conductivity_rise, &tissue.conductivity_rise},
      {&entry.heat_conductivity, &tissue.heat_conductivity},
      {&entry.heat_capacity, &tissue.heat_capacity},
      {&entry.density, &tissue.density},
      {&entry.perfusion, &tissue.perfusion}};
  for (const auto& [from, to] : members)
    if (*from)
      *to = **from;
  return tissue;
}

} // namespace

transport::DeliverySettings ResolvedTransport::settings() const {
  using S = transport::DeliverySystem;
  transport::DeliverySettings settings;
  settings.system = input.system == DrugSystem::poke_and_patch ? S::poke_and_patch
                    : input.system == DrugSystem::coated       ? S::coated
                    : input.system == DrugSystem::hydrogel     ? S::hydrogel
                    : input.system == DrugSystem::hollow       ? S::hollow
                                                               : S::dissolving;
  settings.drug_fraction = input.drug_fraction;
  settings.coating_thickness = input.coating_thickness;
  settings.coated_length = input.coated_length.value_or(transport::unknown);
  settings.filled_fraction = input.filled_fraction;
  settings.patch_thickness = input.patch_thickness;
  settings.wear_time = input.wear_time.value_or(transport::unknown);
  settings.duration = input.duration.value_or(transport::unknown);
  settings.closure_half_time = input.closure_half_time;
  settings.infused_volume = input.infused_volume;
  return settings;
}

ResolvedTransport resolve_transport(CaseInput& input, const std::vector<std::string>& tissues,
                                    std::vector<std::string>& assumptions, ReadLog& log) {
  return Resolver(input, assumptions, log).resolve(tissues);
}

TransportProperties properties_of(const ResolvedTransport& transport) {
  TransportProperties properties;
  properties.drug = drug_of(transport.drug.entry);
  properties.polymer = polymer_of(transport.polymer.entry);
  for (const auto& medium : transport.media)
    properties.tissues.push_back(tissue_of(medium.entry));
  return properties;
}

} // namespace acumen::scenarios
