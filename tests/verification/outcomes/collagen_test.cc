#include "solver/outcomes/collagen.h"

#include "tests/support/healing_values.h"

#include <cmath>
#include <gtest/gtest.h>

namespace acumen::outcomes {
namespace {

constexpr double day = 86400.;

TEST(Collagen, SmallInjuryMatchesTheLinearSolution) {
  // I << h, F << 1: dF/dt = (g/h) I - b F, a sum of exponentials, and C another.
  const HealingParameters p = tests::healing_values();
  const double a = 0.7, b = 0.1, q = 0.01, deposit = 0.1, source = 0.6 / 0.2, injury = 1e-6;
  const CollagenCourse course = collagen_course(p, injury, {0.}, 200. * day, day);
  for (const int t : {1, 5, 20, 60, 200}) {
    const double fibroblasts = source * injury * (std::exp(-b * t) - std::exp(-a * t)) / (a - b);
    const double collagen =
        deposit * source * injury / (a - b) *
        ((std::exp(-q * t) - std::exp(-b * t)) / (b - q) - (std::exp(-q * t) - std::exp(-a * t)) / (a - q));
    EXPECT_NEAR(course.inflammation[t], injury * std::exp(-a * t), 1e-6 * injury);
    // By day 200 F has fallen to the integrator's absolute tolerance, 1e-9 of the injury.
    EXPECT_NEAR(course.fibroblasts[t], fibroblasts, 1e-4 * fibroblasts + 1e-9 * injury) << t;
    EXPECT_NEAR(course.collagen[t] / collagen, 1., 1e-4) << t;
  }
}

TEST(Collagen, StrongInjurySaturates) {
  // I >> h for long: F -> g/(g + b) while it lasts (slow decay of inflammation).
  HealingParameters p = tests::healing_values();
  p.inflammation_decay = fixed(1e-6 / day);
  const CollagenCourse course = collagen_course(p, 1e6, {0.}, 100. * day, day);
  EXPECT_NEAR(course.fibroblasts.back(), 0.6 / 0.7, 1e-5);
  // C -> (p/q) F as t grows beyond 1/q; dC/dt = p F - q C exactly solvable for constant F.
  EXPECT_LT(course.collagen.back(), 0.1 / 0.01 * 0.6 / 0.7);
}

TEST(Collagen, RemodelsOverWeeksAndFadesOverMonths) {
  // Published: visible remodelling 4 to 6 weeks after needling.
  const CollagenCourse course = collagen_course(tests::healing_values(), 1., {0.}, 300. * day, day);
  std::printf(
      "collagen: peak %.2f on day %.0f (published: visible remodelling after 4 to 6 weeks), %.0f %% left on day 182\n",
      course.peak(), course.peak_time() / day, 100. * course.collagen_at(182. * day) / course.peak());
  EXPECT_GT(course.peak_time(), 3. * 7. * day);
  EXPECT_LT(course.peak_time(), 6. * 7. * day);
  EXPECT_LT(course.collagen_at(182. * day), course.peak());
  for (const double f : course.fibroblasts) {
    EXPECT_GE(f, -1e-9);
    EXPECT_LE(f, 1.);
  }
}

TEST(Collagen, IsFullyRemodelledAfterSixToNineMonths) {
  // Published: full result after 6 to 9 months. What leaves the new collagen is turned over into lasting collagen.
  const CollagenCourse course = collagen_course(tests::healing_values(), 1., {0.}, 300. * day, day);
  std::printf("collagen: nine tenths matured after %.1f months (published: full result after 6 to 9)\n",
              course.matured_time(0.9) / (30.4 * day));
  EXPECT_GT(course.matured_time(0.9), 6. * 30.4 * day);
  EXPECT_LT(course.matured_time(0.9), 9. * 30.4 * day);
  // Beyond the course's end by the closed form, as a longer course has it.
  const CollagenCourse shorter = collagen_course(tests::healing_values(), 1., {0.}, 150. * day, day);
  EXPECT_NEAR(shorter.matured_time(0.9) / course.matured_time(0.9), 1., 1e-3);
  // A small injury: the mean delays of three linear stages add, 1/0.7 + 1/0.1 + 1/0.01 days; half is done before.
  const CollagenCourse small = collagen_course(tests::healing_values(), 1e-6, {0.}, 900. * day, day);
  EXPECT_GT(small.matured_time(0.7), 100. * day);
  EXPECT_LT(small.matured_time(0.5), 111.4 * day);
  EXPECT_TRUE(std::isnan(collagen_course(tests::healing_values(), 0., {0.}, 99. * day, day).matured_time(0.9)));
}

TEST(Collagen, SessionsAddUpInTheLinearRange) {
  const HealingParameters p = tests::healing_values();
  const double injury = 1e-6;
  const CollagenCourse one = collagen_course(p, injury, {0.}, 120. * day, day);
  const CollagenCourse two = collagen_course(p, injury, {0., 28. * day}, 120. * day, day);
  ASSERT_EQ(two.time.size(), one.time.size());
  EXPECT_NEAR(two.inflammation[28], injury * (1. + std::exp(-0.7 * 28.)), 1e-6 * injury);
  for (const int t : {10, 28, 50, 100})
    EXPECT_NEAR(two.collagen[t], one.collagen[t] + (t > 28 ? one.collagen[t - 28] : 0.), 1e-4 * one.peak()) << t;
}

TEST(Collagen, StepDoesNotMatterAndInputIsChecked) {
  const HealingParameters p = tests::healing_values();
  const double coarse = collagen_course(p, 0.5, {0., 30. * day}, 270. * day, 3. * day).collagen_at(180. * day);
  const double fine = collagen_course(p, 0.5, {0., 30. * day}, 270. * day, 0.5 * day).collagen_at(180. * day);
  EXPECT_NEAR(coarse / fine, 1., 1e-6);
  EXPECT_GT(collagen_course(p, 1., {0.}, 99. * day, day).peak(), collagen_course(p, 0.1, {0.}, 99. * day, day).peak());
  EXPECT_THROW(collagen_course(p, -1., {0.}, 99. * day, day), std::invalid_argument);
  EXPECT_THROW(collagen_course(p, 1., {5.}, 99. * day, day), std::invalid_argument);
}

} // namespace
} // namespace acumen::outcomes
