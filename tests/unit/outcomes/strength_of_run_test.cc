#include "solver/outcomes/healing.h"
#include "solver/outcomes/strength_of_run.h"

#include "tests/support/healing_values.h"

#include <cmath>
#include <gtest/gtest.h>

namespace acumen::outcomes {
namespace {

/// A cone with a spherical cap of 5 um, tangent to a flank at 10 degrees, and its contact.
FinishedRun run_of_cone() {
  const double cap = 5e-6, angle = 10. * std::acos(-1.) / 180., top = cap * (1. - std::sin(angle));
  FinishedRun run;
  for (int i = 0; i <= 20; ++i) {
    const double z = top * i / 20;
    run.needle.outline.push_back({z, std::sqrt(std::max(2. * cap * z - z * z, 0.))});
  }
  const double length = 600e-6;
  run.needle.outline.push_back({length, run.needle.outline.back().radius + (length - top) * std::tan(angle)});
  run.needle.length = length;
  run.needle.tip_radius = cap;
  for (int i = 0; i < 50; ++i) {
    ContactRing ring;
    ring.z = (i + 0.5) * 8e-6;
    ring.radius = run.needle.radius_at(ring.z);
    ring.axial_force = 1e-4 * ring.radius / 70e-6;
    ring.pressure = 2e6;
    run.contact.push_back(ring);
    run.insertion.maximum_force += ring.axial_force;
  }
  run.insertion.inserted_length = 400e-6;
  run.insertion.wound_depth = 300e-6;
  run.layers = {{"epidermis", base::TissueRole::living_epidermis, 0., 80e-6, false, fixed(1.)},
                {"dermis", base::TissueRole::whole_dermis, 80e-6, 1.5e-3, false, fixed(1.)}};
  return run;
}

NeedleMaterialData steel() {
  NeedleMaterialData material;
  material.youngs_modulus = lognormal_between(193e9, 190e9, 200e9);
  material.strength = lognormal_between(250e6, 205e6, 290e6);
  return material;
}

StrengthSettings settings() {
  return {normal_between(0.05, 0., 0.14), normal_between(0.02, 0., 0.05), lognormal_between(1., 0.5, 2.), fixed(0.5),
          lognormal_between(2., 1.5, 3.)};
}

TEST(StrengthOfRun, FindsTheTipsRounding) {
  const FinishedRun run = run_of_cone();
  EXPECT_NEAR(tip_zone_of(run.needle), 5e-6 * (1. - std::sin(10. * std::acos(-1.) / 180.)), 0.1e-6);
  NeedleShape punch;
  punch.outline = {{0., 0.}, {0., 40e-6}, {500e-6, 40e-6}};
  punch.length = 500e-6, punch.tip_radius = 2e-6, punch.flat_end = true;
  EXPECT_DOUBLE_EQ(tip_zone_of(punch), 2e-6);
}

TEST(StrengthOfRun, TakesTheContactOfTheRun) {
  const FinishedRun run = run_of_cone();
  const StrengthInput input = strength_input(run, steel(), settings());
  for (const double z : {50e-6, 200e-6, 390e-6})
    EXPECT_NEAR(input.load.force_at(z), run.section_force(z) / run.insertion.maximum_force, 0.03) << z;
  EXPECT_DOUBLE_EQ(input.load.force_at(600e-6), 1.);
  EXPECT_DOUBLE_EQ(input.insertion_force.value, run.insertion.maximum_force);
  const StrengthResult result = needle_strength(input);
  EXPECT_GT(result.margin.value, 1.);
  EXPECT_GT(result.margin.high / result.margin.low, 3.) << "half to twice the force";
  FinishedRun untouched = run;
  untouched.contact.clear();
  EXPECT_THROW(strength_input(untouched, steel(), settings()), std::invalid_argument);
}

TEST(HealingOfRun, HoleIsNeverNarrowerThanMeasuredOnesAre) {
  FinishedRun run = run_of_cone();
  const HealingParameters p = tests::healing_values();
  const double needle = 2. * run.needle.radius_at(400e-6);
  const UncertainValue spread = lognormal_between(1., 0.8, 1.25);
  Placement single;
  HealingWound wound = needle_wound(run, single, spread, fixed(0.), p);
  EXPECT_NEAR(wound.width.value, 0.5 * needle, 1e-12);
  EXPECT_NEAR(wound.depth.low, 0.8 * 300e-6, 1e-12);
  EXPECT_NEAR(wound.skin_thickness, 1.58e-3, 1e-12);
  run.insertion.withdrawn = true;
  run.hole_end = {{0., 0., 0.45 * needle}};
  EXPECT_NEAR(needle_wound(run, single, spread, fixed(0.), p).width.value, 0.9 * needle, 1e-12);
  run.hole_end = {{0., 0., 0.01 * needle}};
  EXPECT_NEAR(needle_wound(run, single, spread, fixed(0.), p).width.value, 0.5 * needle, 1e-12);
}

} // namespace
} // namespace acumen::outcomes
