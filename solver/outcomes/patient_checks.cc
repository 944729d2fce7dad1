#include "solver/outcomes/patient_checks.h"

#include "solver/base/quantity.h"

#include <fmt/format.h>

namespace acumen::outcomes {

namespace {

constexpr int digits = 3;

std::string text(const double value, const char* const unit) {
  return base::format_quantity(value, unit, digits);
}

void check_depth(const FinishedRun& run, const CheckInput& input, std::vector<Statement>& statements) {
  const SitePractice& practice = input.practice;
  const double travel = run.insertion.travel;
  const UncertainValue& limit = input.plan.at_home ? practice.home_depth : practice.professional_depth;
  if (travel > limit.value) {
    // Far beyond what anyone charts, or deeper than a lay person's limit.
    const Grade grade = input.plan.at_home || travel > 1.5 * limit.value ? Grade::stop : Grade::warn;
    statements.push_back(
        {grade, fmt::format("needle travel of {} exceeds the {} that charts give for {} use at this "
                            "site ({}; {})",
                            text(travel, "m"), text(limit.value, "m"), input.plan.at_home ? "home" : "professional",
                            practice.title, limit.source)});
  }
  double skin = 0.;
  for (const LayerExtent& layer : run.layers)
    if (!layer.is_support)
      skin = std::max(skin, layer.top + layer.thickness);
  if (run.insertion.wound_depth > skin && skin > 0.)
    statements.push_back({Grade::warn, fmt::format("the wound of {} goes through the skin ({}) into what lies below",
                                                   text(run.insertion.wound_depth, "m"), text(skin, "m"))});
  double tissue = 0.;
  for (const LayerExtent& layer : run.layers)
    tissue = std::max(tissue, layer.top + layer.thickness);
  if (practice.close_to_bone && run.insertion.tip_depth > 0.8 * tissue)
    statements.push_back(
        {Grade::stop,
         fmt::format("the tip comes within a fifth of the {} of soft tissue over the bone", text(tissue, "m"))});
}

void check_force(const FinishedRun& run, const CheckInput& input, std::vector<Statement>& statements) {
  const double needles = needles_at_a_time(run.array, input.plan, run.needle.length);
  const double force = run.insertion.maximum_force * needles;
  if (force > input.limits.largest_force.value)
    statements.push_back(
        {Grade::warn,
         fmt::format("the needles in the skin at a time need {} in all, more than the {} of tests on arrays ({}); "
                     "a hand may not hold it steadily",
                     text(force, "N"), text(input.limits.largest_force.value, "N"),
                     input.limits.largest_force.source)});
  if (!run.insertion.punctured)
    statements.push_back({Grade::warn, "the needle dents the skin and does not pierce it"});
}

} // namespace

const std::vector<ParameterSpec<SitePractice>>& practice_specs() {
  using P = SitePractice;
  static const std::vector<ParameterSpec<P>> specs = {
      {"home_depth", "m", 0., 0.1, "Largest needle travel that charts give for use at home.", &P::home_depth},
      {"professional_depth", "m", 0., 0.1, "The same for professionals.", &P::professional_depth},
      {"below_heart_sitting", "m", -2., 2., "Height of the heart above the site of a sitting person.",
       &P::below_heart_sitting},
      {"below_heart_standing", "m", -2., 2., "The same, standing.", &P::below_heart_standing},
      {"vessel_density", "1", 0.05, 20., "Vessels in the skin, capillary loops apart, over those of the forearm.",
       &P::vessel_density}};
  return specs;
}

const std::vector<ParameterSpec<ArrayLimits>>& array_limit_specs() {
  static const std::vector<ParameterSpec<ArrayLimits>> specs = {
      {"largest_force", "N", 0., 1e4, "Largest force on a whole array.", &ArrayLimits::largest_force}};
  return specs;
}

std::vector<Statement> patient_checks(const FinishedRun& run, const CheckInput& input) {
  std::vector<Statement> statements;
  for (const auto* const list : {&input.conditions, &input.bleeding})
    for (const PatientCondition& condition : *list)
      statements.push_back(
          {condition.grade, fmt::format("{}: {} ({})", condition.title, condition.reason, condition.source)});
  check_depth(run, input, statements);
  check_force(run, input, statements);
  return statements;
}

Outcome checks_outcome(const std::vector<Statement>& statements, const CheckInput& input) {
  Outcome outcome;
  double warnings = 0., stops = 0.;
  for (const Statement& statement : statements) {
    const bool stop = statement.grade == Grade::stop;
    (stop ? stops : warnings) += 1.;
    outcome.warnings.push_back((stop ? "check (stop): " : "check (warn): ") + statement.text);
  }
  if (!statements.empty())
    outcome.warnings.push_back("checks are statements of a simulator from published lists and limits, which may be "
                               "incomplete or wrong for a person; they are no medical advice");
  outcome.add_exact("checks.warnings", warnings);
  outcome.add_exact("checks.stops", stops);
  outcome.assumptions = assumptions_of(
      {input.plan.at_home ? input.practice.home_depth : input.practice.professional_depth, input.limits.largest_force});
  return outcome;
}

std::vector<OutcomeQuantity> checks_quantities() {
  return {{"checks.warnings", "1", "Statements on patient and technique of grade warn."},
          {"checks.stops", "1", "Statements on patient and technique of grade stop."}};
}

} // namespace acumen::outcomes
