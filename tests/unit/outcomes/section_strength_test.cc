#include "solver/outcomes/section_strength.h"

#include <boost/math/constants/constants.hpp>
#include <cmath>
#include <gtest/gtest.h>
#include <limits>

namespace acumen::outcomes {
namespace {

constexpr double pi = boost::math::constants::pi<double>();
constexpr double infinity = std::numeric_limits<double>::infinity();
constexpr double length = 1e-3, radius = 50e-6;
const MaterialStrength ductile{200e9, 0.3, 300e6, 300e6, false};
const MaterialStrength glassy{70e9, 0.2, 50e6, 500e6, true};

SectionStrength cylinder() {
  return SectionStrength(truncated_cone_column(radius, radius, length), tip_load(), 0.);
}
double area() {
  return pi * radius * radius;
}

TEST(SectionStrength, CylinderYieldsAtItsArea) {
  EXPECT_NEAR(cylinder().section_yield(300e6), 300e6 * area(), 1e-9);
  EXPECT_TRUE(std::isinf(cylinder().tip_crushing(300e6))) << "no tip zone";
}

TEST(SectionStrength, ConeYieldsWhereTheContactTractionIsLargestAgainstItsArea) {
  const NeedleColumn cone = truncated_cone_column(10e-6, radius, length);
  EXPECT_NEAR(SectionStrength(cone, tip_load(), 0.).section_yield(1e6), 1e6 * pi * 1e-10, 1e-12);
  // A uniform pressure on the projected area is the same stress in every section that is inserted.
  const SectionStrength pressed(cone, uniform_pressure_load(cone, length), 0.);
  EXPECT_NEAR(pressed.section_yield(1e6), 1e6 * area(), 1e-4 * area() * 1e6) << "the parabola n(z) is kept as chords";
}

TEST(SectionStrength, BaseBendingIsTheTextbooksForASmallAngle) {
  // 32 F_t L / (pi D^3) with F_t = F sin(angle), plus the direct stress; no second-order effect (euler infinite).
  const double angle = 0.05, diameter = 2. * radius;
  const double stress = 32. * std::sin(angle) * length / (pi * std::pow(diameter, 3)) + std::cos(angle) / area();
  EXPECT_NEAR(cylinder().first_yield(ductile, {angle, 0.}, infinity) * stress / 300e6, 1., 1e-3);
  // An eccentric force: 1/A + e r / I.
  const double offset = 5e-6, eccentric = 1. / area() + offset * radius / (pi / 4. * std::pow(radius, 4));
  EXPECT_NEAR(cylinder().first_yield(ductile, {0., offset / radius}, infinity) * eccentric / 300e6, 1., 1e-3);
}

TEST(SectionStrength, ConeUnderATipForceBreaksWhereItIsHalfAgainAsThickAsItsTip) {
  // sigma = 4 F z / (pi r^3) with r = r_t + k z is largest at r = 1.5 r_t.
  const double tip = 10e-6, k = (radius - tip) / length, z = 0.5 * tip / k;
  const double stress = 4. * z / (pi * std::pow(1.5 * tip, 3));
  const double angle = pi / 2.;
  EXPECT_NEAR(SectionStrength(truncated_cone_column(tip, radius, length), tip_load(), 0.)
                      .first_yield(ductile, {angle, 0.}, infinity) *
                  stress / 300e6,
              1., 2e-3);
}

TEST(SectionStrength, SecondOrderBendingSolvesItsEquation) {
  const double angle = 0.1, euler = 0.3;
  const double force = cylinder().first_yield(ductile, {angle, 0.}, euler);
  EXPECT_LT(force, euler);
  const double direct = std::cos(angle) / area();
  const double bending = 32. * std::sin(angle) * length / (pi * std::pow(2. * radius, 3));
  EXPECT_NEAR(force * (direct + bending / (1. - force / euler)) / 300e6, 1., 1e-3);
  // Brittle: the tensile side decides, relieved by the push.
  const double tension = cylinder().first_yield(glassy, {angle, 0.}, euler);
  EXPECT_NEAR(tension * (bending / (1. - tension / euler) - direct) / 50e6, 1., 1e-3);
  EXPECT_TRUE(std::isinf(cylinder().first_yield(glassy, {0., 0.}, euler))) << "a straight push pulls nowhere";
}

TEST(SectionStrength, BendingLoadFallsWithAngleOffsetAndSlenderness) {
  double last = infinity;
  for (const double angle : {0., 0.02, 0.1, 0.3}) {
    const double now = cylinder().first_yield(ductile, {angle, 1e-6}, 1.);
    EXPECT_LT(now, last);
    EXPECT_DOUBLE_EQ(now, cylinder().first_yield(ductile, {-angle, 1e-6}, 1.));
    last = now;
  }
  EXPECT_LT(cylinder().first_yield(ductile, {0.1, 0.}, 0.1), cylinder().first_yield(ductile, {0.1, 0.}, 1.));
}

TEST(PlasticSection, MatchesTheShapeFactorsAndTheThinTube) {
  const PlasticSection solid(radius, 0.);
  EXPECT_NEAR(solid.moment_per_stress() / (pi / 4. * std::pow(radius, 3)), 16. / (3. * pi), 1e-12);
  EXPECT_DOUBLE_EQ(solid.moment_share(0.), 1.);
  EXPECT_EQ(solid.moment_share(1.), 0.);
  // Half of the squash load: y0 solves band(y0) = area/2, y0/r = 0.403973, M/M_p = (1 - y0^2/r^2)^(3/2).
  EXPECT_NEAR(solid.moment_share(0.5), std::pow(1. - 0.403973 * 0.403973, 1.5), 1e-5);
  const PlasticSection tube(radius, 0.999 * radius);
  for (const double axial : {0.1, 0.3, 0.6, 0.9})
    EXPECT_NEAR(tube.moment_share(axial), std::cos(0.5 * pi * axial), 3e-3) << axial;
  EXPECT_NEAR(tube.moment_per_stress() / (4. * radius * radius * 0.001 * radius), 1., 2e-3);
  EXPECT_THROW(PlasticSection(radius, radius), std::invalid_argument);
}

TEST(SectionStrength, PlasticHingeOfACantileverIsTheTextbooks) {
  // A force across the end: M_p = 4/3 r^3 strength at the base.
  EXPECT_NEAR(cylinder().plastic_hinge(ductile, {0.5 * pi, 0.}, infinity),
              300e6 * 4. / 3. * std::pow(radius, 3) / length, 1e-6);
  // A thick needle pushed askew: between first yield and 1.7 times that, as the direct stress takes its share.
  for (const double angle : {0.02, 0.1, 0.5}) {
    const double first = cylinder().first_yield(ductile, {angle, 0.}, 2.);
    const double hinge = cylinder().plastic_hinge(ductile, {angle, 0.}, 2.);
    EXPECT_GT(hinge, first);
    EXPECT_LT(hinge, 16. / (3. * pi) * first * 1.0001);
    EXPECT_LT(hinge, 2.) << "below the Euler load";
  }
  EXPECT_TRUE(std::isinf(cylinder().plastic_hinge(ductile, {0., 0.}, 2.))) << "nothing bends it";
}

TEST(SectionStrength, LooksOnlyAboveTheGivenHeight) {
  const NeedleColumn cone = truncated_cone_column(10e-6, radius, length);
  const SectionStrength sections(cone, tip_load(), 0.);
  const double from = cone.height_of_radius(20e-6);
  EXPECT_NEAR(from, 0.25 * length, 1e-9);
  EXPECT_EQ(cone.height_of_radius(5e-6), 0.);
  EXPECT_EQ(cone.height_of_radius(1.), length);
  EXPECT_NEAR(sections.section_yield(1e6, from), 1e6 * pi * 400e-12, 0.02e6 * pi * 400e-12);
  EXPECT_NEAR(sections.weakest_height(from), from, length / 100.);
  EXPECT_LT(sections.first_yield(ductile, {0.1, 0.}, infinity, 0.),
            sections.first_yield(ductile, {0.1, 0.}, infinity, from));
  // 100 MPa on 10 mN: r = 5.6 um is less than the tip, 63 mN reach 14.2 um.
  EXPECT_EQ(sections.crushed_radius(10e-3, 100e6, from), 0.);
  EXPECT_NEAR(sections.crushed_radius(63e-3, 100e6, from), 14.16e-6, 0.5e-6);
}

TEST(SectionStrength, WallOfATubeMatchesShellAndRingFormulas) {
  const double inner = 48e-6, wall = radius - inner;
  const NeedleColumn tube({0., length}, {radius, radius}, {inner, inner});
  AxialLoad load = tip_load();
  load.pressure = {1e6}; // Pa per N
  const SectionStrength sections(tube, load, 0.);
  MaterialStrength strong = ductile;
  strong.compression = 1e15;
  const double shell = 2. * pi * 200e9 * wall * wall / std::sqrt(3. * (1. - 0.09));
  EXPECT_NEAR(sections.wall_wrinkling(strong, 0.33) / (0.33 * shell), 1., 1e-3);
  const double ring = 200e9 * std::pow(wall / 49e-6, 3) / (4. * (1. - 0.09));
  EXPECT_NEAR(sections.wall_collapse(strong) * 1e6 / ring, 1., 1e-3);
  // Thin wall: hoop stress p r / t.
  EXPECT_NEAR(sections.burst_pressure(300e6) / (300e6 * wall / radius), 1., 0.03);
  EXPECT_LT(sections.wall_wrinkling(ductile, 0.33), 300e6 * tube.area(0.) * 1.0001) << "never above yielding";
  EXPECT_TRUE(std::isinf(cylinder().wall_wrinkling(ductile, 0.33)));
  EXPECT_TRUE(std::isinf(cylinder().burst_pressure(300e6)));
}

TEST(SectionStrength, SoftTipIsCrushedUpToWhereTheStressFallsToTheStrength) {
  const NeedleColumn cone = truncated_cone_column(2e-6, radius, length);
  const SectionStrength sections(cone, tip_load(), 100e-6);
  const double force = 5e-3, strength = 100e6;
  EXPECT_NEAR(sections.crushed_radius(force, strength), std::sqrt(force / (pi * strength)), 0.4e-6);
  EXPECT_EQ(sections.crushed_radius(1e-6, strength), 0.);
  EXPECT_NEAR(sections.tip_crushing(strength), strength * pi * 4e-12, 1e-9);
  EXPECT_GT(sections.section_yield(strength), sections.tip_crushing(strength));
}

TEST(AxialLoad, SumsTheContactFromTheTip) {
  std::vector<ContactRing> contact(3);
  contact[0].z = 30e-6, contact[0].axial_force = 1., contact[0].pressure = 3e6;
  contact[1].z = 10e-6, contact[1].axial_force = 2., contact[1].pressure = 5e6;
  contact[2].z = 20e-6, contact[2].axial_force = 1., contact[2].pressure = 4e6;
  const AxialLoad load = load_of_contact(contact);
  EXPECT_EQ(load.force_at(0.), 0.);
  EXPECT_DOUBLE_EQ(load.force_at(10e-6), 0.25);
  EXPECT_DOUBLE_EQ(load.force_at(20e-6), 0.625);
  EXPECT_DOUBLE_EQ(load.force_at(1.), 1.);
  EXPECT_DOUBLE_EQ(load.pressure_at(20e-6), 1e6);
  EXPECT_DOUBLE_EQ(load_of_contact(contact, 15e-6).force_at(0.), 0.5) << "a flat end";
  contact[1].axial_force = -4.;
  EXPECT_THROW(load_of_contact(contact), std::invalid_argument);
}

TEST(NeedleColumn, RefusesABoreWithoutWall) {
  NeedleShape needle;
  needle.outline = {{0., 0.}, {1e-6, 4e-6}, {500e-6, 60e-6}};
  needle.length = 600e-6;
  EXPECT_DOUBLE_EQ(column_of(needle).outer_radius(550e-6), 60e-6);
  EXPECT_DOUBLE_EQ(column_of(needle, {2e-6, 30e-6}).inner_radius(600e-6), 30e-6);
  EXPECT_THROW(column_of(needle, {2e-6, 61e-6}), std::invalid_argument);
  // A port where the wall is a quarter of the bore's radius; solid below.
  const NeedleColumn side = column_of(needle, {30e-6, 30e-6, true});
  const double port = side.height_of_radius(37.5e-6);
  EXPECT_EQ(side.inner_radius(0.9 * port), 0.);
  EXPECT_DOUBLE_EQ(side.inner_radius(1.01 * port), 30e-6);
  EXPECT_TRUE(side.is_hollow());
  EXPECT_THROW(column_of(needle, {50e-6, 50e-6, true}), std::invalid_argument);
  NeedleShape punch;
  punch.outline = {{0., 0.}, {0., 40e-6}, {500e-6, 40e-6}};
  punch.length = 500e-6;
  EXPECT_DOUBLE_EQ(column_of(punch).outer_radius(0.), 40e-6);
}

} // namespace
} // namespace acumen::outcomes
