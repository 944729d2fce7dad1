#include "solver/mechanics/corner_barrier.h"
#include "tests/support/distorted_cell.h"
#include "tests/support/material_drivers.h"

#include <gtest/gtest.h>

namespace acumen::mechanics {
namespace {

template <int dim> using Displacement = std::array<double, ElementGeometry<dim>::n_dofs>;
template <int dim> using Response = LocalResponse<ElementGeometry<dim>::n_dofs>;
constexpr double infinity = std::numeric_limits<double>::infinity();

const CornerBarrier barrier{1e6, 0.15};

template <int dim>
Response<dim> evaluate(const ElementGeometry<dim>& element, const Displacement<dim>& u, const Evaluate level) {
  Response<dim> response;
  add_corner_barrier(barrier, element, u, level, response);
  return response;
}

/// A cell squeezed to a height of `squeeze`, its nodes then moved at random by up to `disorder`.
template <int dim>
Displacement<dim> squeezed(const ElementGeometry<dim>& element, const double squeeze, const double disorder,
                           const unsigned int seed) {
  std::mt19937 generator(seed);
  std::uniform_real_distribution<double> uniform(-disorder, disorder);
  Displacement<dim> u;
  for (unsigned int a = 0; a < element.nodes.size(); ++a)
    for (unsigned int d = 0; d < dim; ++d)
      u[dim * a + d] = (d + 1 == dim ? (squeeze - 1.) * element.nodes[a][d] : 0.) + uniform(generator);
  return u;
}

template <int dim> void expect_second_order_derivatives(const Symmetry symmetry) {
  double worst_gradient = 2., worst_hessian = 2.;
  unsigned int active = 0;
  for (unsigned int seed = 1; seed <= 20; ++seed) {
    const auto element = distorted_cell<dim>(symmetry, 1., 0.1, seed);
    const auto u = squeezed(element, 0.08, 0.005, seed), d = squeezed(element, 1., 1., seed + 100);
    const auto at = [&](const double h, const Evaluate level) {
      auto moved = u;
      for (unsigned int i = 0; i < u.size(); ++i)
        moved[i] += h * d[i];
      return evaluate(element, moved, level);
    };
    const auto response = at(0., Evaluate::tangent);
    ASSERT_TRUE(std::isfinite(response.energy));
    if (!response.active)
      continue;
    ++active;
    double slope = 0., curvature = 0.;
    for (unsigned int i = 0; i < u.size(); ++i) {
      slope += response.gradient[i] * d[i];
      for (unsigned int j = 0; j < u.size(); ++j)
        curvature += d[i] * response.hessian[i][j] * d[j];
    }
    const auto gradient =
        materials::central_difference_rate([&](const double h) { return at(h, Evaluate::energy).energy; }, slope, 1e-3);
    const auto hessian = materials::central_difference_rate(
        [&](const double h) {
          const auto moved = at(h, Evaluate::stress);
          double sum = 0.;
          for (unsigned int i = 0; i < u.size(); ++i)
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

TEST(CornerBarrier, DerivativesAreSecondOrderInTheMeridianPlane) {
  expect_second_order_derivatives<2>(Symmetry::axisymmetric);
}

TEST(CornerBarrier, DerivativesAreSecondOrderInSpace) {
  expect_second_order_derivatives<3>(Symmetry::three_dimensional);
}

TEST(CornerBarrier, SleepsAboveItsThreshold) {
  const auto element = distorted_cell<2>(Symmetry::axisymmetric, 1., 0., 1);
  const auto response = evaluate(element, squeezed(element, 0.2, 0., 1), Evaluate::tangent);
  EXPECT_FALSE(response.active);
  EXPECT_EQ(response.energy, 0.);
}

TEST(CornerBarrier, EnergyIsItsFormula) {
  // All four corners at d = 0.1: E = mu A ln^2(d/d0)
  const auto element = distorted_cell<2>(Symmetry::axisymmetric, 1., 0., 1);
  const double logarithm = std::log(0.1 / barrier.threshold);
  const auto response = evaluate(element, squeezed(element, 0.1, 0., 1), Evaluate::energy);
  EXPECT_NEAR(response.energy, barrier.stiffness * element.volume * logarithm * logarithm, 1e-9 * response.energy);
}

TEST(CornerBarrier, FoldedCornerCostsInfiniteEnergy) {
  const auto element = distorted_cell<2>(Symmetry::axisymmetric, 1., 0., 1);
  Displacement<2> u{};
  u[0] = u[1] = 1.2; // the lower left corner beyond the diagonal
  EXPECT_LT(corner_jacobian(element, u, 0), 0.);
  EXPECT_EQ(evaluate(element, u, Evaluate::tangent).energy, infinity);
}

TEST(CornerBarrier, CornerJacobianIsTheDeterminantOfAHomogeneousDeformation) {
  const auto element = distorted_cell<2>(Symmetry::plane_strain, 1., 0.2, 5);
  const double a = 0.3, b = -0.2, c = 0.4, d = -0.1; // grad u
  Displacement<2> u;
  for (unsigned int v = 0; v < 4; ++v) {
    u[2 * v] = a * element.nodes[v][0] + b * element.nodes[v][1];
    u[2 * v + 1] = c * element.nodes[v][0] + d * element.nodes[v][1];
  }
  for (unsigned int v = 0; v < 4; ++v)
    EXPECT_NEAR(corner_jacobian(element, u, v), (1. + a) * (1. + d) - b * c, 1e-12);
}

} // namespace
} // namespace acumen::mechanics
