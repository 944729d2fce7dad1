#include "scenarios/library/healing_library.h"

#include "scenarios/library/library.h"
#include "scenarios/library/load_entry.h"
#include "scenarios/library/uncertain_parameter.h"

#include <algorithm>

namespace acumen::scenarios {

namespace {

template <class Entry> Group with_heading(std::vector<Parameter> own) {
  Group group;
  group.parameters = {text("name", &Entry::name, "Name used in input files; the file's own.").mandatory(),
                      text("title", &Entry::title, "Name for people.").mandatory()};
  for (Parameter& parameter : own)
    group.parameters.push_back(std::move(parameter));
  return group;
}

} // namespace

const Group& healing_declaration() {
  static const Group declaration =
      with_heading<HealingEntry>(uncertain_all(outcomes::healing_specs(), &HealingEntry::healing, true));
  return declaration;
}

const Group& healing_modifier_declaration() {
  using E = HealingModifierEntry;
  static const Group declaration =
      with_heading<E>(uncertain_all(outcomes::healing_modifier_specs(), &E::modifier, false));
  return declaration;
}

const Group& strength_declaration() {
  static const Group declaration =
      with_heading<StrengthEntry>(uncertain_all(outcomes::strength_specs(), &StrengthEntry::settings, true));
  return declaration;
}

const Group& laser_declaration() {
  static const Group declaration =
      with_heading<LaserEntry>(uncertain_all(outcomes::laser_specs(), &LaserEntry::laser, true));
  return declaration;
}

outcomes::HealingParameters load_healing(const std::string& name, const std::string& path, ReadLog& log) {
  HealingEntry entry;
  load_entry("healing", "kind of healing", healing_declaration(), &entry, name, path, log);
  name_after("healing", outcomes::healing_specs(), entry.healing);
  return entry.healing;
}

outcomes::StrengthSettings load_strength(const std::string& name, const std::string& path, ReadLog& log) {
  StrengthEntry entry;
  load_entry("strength", "set of strength parameters", strength_declaration(), &entry, name, path, log);
  name_after("strength", outcomes::strength_specs(), entry.settings);
  return entry.settings;
}

outcomes::LaserParameters load_laser(const std::string& name, const std::string& path, ReadLog& log) {
  LaserEntry entry;
  load_entry("lasers", "laser", laser_declaration(), &entry, name, path, log);
  name_after(name, outcomes::laser_specs(), entry.laser);
  return entry.laser;
}

std::vector<outcomes::HealingModifier> load_healing_modifiers(const std::vector<std::string>& conditions,
                                                              const std::string& path, ReadLog& log) {
  const std::vector<std::string> known = library_names("healing_modifiers");
  std::vector<outcomes::HealingModifier> modifiers;
  for (const std::string& name : conditions) {
    if (std::find(known.begin(), known.end(), name) == known.end())
      continue;
    HealingModifierEntry entry;
    if (!load_entry("healing_modifiers", "healing modifier", healing_modifier_declaration(), &entry, name, path, log))
      continue;
    entry.modifier.name = name;
    name_after("healing." + name, outcomes::healing_modifier_specs(), entry.modifier);
    modifiers.push_back(entry.modifier);
  }
  return modifiers;
}

} // namespace acumen::scenarios
