#include "solver/fracture/crack_opening.h"

#include "tests/support/distorted_cell.h"
#include "tests/support/material_drivers.h"

#include <gtest/gtest.h>

namespace acumen::fracture {
namespace {

using materials::Evaluate;
using mechanics::ElementResponse;
using mechanics::ElementState;

const materials::Ogden law{{{1e5, 6.}}};
const materials::VolumetricEnergy volumetric{5e5};

/// Cohesive law of a cell of 1 m that opens at a stretch of about 1.1.
materials::CohesiveLaw cohesive() {
  materials::CohesiveLaw result;
  result.strength = 4e4;
  result.energy = 2e4;
  result.initial_opening = 1e-3;
  return result;
}

struct Cell {
  mechanics::ElementGeometry<2> element = mechanics::distorted_cell<2>(mechanics::Symmetry::axisymmetric, 1., 0.1, 4);
  materials::CohesiveLaw traction = cohesive();
  CrackLaw crack{&traction, {}, 0.};

  /// Hoop-stretched by `stretch`, thinned accordingly, and a little disordered.
  ElementState<2> stretched(const double stretch, const unsigned int seed) const {
    std::mt19937 generator(seed);
    std::uniform_real_distribution<double> uniform(-0.02, 0.02);
    ElementState<2> state;
    for (unsigned int a = 0; a < 4; ++a) {
      state.displacement[2 * a] = (stretch - 1.) * element.nodes[a][0] + uniform(generator);
      state.displacement[2 * a + 1] = (1. / stretch / stretch - 1.) * element.nodes[a][1] + uniform(generator);
    }
    return state;
  }
  OpeningSolution solve(ElementState<2>& state) const { return solve_opening(element, law, volumetric, crack, state); }
  /// Reduced response: opening solved for, bulk and crack together, opening condensed.
  ElementResponse<2> reduced(ElementState<2> state) const {
    const auto solution = solve(state);
    ElementResponse<2> response;
    mechanics::evaluate_element(element, law, volumetric, state, Evaluate::tangent, response);
    response.energy += solution.cohesive_energy;
    condense_opening(crack_terms(element, crack, solution.opening), solution.opening, response);
    return response;
  }
};

TEST(CrackOpening, BalancesHoopStressAndTraction) {
  Cell cell;
  unsigned int open = 0;
  for (unsigned int seed = 1; seed <= 30; ++seed) {
    auto state = cell.stretched(1. + 0.02 * seed, seed);
    const auto solution = cell.solve(state);
    EXPECT_DOUBLE_EQ(solution.opening, state.opening);
    const auto bulk = mechanics::evaluate_opening(cell.element, law, volumetric, state);
    const double balance = bulk.first + cell.element.crack_area * cell.traction.evaluate(state.opening, 0.).traction;
    if (solution.opening == 0.) {
      EXPECT_GE(balance, 0.);
      continue;
    }
    ++open;
    EXPECT_TRUE(is_balanced(cell.element, cell.crack, solution.opening, balance / 1.001)) << balance;
    EXPECT_NEAR(solution.cohesive_energy, cell.element.crack_area * cell.traction.evaluate(state.opening, 0.).potential,
                1e-12 * solution.cohesive_energy);
  }
  EXPECT_GE(open, 15u);
  EXPECT_LT(open, 30u);
}

TEST(CrackOpening, StaysClosedUnderHoopCompression) {
  Cell cell;
  auto state = cell.stretched(0.9, 1);
  const auto solution = cell.solve(state);
  EXPECT_EQ(solution.opening, 0.);
  EXPECT_EQ(solution.cohesive_energy, 0.);
}

TEST(CrackOpening, CondensedDerivativesAreSecondOrder) {
  Cell cell;
  double gradient_order = 2., hessian_order = 2.;
  for (unsigned int seed = 1; seed <= 10; ++seed) {
    auto state = cell.stretched(1.15 + 0.03 * seed, seed);
    cell.solve(state); // the opening becomes the first guess of the moved states
    ASSERT_GT(state.opening, 0.);
    const auto response = cell.reduced(state);
    const auto d = cell.stretched(1., seed + 50).displacement;
    const auto moved = [&](const double h) {
      auto at = state;
      for (unsigned int i = 0; i < 8; ++i)
        at.displacement[i] += h * d[i];
      return cell.reduced(at);
    };
    double slope = 0., curvature = 0.;
    for (unsigned int i = 0; i < 8; ++i) {
      slope += response.gradient[i] * d[i];
      for (unsigned int j = 0; j < 8; ++j)
        curvature += d[i] * response.hessian[i][j] * d[j];
    }
    const double step = state.opening > cell.traction.initial_opening ? 0.2 : 0.02;
    const auto gradient =
        materials::central_difference_rate([&](const double h) { return moved(h).energy; }, slope, step);
    const auto hessian = materials::central_difference_rate(
        [&](const double h) {
          const auto at = moved(h);
          double sum = 0.;
          for (unsigned int i = 0; i < 8; ++i)
            sum += at.gradient[i] * d[i];
          return sum;
        },
        curvature, step);
    EXPECT_LT(gradient.error, 1e-4) << "opening " << state.opening;
    EXPECT_LT(hessian.error, 1e-4) << "opening " << state.opening;
    if (std::abs(gradient.order - 2.) > std::abs(gradient_order - 2.))
      gradient_order = gradient.order;
    if (std::abs(hessian.order - 2.) > std::abs(hessian_order - 2.))
      hessian_order = hessian.order;
  }
  std::printf("[ figures  ] orders: gradient %.3f, condensed Hessian %.3f\n", gradient_order, hessian_order);
  EXPECT_NEAR(gradient_order, 2., 0.2);
  EXPECT_NEAR(hessian_order, 2., 0.2);
}

TEST(CrackOpening, ClosingFollowsTheSecant) {
  Cell cell;
  auto state = cell.stretched(1.5, 3);
  cell.solve(state);
  const double largest = state.opening;
  ASSERT_GT(largest, 10. * cell.traction.initial_opening);
  cell.crack.start = {largest, largest};
  const double stiffness = cell.traction.evaluate(largest, largest).traction / largest;
  for (const double stretch : {1.4, 1.3, 1.2}) {
    auto back = cell.stretched(stretch, 3);
    back.opening = largest;
    const auto solution = cell.solve(back);
    EXPECT_LT(back.opening, largest);
    const double traction = cell.traction.evaluate(back.opening, largest).traction;
    EXPECT_NEAR(traction, stiffness * back.opening, 1e-12 * traction);
    const double second = crack_terms(cell.element, cell.crack, solution.opening).second;
    EXPECT_NEAR(second, stiffness * cell.element.crack_area, 1e-9 * second);
  }
}

TEST(CrackOpening, ViscosityHoldsTheOpeningBack) {
  Cell cell;
  auto quick = cell.stretched(1.4, 3), slow = quick;
  cell.solve(quick);
  cell.crack.viscosity_rate = 1e6;
  cell.solve(slow);
  EXPECT_GT(slow.opening, 0.);
  EXPECT_LT(slow.opening, quick.opening);
}

TEST(CrackOpening, InadmissibleDisplacementsCostInfiniteEnergy) {
  Cell cell;
  auto state = cell.stretched(-0.2, 1);
  EXPECT_EQ(cell.solve(state).cohesive_energy, std::numeric_limits<double>::infinity());
}

} // namespace
} // namespace acumen::fracture
