#include "solver/outcomes/mechanics_spread.h"

#include <gtest/gtest.h>

#include <cmath>

using namespace acumen::outcomes;

namespace {

FinishedRun run() {
  FinishedRun run;
  run.needle.outline = {{0., 0.}, {500e-6, 75e-6}};
  run.insertion.inserted_length = 200e-6;
  run.insertion.surface_depression = 300e-6;
  return run;
}

MechanicsSpread spread() {
  MechanicsSpread result;
  result.dent = lognormal_between(1., 0.6, 1.2).from("runs", "derived");
  result.opening = fixed(1.);
  result.puncture_force = lognormal_between(1., 0.5, 2.5).from("runs", "derived");
  result.puncture_travel = lognormal_between(1., 0.4, 1.6).from("guess", "assumed");
  result.force = lognormal_between(1., 0.7, 1.9).from("runs", "derived");
  return result;
}

} // namespace

TEST(MechanicsSpread, BoundsForcesAndDepthsByTheirOwnFactors) {
  const auto bounded = [](const char* const name, const double value) {
    return bounded_insertion(run(), spread(), name, value);
  };
  const OutcomeValue force = bounded("insertion.puncture_force", 20e-3);
  EXPECT_EQ(force.interval.value, 20e-3);
  EXPECT_NEAR(force.interval.low, 10e-3, 1e-12);
  EXPECT_NEAR(force.interval.high, 50e-3, 1e-12);
  EXPECT_EQ(force.label, "derived");
  EXPECT_NEAR(bounded("insertion.puncture_displacement", 100e-6).interval.high, 160e-6, 1e-12);
  EXPECT_EQ(bounded("insertion.puncture_displacement", 100e-6).label, "assumed");
  EXPECT_NEAR(bounded("insertion.force_at_end", 60e-3).interval.low, 42e-3, 1e-12);
  EXPECT_NEAR(bounded("insertion.surface_depression", 300e-6).interval.high, 360e-6, 1e-12);
  // What the skin does not dent the needle is in it: 500 um of travel less dents of 360 and 180 um.
  EXPECT_NEAR(bounded("insertion.penetration_depth", 200e-6).interval.low, 140e-6, 1e-12);
  EXPECT_NEAR(bounded("insertion.penetration_depth", 200e-6).interval.high, 320e-6, 1e-12);
}

TEST(MechanicsSpread, BoundsNothingThatIsGivenOrThatDoesNotExist) {
  for (const char* const name : {"insertion.travel", "energy.external", "insertion.punctured"}) {
    const OutcomeValue value = bounded_insertion(run(), spread(), name, 1.);
    EXPECT_TRUE(std::isnan(value.interval.low)) << name;
    EXPECT_TRUE(value.label.empty()) << name;
  }
  EXPECT_TRUE(std::isnan(bounded_insertion(run(), spread(), "insertion.puncture_force", std::nan("")).interval.low));
}
