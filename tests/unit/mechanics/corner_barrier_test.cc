#include "solver/mechanics/corner_barrier.h"
#include "tests/support/distorted_cell.h"
#include "tests/support/material_drivers.h"

#include <gtest/gtest.h>

namespace acumen::mechanics {
namespace {

using Displacement = std::array<double, 8>;
constexpr double infinity = std::numeric_limits<double>::infinity();

const CornerBarrier barrier{1e6, 0.15};

/// A cell squeezed to a height of `squeeze`, its nodes then moved at random by up to `disorder`.
Displacement squeezed(const ElementGeometry<2>& element, const double squeeze, const double disorder,
                      const unsigned int seed) {
  std::mt19937 generator(seed);
  std::uniform_real_distribution<double> uniform(-disorder, disorder);
  Displacement u;
  for (unsigned int a = 0; a < 4; ++a) {
    u[2 * a] = uniform(generator);
    u[2 * a + 1] = (squeeze - 1.) * element.nodes[a][1] + uniform(generator);
  }
  return u;
}

TEST(CornerBarrier, DerivativesAreSecondOrder) {
  double worst_gradient = 2., worst_hessian = 2.;
  unsigned int active = 0;
  for (unsigned int seed = 1; seed <= 20; ++seed) {
    const auto element = distorted_cell<2>(Symmetry::axisymmetric, 1., 0.1, seed);
    const Displacement u = squeezed(element, 0.08, 0.005, seed), d = squeezed(element, 1., 1., seed + 100);
    const auto at = [&](const double h, const bool derivatives) {
      Displacement moved = u;
      for (unsigned int i = 0; i < 8; ++i)
        moved[i] += h * d[i];
      return evaluate_corner_barrier(barrier, element, moved, derivatives);
    };
    const auto response = at(0., true);
    ASSERT_TRUE(std::isfinite(response.energy));
    if (!response.active)
      continue;
    ++active;
    double slope = 0., curvature = 0.;
    for (unsigned int i = 0; i < 8; ++i) {
      slope += response.gradient[i] * d[i];
      for (unsigned int j = 0; j < 8; ++j)
        curvature += d[i] * response.hessian[i][j] * d[j];
    }
    const auto gradient =
        materials::central_difference_rate([&](const double h) { return at(h, false).energy; }, slope, 1e-3);
    const auto hessian = materials::central_difference_rate(
        [&](const double h) {
          const auto moved = at(h, true);
          double sum = 0.;
          for (unsigned int i = 0; i < 8; ++i)
            sum += moved.gradient[i] * d[i];
          return sum;
        },
        curvature, 1e-3);
    if (std::abs(gradient.order - 2.) > std::abs(worst_gradient - 2.))
      worst_gradient = gradient.order;
    if (std::abs(hessian.order - 2.) > std::abs(worst_hessian - 2.))
      worst_hessian = hessian.order;
    EXPECT_LT(gradient.error, 1e-5);
    EXPECT_LT(hessian.error, 1e-5);
  }
  std::printf("[ figures  ] orders: gradient %.3f, Hessian %.3f over %u active states\n", worst_gradient, worst_hessian,
              active);
  EXPECT_GE(active, 10u);
  EXPECT_NEAR(worst_gradient, 2., 0.15);
  EXPECT_NEAR(worst_hessian, 2., 0.15);
}

TEST(CornerBarrier, SleepsAboveItsThreshold) {
  const auto element = distorted_cell<2>(Symmetry::axisymmetric, 1., 0., 1);
  const auto response = evaluate_corner_barrier(barrier, element, squeezed(element, 0.2, 0., 1), true);
  EXPECT_FALSE(response.active);
  EXPECT_EQ(response.energy, 0.);
}

TEST(CornerBarrier, EnergyIsItsFormula) {
  // All four corners at d = 0.1: E = mu A ln^2(d/d0)
  const auto element = distorted_cell<2>(Symmetry::axisymmetric, 1., 0., 1);
  const double logarithm = std::log(0.1 / barrier.threshold);
  const auto response = evaluate_corner_barrier(barrier, element, squeezed(element, 0.1, 0., 1), false);
  EXPECT_NEAR(response.energy, barrier.stiffness * element.volume * logarithm * logarithm, 1e-9 * response.energy);
}

TEST(CornerBarrier, FoldedCornerCostsInfiniteEnergy) {
  const auto element = distorted_cell<2>(Symmetry::axisymmetric, 1., 0., 1);
  Displacement u{};
  u[0] = u[1] = 1.2; // the lower left corner beyond the diagonal
  EXPECT_LT(corner_jacobian(element, u, 0), 0.);
  EXPECT_EQ(evaluate_corner_barrier(barrier, element, u, true).energy, infinity);
}

TEST(CornerBarrier, CornerJacobianIsTheDeterminantOfAHomogeneousDeformation) {
  const auto element = distorted_cell<2>(Symmetry::plane_strain, 1., 0.2, 5);
  const double a = 0.3, b = -0.2, c = 0.4, d = -0.1; // grad u
  Displacement u;
  for (unsigned int v = 0; v < 4; ++v) {
    u[2 * v] = a * element.nodes[v][0] + b * element.nodes[v][1];
    u[2 * v + 1] = c * element.nodes[v][0] + d * element.nodes[v][1];
  }
  for (unsigned int v = 0; v < 4; ++v)
    EXPECT_NEAR(corner_jacobian(element, u, v), (1. + a) * (1. + d) - b * c, 1e-12);
}

} // namespace
} // namespace acumen::mechanics
