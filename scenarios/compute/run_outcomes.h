#pragma once

#include "scenarios/resolve/resolved_case.h"
#include "solver/outcomes/outcome.h"
#include "solver/outcomes/run_capture.h"
#include "solver/results/summary.h"

#include <set>

namespace acumen::scenarios {

/// Which outcomes are wanted: all, or those models that report a number of one of these families ("strength" for
/// strength.safety_factor). Intervals come from thousands of samples, so what nobody reads is better left out.
struct OutcomeChoice {
  bool all = true;
  std::set<std::string> families; ///< where not all
  bool none() const { return !all && families.empty(); }
  bool wants(const std::vector<outcomes::OutcomeQuantity>& quantities) const;
};

/// Families of outcome_quantities(), in order.
std::set<std::string> outcome_families();

/// What stands before the first dot of a quantity's name.
std::string family_of(const std::string& name);

/// The stack of layers as outcomes see it, with the site's spread of thickness.
std::vector<outcomes::LayerExtent> layer_extents(const ResolvedCase& resolved);

/// How the session is carried out.
outcomes::TreatmentPlan treatment_plan(const ResolvedCase& resolved);

/// Inputs of the bleeding model for a run.
outcomes::BleedingInput bleeding_input(const ResolvedCase& resolved, const outcomes::FinishedRun& run);

/// The chosen outcomes of a finished run of a case: wound, bleeding, checks, needle strength, healing, comparator.
/// Names of assumptions and warnings are in the outcome; a model that cannot be evaluated says so in a warning.
outcomes::Outcome run_outcomes(const ResolvedCase& resolved, const outcomes::FinishedRun& run,
                               const OutcomeChoice& choice = {});

/// Puts every outcome of a completed run into its summary: numbers with intervals, assumptions, warnings. `run` needs
/// no site, material and array: they come from the case.
void add_outcomes(const ResolvedCase& resolved, outcomes::FinishedRun run, results::Summary& summary,
                  const OutcomeChoice& choice = {});
void add_outcomes(const ResolvedCase& resolved, const stepping::Insertion& insertion,
                  const outcomes::RunCapture& capture, results::Summary& summary);

/// What run_outcomes() can report, and with which unit.
const std::vector<outcomes::OutcomeQuantity>& outcome_quantities();

} // namespace acumen::scenarios
