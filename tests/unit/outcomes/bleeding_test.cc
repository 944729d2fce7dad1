#include "solver/outcomes/bleeding.h"
#include "solver/outcomes/blood_flow.h"

#include <gtest/gtest.h>

#include <cmath>
#include <set>

namespace acumen::outcomes {
namespace {

/// A slit of constant length down to `depth`, in rows of 10 um.
std::vector<CrackPatch> slit(const double length, const double depth, const double opening = 100e-6) {
  std::vector<CrackPatch> cracks;
  const double row = 10e-6;
  for (double top = 0.; top < depth - 0.5 * row; top += row)
    cracks.push_back({top + 0.5 * row, row, length * row, opening, 0., 1., 0});
  return cracks;
}

/// One isotropic population of 20 um vessels between 0.2 and 0.8 mm; nothing uncertain.
BleedingInput certain_input(const double depth) {
  BleedingInput input;
  input.cracks = slit(100e-6, depth);
  input.wound_depth = depth;
  input.needle_diameter = 100e-6;
  input.epidermis_depth = fixed(100e-6);
  input.dermis_depth = fixed(1.2e-3);
  VesselPopulation plexus;
  plexus.name = "plexus";
  plexus.arrangement = Arrangement::isotropic;
  plexus.density = fixed(8e6);
  plexus.diameter = fixed(20e-6);
  plexus.top = fixed(100e-6);
  plexus.bottom = fixed(700e-6);
  plexus.pressure = fixed(2500.);
  plexus.path = fixed(1e-3);
  input.vessels = {plexus};
  BloodParameters& blood = input.blood;
  blood.haematocrit = fixed(0.45);
  blood.plasma_viscosity = fixed(1.2e-3);
  blood.openness = fixed(0.12);
  blood.clotting_time = fixed(120.);
  blood.visible_volume = fixed(2e-12);
  blood.rupture_opening = fixed(1.);
  blood.pressure_transmission = fixed(0.5);
  blood.normal_pressure = fixed(12400.);
  blood.density = fixed(1055.);
  blood.loop_loss = fixed(0.65);
  blood.empirical_density = fixed(1570.);
  blood.empirical_depth = fixed(0.65e-3);
  blood.empirical_width = fixed(0.12e-3);
  blood.track_gap = fixed(1.); // wide open; no surface tension
  return input;
}

double value(const Outcome& outcome, const std::string& name) {
  for (const OutcomeValue& quantity : outcome.values)
    if (quantity.name == name)
      return quantity.interval.value;
  ADD_FAILURE() << "no output " << name;
  return NAN;
}

TEST(CutSurface, GivesBackAreasAndLengths) {
  const CutSurface surface(slit(150e-6, 600e-6, 30e-6));
  EXPECT_NEAR(surface.area(0., 600e-6, 1e-6), 150e-6 * 600e-6, 1e-15);
  EXPECT_NEAR(surface.area(95e-6, 203e-6, 1e-6), 150e-6 * 108e-6, 1e-15);
  EXPECT_NEAR(surface.length(300e-6, 1e-6), 150e-6, 1e-12);
  EXPECT_EQ(surface.area(0., 600e-6, 40e-6), 0.);
  EXPECT_EQ(surface.area(700e-6, 900e-6, 1e-6), 0.);
  EXPECT_NEAR(surface.depth(1e-6), 600e-6, 1e-12);
  EXPECT_EQ(CutSurface({}).area(0., 1., 0.), 0.);
}

TEST(Bleeding, EqualsItsClosedFormWhereNothingIsUncertain) {
  const Outcome outcome = bleeding(certain_input(600e-6), {200});
  // 400 um of the band are cut: L_V/2 times 100 um times 400 um.
  const double cuts = 0.5 * 8e6 * 100e-6 * 400e-6;
  EXPECT_NEAR(value(outcome, "bleeding.expected_cuts"), cuts, 1e-9);
  const double viscosity = 1.2e-3 * relative_viscosity(20e-6, 0.45);
  const double volume = bled_volume(poiseuille_flow({2500., 20e-6, 1e-3, viscosity, 0.12}), 120.);
  ASSERT_GT(volume, 2e-12); // each is visible
  EXPECT_NEAR(value(outcome, "bleeding.probability_visible"), 1. - std::exp(-cuts), 1e-9);
  EXPECT_NEAR(value(outcome, "bleeding.volume_per_needle"), cuts * volume, 1e-9 * cuts * volume);
}

TEST(Bleeding, OfASessionScattersAsACompoundPoissonNumber) {
  BleedingInput input = certain_input(600e-6);
  for (const double needles : {100., 4000.}) { // counted one by one; by the normal limit
    input.session.needles = needles;
    const Outcome outcome = bleeding(input, {8000});
    const double cuts = needles * 0.5 * 8e6 * 100e-6 * 400e-6;
    const double each = value(outcome, "bleeding.volume_per_needle") / (cuts / needles);
    for (const OutcomeValue& quantity : outcome.values)
      if (quantity.name == "bleeding.volume") {
        EXPECT_NEAR(quantity.interval.value, cuts * each, 1e-6 * cuts * each);
        EXPECT_NEAR(quantity.interval.high, (cuts + 1.645 * std::sqrt(cuts)) * each,
                    0.08 * std::sqrt(cuts) * each + each);
      }
  }
}

TEST(Bleeding, NeedsAWoundThatReachesVessels) {
  const Outcome shallow = bleeding(certain_input(190e-6), {200});
  EXPECT_EQ(value(shallow, "bleeding.expected_cuts"), 0.);
  EXPECT_EQ(value(shallow, "bleeding.probability_visible"), 0.);
  EXPECT_EQ(value(shallow, "bleeding.volume"), 0.);
  EXPECT_TRUE(std::isnan(value(shallow, "bleeding.probability_ratio")));
}

TEST(Bleeding, GrowsWithDepthNeedlesAndPressure) {
  BleedingInput input = certain_input(600e-6);
  const double base = value(bleeding(input, {200}), "bleeding.volume");
  EXPECT_GT(value(bleeding(certain_input(800e-6), {200}), "bleeding.volume"), base);
  input.session.needles = 10.;
  EXPECT_NEAR(value(bleeding(input, {200}), "bleeding.volume"), 10. * base, 1e-9 * base + 5. * base);
  input.session.needles = 1.;
  input.patient.site_below_heart = fixed(0.5);
  EXPECT_GT(value(bleeding(input, {200}), "bleeding.volume_per_needle"),
            2. * value(bleeding(certain_input(600e-6), {200}), "bleeding.volume_per_needle"));
}

TEST(Bleeding, OnAspirinIsMoreByItsFactor) {
  BleedingInput input = certain_input(600e-6);
  input.blood.visible_volume = fixed(7e-12); // beyond a single vessel's loss with normal clotting
  const Outcome normal = bleeding(input, {200});
  BleedingModifier aspirin;
  aspirin.name = "aspirin";
  aspirin.time_factor = fixed(1.8);
  aspirin.rebleed_probability = aspirin.rebleed_volume = fixed(0.);
  input.patient.modifiers = {aspirin};
  const Outcome treated = bleeding(input, {200});
  EXPECT_NEAR(value(treated, "bleeding.volume_ratio"), 1.8, 1e-12);
  EXPECT_NEAR(value(treated, "bleeding.clotting_time"), 216., 1e-9);
  EXPECT_GE(value(treated, "bleeding.probability_visible"), value(normal, "bleeding.probability_visible"));
}

TEST(Bleeding, GivesTheSameAnswerForTheSameSeed) {
  BleedingInput input = certain_input(600e-6);
  input.vessels[0].density = lognormal_between(8e6, 2e6, 20e6);
  EXPECT_EQ(value(bleeding(input, {300, 5}), "bleeding.probability_visible"),
            value(bleeding(input, {300, 5}), "bleeding.probability_visible"));
  EXPECT_NE(value(bleeding(input, {300, 5}), "bleeding.probability_visible"),
            value(bleeding(input, {300, 6}), "bleeding.probability_visible"));
}

TEST(Bleeding, SumsSeveralClassesOfOnePopulation) {
  BleedingInput input = certain_input(600e-6);
  const double whole = value(bleeding(input, {10}), "bleeding.expected_cuts.plexus");
  input.vessels[0].density = fixed(3e6);
  input.vessels.push_back(input.vessels[0]);
  input.vessels[1].density = fixed(5e6);
  const Outcome outcome = bleeding(input, {10});
  EXPECT_NEAR(value(outcome, "bleeding.expected_cuts.plexus"), whole, 1e-12 * whole);
  std::set<std::string> names;
  for (const OutcomeValue& quantity : outcome.values)
    EXPECT_TRUE(names.insert(quantity.name).second) << quantity.name;
}

TEST(Bleeding, ListsItsAssumptions) {
  BleedingInput input = certain_input(600e-6);
  input.blood.visible_volume = fixed(2e-12).named("blood.visible_volume", "m^3").from("none", "assumed");
  ASSERT_EQ(bleeding(input, {10}).assumptions.size(), 1u);
}

TEST(PlateletFactor, FollowsItsFormula) {
  EXPECT_DOUBLE_EQ(platelet_factor(250e12), 1.);
  EXPECT_NEAR(platelet_factor(50e12), (30.5 - 50e3 / 3850.) / 4.5, 1e-12);
  EXPECT_DOUBLE_EQ(platelet_factor(1e12), platelet_factor(10e12)); // below the fit's range: its end
}

TEST(LoopsLeft, FallFromTheFourthToTheNinthDecade) {
  EXPECT_DOUBLE_EQ(loops_left(20., 0.65), 1.);
  EXPECT_NEAR(loops_left(85., 0.65), 0.35, 1e-12);
  EXPECT_NEAR(loops_left(90., 0.65), 0.35, 1e-12);
}

TEST(EmpiricalProbability, ReachesThePenNeedles) {
  // Deep enough, G = 1: 1 - exp(-1.57 x 0.30) for 30G.
  EXPECT_NEAR(empirical_probability(1570., 0.30e-3, 6e-3, 0.75e-3, 0.12e-3), 1. - std::exp(-0.471), 1e-6);
  EXPECT_LT(empirical_probability(1570., 0.30e-3, 0.3e-3, 0.75e-3, 0.12e-3), 0.02);
}

TEST(Bleeding, NeedsPressureToLeaveANarrowMouth) {
  // 2500 Pa in the vessels, 0.055 N/m: the mouth has to be wider than 4 gamma/P = 88 um.
  BleedingInput input = certain_input(600e-6);
  input.blood.surface_tension = fixed(0.055);
  input.blood.contact_angle = fixed(1.6);
  input.mouth = fixed(87e-6);
  EXPECT_EQ(value(bleeding(input), "bleeding.probability_visible"), 0.);
  EXPECT_EQ(value(bleeding(input), "bleeding.volume_per_needle"), 0.);
  EXPECT_GT(value(bleeding(input), "bleeding.expected_cuts"), 0.) << "cut, but it does not come out";
  input.mouth = fixed(89e-6);
  const double open = value(bleeding(input), "bleeding.volume_per_needle");
  input.blood.surface_tension = fixed(0.);
  EXPECT_EQ(open, value(bleeding(input), "bleeding.volume_per_needle")) << "a threshold, no loss beyond it";
}

TEST(Bleeding, IsHeldBackByANarrowTrack) {
  BleedingInput input = certain_input(600e-6);
  const double open = value(bleeding(input), "bleeding.volume_per_needle");
  input.blood.track_gap = fixed(3e-6);
  const double narrow = value(bleeding(input), "bleeding.volume_per_needle");
  EXPECT_LT(narrow, 0.9 * open);
  EXPECT_GT(narrow, 0.);
  input.open_track = 1e-3; // a channel that stays open
  EXPECT_NEAR(value(bleeding(input), "bleeding.volume_per_needle"), open, 1e-6 * open);
}

} // namespace
} // namespace acumen::outcomes
