#include "solver/outcomes/patient_checks.h"

#include "tests/support/contains.h"

#include <gtest/gtest.h>

#include <cmath>

namespace acumen::outcomes {
namespace {

FinishedRun run_of(const double travel) {
  FinishedRun run;
  run.layers = {{"dermis", base::TissueRole::reticular_dermis, 0., 1e-3, false},
                {"fat", base::TissueRole::fat, 1e-3, 1e-3, true}};
  run.insertion.punctured = true;
  run.insertion.travel = run.insertion.tip_depth = travel;
  run.insertion.wound_depth = 0.5 * travel;
  run.insertion.maximum_force = 0.1;
  return run;
}

CheckInput input_of() {
  CheckInput input;
  input.practice.title = "Under the eye";
  input.practice.home_depth = fixed(0.3e-3).from("a chart", "read");
  input.practice.professional_depth = fixed(0.5e-3).from("a chart", "assumed");
  input.limits.largest_force = fixed(50.).from("a protocol", "read");
  return input;
}

TEST(PatientChecks, AreSilentWhereNothingSpeaksAgainst) {
  EXPECT_TRUE(patient_checks(run_of(0.4e-3), input_of()).empty());
  EXPECT_TRUE(checks_outcome({}, input_of()).warnings.empty());
}

TEST(PatientChecks, GradeDepthByWhoTreats) {
  const auto slightly = patient_checks(run_of(0.6e-3), input_of());
  ASSERT_EQ(slightly.size(), 1u);
  EXPECT_EQ(slightly[0].grade, Grade::warn);
  EXPECT_TRUE(tests::contains(slightly[0].text, "needle travel of 600 um exceeds the 500 um"));
  EXPECT_EQ(patient_checks(run_of(1e-3), input_of())[0].grade, Grade::stop);
  CheckInput home = input_of();
  home.plan.at_home = true;
  EXPECT_EQ(patient_checks(run_of(0.4e-3), home)[0].grade, Grade::stop);
}

TEST(PatientChecks, SayWhatTheLibrarySays) {
  CheckInput input = input_of();
  input.conditions = {{"Active acne", "needles carry bacteria", "a review", Grade::stop}};
  const auto statements = patient_checks(run_of(0.2e-3), input);
  ASSERT_EQ(statements.size(), 1u);
  EXPECT_EQ(statements[0].text, "Active acne: needles carry bacteria (a review)");
  const Outcome outcome = checks_outcome(statements, input);
  EXPECT_TRUE(tests::contains(outcome.warnings.front(), "check (stop): Active acne"));
  EXPECT_TRUE(tests::contains(outcome.warnings.back(), "no medical advice"));
  ASSERT_EQ(outcome.assumptions.size(), 1u); // the professional depth, labelled assumed
}

TEST(PatientChecks, SeeForceBoneAndMissingPuncture) {
  FinishedRun run = run_of(0.4e-3);
  run.array = {40, 40, 500e-6};
  run.insertion.punctured = false;
  EXPECT_EQ(patient_checks(run, input_of()).size(), 2u); // 160 N; not punctured
  // A roller has only those needles in that its arc of contact holds: 192 at acos(10/11.5) of half a turn.
  EXPECT_NEAR(needles_at_a_time({8, 24, 2e-3}, {Device::roller, false, 1, 0., NAN, 0., 0., 10e-3}, 1.5e-3),
              192. * std::acos(10. / 11.5) / 3.14159265358979, 1e-9);
  CheckInput input = input_of();
  input.practice.close_to_bone = true;
  input.practice.professional_depth = fixed(5e-3);
  const auto statements = patient_checks(run_of(1.7e-3), input);
  ASSERT_EQ(statements.size(), 1u);
  EXPECT_TRUE(tests::contains(statements[0].text, "over the bone"));
}

} // namespace
} // namespace acumen::outcomes
