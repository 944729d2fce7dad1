#pragma once

#include "scenarios/input/reader.h"
#include "solver/outcomes/bleeding.h"
#include "solver/outcomes/patient_checks.h"
#include "solver/outcomes/wound.h"

/// The library behind the outcomes: who bleeds, from which vessels, and what speaks against needling.
namespace acumen::scenarios {

/// vessels/<name>.yaml
struct VesselEntry {
  std::string name, title;
  outcomes::VesselPopulation population;
};

/// blood/human.yaml
struct BloodEntry {
  std::string name, title;
  outcomes::BloodParameters blood;
};

/// antithrombotics/<name>.yaml and bleeding_disorders/<name>.yaml
struct BleedingModifierEntry {
  std::string name, title;
  outcomes::BleedingModifier modifier;
};

/// conditions/<name>.yaml
struct ConditionEntry {
  std::string name, title, reason;
  outcomes::Grade grade = outcomes::Grade::warn;
};

/// practice/<site>.yaml
struct PracticeEntry {
  std::string name, title;
  outcomes::SitePractice practice;
};

/// treatment/limits.yaml
struct ArrayLimitEntry {
  std::string name, title;
  outcomes::ArrayLimits limits;
};

/// model_spread/axisymmetric.yaml
struct MechanicsSpreadEntry {
  std::string name, title;
  outcomes::MechanicsSpread spread;
};

/// What their files may say.
const Group& vessel_declaration();
const Group& blood_declaration();
const Group& bleeding_modifier_declaration();
const Group& condition_declaration();
const Group& practice_declaration();
const Group& array_limit_declaration();
const Group& mechanics_spread_declaration();

} // namespace acumen::scenarios
