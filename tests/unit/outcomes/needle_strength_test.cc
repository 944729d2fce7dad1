#include "solver/outcomes/needle_strength.h"

#include <boost/math/constants/constants.hpp>
#include <chrono>
#include <cmath>
#include <gtest/gtest.h>

namespace acumen::outcomes {
namespace {

constexpr double pi = boost::math::constants::pi<double>();

StrengthInput cylinder_of_steel() {
  StrengthInput input{
      truncated_cone_column(50e-6, 50e-6, 200e-6), tip_load(), 0., fixed(0.1), fixed(0.), fixed(0.), fixed(1.), {}, {}};
  input.material.youngs_modulus = fixed(200e9);
  input.material.strength = fixed(250e6);
  return input;
}

double share(const StrengthResult& result, FailureMode mode) {
  return result.governing_share[static_cast<std::size_t>(mode)].value;
}

TEST(NeedleStrength, WithoutSpreadIsTheRatioOfForces) {
  const StrengthInput input = cylinder_of_steel();
  const StrengthResult result = needle_strength(input);
  const double squash = 250e6 * pi * 2500e-12;
  const double euler = 200e9 * pi * pi / 4. * pi / 4. * std::pow(50e-6, 4) / std::pow(200e-6, 2);
  EXPECT_NEAR(result.margin.value, johnson_load(euler, squash) / 0.1, 2e-3 * result.margin.value);
  EXPECT_DOUBLE_EQ(result.margin.low, result.margin.high);
  EXPECT_EQ(result.probability_of_failure.value, 0.);
  EXPECT_GE(result.margin_supported.value, result.margin.value);
  EXPECT_EQ(result.governing, FailureMode::buckling);
}

TEST(NeedleStrength, ProbabilityMatchesALognormalRatio) {
  // Strength and insertion force lognormal, a stocky needle: the margin's logarithm is normal.
  StrengthInput input = cylinder_of_steel();
  input.column = truncated_cone_column(50e-6, 50e-6, 1e-6);
  const double squash = 250e6 * pi * 2500e-12;
  input.material.strength = lognormal_between(250e6, 250e6 / 1.5, 250e6 * 1.5);
  input.insertion_force = lognormal_between(0.8 * squash, 0.4 * squash, 1.6 * squash);
  input.monte_carlo.samples = 20000;
  const StrengthResult result = needle_strength(input);
  const double spread = std::sqrt(std::pow(std::log(1.5), 2) + std::pow(std::log(2.), 2)) / 1.6448536;
  const double expected = 0.5 * std::erfc(std::log(1. / 0.8) / spread / std::sqrt(2.));
  EXPECT_NEAR(result.probability_of_failure.value, expected, 0.015);
  EXPECT_NEAR(result.margin.value, 1. / 0.8, 0.03);
  EXPECT_NEAR(result.margin.low, 1. / 0.8 * std::exp(-1.6448536 * spread), 0.03);
}

TEST(NeedleStrength, HeldTipGivesTheSideForceToTheSkin) {
  StrengthInput input = cylinder_of_steel();
  const double straight = needle_strength(input).margin_supported.value;
  input.angle = fixed(0.2);
  const StrengthResult askew = needle_strength(input);
  EXPECT_EQ(askew.governing, FailureMode::bending);
  EXPECT_LT(askew.margin.value, 0.5 * straight);
  EXPECT_DOUBLE_EQ(askew.margin_supported.value, straight) << "nothing left that bends it";
  input.offset = fixed(0.1);
  const StrengthResult beside = needle_strength(input);
  EXPECT_LT(beside.margin_supported.value, straight);
  EXPECT_GT(beside.margin_supported.value, beside.margin.value);
}

TEST(NeedleStrength, SameSeedSameAnswer) {
  StrengthInput input = cylinder_of_steel();
  input.insertion_force = assumed_insertion_force(0.1);
  const double low = needle_strength(input).margin.low;
  EXPECT_EQ(needle_strength(input).margin.low, low);
  input.monte_carlo.seed += 1;
  EXPECT_NE(needle_strength(input).margin.low, low) << "the same input, drawn anew";
}

TEST(NeedleStrength, BrittleNeedleFollowsWeibull) {
  StrengthInput input = cylinder_of_steel();
  input.column = truncated_cone_column(50e-6, 50e-6, 1e-6);
  input.material.brittle = true;
  input.material.weibull_modulus = 5.;
  const double squash = 250e6 * pi * 2500e-12;
  input.insertion_force = fixed(0.7 * squash);
  input.monte_carlo.samples = 20000;
  const StrengthResult result = needle_strength(input);
  EXPECT_NEAR(result.probability_of_failure.value, 1. - std::exp(-std::log(2.) * std::pow(0.7, 5.)), 0.01);
  EXPECT_NEAR(result.margin.value, 1. / 0.7, 0.02);
  // A compressive strength above the tensile one helps a needle that is pushed straight.
  input.material.compressive_strength = fixed(2500e6);
  EXPECT_EQ(needle_strength(input).probability_of_failure.value, 0.);
}

TEST(NeedleStrength, NamesTheModeThatGoverns) {
  StrengthInput input = cylinder_of_steel();
  input.angle = fixed(0.2);
  EXPECT_EQ(needle_strength(input).governing, FailureMode::bending);
  input.angle = fixed(0.);
  input.column = truncated_cone_column(50e-6, 50e-6, 5e-3);
  EXPECT_EQ(needle_strength(input).governing, FailureMode::buckling);
  EXPECT_DOUBLE_EQ(share(needle_strength(input), FailureMode::buckling), 1.);
  input.column = truncated_cone_column(5e-6, 50e-6, 200e-6);
  EXPECT_EQ(needle_strength(input).governing, FailureMode::section_yield);
  input.column = NeedleColumn({0., 200e-6}, {50e-6, 50e-6}, {49.9e-6, 49.9e-6});
  input.shell_knockdown = fixed(0.05);
  EXPECT_EQ(needle_strength(input).governing, FailureMode::wall);
}

TEST(NeedleStrength, WidensWithTheSpreadAndWeakensWithTheAngle) {
  StrengthInput input = cylinder_of_steel();
  input.material.strength = normal_between(250e6, 205e6, 290e6);
  const StrengthResult narrow = needle_strength(input);
  input.insertion_force = assumed_insertion_force(0.1);
  const StrengthResult wide = needle_strength(input);
  EXPECT_GT(wide.margin.high / wide.margin.low, narrow.margin.high / narrow.margin.low);
  input.angle = uniform(0., 0.2);
  EXPECT_LT(needle_strength(input).margin.low, wide.margin.low);
}

TEST(NeedleStrength, OutcomeKeepsWhatIsAssumedAndDeclaresItsNumbers) {
  StrengthInput input = cylinder_of_steel();
  input.insertion_force = assumed_insertion_force(5.);
  const StrengthResult result = needle_strength(input);
  const Outcome outcome = strength_outcome(input, result);
  ASSERT_EQ(outcome.assumptions.size(), 1u);
  EXPECT_NE(outcome.assumptions.front().find("strength.insertion_force"), std::string::npos);
  ASSERT_FALSE(outcome.warnings.empty()) << "5 N break it";
  const auto declared = strength_quantities();
  EXPECT_EQ(declared.size(), outcome.values.size());
  for (const OutcomeValue& value : outcome.values)
    EXPECT_TRUE(std::any_of(declared.begin(), declared.end(), [&](const auto& q) { return q.name == value.name; }))
        << value.name;
}

TEST(NeedleStrength, SoftTipIsBluntedBeforeTheNeedleFails) {
  // A cone whose tip yields at the insertion force, while the section at twice the tip's radius holds.
  StrengthInput input = cylinder_of_steel();
  input.column = truncated_cone_column(5e-6, 50e-6, 200e-6);
  input.insertion_force = fixed(30e-3); // the tip holds 250 MPa pi (5 um)^2 = 19.6 mN
  const StrengthResult sharp = needle_strength(input);
  EXPECT_NEAR(sharp.margin.value, 19.63 / 30., 1e-3);
  EXPECT_EQ(sharp.probability_of_failure.value, 1.);
  input.blunting = fixed(2.);
  input.tip_radius = 5e-6;
  const StrengthResult blunted = needle_strength(input);
  EXPECT_NEAR(blunted.margin.value / (4. * 19.63 / 30.), 1., 0.03);
  EXPECT_EQ(blunted.probability_of_failure.value, 0.);
  EXPECT_NEAR(blunted.first_yield_margin.value, sharp.margin.value, 1e-3);
  EXPECT_NEAR(blunted.crushed_radius.value, std::sqrt(30e-3 / (250e6 * pi)), 0.5e-6);
  EXPECT_GT(blunted.weakest_height.value, 0.);
  // Blunting ends by itself: the puncture force of 25 mN needs r = F/(pi strength r_tip) = 6.4 um, less than twice
  // the tip; one of 60 mN needs 15.3 um.
  input.puncture_force = 25e-3;
  EXPECT_DOUBLE_EQ(needle_strength(input).margin.value, blunted.margin.value);
  input.puncture_force = 60e-3;
  EXPECT_NEAR(needle_strength(input).margin.value, 19.63 / 30. * std::pow(15.28 / 5., 2), 0.1);
  // A brittle tip that crumbles has failed.
  input.material.brittle = true;
  EXPECT_EQ(needle_strength(input).probability_of_failure.value, 1.);
}

TEST(NeedleStrength, TipIsJudgedAtTheInstantItIsLoadedMost) {
  StrengthInput input = cylinder_of_steel();
  input.column = truncated_cone_column(5e-6, 50e-6, 200e-6);
  input.load = uniform_pressure_load(input.column, 200e-6);
  input.insertion_force = fixed(30e-3);
  EXPECT_EQ(needle_strength(input).crushed_radius.value, 0.);
  input.worst_tip_load = tip_load();
  input.worst_tip_share = 0.9; // 27 mN at the tip
  const StrengthResult result = needle_strength(input);
  EXPECT_NEAR(result.first_yield_margin.value, 19.63 / 27., 1e-3);
  input.blunting = fixed(2.);
  input.tip_radius = 5e-6;
  EXPECT_NEAR(needle_strength(input).crushed_radius.value, std::sqrt(27e-3 / (250e6 * pi)), 0.5e-6);
}

TEST(NeedleStrength, GlassyPolymersAreStrongerInCompression) {
  StrengthInput input = cylinder_of_steel();
  input.column = truncated_cone_column(50e-6, 50e-6, 1e-6);
  const double before = needle_strength(input).margin.value;
  input.material.compression_ratio = fixed(1.3);
  EXPECT_NEAR(needle_strength(input).margin.value / before, 1.3, 1e-3);
}

TEST(NeedleStrength, RefusesWhatIsNotANeedle) {
  StrengthInput input = cylinder_of_steel();
  input.insertion_force = fixed(0.);
  EXPECT_THROW(needle_strength(input), std::invalid_argument);
  input = cylinder_of_steel();
  input.material.strength = fixed(-1.);
  EXPECT_THROW(needle_strength(input), std::invalid_argument);
}

TEST(NeedleStrength, TakesUnderASecond) {
  StrengthInput input = cylinder_of_steel();
  input.column = truncated_cone_column(5e-6, 100e-6, 600e-6);
  input.load = uniform_pressure_load(input.column, 400e-6);
  const auto start = std::chrono::steady_clock::now();
  needle_strength(input);
  const double seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
  std::printf("needle strength with %u samples: %.2f s\n", input.monte_carlo.samples, seconds);
  EXPECT_LT(seconds, 2.);
}

} // namespace
} // namespace acumen::outcomes
