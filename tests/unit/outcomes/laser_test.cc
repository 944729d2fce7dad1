#include "solver/outcomes/comparator.h"

#include "tests/support/healing_values.h"
#include "tests/support/laser_values.h"

#include <boost/math/constants/constants.hpp>
#include <cmath>
#include <gtest/gtest.h>

namespace acumen::outcomes {
namespace {

constexpr double pi = boost::math::constants::pi<double>();
const LaserParameters p = tests::laser_values();

const std::vector<LayerExtent> skin = {{"stratum_corneum", base::TissueRole::stratum_corneum, 0., 20e-6, false},
                                       {"epidermis", base::TissueRole::living_epidermis, 20e-6, 60e-6, false},
                                       {"dermis", base::TissueRole::whole_dermis, 80e-6, 1.5e-3, false},
                                       {"fat", base::TissueRole::fat, 1.58e-3, 5e-3, true}};

// hantash2007 (Lasers Surg Med 39:96): from 5 to 30 mJ more than three times the depth and twice the width.
TEST(LaserChannel, GrowsWithEnergyAsHantash2007) {
  const LaserChannel low = laser_channel(5e-3, p), high = laser_channel(30e-3, p);
  const double depth = high.lesion_depth.value / low.lesion_depth.value;
  const double width = high.lesion_width.value / low.lesion_width.value;
  std::printf("hantash2007: 5 to 30 mJ: depth x %.2f (published more than 3), width x %.2f (published 2)\n", depth,
              width);
  EXPECT_NEAR(depth, 3., 0.06);
  EXPECT_NEAR(width, 2., 0.05);
  EXPECT_THROW(laser_channel(0., p), std::invalid_argument);
  EXPECT_THROW(laser_channel(-1., p), std::invalid_argument);
}

TEST(LaserChannel, SpendsNoMoreThanItsPulse) {
  // Vaporised volume times its energy, and the rim heated from 33 to 65 degrees.
  for (const double energy : {5e-3, 10e-3, 20e-3, 40e-3, 70e-3}) {
    const LaserChannel channel = laser_channel(energy, p);
    const double vapour = channel.ablated_volume() * p.ablation_energy.value;
    const double rim = (channel.lesion_volume() - channel.ablated_volume()) * 1.1e3 * 3500. * 32.;
    std::printf("laser %.0f mJ: lesion %.0f x %.0f um, vaporised %.0f x %.0f um takes %.1f mJ, rim takes %.1f mJ\n",
                1e3 * energy, 1e6 * channel.lesion_depth.value, 1e6 * channel.lesion_width.value,
                1e6 * channel.ablated_depth(), 1e6 * channel.ablated_width(), 1e3 * vapour, 1e3 * rim);
    EXPECT_LT(vapour + rim, energy) << energy;
    EXPECT_GT(vapour + rim, 0.05 * energy) << energy;
  }
}

TEST(LaserChannel, RimIsTheParametersUntilTheEnergyRunsShort) {
  EXPECT_DOUBLE_EQ(laser_channel(10e-3, p).coagulation.value, 40e-6);
  const LaserChannel strong = laser_channel(70e-3, p);
  EXPECT_GT(strong.coagulation.value, 40e-6);
  EXPECT_NEAR(strong.ablated_volume() * p.ablation_energy.value, 0.7 * 70e-3, 1e-6);
}

TEST(LaserChannel, HasTheVolumeOfItsShape) {
  LaserChannel channel;
  channel.lesion_depth = fixed(600e-6), channel.lesion_width = fixed(200e-6), channel.coagulation = fixed(0.);
  channel.taper = 1.;
  EXPECT_NEAR(channel.ablated_volume(), pi * 100e-6 * 100e-6 * 600e-6 / 3., 1e-20) << "a cone";
  channel.coagulation = fixed(150e-6);
  EXPECT_EQ(channel.ablated_width(), 0.) << "nothing but coagulated";
}

TEST(LaserChannel, CarriesTheUncertaintyOfItsLaw) {
  LaserParameters spread = p;
  spread.depth_at_reference = lognormal_between(475e-6, 330e-6, 620e-6);
  spread.depth_exponent = lognormal_between(0.61, 0.5, 0.75);
  const LaserChannel near = laser_channel(10e-3, spread), far = laser_channel(70e-3, spread);
  EXPECT_NEAR(near.lesion_depth.low, 330e-6, 15e-6);
  EXPECT_GT(far.lesion_depth.high / far.lesion_depth.low, near.lesion_depth.high / near.lesion_depth.low);
}

TEST(LaserRun, LooksLikeARunOfANeedle) {
  const LaserChannel channel = laser_channel(20e-3, p);
  const FinishedRun run = laser_run(channel, skin, {});
  double area = 0., wall = 0.;
  for (const CrackPatch& patch : run.cracks)
    area += patch.area;
  for (std::size_t i = 1; i < run.hole_end.size(); ++i) {
    const HolePoint &a = run.hole_end[i - 1], &b = run.hole_end[i];
    wall += pi * (a.radius + b.radius) * std::hypot(b.depth - a.depth, b.radius - a.radius);
  }
  EXPECT_NEAR(area, 0.5 * wall, 2e-3 * area) << "half of the wall";
  EXPECT_NEAR(run.hole_end.front().radius, 0.5 * channel.ablated_width(), 1e-12);
  EXPECT_EQ(run.cracks.front().layer, 0u);
  EXPECT_EQ(run.cracks.back().layer, 2u) << "ends in the dermis";
  EXPECT_DOUBLE_EQ(run.insertion.wound_depth, channel.ablated_depth());
  const HealingWound wound = laser_wound(channel, run, {});
  EXPECT_NEAR(wound.epidermis, 80e-6, 1e-12);
  EXPECT_NEAR(wound.skin_thickness, 1.58e-3, 1e-12);
  EXPECT_TRUE(wound.thermal);
  EXPECT_GT(wound.width.value, channel.ablated_width()) << "the rim has to be crossed too";
}

TEST(Sealing, ClosesSmallVesselsAndSparesLargeOnes) {
  EXPECT_GT(sealed_share(8e-6, 40e-6, p), 0.99);
  EXPECT_NEAR(sealed_share(60e-6, 40e-6, p), 0.5, 1e-12);
  EXPECT_LT(sealed_share(300e-6, 40e-6, p), 0.02);
  EXPECT_EQ(sealed_share(8e-6, 0., p), 0.) << "a needle seals nothing";
  EXPECT_GT(sealed_share(60e-6, 60e-6, p), sealed_share(60e-6, 40e-6, p));
}

VesselPopulation plexus() {
  VesselPopulation population;
  population.name = "plexus";
  population.density = lognormal_between(4.5e6, 3e6, 7e6);
  population.diameter = fixed(25e-6);
  population.diameter_sigma = fixed(0.4);
  population.top = fixed(0.);
  population.bottom = fixed(1e-3);
  population.pressure = fixed(2000.);
  population.path = fixed(1.5e-3);
  population.loop_width = fixed(0.);
  return population;
}

TEST(Sealing, ThinsPopulationsByDiameter) {
  const auto all = unsealed_vessels({plexus()}, fixed(0.), p);
  double sum = 0., mean_square = 0.;
  for (const VesselPopulation& part : all) {
    sum += part.density.value;
    mean_square += std::pow(std::log(part.diameter.value / 25e-6), 2) / all.size();
  }
  EXPECT_NEAR(sum, 4.5e6, 1.) << "no rim: all are open";
  EXPECT_NEAR(std::sqrt(mean_square), 0.4, 0.05) << "the classes keep the scatter";
  const auto thin = unsealed_vessels({plexus()}, lognormal_between(40e-6, 20e-6, 70e-6), p);
  double left = 0.;
  for (std::size_t i = 0; i < thin.size(); ++i) {
    left += thin[i].density.value;
    EXPECT_LE(thin[i].density.low, thin[i].density.value);
    if (i > 0) {
      EXPECT_GT(thin[i].density.value, thin[i - 1].density.value) << "larger vessels stay open";
    }
  }
  EXPECT_LT(left, 0.2 * 4.5e6);
  EXPECT_GT(left, 0.);
}

BleedingInput bleeding_of(const FinishedRun& run, std::vector<VesselPopulation> vessels) {
  BleedingInput input;
  input.cracks = run.cracks;
  input.wound_depth = run.insertion.wound_depth;
  input.needle_diameter = 2. * run.hole_end.front().radius;
  input.epidermis_depth = fixed(run.epidermis_depth());
  input.dermis_depth = fixed(run.dermis_depth());
  input.vessels = std::move(vessels);
  input.blood = {fixed(0.45),   fixed(1.2e-3), fixed(0.12),  fixed(120.),    fixed(2e-12),   fixed(1.),  fixed(0.3),
                 fixed(12400.), fixed(1060.),  fixed(1570.), fixed(0.65e-3), fixed(0.12e-3), fixed(0.5), fixed(1e-3)};
  input.depth_factor = fixed(1.);
  return input;
}

double value(const Outcome& outcome, const std::string& name) {
  for (const OutcomeValue& value : outcome.values)
    if (value.name == name)
      return value.interval.value;
  ADD_FAILURE() << name;
  return 0.;
}

TEST(Comparator, LaserBleedsLessThanACutOfTheSameSizeAndHealsSlower) {
  const LaserChannel channel = laser_channel(20e-3, p);
  const FinishedRun run = laser_run(channel, skin, {});
  const double cut = value(bleeding(bleeding_of(run, {plexus()})), "bleeding.probability_visible");
  const double sealed = value(bleeding(bleeding_of(run, unsealed_vessels({plexus()}, channel.coagulation, p))),
                              "bleeding.probability_visible");
  EXPECT_GT(cut, 0.1);
  EXPECT_LT(sealed, 0.5 * cut);
  Placement placement;
  placement.punctures = 100., placement.area = 1e-4, placement.density = 1e6;
  const HealingWound laser = laser_wound(channel, run, placement);
  HealingWound needle = laser;
  needle.width = fixed(100e-6), needle.thermal = false, needle.needle_length = 1e-3;
  const HealingParameters healing = tests::healing_values();
  const Outcome by_laser = healing_outcome(laser, {}, {}, healing),
                by_needle = healing_outcome(needle, {}, {}, healing);
  for (const char* const name : {"healing.closure_time", "healing.redness_duration", "healing.pigment_probability"}) {
    std::printf("comparator: %s laser %.3g needle %.3g\n", name, value(by_laser, name), value(by_needle, name));
    EXPECT_GT(value(by_laser, name), value(by_needle, name)) << name;
  }
  std::printf("comparator: visible bleeding a channel %.3f if cut, %.3f sealed\n", cut, sealed);
}

TEST(Comparator, RunsTheSameModelsAndPrintsThemSideBySide) {
  ComparatorInput input;
  input.energy = 20e-3;
  input.laser = p;
  input.layers = skin;
  input.placement.punctures = 100., input.placement.area = 1e-4, input.placement.density = 1e6;
  input.bleeding = bleeding_of(laser_run(laser_channel(20e-3, p), skin, {}), {plexus()});
  input.healing = tests::healing_values();
  const Outcome laser = comparator(input, {500, 1, 0.05, 0.95});
  EXPECT_NEAR(value(laser, "laser.lesion_depth"), 475e-6 * std::pow(2., 0.61), 1e-9);
  EXPECT_NEAR(value(laser, "laser.healing.closure_time"), closure_time(170e-6 * std::pow(2., 0.39), input.healing, 1.),
              1e-3);
  const Outcome cut = bleeding(input.bleeding, {500, 1, 0.05, 0.95});
  EXPECT_LT(value(laser, "laser.bleeding.probability_visible"), value(cut, "bleeding.probability_visible"));
  const auto declared = comparator_quantities();
  for (const OutcomeValue& number : laser.values)
    if (number.name.find("expected_cuts.") == std::string::npos) {
      EXPECT_TRUE(std::any_of(declared.begin(), declared.end(), [&](const auto& q) { return q.name == number.name; }))
          << number.name;
    }
  HealingWound needle;
  needle.width = fixed(100e-6), needle.depth = fixed(1e-3), needle.blood_volume = fixed(0.);
  needle.skin_thickness = 1.58e-3, needle.epidermis = 80e-6, needle.placement = input.placement;
  Outcome both = healing_outcome(needle, {}, {}, input.healing, {500, 1, 0.05, 0.95});
  both.values.insert(both.values.end(), cut.values.begin(), cut.values.end());
  std::vector<OutcomeQuantity> quantities = healing_quantities();
  for (const auto& quantity : bleeding_quantities())
    quantities.push_back(quantity);
  const std::string table = comparator_table(both, laser, quantities);
  std::printf("%s", table.c_str());
  for (const char* const name : {"healing.closure_time", "bleeding.probability_visible", "healing.scar_probability"})
    EXPECT_NE(table.find(name), std::string::npos);
  EXPECT_EQ(table.find("empirical"), std::string::npos);
}

TEST(LaserOutcome, DeclaresItsNumbers) {
  const Outcome outcome = laser_outcome(laser_channel(20e-3, p), p);
  const auto declared = laser_quantities();
  ASSERT_EQ(outcome.values.size(), declared.size());
  for (std::size_t i = 0; i < declared.size(); ++i)
    EXPECT_EQ(outcome.values[i].name, declared[i].name);
}

} // namespace
} // namespace acumen::outcomes
