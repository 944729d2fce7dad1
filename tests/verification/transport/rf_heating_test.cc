// Current and heat between two needles: resistance of two rods, and where the heat goes.
#include "solver/transport/rf_heating.h"

#include <gtest/gtest.h>

#include <cmath>
#include <cstdio>

namespace acumen::transport {
namespace {

std::vector<SkinLayer> uniform(const double thickness) {
  TissueTransport tissue;
  tissue.conductivity = 0.22;
  tissue.conductivity_rise = 0.;
  tissue.heat_conductivity = 0.37;
  tissue.heat_capacity = 3224.;
  tissue.density = 1110.;
  tissue.perfusion = 8065.;
  return {{"tissue", thickness, tissue}};
}

RfSettings settings() {
  RfSettings settings;
  settings.pair = {1.5e-3, 125e-6, 1e-3, 0.};
  settings.voltage = 20.;
  settings.pulse = 0.05;
  return settings;
}

// Two parallel rods through a wide slab: R = arcosh(s / 2a) / (pi sigma h).
TEST(RfHeating, TwoRodsHaveTheResistanceOfTwoCylinders) {
  const double h = 1e-3;
  double last = 0.;
  for (const unsigned int across : {4u, 8u}) {
    RfMeshParameters mesh;
    mesh.cells_across_needle = across;
    mesh.growth = across == 4 ? 1.35 : 1.16;
    mesh.margin = 12.;
    mesh.row_height = 0.5e-3;
    RfHeating heating(uniform(h), settings(), mesh);
    const double resistance = 20. * 20. / heating.solve_potential();
    const double exact = std::acosh(1.5e-3 / 250e-6) / (M_PI * 0.22 * h);
    last = resistance / exact - 1.;
    RecordProperty("error_" + std::to_string(across), std::to_string(last));
    EXPECT_LT(std::abs(last), across == 4 ? 0.04 : 0.015);
  }
}

TEST(RfHeating, HeatIsAccountedFor) {
  RfSettings pulse = settings();
  pulse.pair.inserted = 1.5e-3;
  pulse.pair.insulated_length = 0.5e-3;
  RfHeating heating(uniform(4e-3), pulse, {});
  const RfResult result = heating.run();
  EXPECT_LT(result.current_mismatch, 1e-6);
  EXPECT_LT(std::abs(result.balance_error()), 1e-6);
  // Constant conductivity: the power does not change.
  EXPECT_NEAR(result.energy, result.power * pulse.pulse, 1e-6 * result.energy);
  EXPECT_GT(result.peak_temperature, 39.);
  EXPECT_FALSE(result.boils);
}

// Lesion of a coarse and of a finer computation: what is left of the mesh in a reported size.
TEST(RfHeating, LesionSettlesWithMeshAndStep) {
  RfSettings pulse = settings();
  pulse.pair = {1.2e-3, 125e-6, 0.8e-3, 0.4e-3};
  pulse.voltage = 70.;
  RfHeating coarse(uniform(2.5e-3), pulse, {});
  const RfResult first = coarse.run();
  RfMeshParameters mesh;
  mesh.row_height = 60e-6;
  mesh.growth = 1.25;
  mesh.row_growth = 1.25;
  pulse.largest_rise = 1.;
  RfHeating fine(uniform(2.5e-3), pulse, mesh);
  const RfResult second = fine.run();
  std::printf("lesion %.3g nl and %.3g nl, to %.3g and %.3g um, %.3g and %.3g um wide; peak %.3g and %.3g degC\n",
              1e12 * first.lesion_volume, 1e12 * second.lesion_volume, 1e6 * first.lesion_bottom,
              1e6 * second.lesion_bottom, 1e6 * first.lesion_width, 1e6 * second.lesion_width, first.peak_temperature,
              second.peak_temperature);
  EXPECT_GT(first.lesion_volume, 0.);
  EXPECT_NEAR(first.lesion_volume / second.lesion_volume, 1., 0.2);
  EXPECT_NEAR(first.lesion_bottom / second.lesion_bottom, 1., 0.05);
  EXPECT_NEAR(first.lesion_width / second.lesion_width, 1., 0.1);
}

TEST(RfHeating, NoLesionHasNoDepth) {
  RfSettings pulse = settings();
  pulse.voltage = 1.;
  pulse.pulse = 1e-3;
  RfHeating heating(uniform(2e-3), pulse, {});
  const RfResult result = heating.run();
  EXPECT_EQ(result.lesion_volume, 0.);
  EXPECT_TRUE(std::isnan(result.lesion_bottom));
  EXPECT_EQ(rf_outcome(result).warnings.size(), 2u);
}

TEST(RfHeating, BoilingIsClampedAndSaid) {
  RfSettings pulse = settings();
  pulse.pair.inserted = 1.5e-3;
  pulse.pair.insulated_length = 0.5e-3;
  pulse.voltage = 120.;
  pulse.largest_rise = 10.;
  RfHeating heating(uniform(4e-3), pulse, {});
  const RfResult result = heating.run();
  EXPECT_TRUE(result.boils);
  EXPECT_DOUBLE_EQ(result.peak_temperature, 100.);
  EXPECT_LT(std::abs(result.balance_error()), 1e-6);
  EXPECT_EQ(rf_outcome(result).warnings.size(), 2u);
  // The lesion surrounds the bare part and stays in the skin.
  EXPECT_GT(result.lesion_volume, 0.);
  EXPECT_GT(result.lesion_bottom, 1e-3);
  EXPECT_LT(result.lesion_bottom, 2.5e-3);
  EXPECT_GT(result.lesion_width, 250e-6);
}

} // namespace
} // namespace acumen::transport
