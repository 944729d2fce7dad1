#include "solver/outcomes/wound.h"

#include <gtest/gtest.h>

#include <array>

#include <cmath>

namespace acumen::outcomes {
namespace {

constexpr double pi = 3.14159265358979323846;

Interval interval(const Outcome& outcome, const std::string& name) {
  for (const OutcomeValue& quantity : outcome.values)
    if (quantity.name == name)
      return quantity.interval;
  ADD_FAILURE() << "no output " << name;
  return {NAN, NAN, NAN};
}

bool has(const Outcome& outcome, const std::string& name) {
  for (const OutcomeValue& quantity : outcome.values)
    if (quantity.name == name)
      return true;
  return false;
}

/// A conical hole of 60 um mouth and 300 um depth, half as wide after withdrawal, in four layers.
FinishedRun conical_run() {
  FinishedRun run;
  run.layers = {{"stratum_corneum", base::TissueRole::stratum_corneum, 0., 20e-6, false},
                {"viable_epidermis", base::TissueRole::living_epidermis, 20e-6, 80e-6, false},
                {"papillary_dermis", base::TissueRole::papillary_dermis, 100e-6, 150e-6, false},
                {"reticular_dermis", base::TissueRole::reticular_dermis, 250e-6, 900e-6, false}};
  run.needle.length = 500e-6;
  run.insertion.wound_depth = 300e-6;
  run.insertion.withdrawn = true;
  for (const double depth : {0., 100e-6, 200e-6, 300e-6}) {
    const double radius = 30e-6 * (1. - depth / 300e-6);
    run.hole_deepest.push_back({depth, depth + 50e-6, radius});
    run.hole_end.push_back({depth, depth, 0.5 * radius});
  }
  run.cracks = {{10e-6, 20e-6, 4e-9, 60e-6, 10e-6, 1., 0}, {150e-6, 20e-6, 2e-9, 30e-6, 5e-6, 0.7, 2}};
  return run;
}

MechanicsSpread spread() {
  return {fixed(1.), lognormal_between(1., 0.5, 2.)};
}

TEST(Wound, MeasuresACone) {
  const Outcome outcome = wound(conical_run(), {}, spread());
  EXPECT_NEAR(interval(outcome, "wound.volume_inserted").value, pi / 3. * 900e-12 * 300e-6, 1e-18);
  EXPECT_EQ(interval(outcome, "wound.volume_inserted").high, interval(outcome, "wound.volume_inserted").value);
  EXPECT_NEAR(interval(outcome, "wound.volume_after").high, pi / 3. * 900e-12 * 300e-6, 1e-18);
  EXPECT_NEAR(interval(outcome, "wound.mouth_inserted").value, 60e-6, 1e-12);
  EXPECT_NEAR(interval(outcome, "wound.mouth_after").value, 30e-6, 1e-12);
  EXPECT_NEAR(interval(outcome, "wound.mouth_after").low, 15e-6, 1e-12);
  EXPECT_NEAR(interval(outcome, "wound.recoil").value, 0.5, 1e-12);
  EXPECT_NEAR(interval(outcome, "wound.papillary_dermis.opening_inserted").value, 40e-6, 1e-12);
  EXPECT_NEAR(interval(outcome, "wound.opened_area").value, 6e-9, 1e-18);
  EXPECT_NEAR(interval(outcome, "wound.papillary_dermis.opened_area").value, 2e-9, 1e-18);
  EXPECT_FALSE(has(outcome, "wound.coverage")); // a single needle
}

TEST(Wound, DepthFollowsFromTheSpreadOfTheDent) {
  // 500 um of travel, 300 um of them dent: the needle is 200 um in, and 140 to 320 um where the dent is 1.2 to 0.6
  // times.
  FinishedRun run = conical_run();
  run.needle.outline = {{0., 0.}, {500e-6, 75e-6}};
  run.insertion.inserted_length = 200e-6;
  run.insertion.surface_depression = 300e-6;
  const MechanicsSpread dent{lognormal_between(1., 0.6, 1.2), fixed(1.)};
  const UncertainValue depth = depth_factor(run, dent);
  EXPECT_NEAR(depth.low, 140. / 200., 1e-12);
  EXPECT_NEAR(depth.high, 320. / 200., 1e-12);
  const Outcome outcome = wound(run, {}, dent);
  EXPECT_NEAR(interval(outcome, "wound.reach").low, 0.7 * 300e-6, 1e-12);
  // A cone's mouth is as wide as it is deep in; the area goes with the square, the volume with the cube.
  EXPECT_NEAR(interval(outcome, "wound.mouth_inserted").high, 1.6 * 60e-6, 1e-12);
  EXPECT_NEAR(interval(outcome, "wound.opened_area").high, 1.6 * 1.6 * 6e-9, 1e-18);
  EXPECT_NEAR(interval(outcome, "wound.volume_inserted").low / interval(outcome, "wound.volume_inserted").value, 0.343,
              1e-9);
  run.insertion.surface_depression = 2e-3; // a dent that may swallow the needle
  EXPECT_NEAR(depth_factor(run, dent).low, 0.05, 1e-12);
  run.insertion.inserted_length = 0.;
  EXPECT_EQ(depth_factor(run, dent).high, 1.);
}

TEST(Wound, CoverageCountsTheWidestPartOfTheHole) {
  FinishedRun run = conical_run();
  run.array = {2, 2, 500e-6};
  run.hole_end.front().radius = 1e-6; // the surface has closed above
  EXPECT_NEAR(interval(wound(run, {}, spread()), "wound.coverage").value,
              pi * std::pow(0.5 * 30e-6 * 2. / 3., 2) / 0.25e-6, 1e-9);
}

TEST(Wound, HasNoAfterWithoutWithdrawal) {
  FinishedRun run = conical_run();
  run.insertion.withdrawn = false;
  EXPECT_FALSE(has(wound(run, {}, spread()), "wound.mouth_after"));
}

TEST(Wound, ReachesALayerWithTheProbabilityOfItsThickness) {
  FinishedRun run = conical_run();
  run.layers[2].spread = uniform(0.5, 2.5); // papillary dermis 75 to 375 um thick
  const Outcome outcome = wound(run, {}, spread(), {20000});
  EXPECT_EQ(interval(outcome, "wound.reaches_reticular_dermis").value, 1.);
  // 300 um > 100 um + 150 um f  <=>  f < 4/3: five twelfths of the range.
  EXPECT_NEAR(interval(outcome, "wound.probability_reticular_dermis").value, 5. / 12., 0.015);
  EXPECT_EQ(interval(outcome, "wound.probability_subcutis").value, 0.);
}

TEST(Wound, SharesOfPersonsAreBoundedByTheDepthsUncertainty) {
  FinishedRun run = conical_run();
  run.layers[2].spread = uniform(0.5, 2.5);
  run.needle.outline = {{0., 0.}, {500e-6, 75e-6}};
  run.insertion.inserted_length = 200e-6;
  run.insertion.surface_depression = 300e-6;
  const MechanicsSpread dent{lognormal_between(1., 0.6, 1.2).from("runs", "derived"),
                             fixed(1.).from("none", "assumed")};
  const Outcome outcome = wound(run, {}, dent, {20000});
  // The wound is 210 to 480 um deep: f < 0.733 and always.
  const Interval share = interval(outcome, "wound.probability_reticular_dermis");
  EXPECT_NEAR(share.value, 5. / 12., 0.015);
  EXPECT_NEAR(share.low, 0.2333 / 2., 0.01);
  EXPECT_EQ(share.high, 1.);
}

TEST(Wound, BoundsWhatTheMechanicalRunReports) {
  FinishedRun run = conical_run();
  run.needle.outline = {{0., 0.}, {500e-6, 75e-6}};
  run.insertion.inserted_length = 200e-6;
  run.insertion.surface_depression = 300e-6;
  const MechanicsSpread dent{lognormal_between(1., 0.6, 1.2).from("runs", "derived"),
                             lognormal_between(1., 0.5, 2.).from("none", "assumed")};
  const auto bounded = [&](const char* const name, const double value) {
    return bounded_wound(run, dent, name, value);
  };
  // 300 um deep, 210 to 480 um: the stratum corneum is through in any case, the reticular dermis begins at 250 um.
  EXPECT_NEAR(bounded("wound.depth", 300e-6).interval.low, 210e-6, 1e-12);
  EXPECT_EQ(bounded("wound.stratum_corneum.depth", 20e-6).interval.low, 20e-6);
  EXPECT_EQ(bounded("wound.reticular_dermis.depth", 50e-6).interval.low, 0.);
  EXPECT_NEAR(bounded("wound.reticular_dermis.depth", 50e-6).interval.high, 230e-6, 1e-12);
  EXPECT_NEAR(bounded("wound.stratum_corneum.opening", 60e-6).interval.high, 1.6 * 60e-6, 1e-12);
  EXPECT_GT(bounded("wound.residual_opening", 30e-6).interval.high, 2. * 30e-6);
  EXPECT_EQ(bounded("wound.residual_opening", 30e-6).label, "assumed");
  EXPECT_EQ(bounded("wound.stratum_corneum.crack_area", 1e-9).label, "derived");
  EXPECT_TRUE(std::isnan(bounded("wound.something_else", 1.).interval.low));
}

TEST(Treatment, CountsPunctures) {
  ArrayFacts array{10, 5, 500e-6};
  EXPECT_NEAR(placement(array, {}).punctures, 50., 1e-9);
  EXPECT_NEAR(placement(array, {}).area, 50. * 0.25e-6, 1e-15);
  EXPECT_FALSE(placement(array, {}).random);

  TreatmentPlan stamp;
  stamp.device = Device::stamp;
  stamp.passes = 3;
  stamp.overlap = 0.25;
  stamp.area = 1e-4;
  EXPECT_NEAR(placement(array, stamp).punctures, 3. * 400. / 0.75, 1e-6);

  TreatmentPlan pen;
  pen.device = Device::pen;
  pen.area = 1e-4;
  pen.frequency = 100.;
  pen.hand_speed = 0.02;
  // 50 needles, 100 strokes a second, stripe of 2.5 mm at 20 mm/s: 5000 punctures on 50 mm2 a second.
  EXPECT_NEAR(placement(array, pen).density, 5000. / 50e-6, 1e-3);
  EXPECT_TRUE(placement(array, pen).random);
  EXPECT_THROW(placement({}, pen), std::invalid_argument);
}

TEST(Treatment, CoversLessAtRandomThanInALattice) {
  // Random discs: 1 - exp(-n a), against a count of points that none of 2000 random discs covers.
  const double a = 0.0005, n = 2000.;
  RandomStream random(2);
  std::vector<std::array<double, 2>> centres;
  for (int i = 0; i < int(n); ++i)
    centres.push_back({random.uniform(), random.uniform()});
  int covered = 0;
  const int points = 4000;
  for (int p = 0; p < points; ++p) {
    const double x = 0.1 + 0.8 * random.uniform(), y = 0.1 + 0.8 * random.uniform();
    bool inside = false;
    for (const auto& c : centres)
      inside = inside || pi * (std::pow(x - c[0], 2) + std::pow(y - c[1], 2)) < a;
    covered += inside ? 1 : 0;
  }
  const Placement at_random{n, 1., n, true}, lattice{n, 1., n, false};
  EXPECT_NEAR(coverage(at_random, a), double(covered) / points, 0.03);
  EXPECT_NEAR(coverage(lattice, 0.0002), 0.4, 1e-12);
  EXPECT_EQ(coverage(lattice, 0.1), 1.);
}

TEST(Treatment, RollerSweepIsTheTrochoids) {
  const double L = 1.5e-3, R = 10e-3;
  // x = R a - (R + L) sin a of the tip while it is below the plane: from -angle to angle.
  const double angle = roller_angle(L, R);
  EXPECT_NEAR(std::cos(angle), R / (R + L), 1e-12);
  const auto x = [&](const double a) { return R * a - (R + L) * std::sin(a); };
  EXPECT_NEAR(roller_sweep(L, R), std::abs(x(angle) - x(-angle)), 1e-12);
  EXPECT_LT(roller_sweep(0.5e-3, R), roller_sweep(1.5e-3, R));
}

} // namespace
} // namespace acumen::outcomes
