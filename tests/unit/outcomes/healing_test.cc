#include "solver/outcomes/healing.h"

#include "tests/support/healing_values.h"

#include <cmath>
#include <gtest/gtest.h>

namespace acumen::outcomes {
namespace {

constexpr double hour = 3600., day = 24. * hour;
const HealingParameters p = tests::healing_values();

TEST(Closure, AgreesWithTheBioassayOfSmallLesions) {
  // Lesions below 500 um: ED50 10 to 22 h, ED84 13 to 28 h.
  for (const double width : {100e-6, 200e-6, 300e-6}) {
    const double median = closure_time(width, p, 1.);
    EXPECT_GE(median, 10. * hour * 0.999) << width;
    EXPECT_LE(median, 22. * hour * 1.001) << width;
    EXPECT_NEAR(closed_share(median, median, p), 0.5, 1e-12);
    EXPECT_NEAR(closed_share(median * std::exp(0.25), median, p), 0.8413, 1e-4);
  }
  EXPECT_NEAR(10. * std::exp(0.25), 13., 0.5) << "the published ED84 over ED50 is the scatter";
  EXPECT_NEAR(22. * std::exp(0.25), 28., 0.5);
  EXPECT_EQ(closed_share(0., 1., p), 0.);
  EXPECT_DOUBLE_EQ(closure_time(1e-4, p, 0.5), 2. * closure_time(1e-4, p, 1.));
}

TEST(Closure, LastOfManyIsTheQuantileOfTheMaximum) {
  const double median = 10. * hour;
  EXPECT_NEAR(last_closed_time(median, 1., p), median, 1e-6 * median);
  for (const double n : {10., 1000., 1e6})
    EXPECT_NEAR(std::pow(closed_share(last_closed_time(median, n, p), median, p), n), 0.5, 1e-6) << n;
}

TEST(Barrier, SmallHolesDryUpWideOnesWait) {
  // Published: open microneedle holes < 2 h; occluded half-life 20 to 26 h; pens on the face normal within 72 h.
  EXPECT_LE(barrier_recovery_time(70e-6, false, p, 1.), 2. * hour);
  EXPECT_NEAR(barrier_leak(23. * hour, 50e-6, true, p, 1.), 0.5, 0.02);
  EXPECT_GT(barrier_recovery_time(250e-6, false, p, 1.), 24. * hour);
  EXPECT_LE(barrier_recovery_time(250e-6, false, p, 1.), 72. * hour);
  EXPECT_NEAR(barrier_leak(barrier_recovery_time(250e-6, false, p, 1.), 250e-6, false, p, 1.), 0.1, 1e-9);
  EXPECT_DOUBLE_EQ(barrier_leak(0., 250e-6, false, p, 1.), 1.);
  EXPECT_NEAR(barrier_recovery_time(250e-6, false, p, 0.5) / barrier_recovery_time(250e-6, false, p, 1.), 2., 1e-9);
  EXPECT_DOUBLE_EQ(initial_tewl_ratio(0., p), 1.);
  EXPECT_DOUBLE_EQ(initial_tewl_ratio(1., p), 8.);
}

TEST(Redness, DurationsArePublishedOnes) {
  const HealingFactors none;
  // Arrays to 400 um: below 2 h; pens of 1 to 1.5 mm: 24 to 48 h.
  EXPECT_LE(redness_duration(0.4e-3, false, p, none), 2. * hour);
  EXPECT_GE(redness_duration(1.25e-3, false, p, none), 24. * hour);
  EXPECT_LE(redness_duration(1.25e-3, false, p, none), 48. * hour);
  EXPECT_GT(redness_duration(0.6e-3, true, p, none), 3. * day) << "heated";
  for (const double depth : {0.4e-3, 1.0e-3, 1.5e-3}) {
    const double duration = redness_duration(depth, false, p, none);
    EXPECT_NEAR(redness(duration, depth, false, p, none), 1., 1e-6);
    EXPECT_LT(redness(1.1 * duration, depth, false, p, none), 1.);
  }
}

TEST(Redness, FollowsItsTwoTerms) {
  const HealingFactors none;
  // At the late peak t = tau the late term is E2 = 2 per mm.
  EXPECT_NEAR(redness(12. * hour, 1.5e-3, false, p, none), 3. + 2. * std::exp(-12.), 1e-9);
  EXPECT_NEAR(redness(0., 1.5e-3, false, p, none), 2., 1e-12);
  HealingFactors slow;
  slow.rate = 0.5;
  EXPECT_NEAR(redness_duration(1.25e-3, false, p, slow), 2. * redness_duration(1.25e-3, false, p, none), 1.);
  HealingFactors pale;
  pale.redness = 0.1;
  EXPECT_EQ(redness_duration(0.4e-3, false, p, pale), 0.) << "never shows";
}

TEST(Scar, FollowsItsThresholds) {
  const double thickness = 1.7e-3;
  EXPECT_LT(scar_probability(100e-6, 1.5e-3, thickness, p, 1.), 1e-3);
  EXPECT_LT(scar_probability(800e-6, 0.2e-3, thickness, p, 1.), 1e-2);
  EXPECT_GT(scar_probability(800e-6, 1.2e-3, thickness, p, 1.), 0.99);
  EXPECT_NEAR(scar_probability(450e-6, 0.33 * thickness, thickness, p, 1.), 0.25, 1e-12);
  EXPECT_GT(scar_probability(400e-6, 1e-3, thickness, p, 0.7), scar_probability(400e-6, 1e-3, thickness, p, 1.))
      << "keloid history";
  double last = -1.;
  for (double width = 0.; width < 1e-3; width += 1e-4) {
    const double now = scar_probability(width, 1e-3, thickness, p, 1.);
    EXPECT_GT(now, last);
    last = now;
  }
}

TEST(Pigment, RisesWithCoverageHeatAndSkin) {
  EXPECT_NEAR(pigment_probability(0.05, true, true, p, 1.), 0.2, 1e-12);
  EXPECT_NEAR(pigment_probability(0.05, false, true, p, 1.), 0.03, 1e-12);
  EXPECT_GT(pigment_probability(0.1, true, true, p, 1.), 0.2);
  EXPECT_LT(pigment_probability(0.05, true, false, p, 1.), 0.03);
  EXPECT_EQ(pigment_probability(0., true, true, p, 1.), 0.);
  EXPECT_LT(pigment_probability(1., true, true, p, 100.), 1.);
}

TEST(Bruise, IsAFilmOfBlood) {
  const double area = 1e-4;
  EXPECT_NEAR(bruise_probability(5e-6 * area / 0.3, area, p, 1.), 0.5, 1e-9);
  EXPECT_EQ(bruise_probability(0., area, p, 1.), 0.);
  EXPECT_GT(bruise_probability(1e-9, area, p, 2.), bruise_probability(1e-9, area, p, 1.));
  EXPECT_NEAR(bruise_probability(1e-9, 0., p, 1.), bruise_probability(1e-9, 3.14159265 * 25e-6, p, 1.), 1e-6);
}

// gill2008 (PMC2917250): 5 to 40 % of a 26G needle; three times the length, seven times the pain; ten times the
// needles, twice the pain.
TEST(Pain, AgreesWithGill2008) {
  const double one = relative_pain(480e-6, 1., p);
  std::printf("gill2008: pain at 480 um %.2f (published 0.05), 1450 um %.2f (published up to 0.40), length x 3 gives x "
              "%.1f (7), number x 10 gives x %.1f (2)\n",
              one, relative_pain(1450e-6, 1., p), relative_pain(1440e-6, 1., p) / one,
              relative_pain(480e-6, 10., p) / one);
  EXPECT_NEAR(one, 0.05, 1e-12);
  EXPECT_NEAR(relative_pain(1440e-6, 1., p) / one, 7., 0.1);
  EXPECT_NEAR(relative_pain(480e-6, 10., p) / one, 2., 0.2);
  EXPECT_NEAR(relative_pain(1450e-6, 1., p), 0.4, 0.06);
}

TEST(Factors, Multiply) {
  HealingPatient patient;
  EXPECT_EQ(healing_factors(patient, p).rate, 1.);
  patient.age = 70.;
  EXPECT_NEAR(healing_factors(patient, p).rate, 0.8, 1e-12);
  HealingModifier diabetes;
  diabetes.rate = fixed(0.5);
  patient.modifiers = {diabetes, diabetes};
  EXPECT_NEAR(healing_factors(patient, p).rate, 0.2, 1e-12);
}

HealingWound pen() {
  HealingWound wound;
  wound.width = lognormal_between(150e-6, 100e-6, 225e-6);
  wound.depth = lognormal_between(1e-3, 0.8e-3, 1.2e-3);
  wound.blood_volume = fixed(1e-13);
  wound.skin_thickness = 1.7e-3;
  wound.epidermis = 80e-6;
  wound.placement.punctures = 500.;
  wound.placement.area = 1e-4 * 5.;
  wound.placement.density = 1e6;
  wound.needle_length = 1e-3;
  wound.needles_at_a_time = 12.;
  return wound;
}

double value(const Outcome& outcome, const std::string& name) {
  for (const OutcomeValue& value : outcome.values)
    if (value.name == name)
      return value.interval.value;
  ADD_FAILURE() << name;
  return 0.;
}

TEST(HealingOutcome, HoldsEveryDeclaredNumberWithItsInterval) {
  HealingParameters spread = p;
  spread.closure_slope =
      lognormal_between(p.closure_slope.value, 0.5 * p.closure_slope.value, 2. * p.closure_slope.value)
          .named("healing.closure_slope", "s/m")
          .from("none", "assumed");
  const Outcome outcome = healing_outcome(pen(), {}, {}, spread);
  const auto declared = healing_quantities();
  ASSERT_EQ(outcome.values.size(), declared.size());
  for (std::size_t i = 0; i < declared.size(); ++i) {
    const OutcomeValue& number = outcome.values[i];
    EXPECT_EQ(number.name, declared[i].name);
    EXPECT_LE(number.interval.low, number.interval.value) << number.name;
    EXPECT_GE(number.interval.high, number.interval.value) << number.name;
  }
  EXPECT_NEAR(value(outcome, "healing.closure_time"), 13. * hour, 1.);
  EXPECT_LT(outcome.values[2].interval.low, 10. * hour);
  EXPECT_GT(outcome.values[2].interval.high, 18. * hour);
  ASSERT_EQ(outcome.assumptions.size(), 1u);
  EXPECT_NE(outcome.assumptions[0].find("closure_slope"), std::string::npos);
}

TEST(HealingOutcome, PatientsHealAsTheirModifiersSay) {
  HealingModifier diabetes, keloid;
  diabetes.rate = fixed(0.5);
  keloid.scar_threshold = fixed(0.7);
  HealingPatient slow, scarring;
  slow.modifiers = {diabetes};
  scarring.modifiers = {keloid};
  const Outcome normal = healing_outcome(pen(), {}, {}, p);
  EXPECT_NEAR(value(healing_outcome(pen(), slow, {}, p), "healing.closure_time"), 26. * hour, 1.);
  EXPECT_GT(value(healing_outcome(pen(), scarring, {}, p), "healing.scar_probability"),
            value(normal, "healing.scar_probability"));
  HealingProgramme three;
  three.sessions = 3;
  EXPECT_GT(value(healing_outcome(pen(), {}, three, p), "healing.collagen_peak"),
            value(normal, "healing.collagen_peak"));
}

TEST(HealingOutcome, WarnsOfCoverageAndExtrapolation) {
  HealingWound dense = pen();
  dense.placement.density = 2e7;
  EXPECT_FALSE(healing_outcome(dense, {}, {}, p).warnings.empty());
  HealingWound longer = pen();
  longer.needle_length = 5e-3;
  EXPECT_FALSE(healing_outcome(longer, {}, {}, p).warnings.empty());
  EXPECT_TRUE(healing_outcome(pen(), {}, {}, p).warnings.empty());
}

TEST(HealingCourse, StartsOpenAndEndsHealed) {
  const HealingCourse course = healing_course(pen(), {}, p, {0., 6. * hour, day, 10. * day});
  EXPECT_EQ(course.closed.front(), 0.);
  EXPECT_NEAR(course.closed.back(), 1., 1e-6);
  EXPECT_GT(course.tewl_ratio.front(), 1.05);
  EXPECT_NEAR(course.tewl_ratio.back(), 1., 1e-3);
  EXPECT_LT(course.redness.back(), 0.01);
}

} // namespace
} // namespace acumen::outcomes
