#include "solver/screening/screening_model.h"

#include "solver/screening/dent.h"
#include "solver/screening/wedge.h"
#include "tests/support/sample_designs.h"

#include <gtest/gtest.h>

#include <cmath>

namespace {

using namespace acumen;
using screening::Corrections;
using screening::Design;

screening::Result screened(const Design& design) {
  return screening::screen(design, Corrections());
}

Design homogeneous(const double shear_modulus, const double tip_radius) {
  Design design = tests::sample_design(tip_radius);
  design.layers = {tests::sample_layer("gel", 10e-3, shear_modulus)};
  return design;
}

// On a homogeneous solid, incompressible: E* = E/(1 - 1/4) = 4 mu.
TEST(Dent, IsHertzOnAHomogeneousSolidAtSmallDepth) {
  Design design = homogeneous(10e3, 20e-6);
  design.depth = 1e-6;
  const double expected = 4. / 3. * 4. * 10e3 * std::sqrt(20e-6) * std::pow(1e-6, 1.5);
  EXPECT_NEAR(screened(design).curve.back().force, expected, 1e-6 * expected);
}

TEST(Dent, IsSneddonsConeWhereTheCapIsSmall) {
  Design design = homogeneous(10e3, 0.1e-6);
  design.depth = 400e-6;
  const double slope = (design.needle.radius_at(450e-6) - design.needle.radius_at(300e-6)) / 150e-6;
  const double expected = 2. / std::acos(-1.) * 4. * 10e3 * slope * std::pow(400e-6, 2);
  EXPECT_NEAR(screened(design).curve.back().force, expected, 1e-6 * expected);
}

TEST(Dent, IsAPlateOnAHalfSpaceAtSmallDepth) {
  Design design = tests::sample_design();
  design.layers = {tests::sample_layer("film", 100e-6, 100e6), tests::sample_layer("gel", 1., 10e3)};
  const auto features = screening::features_of(design);
  const screening::Dent dent = screening::dent_of(design, Corrections(), features);
  // D = E* h^3/12, l^3 = 2 D/E*_0, F = 3 sqrt(3) D/l^2 w
  const double bending = 4. * 100e6 * std::pow(100e-6, 3) / 12., length = std::cbrt(2. * bending / (4. * 10e3));
  const double expected = 3. * std::sqrt(3.) * bending / (length * length);
  EXPECT_NEAR(dent.stiffness, expected, 1e-9 * expected);
  EXPECT_NEAR(dent.depression(1e-9), 1e-9 / expected, 1e-4 * 1e-9 / expected);
  EXPECT_NEAR(dent.force(dent.depression(0.02) + dent.indentation(0.02)), 0.02, 1e-9);
}

TEST(Dent, PlateDoesNotHangOnTheContrastOfItsOwnLayers) {
  // A stratum corneum hardly stiffer than the epidermis below it: both are still a plate on the dermis.
  Design design = tests::sample_design();
  const auto stiffness = [&](const double modulus) {
    design.layers[0] = tests::sample_layer("stratum_corneum", 22e-6, modulus);
    return screening::dent_of(design, Corrections(), screening::features_of(design)).stiffness;
  };
  EXPECT_GT(stiffness(0.7e6), 0.5 * stiffness(1.6e6));
  EXPECT_LT(stiffness(0.7e6), stiffness(1.6e6));
}

TEST(Wedge, TableFollowsTheMinimisation) {
  const auto layer = tests::sample_layer("dermis", 1e-3, 0.1e6, 10e6, 2e3);
  const screening::Wedge wedge(layer.material, 2, 1., 1e-6, 200e-6);
  for (const double rho : {2e-6, 10e-6, 33e-6, 150e-6})
    EXPECT_NEAR(wedge.work(rho), wedge.solve(rho).work, 0.02 * wedge.solve(rho).work) << rho;
}

TEST(Wedge, MinimisesOverTheCrackLength) {
  // Twice the toughness: shorter cracks, more work, but less than twice as much.
  const auto brittle = tests::sample_layer("a", 1e-3, 0.1e6, 10e6, 100.),
             tough = tests::sample_layer("b", 1e-3, 0.1e6, 10e6, 200.);
  const screening::Wedge first(brittle.material, 2, 1., 1e-6, 200e-6), second(tough.material, 2, 1., 1e-6, 200e-6);
  const auto a = first.solve(100e-6), b = second.solve(100e-6);
  EXPECT_LT(b.crack_length, a.crack_length);
  EXPECT_GT(b.work, a.work);
  EXPECT_LT(b.work, 2. * a.work);
}

TEST(Screening, WithoutFrictionNothingIsSpentOnIt) {
  Design design = tests::sample_design();
  design.friction = 0.;
  const auto smooth = screened(design);
  ASSERT_TRUE(smooth.punctured);
  EXPECT_EQ(smooth.friction_work, 0.);
  EXPECT_EQ(smooth.curve.back().friction_force, 0.);
  design.friction = 0.5;
  const auto rough = screened(design);
  EXPECT_GT(rough.puncture_force, smooth.puncture_force);
  EXPECT_GT(rough.friction_work, 0.);
  EXPECT_LT(rough.curve.back().inserted, smooth.curve.back().inserted);
}

TEST(Screening, VeryToughSkinIsNotPunctured) {
  Design design = tests::sample_design();
  design.layers[0].material.cohesive.strength = 1e10;
  design.layers[0].material.cohesive.energy = 1e6;
  const auto result = screened(design);
  EXPECT_FALSE(result.punctured);
  EXPECT_TRUE(result.rings.empty());
  EXPECT_EQ(result.wound_depth, 0.);
  EXPECT_EQ(result.fracture_work, 0.);
  EXPECT_GT(result.curve.back().force, 0.);
}

TEST(Screening, ForceFollowsTipStrengthAndTravel) {
  double before = 0.;
  for (const double radius : {2e-6, 4e-6, 8e-6, 16e-6}) {
    const double force = screened(tests::sample_design(radius)).puncture_force;
    EXPECT_GT(force, before);
    before = force;
  }
  Design design = tests::sample_design();
  const auto usual = screened(design);
  design.layers[0].material.cohesive.strength *= 2.;
  EXPECT_GT(screened(design).puncture_force, usual.puncture_force);
  for (std::size_t i = 1; i < usual.curve.size(); ++i) {
    EXPECT_GE(usual.curve[i].travel, usual.curve[i - 1].travel);
    EXPECT_NEAR(usual.curve[i].inserted + usual.curve[i].depression, usual.curve[i].travel, 0.02 * design.depth);
  }
}

TEST(Screening, WorkIsAccountedFor) {
  const auto result = screened(tests::sample_design());
  ASSERT_TRUE(result.punctured);
  const double sum = result.fracture_work + result.friction_work + result.stored_energy + result.viscous_work;
  EXPECT_NEAR(sum, result.external_work, 1e-9 * result.external_work);
  double rings = 0.;
  for (const auto& ring : result.rings)
    rings += ring.normal_force + ring.friction_force;
  EXPECT_NEAR(rings, result.curve.back().force, 1e-6 * rings);
}

TEST(Corrections, AreNeverExtrapolatedAndSayWhereTheyEnd) {
  Corrections corrections;
  corrections.factors["puncture_force"] = {std::log(2.), {{"tip_radius", 1.}}};
  corrections.space["tip_radius"] = {2e-6, 20e-6, 5e-6};
  const auto factor = [&](const double radius) {
    const auto features = screening::features_of(tests::sample_design(radius));
    return std::pair(corrections.factor("puncture_force", features), corrections.outside(features));
  };
  EXPECT_NEAR(factor(5e-6).first, 2., 1e-9);
  EXPECT_NEAR(factor(10e-6).first, 4., 1e-9);
  EXPECT_TRUE(factor(10e-6).second.empty());
  EXPECT_NEAR(factor(40e-6).first, factor(20e-6).first, 1e-9);
  EXPECT_EQ(factor(40e-6).second, std::vector<std::string>{"tip radius 40 um (covered: 2 um to 20 um)"});
}

TEST(Screening, RefusesWhatItCannotScreen) {
  Design design = tests::sample_design();
  design.depth = 0.;
  EXPECT_THROW(screened(design), std::invalid_argument);
  design = tests::sample_design();
  design.layers.clear();
  EXPECT_THROW(screened(design), std::invalid_argument);
}

} // namespace
