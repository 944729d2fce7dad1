#include "scenarios/resolve/read_case.h"

#include "tests/support/case_file.h"
#include "tests/support/contains.h"

#include <cmath>
#include <gtest/gtest.h>

namespace {

using namespace acumen;
using scenarios::read_case;
using tests::CaseFile;
using tests::contains;

const std::string shortest = "skin: {site: volar_forearm}\nneedle: {length: 600 um, base_diameter: 200 um}\n";

TEST(ReadCase, ShortestCaseTakesDocumentedDefaults) {
  const CaseFile file(shortest);
  const auto resolved = read_case(file.path());
  EXPECT_EQ(resolved.name, "case");
  EXPECT_DOUBLE_EQ(*resolved.input.needle.tip_radius, 5e-6);
  EXPECT_DOUBLE_EQ(resolved.input.insertion.speed, 1e-3);
  EXPECT_DOUBLE_EQ(resolved.input.insertion.friction, 0.3);
  EXPECT_EQ(resolved.input.insertion.cracks, 2);
  EXPECT_NEAR(resolved.depth, 600e-6, 1e-12);
  EXPECT_EQ(resolved.needle_material.name, "stainless_steel_316L");
  EXPECT_FALSE(resolved.cell_radius);
  EXPECT_FALSE(resolved.assumptions.empty());
}

TEST(ReadCase, ResolvedYamlReadsBackToTheSameCase) {
  const CaseFile file(shortest + "skin_: 0\n");
  EXPECT_THROW(read_case(file.path()), base::InputError);
  const CaseFile good(shortest);
  const auto first = read_case(good.path(), {"skin.age=70 years", "skin.pre_stretch=8 %", "needle.tip_radius=7.3 um"});
  const CaseFile again(first.yaml);
  const auto second = read_case(again.path());
  EXPECT_EQ(first.yaml, second.yaml);
  EXPECT_EQ(first.hash, second.hash);
}

TEST(ReadCase, HashFollowsThePhysicsButNotTheOutput) {
  const CaseFile file(shortest);
  const std::string hash = read_case(file.path()).hash;
  EXPECT_EQ(hash.size(), 8u);
  EXPECT_EQ(read_case(file.path(), {"output.directory=elsewhere"}).hash, hash);
  EXPECT_NE(read_case(file.path(), {"needle.tip_radius=6 um"}).hash, hash);
}

TEST(ReadCase, ChangesReachTheLayerNamed) {
  const CaseFile file(shortest);
  const auto plain = read_case(file.path());
  const auto resolved =
      read_case(file.path(), {"skin.change.stratum_corneum={thickness: 30 um, strength: 40 MPa, exponent: 8}"});
  const auto& layer = resolved.layers.front();
  EXPECT_DOUBLE_EQ(layer.thickness, 30e-6);
  EXPECT_DOUBLE_EQ(layer.material.cohesive.strength, 40e6);
  EXPECT_DOUBLE_EQ(std::get<materials::Ogden>(layer.material.isochoric).terms[0].exponent, 8.);
  EXPECT_DOUBLE_EQ(layer.material.cohesive.energy, plain.layers.front().material.cohesive.energy);
  EXPECT_DOUBLE_EQ(resolved.layers[1].thickness, plain.layers[1].thickness);
}

TEST(ReadCase, AgeThinsDermisAndEpidermisOnly) {
  const CaseFile file(shortest);
  const auto plain = read_case(file.path());
  const auto aged = read_case(file.path(), {"skin.age=60 years"}); // 20 years above the preset's 40
  for (std::size_t i = 0; i < plain.layers.size(); ++i) {
    const std::string& name = plain.layers[i].name;
    const double expected = name == "viable_epidermis"                  ? 1. - 0.144
                            : name.find("_dermis") != std::string::npos ? 0.88
                                                                        : 1.;
    EXPECT_NEAR(aged.layers[i].thickness / plain.layers[i].thickness, expected, 1e-12) << name;
  }
}

TEST(ReadCase, PreStretchAppliesToSkinNotToSupport) {
  const CaseFile file(shortest);
  const auto resolved = read_case(file.path(), {"skin.pre_stretch=10 %"});
  for (const auto& layer : resolved.layers)
    EXPECT_DOUBLE_EQ(layer.material.pre_stretch, layer.is_support ? 1. : 1.1) << layer.name;
}

TEST(ReadCase, PitchGivesTheCellOfEqualArea) {
  const CaseFile file(shortest);
  const auto resolved = read_case(file.path(), {"array={rows: 10, columns: 10, pitch: 700 um}"});
  ASSERT_TRUE(resolved.cell_radius);
  EXPECT_NEAR(std::acos(-1.) * *resolved.cell_radius * *resolved.cell_radius, 700e-6 * 700e-6, 1e-15);
}

TEST(ReadCase, HalfAngleAndBaseDiameterDescribeTheSameCone) {
  const CaseFile file("skin: {site: cheek}\nneedle: {length: 600 um, half_angle: 10 deg, tip_radius: 20 um}\n");
  const auto resolved = read_case(file.path());
  const double angle = 10. * std::acos(-1.) / 180.;
  // Half-way up, the flank's radius: (z + R_t (1/sin a - 1)) tan a
  const double expected = (300e-6 + 20e-6 * (1. / std::sin(angle) - 1.)) * std::tan(angle);
  EXPECT_NEAR(resolved.needle.radius_at(300e-6), expected, 1e-9);
}

TEST(ReadCase, SpeedHistoryTravelsToItsIntegral) {
  const CaseFile history("time [s],speed [mm/s]\n0,1\n0.4,1\n0.6,-1\n1,-1\n", "history.csv");
  const CaseFile file(shortest);
  const auto resolved =
      read_case(file.path(), {"insertion.control=speed_history", "insertion.history=" + history.path()});
  ASSERT_EQ(resolved.speed_history.size(), 4u);
  // 0.4 mm at full speed and a triangle of 0.1 s to the reversal
  EXPECT_NEAR(resolved.depth, 0.45e-3, 1e-12);
}

TEST(ReadCase, ReportsTheProblemsOfEveryPartAtOnce) {
  const CaseFile file("skin: {site: volar_foream}\nneedle: {length: 5, colour: red}\ninsertion: {friction: -1}\n");
  try {
    read_case(file.path(), {"needle.tip_radius=wide"});
    FAIL() << "accepted";
  } catch (const base::InputError& error) {
    EXPECT_EQ(error.problems().size(), 6u) << error.what();
    EXPECT_TRUE(contains(error.what(), "case.yaml:1:14: skin.site"));
    EXPECT_TRUE(contains(error.what(), "--set needle.tip_radius=wide"));
  }
}

} // namespace
