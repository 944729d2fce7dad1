// The base plate as part of the needle's outline.
#include "meshes/needle/piece.h"
#include "tests/support/expect_rejected.h"
#include "tests/support/sample_needles.h"

#include <gtest/gtest.h>

#include <cmath>
#include <random>

namespace acumen::meshes {
namespace {

constexpr double um = 1e-6;

const ConeShape bare_shape{5 * um, 200 * um, 600 * um};

NeedleProfile plated_cone() {
  return cone(bare_shape, {1000 * um});
}

/// One of every shape that can carry a plate, 1 mm in radius.
std::vector<NamedNeedle> plated_needles() {
  const double degree = M_PI / 180.;
  const BasePlate plate{1000 * um};
  const FreeShape stepped{{{0., 0.}, {40 * um, 100 * um}, {50 * um, 300 * um}, {100 * um, 400 * um}}, 4 * um};
  return {{"Cone", plated_cone()},
          {"TruncatedCone", truncated_cone({80 * um, 5 * um, 250 * um, 700 * um}, plate)},
          {"ConeOnShaft", cone_on_shaft({15 * um, 10 * degree, not_given, 250 * um, 1500 * um}, plate)},
          {"SharpCylinder", sharp_cylinder({2 * um, 15 * degree, not_given, 250 * um, 3000 * um}, plate)},
          {"FlatCylinder", flat_cylinder({250 * um, 10 * um, 1000 * um}, plate)},
          {"Free", from_points(stepped, plate)}};
}

class EveryPlatedNeedle : public ::testing::TestWithParam<NamedNeedle> {
protected:
  const NeedleProfile& needle() const { return GetParam().profile; }
};

TEST_P(EveryPlatedNeedle, IsOneSmoothCurve) {
  const auto& pieces = needle().pieces();
  for (std::size_t i = 1; i < pieces.size(); ++i) {
    EXPECT_LT(pieces[i].begin.distance(pieces[i - 1].end), 1e-12 * needle().length());
    EXPECT_LT((tangent_at_begin(pieces[i]) - tangent_at_end(pieces[i - 1])).norm(), 1e-9);
  }
  EXPECT_TRUE(needle().has_plate());
  EXPECT_NEAR(needle().plate_radius(), 1000 * um, 1e-12);
}

TEST_P(EveryPlatedNeedle, DistanceBelowThePlateIsTheHeightUnderIt) {
  for (const double r : {400 * um, 700 * um, 950 * um}) {
    const auto below = needle().signed_distance({r, needle().length() - 7 * um});
    EXPECT_NEAR(below.value, 7 * um, 1e-15);
    EXPECT_NEAR(below.normal[0], 0., 1e-15);
    EXPECT_NEAR(below.normal[1], -1., 1e-15);
    EXPECT_EQ(below.hessian.norm(), 0.);
    EXPECT_NEAR(needle().distance({r, needle().length() + 3 * um}), -3 * um, 1e-15);
    EXPECT_TRUE(needle().is_at_plate({r, needle().length()}));
  }
  EXPECT_FALSE(needle().is_at_plate({needle().radius_at(0.5 * needle().length()), 0.5 * needle().length()}));
}

TEST_P(EveryPlatedNeedle, DistanceIsThatOfTheNearestPoint) {
  const double top = needle().length() + 200 * um, near = 300 * um;
  std::vector<dealii::Point<2>> curve;
  const auto coarse = needle().polyline(0.01 * um, top);
  for (std::size_t i = 1; i < coarse.size(); ++i) {
    const int parts = 1 + static_cast<int>(coarse[i].distance(coarse[i - 1]) / um);
    for (int k = 0; k < parts; ++k)
      curve.push_back(coarse[i - 1] + double(k) / parts * (coarse[i] - coarse[i - 1]));
  }
  std::mt19937 generator(3);
  std::uniform_real_distribution<double> uniform(0., 1.);
  for (int i = 0; i < 300; ++i) {
    // The corner between flank and plate, and the plate's edge.
    const dealii::Point<2> point((i % 2 == 0 ? 0. : 850 * um) + near * uniform(generator),
                                 needle().length() - 100 * um + 120 * um * uniform(generator));
    double smallest = 1.;
    for (const auto& other : curve)
      smallest = std::min(smallest, point.distance(other));
    EXPECT_NEAR(std::abs(needle().distance(point)), smallest, 0.6 * um) << point;
  }
}

TEST_P(EveryPlatedNeedle, RadiiAndVolumeAreTheNeedlesOwn) {
  const double length = needle().length(), base = needle().largest_radius();
  EXPECT_LT(base, 200 * um);
  EXPECT_NEAR(needle().radius_at(length + 50 * um), base, 1e-10);
  EXPECT_NEAR(needle().volume_below(length + 50 * um) - needle().volume_below(length), M_PI * base * base * 50 * um,
              1e-5 * M_PI * base * base * 50 * um);
  const auto outline = needle().polyline(0.1 * um, length);
  EXPECT_NEAR(outline.back()[0], base, 1e-9);
  EXPECT_NEAR(outline.back()[1], length, 1e-15);
}

INSTANTIATE_TEST_SUITE_P(Needles, EveryPlatedNeedle, ::testing::ValuesIn(plated_needles()),
                         [](const auto& info) { return info.param.name; });

TEST(BasePlate, LeavesTheNeedleBelowItAlone) {
  const NeedleProfile bare = cone(bare_shape), plated = plated_cone();
  for (const double z : {1 * um, 100 * um, 400 * um, 550 * um})
    EXPECT_NEAR(plated.radius_at(z), bare.radius_at(z), 1e-15);
  for (const double r : {0., 30 * um, 80 * um})
    EXPECT_NEAR(plated.distance({r, 200 * um}), bare.distance({r, 200 * um}), 1e-15);
  EXPECT_FALSE(bare.has_plate());
  EXPECT_EQ(bare.plate_radius(), 0.);
  EXPECT_FALSE(bare.is_at_plate({900 * um, 600 * um}));
}

TEST(BasePlate, MustBeWiderThanTheNeedle) {
  base::expect_rejected([] { cone(bare_shape, {80 * um}); },
                        {"base plate's radius is 80 um", "greater than", "100 um"});
}

} // namespace
} // namespace acumen::meshes
