#include "meshes/needle/shapes.h"
#include "tests/support/expect_rejected.h"

#include <gtest/gtest.h>

#include <cmath>

namespace acumen::meshes {
namespace {

constexpr double um = 1e-6, degree = M_PI / 180.;

double frustum_volume(double low, double high, double height) {
  return M_PI / 3. * height * (low * low + low * high + high * high);
}

TEST(NeedleShapes, ConeOnShaftHasTheGivenAngleCapAndVolume) {
  const double radius = 15 * um, shaft = 125 * um, angle = 10 * degree;
  const auto needle = cone_on_shaft({radius, angle, not_given, 2. * shaft, 1500 * um});
  EXPECT_DOUBLE_EQ(needle.tip_radius(), radius);
  EXPECT_FALSE(needle.has_flat_end());
  EXPECT_DOUBLE_EQ(needle.length(), 1500 * um);
  EXPECT_NEAR(needle.largest_radius(), shaft, 1e-15);
  // Sphere up to the tangent circle, then a flank of the given angle
  const double height = radius * (1. - std::sin(angle)), tangent = radius * std::cos(angle);
  EXPECT_NEAR(needle.radius_at(0.5 * height), std::sqrt(radius * height - 0.25 * height * height), 1e-15);
  EXPECT_NEAR(needle.radius_at(height + 100 * um), tangent + 100 * um * std::tan(angle), 1e-15);
  EXPECT_NEAR(needle.signed_distance({60 * um, 200 * um}).normal[1], -std::sin(angle), 1e-12);
  // Cap: pi h^2 (3 R - h)/3
  const double cap = M_PI * height * height * (3. * radius - height) / 3.;
  EXPECT_NEAR(needle.volume_below(height), cap, 1e-10 * cap);
  const double upper = tangent + 100 * um * std::tan(angle), frustum = frustum_volume(tangent, upper, 100 * um);
  EXPECT_NEAR(needle.volume_below(height + 100 * um), cap + frustum, 1e-10 * (cap + frustum));
}

TEST(NeedleShapes, ConeReachesItsBaseAtItsLengthButForTheFillet) {
  const auto needle = cone({5 * um, 200 * um, 600 * um, 1 * um});
  EXPECT_NEAR(needle.radius_at(600 * um), 100 * um, 0.01 * um);
  EXPECT_LT(needle.radius_at(600 * um), 100 * um);
  EXPECT_DOUBLE_EQ(needle.radius_at(2000 * um), 100 * um);
  EXPECT_EQ(needle.radius_at(0.), 0.);
  EXPECT_EQ(needle.radius_at(-1.), 0.);
  // The fillet is what is asked for.
  EXPECT_DOUBLE_EQ(needle.pieces()[2].radius, 1 * um);
}

TEST(NeedleShapes, LengthOrAngleOfAConeOnAShaftAreTheSame) {
  const auto by_length = cone_on_shaft({15 * um, not_given, 500 * um, 250 * um, 1500 * um});
  const auto flank = by_length.pieces()[1];
  const double angle = std::atan2(flank.end[0] - flank.begin[0], flank.end[1] - flank.begin[1]);
  const auto by_angle = cone_on_shaft({15 * um, angle, not_given, 250 * um, 1500 * um});
  for (const double z : {5 * um, 50 * um, 300 * um, 490 * um, 600 * um})
    EXPECT_NEAR(by_angle.radius_at(z), by_length.radius_at(z), 1e-15);
}

TEST(NeedleShapes, AutomaticFilletIsATenthOfTheShaftOrWhatFits) {
  const auto roomy = cone_on_shaft({15 * um, 10 * degree, not_given, 250 * um, 1500 * um});
  EXPECT_DOUBLE_EQ(roomy.pieces()[2].radius, 12.5 * um);
  // A cap almost as wide as the shaft leaves a flank too short for that.
  const auto tight = cone_on_shaft({95 * um, 60 * degree, not_given, 200 * um, 500 * um});
  EXPECT_LE(tight.pieces()[2].radius, 10 * um);
}

TEST(NeedleShapes, SphereHasItsDistanceAndCurvature) {
  const double radius = 100 * um;
  const auto needle = sphere_cylinder({2. * radius, 500 * um});
  const dealii::Point<2> point(30 * um, -40 * um);
  const double from_centre = std::hypot(30 * um, 140 * um);
  const auto at = needle.signed_distance(point);
  EXPECT_NEAR(at.value, from_centre - radius, 1e-18);
  EXPECT_NEAR(at.normal[0], 30 * um / from_centre, 1e-12);
  EXPECT_NEAR(trace(at.hessian), 1. / from_centre, 1e-9 / from_centre);
  EXPECT_NEAR((at.hessian * at.normal).norm(), 0., 1e-9 / from_centre);
  const double volume = 2. / 3. * M_PI * std::pow(radius, 3);
  EXPECT_NEAR(needle.volume_below(radius), volume, 1e-12 * volume);
}

TEST(NeedleShapes, FlatEndsAreFlat) {
  for (const auto& needle :
       {flat_cylinder({250 * um, 10 * um, 1000 * um}), truncated_cone({250 * um, 10 * um, 400 * um, 1000 * um})}) {
    EXPECT_TRUE(needle.has_flat_end());
    EXPECT_DOUBLE_EQ(needle.tip_radius(), 10 * um);
    const auto below = needle.signed_distance({60 * um, -20 * um});
    EXPECT_NEAR(below.value, 20 * um, 1e-18);
    EXPECT_DOUBLE_EQ(below.normal[1], -1.);
    EXPECT_EQ(below.hessian.norm(), 0.);
  }
}

TEST(NeedleShapes, FreeProfileOfAConeIsTheCone) {
  const auto reference = cone({5 * um, 200 * um, 600 * um});
  const auto needle = from_points({{{0., 0.}, {100 * um, 600 * um}}, 5 * um});
  for (const double z : {1 * um, 10 * um, 300 * um, 599 * um, 700 * um})
    EXPECT_DOUBLE_EQ(needle.radius_at(z), reference.radius_at(z));
}

TEST(NeedleShapes, RejectImpossibleGeometry) {
  using base::expect_rejected;
  expect_rejected([] { cone({120 * um, 200 * um, 600 * um}); }, {"tip_radius is 120 um", "less than", "100 um"});
  expect_rejected([] { cone({0., 200 * um, 600 * um}); }, {"tip_radius is 0 um", "greater than zero"});
  expect_rejected(
      [] {
        cone_on_shaft({15 * um, not_given, 0., 250 * um, 900 * um});
      },
      {"tip_radius is 15 um", "only 0 um above the tip"});
  expect_rejected([] { cone({5 * um, 200 * um, -1 * um}); }, {"length is -1 um"});
  expect_rejected([] { cone({5 * um, 200 * um, 600 * um, 1.}); }, {"fillet_radius is 1e+06 um", "less than"});
  expect_rejected([] { truncated_cone({80 * um, 5 * um, 70 * um, 700 * um}); }, {"base_diameter is 70 um", "80 um"});
  expect_rejected([] { truncated_cone({80 * um, 60 * um, 90 * um, 700 * um}); }, {"edge_radius is 60 um", "less than"});
  expect_rejected([] { flat_cylinder({250 * um, 125.1 * um, 1000 * um}); }, {"edge_radius is 125.1 um", "125 um"});
  expect_rejected(
      [] {
        cone_on_shaft({15 * um, 95 * degree, not_given, 250 * um, 900 * um});
      },
      {"half_angle is 95 deg", "90 deg"});
  expect_rejected([] { cone_on_shaft({15 * um, 10 * degree, 1 * um, 250 * um, 900 * um}); }, {"both are given"});
  expect_rejected(
      [] {
        cone_on_shaft({15 * um, 10 * degree, not_given, 250 * um, 90 * um});
      },
      {"length is 90 um", "the cone's length"});
  expect_rejected([] { sphere_cylinder({250 * um, 100 * um}); }, {"length is 100 um", "125 um"});
  expect_rejected(
      [] {
        from_points({{{0., 0.}, {50 * um, 100 * um}, {40 * um, 300 * um}}, 5 * um});
      },
      {"point 3 has r = 40 um", "50 um"});
  expect_rejected([] { from_points({{{1 * um, 0.}, {50 * um, 100 * um}}, 5 * um}); }, {"first point", "r = 1 um"});
  expect_rejected([] { from_points({{{0., 0.}}, 5 * um}); }, {"1 points"});
}

} // namespace
} // namespace acumen::meshes
