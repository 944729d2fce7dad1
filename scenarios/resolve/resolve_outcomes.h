#pragma once

#include "scenarios/input/case.h"
#include "scenarios/library/healing_library.h"
#include "scenarios/library/outcome_library.h"
#include "scenarios/library/uncertain_entry.h"

namespace acumen::scenarios {

/// What outcomes take from the library for a case, looked up and checked before anything is computed.
struct ResolvedOutcomes {
  std::vector<outcomes::VesselPopulation> vessels;
  outcomes::BloodParameters blood;
  std::vector<outcomes::BleedingModifier> bleeding_modifiers;
  std::vector<outcomes::PatientCondition> conditions; ///< contraindications the patient has
  std::vector<outcomes::PatientCondition> bleeding;   ///< what drugs and disorders say, as statements
  outcomes::SitePractice practice;
  outcomes::ArrayLimits limits;
  outcomes::MechanicsSpread spread;
  outcomes::NeedleMaterialData needle_material;
  outcomes::StrengthSettings strength;
  outcomes::HealingParameters healing;
  std::vector<outcomes::HealingModifier> healing_modifiers; ///< of the patient's conditions
  outcomes::LaserParameters laser;                          ///< of the comparator
  /// Factors on the thickness of the site's layers from person to person, by layer name.
  std::map<std::string, outcomes::UncertainValue> thickness_spread;
};

/// Keys of `treatment` against each other and against the array; what does not apply is cleared from `input`.
void check_treatment_keys(CaseInput& input, ReadLog& log);

/// Fills `patient.age` where it follows from elsewhere. To be called before the skin is resolved, which uses up
/// skin.age.
void resolve_age(CaseInput& input);

/// Makes `needle.bore_diameter` and the `drug.lumen_diameter` of a hollow system one number, whichever is given, and
/// checks it against the needle's largest diameter [m].
void resolve_bore(CaseInput& input, double needle_diameter, ReadLog& log);

/// Looks up everything that the sections `patient` and `treatment` name. Problems are noted in `log`.
ResolvedOutcomes resolve_outcomes(const CaseInput& input, ReadLog& log);

/// Names in a list such as "aspirin + clopidogrel" or "aspirin, clopidogrel", sorted; none for "none".
std::vector<std::string> split_names(const std::string& list);

} // namespace acumen::scenarios
