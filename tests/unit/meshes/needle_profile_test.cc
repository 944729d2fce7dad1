#include "meshes/needle/needle_profile.h"
#include "meshes/needle/piece.h"
#include "tests/support/expect_rejected.h"
#include "tests/support/sample_needles.h"

#include <gtest/gtest.h>

#include <cmath>
#include <random>

namespace acumen::meshes {
namespace {

class EveryNeedle : public ::testing::TestWithParam<NamedNeedle> {
protected:
  const NeedleProfile& needle() const { return GetParam().profile; }
};

/// Smallest distance to points of the curve, by brute force.
double distance_to_points(const std::vector<dealii::Point<2>>& curve, const dealii::Point<2>& point) {
  double smallest = std::numeric_limits<double>::infinity();
  for (const auto& other : curve)
    smallest = std::min(smallest, point.distance(other));
  return smallest;
}

TEST_P(EveryNeedle, CurveIsContinuousWithItsTangent) {
  const auto& pieces = needle().pieces();
  for (std::size_t i = 1; i < pieces.size(); ++i) {
    EXPECT_LT(pieces[i].begin.distance(pieces[i - 1].end), 1e-12 * needle().length());
    EXPECT_LT((tangent_at_begin(pieces[i]) - tangent_at_end(pieces[i - 1])).norm(), 1e-9);
  }
  EXPECT_LT(pieces.front().begin.norm(), 1e-15);
}

TEST_P(EveryNeedle, DistanceIsThatOfTheNearestPointAndSignedByRadius) {
  const double length = needle().length(), radius = needle().largest_radius();
  // Points every 0.2 % of the radius along the curve, far up the shaft.
  std::vector<dealii::Point<2>> curve;
  const auto coarse = needle().polyline(1e-6 * radius, 2. * length);
  for (std::size_t i = 1; i < coarse.size(); ++i) {
    const int parts = 1 + static_cast<int>(coarse[i].distance(coarse[i - 1]) / (0.002 * radius));
    for (int k = 0; k < parts; ++k)
      curve.push_back(coarse[i - 1] + double(k) / parts * (coarse[i] - coarse[i - 1]));
  }
  std::mt19937 generator(1);
  std::uniform_real_distribution<double> uniform(0., 1.);
  for (int i = 0; i < 300; ++i) {
    const dealii::Point<2> point(2. * radius * uniform(generator), length * (1.5 * uniform(generator) - 0.3));
    const double value = needle().distance(point);
    EXPECT_NEAR(std::abs(value), distance_to_points(curve, point), 1.1e-3 * radius) << point;
    if (std::abs(value) > 1e-9 * radius)
      EXPECT_EQ(value<0., point[1]> 0. && point[0] < needle().radius_at(point[1])) << point;
    EXPECT_EQ(needle().signed_distance(point).value, value);
  }
}

TEST_P(EveryNeedle, NormalAndHessianAreDerivativesToSecondOrder) {
  const double length = needle().length(), radius = needle().largest_radius();
  std::mt19937 generator(2);
  std::uniform_real_distribution<double> uniform(0., 1.);
  // Outside, or less than a tenth of the smallest radius of curvature inside, the distance is smooth but for jumps of
  // curvature where pieces meet; a stencil across one of these is left out.
  const double depth = 0.1 * needle().tip_radius();
  int checked = 0;
  for (int i = 0; i < 2000; ++i) {
    const dealii::Point<2> point(1.5 * radius * uniform(generator), length * (1.2 * uniform(generator) - 0.1));
    const auto at = needle().signed_distance(point);
    const double step = 0.02 * needle().tip_radius();
    if (at.value < -depth || point[0] < 2. * step || at.value > radius)
      continue;
    EXPECT_NEAR(at.normal.norm(), 1., 1e-12);
    for (unsigned int d = 0; d < 2; ++d) {
      const auto moved = [&](double h) {
        dealii::Point<2> other = point;
        other[d] += h;
        return needle().signed_distance(other);
      };
      std::array<double, 2> value_error, normal_error;
      for (unsigned int k = 0; k < 2; ++k) {
        const double h = step / (1. + k);
        const auto plus = moved(h), minus = moved(-h);
        value_error[k] = std::abs((plus.value - minus.value) / (2. * h) - at.normal[d]);
        dealii::Tensor<1, 2> slope = (plus.normal - minus.normal) / (2. * h);
        for (unsigned int c = 0; c < 2; ++c)
          slope[c] -= at.hessian[c][d];
        normal_error[k] = slope.norm() * needle().tip_radius();
      }
      // A stencil that straddles a jump of curvature shows in the Hessian at one of its ends.
      if ((moved(step).hessian - at.hessian).norm() + (moved(-step).hessian - at.hessian).norm() >
          0.2 * at.hessian.norm() + 1e-9 / radius)
        continue;
      ++checked;
      EXPECT_TRUE(value_error[0] < 1e-8 || std::abs(value_error[0] / value_error[1] - 4.) < 0.5) << point;
      EXPECT_TRUE(normal_error[0] < 1e-8 || std::abs(normal_error[0] / normal_error[1] - 4.) < 0.5) << point;
    }
  }
  EXPECT_GT(checked, 200);
}

TEST_P(EveryNeedle, NormalIsContinuousAcrossPieces) {
  const double gap = 1e-9 * needle().largest_radius();
  for (const auto& piece : needle().pieces()) {
    const auto tangent = tangent_at_begin(piece);
    dealii::Tensor<1, 2> outward;
    outward[0] = tangent[1];
    outward[1] = -tangent[0];
    const auto start = piece.begin + 0.05 * needle().tip_radius() * outward;
    if (start[0] <= gap)
      continue;
    const auto before = needle().signed_distance(start - gap * tangent);
    const auto after = needle().signed_distance(start + gap * tangent);
    EXPECT_LT((after.normal - before.normal).norm(), 1e-5);
    EXPECT_NEAR(after.value, before.value, 1e-12 * needle().largest_radius());
    EXPECT_LT((after.normal - outward).norm(), 1e-5);
  }
}

TEST_P(EveryNeedle, AxisIsWellDefined) {
  const auto below = needle().signed_distance({0., -1e-6});
  EXPECT_NEAR(below.value, 1e-6, 1e-18);
  EXPECT_NEAR(below.normal[0], 0., 1e-12);
  EXPECT_NEAR(below.normal[1], -1., 1e-12);
  EXPECT_LE(needle().distance({0., 0.5 * needle().length()}), 0.);
  EXPECT_NEAR(needle().signed_distance({0., 0.5 * needle().length()}).normal.norm(), 1., 1e-12);
  // The mirror image
  const double r = 1.2 * needle().largest_radius(), z = 0.3 * needle().length();
  const auto right = needle().signed_distance({r, z}), left = needle().signed_distance({-r, z});
  EXPECT_EQ(left.value, right.value);
  EXPECT_EQ(left.normal[0], -right.normal[0]);
  EXPECT_EQ(left.normal[1], right.normal[1]);
}

TEST_P(EveryNeedle, VolumeIsTheIntegralOfTheRadius) {
  const double length = needle().length();
  // Simpson's rule within every piece's height, which is smooth there but for the square root at a cap's or edge's
  // start: substituting z = a + (b - a) s^2 takes that away.
  double volume = 0.;
  for (const auto& piece : needle().pieces()) {
    const double a = piece.begin[1], b = std::min(piece.end[1], length);
    const int steps = 2000;
    for (int k = 0; b > a && k <= steps; ++k) {
      const double s = double(k) / steps, r = needle().radius_at(a + (b - a) * s * s);
      const double weight = k == 0 || k == steps ? 1. : (k % 2 == 1 ? 4. : 2.);
      volume += weight / (3. * steps) * M_PI * r * r * 2. * s * (b - a);
    }
  }
  EXPECT_NEAR(needle().volume_below(length), volume, 1e-6 * volume);
  EXPECT_EQ(needle().volume_below(-1e-6), 0.);
  const double r = needle().radius_at(3. * length);
  EXPECT_NEAR(needle().volume_below(4. * length) - needle().volume_below(3. * length), M_PI * r * r * length,
              1e-9 * M_PI * r * r * length);
}

TEST_P(EveryNeedle, PolylineKeepsToTheCurve) {
  const double chord = 0.01 * needle().tip_radius(), top = 1.3 * needle().length();
  const auto points = needle().polyline(chord, top);
  ASSERT_GE(points.size(), 3U);
  EXPECT_LT(points.front().norm(), 1e-15);
  EXPECT_DOUBLE_EQ(points.back()[1], top);
  for (std::size_t i = 1; i < points.size(); ++i) {
    EXPECT_GT(points[i].distance(points[i - 1]), 0.);
    EXPECT_NEAR(needle().distance(points[i]), 0., 1e-9 * needle().largest_radius());
    const auto middle = dealii::Point<2>(0.5 * (points[i] + points[i - 1]));
    EXPECT_LE(std::abs(needle().distance(middle)), 1.0001 * chord);
  }
  const double half = 0.5 * needle().length();
  EXPECT_DOUBLE_EQ(needle().polyline(chord, half).back()[1], half);
  EXPECT_NEAR(needle().polyline(chord, half).back()[0], needle().radius_at(half), 1e-15);
}

INSTANTIATE_TEST_SUITE_P(Needles, EveryNeedle, ::testing::ValuesIn(sample_needles()),
                         [](const auto& info) { return info.param.name; });

TEST(NeedleProfile, RejectsCurvesThatAreNoNeedle) {
  ProfilePiece shaft;
  shaft.begin = {1e-4, 0.};
  shaft.end = {1e-4, 1e-3};
  ProfilePiece end;
  end.end = {1e-4, 0.};
  base::expect_rejected([] { NeedleProfile({}, 1e-3); }, {"no pieces"});
  base::expect_rejected([&] { NeedleProfile({shaft}, 1e-3); }, {"piece 0", "does not start at the tip"});
  base::expect_rejected([&] { NeedleProfile({end, shaft}, 1e-3); }, {"piece 1", "same tangent"});
  base::expect_rejected([&] { NeedleProfile({end}, 1e-3); }, {"does not end parallel to the axis"});
  base::expect_rejected([&] { NeedleProfile({end, shaft}, -1.); }, {"needle length is -1 m", "greater than 0 m"});
}

} // namespace
} // namespace acumen::meshes
