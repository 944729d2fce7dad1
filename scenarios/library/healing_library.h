#pragma once

#include "scenarios/input/reader.h"
#include "solver/outcomes/laser.h"
#include "solver/outcomes/strength_of_run.h"

/// The library behind healing, needle strength and the laser comparator.
namespace acumen::scenarios {

/// healing/<name>.yaml
struct HealingEntry {
  std::string name, title;
  outcomes::HealingParameters healing;
};

/// healing_modifiers/<name>.yaml
struct HealingModifierEntry {
  std::string name, title;
  outcomes::HealingModifier modifier;
};

/// strength/<name>.yaml
struct StrengthEntry {
  std::string name, title;
  outcomes::StrengthSettings settings;
};

/// lasers/<name>.yaml
struct LaserEntry {
  std::string name, title;
  outcomes::LaserParameters laser;
};

/// What their files may say.
const Group& healing_declaration();
const Group& healing_modifier_declaration();
const Group& strength_declaration();
const Group& laser_declaration();

/// Read an entry; problems are noted in `log` at the place that `path` was written. Values are named after their entry,
/// as lists of assumptions show them.
outcomes::HealingParameters load_healing(const std::string& name, const std::string& path, ReadLog& log);
outcomes::StrengthSettings load_strength(const std::string& name, const std::string& path, ReadLog& log);
outcomes::LaserParameters load_laser(const std::string& name, const std::string& path, ReadLog& log);
/// Modifiers of those of a patient's conditions that the library knows one for; others change nothing here.
std::vector<outcomes::HealingModifier> load_healing_modifiers(const std::vector<std::string>& conditions,
                                                              const std::string& path, ReadLog& log);

} // namespace acumen::scenarios
