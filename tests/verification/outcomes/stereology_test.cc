// Expected numbers of cut vessels against brute-force counts of random segments.
#include "solver/outcomes/monte_carlo.h"
#include "solver/outcomes/vessels.h"

#include <gtest/gtest.h>

#include <cmath>

namespace acumen::outcomes {
namespace {

constexpr double pi = 3.14159265358979323846;

/// Mean number of crossings of an upright square cut (side 1, in the plane y = 0) with segments of length h scattered
/// in a box well around it, `horizontal` or in all directions, at length density 1; and its standard error.
std::pair<double, double> counted_crossings(const bool horizontal) {
  RandomStream random(11);
  const double h = 0.4, box = 2.;            // edge of the box; the cut lies in its middle
  const double number = box * box * box / h; // segments at length density 1
  const int trials = 4000;
  double sum = 0.;
  for (int t = 0; t < trials; ++t)
    for (unsigned int n = random.poisson(number); n > 0; --n) {
      const double x = box * (random.uniform() - 0.5), y = box * (random.uniform() - 0.5),
                   z = box * (random.uniform() - 0.5);
      const double c = horizontal ? 0. : 2. * random.uniform() - 1., phi = 2. * pi * random.uniform();
      const double s = std::sqrt(1. - c * c), dy = s * std::sin(phi) * h, dx = s * std::cos(phi) * h, dz = c * h;
      const double y0 = y - 0.5 * dy, y1 = y + 0.5 * dy;
      if ((y0 < 0.) == (y1 < 0.))
        continue;
      const double share = y0 / (y0 - y1); // where the segment meets the plane
      if (std::abs(x + (share - 0.5) * dx) < 0.5 && std::abs(z + (share - 0.5) * dz) < 0.5)
        sum += 1.;
    }
  const double mean = sum / trials;
  return {mean, std::sqrt(mean / trials)};
}

TEST(Stereology, IsotropicLinesCrossAsCounted) {
  const auto [mean, error] = counted_crossings(false);
  EXPECT_NEAR(mean, crossings_per_area(Arrangement::isotropic, 1.), 4. * error);
  EXPECT_LT(error, 0.013);
}

TEST(Stereology, HorizontalLinesCrossAsCounted) {
  const auto [mean, error] = counted_crossings(true);
  EXPECT_NEAR(mean, crossings_per_area(Arrangement::horizontal, 1.), 4. * error);
  // The two laws differ by 27 %: the count tells them apart.
  EXPECT_GT(std::abs(mean - crossings_per_area(Arrangement::isotropic, 1.)), 10. * error);
}

/// Distance of two segments of the plane, each given by its middle, half-extent and direction.
double segment_distance(const std::array<double, 4>& p, const std::array<double, 4>& q) {
  // Ends a, b and c, d.
  const auto cross = [](double ax, double ay, double bx, double by) { return ax * by - ay * bx; };
  const auto to_segment = [](double x, double y, const std::array<double, 4>& s) {
    const double dx = s[2] - s[0], dy = s[3] - s[1];
    const double t = std::clamp(((x - s[0]) * dx + (y - s[1]) * dy) / (dx * dx + dy * dy), 0., 1.);
    return std::hypot(x - s[0] - t * dx, y - s[1] - t * dy);
  };
  const auto side = [&](const std::array<double, 4>& s, double x, double y) {
    return cross(s[2] - s[0], s[3] - s[1], x - s[0], y - s[1]) > 0.;
  };
  if (side(p, q[0], q[1]) != side(p, q[2], q[3]) && side(q, p[0], p[1]) != side(q, p[2], p[3]))
    return 0.;
  return std::min(std::min(to_segment(p[0], p[1], q), to_segment(p[2], p[3], q)),
                  std::min(to_segment(q[0], q[1], p), to_segment(q[2], q[3], p)));
}

TEST(Stereology, LoopsAreHitAsCounted) {
  const double density = 84e6, L = 150e-6, s = 70e-6, d = 8e-6;
  RandomStream random(5);
  const double box = L + 4. * s;
  const std::array<double, 4> cut{-0.5 * L, 0., 0.5 * L, 0.};
  const int trials = 20000;
  double sum = 0.;
  for (int t = 0; t < trials; ++t)
    for (unsigned int n = random.poisson(density * box * box); n > 0; --n) {
      const double x = box * (random.uniform() - 0.5), y = box * (random.uniform() - 0.5);
      const double phi = pi * random.uniform(), ex = 0.5 * s * std::cos(phi), ey = 0.5 * s * std::sin(phi);
      if (segment_distance(cut, {x - ex, y - ey, x + ex, y + ey}) < 0.5 * d)
        sum += 1.;
    }
  const double mean = sum / trials, error = std::sqrt(mean / trials);
  EXPECT_NEAR(mean, expected_loops(density, L, s, d), 4. * error);
  EXPECT_LT(error, 0.01 * mean);
}

TEST(Stereology, CutsArePoissonSoThatNoneHasItsProbability) {
  // P(at least one) = 1 - exp(-mean), counted with segments.
  RandomStream random(3);
  const double mean = 0.45;
  int hit = 0;
  const int trials = 40000;
  for (int t = 0; t < trials; ++t)
    hit += random.poisson(mean) > 0 ? 1 : 0;
  const double p = 1. - std::exp(-mean);
  EXPECT_NEAR(double(hit) / trials, p, 4. * std::sqrt(p * (1. - p) / trials));
}

} // namespace
} // namespace acumen::outcomes
