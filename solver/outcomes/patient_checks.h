#pragma once

#include "solver/outcomes/outcome.h"
#include "solver/outcomes/parameter_spec.h"
#include "solver/outcomes/treatment.h"

namespace acumen::outcomes {

/// How much a statement weighs.
enum class Grade { warn, stop };

/// A condition of the person with what sources say of needling under it.
struct PatientCondition {
  std::string title, reason, source;
  Grade grade = Grade::warn;
};

/// Limits of depth and force at a site.
struct SitePractice {
  std::string title;
  UncertainValue home_depth;                 ///< needle travel [m]
  UncertainValue professional_depth;         ///< needle travel [m]
  UncertainValue below_heart_sitting;        ///< height of the heart above the site [m]
  UncertainValue below_heart_standing;       ///< [m]
  UncertainValue vessel_density = fixed(1.); ///< vessels, capillary loops apart, over those of the forearm [-]
  bool close_to_bone = false;
};
const std::vector<ParameterSpec<SitePractice>>& practice_specs();

/// Limits of arrays as a whole.
struct ArrayLimits {
  UncertainValue largest_force; ///< that a hand presses with [N]
};
const std::vector<ParameterSpec<ArrayLimits>>& array_limit_specs();

/// One statement of a simulator about the patient or the technique; no medical advice.
struct Statement {
  Grade grade = Grade::warn;
  std::string text; ///< one sentence: what was found, against which limit, and the source
};

/// What checks look at beside the run.
struct CheckInput {
  std::vector<PatientCondition> conditions;
  std::vector<PatientCondition> bleeding; ///< drugs and disorders: a reason to warn or stop of their own
  SitePractice practice;
  ArrayLimits limits;
  TreatmentPlan plan;
};

/// Contraindications, depth and force against the site's limits, home against professional use.
std::vector<Statement> patient_checks(const FinishedRun& run, const CheckInput& input);

/// The statements as warnings of a result, with their number by grade.
Outcome checks_outcome(const std::vector<Statement>& statements, const CheckInput& input);
std::vector<OutcomeQuantity> checks_quantities();

} // namespace acumen::outcomes
