// Diffusion against closed forms: slab, layered slab, disc, cylinder, and a body-fitted mesh round a cone.
#include "tests/verification/transport/diffusion_problems.h"

#include <gtest/gtest.h>

namespace acumen::transport {
namespace {

using test::intact;
using test::Problem;

constexpr double D = 2e-10;  // [m^2/s]
constexpr double H = 200e-6; // [m]
constexpr double film = 1e3; // [m/s]
constexpr double pi = 3.14159265358979323846;

IntegratorParameters fixed(const double step) {
  IntegratorParameters parameters;
  parameters.fixed_step = step;
  return parameters;
}

IntegratorParameters precise() {
  IntegratorParameters parameters;
  parameters.tolerance = 1e-8;
  return parameters;
}

double advance(Problem& problem, DiffusionState state, const double end, const IntegratorParameters& parameters) {
  const double begin = problem.amount(state);
  TimeIntegrator integrator(problem.system, begin, parameters);
  integrator.advance(state, end);
  EXPECT_LT(integrator.statistics().largest_local_residual, 1e-10);
  EXPECT_LT(integrator.statistics().largest_total_error, 1e-10);
  return problem.amount(state) / begin;
}

WoundMeshParameters coarse() {
  WoundMeshParameters parameters;
  parameters.first_width = 50e-6;
  parameters.radial_growth = 1.;
  parameters.row_height = 25e-6;
  parameters.row_growth = 1.;
  return parameters;
}

// Crank, The Mathematics of Diffusion, 4.3: a slab that empties through one face.
TEST(Diffusion, SlabEmptiesLikeTheSeries) {
  const double end = 0.2 * H * H / D;
  double exact = 0.;
  for (int n = 0; n < 50; ++n)
    exact += 8. / std::pow((2 * n + 1) * pi, 2) * std::exp(-std::pow((2 * n + 1) * pi / 2., 2) * D * end / (H * H));
  std::vector<double> errors;
  for (const unsigned int refinement : {1u, 2u, 4u}) {
    Problem problem(intact({H}, 100e-6), {{1., D}}, refinement, coarse());
    problem.absorb(WoundBoundary::bottom, film);
    const double share = advance(problem, problem.start([](const auto&) { return 1.; }), end, precise());
    errors.push_back(std::abs(share - exact) / exact);
  }
  for (const double order : test::orders(errors))
    EXPECT_GT(order, 1.8) << errors[0] << " " << errors[1] << " " << errors[2];
  EXPECT_LT(errors.back(), 1e-3);
}

TEST(Diffusion, SecondOrderInTime) {
  const double end = 0.2 * H * H / D;
  Problem problem(intact({H}, 100e-6), {{1., D}}, 2, coarse());
  problem.absorb(WoundBoundary::bottom, film);
  const auto start = problem.start([](const dealii::Point<2>& p) { return std::cos(0.5 * pi * p[1] / H); });
  const double reference = advance(problem, start, end, fixed(end / 2048));
  std::vector<double> errors;
  for (const unsigned int steps : {8u, 16u, 32u})
    errors.push_back(std::abs(advance(problem, start, end, fixed(end / steps)) - reference));
  for (const double order : test::orders(errors))
    EXPECT_NEAR(order, 2., 0.15) << errors[0] << " " << errors[1] << " " << errors[2];
  // The controller keeps to its tolerance without being told a step.
  EXPECT_NEAR(advance(problem, start, end, precise()), reference, 1e-5);
}

// Two layers with a partition coefficient: slowest mode of u, from k1 a1 tan(a1 L1) = k2 a2 cot(a2 L2).
TEST(Diffusion, LayeredSlabDecaysLikeItsSlowestMode) {
  const double L1 = 100e-6, L2 = 100e-6, c1 = 3., k1 = 0.2 * D, c2 = 0.7, k2 = D;
  const auto mismatch = [&](const double rate) {
    const double a1 = std::sqrt(rate * c1 / k1), a2 = std::sqrt(rate * c2 / k2);
    return k1 * a1 * std::sin(a1 * L1) * std::sin(a2 * L2) - k2 * a2 * std::cos(a2 * L2) * std::cos(a1 * L1);
  };
  double low = 1e-9, high = k1 / c1 * std::pow(0.5 * pi / L1, 2);
  for (int i = 0; i < 200; ++i)
    (mismatch(0.5 * (low + high)) < 0. ? low : high) = 0.5 * (low + high);
  const double rate = low, a1 = std::sqrt(rate * c1 / k1), a2 = std::sqrt(rate * c2 / k2), end = 1. / rate;
  std::vector<double> errors;
  for (const unsigned int refinement : {1u, 2u, 4u}) {
    Problem problem(intact({L1, L2}, 100e-6), {{c1, k1}, {c2, k2}}, refinement, coarse());
    problem.absorb(WoundBoundary::bottom, film);
    const auto start = problem.start([&](const dealii::Point<2>& p) {
      const double x = 0. - p[1];
      return x < L1 ? std::cos(a1 * x) : std::cos(a1 * L1) / std::sin(a2 * L2) * std::sin(a2 * (L1 + L2 - x));
    });
    errors.push_back(std::abs(advance(problem, start, end, precise()) - std::exp(-1.)));
  }
  for (const double order : test::orders(errors))
    EXPECT_GT(order, 1.8) << errors[0] << " " << errors[1] << " " << errors[2];
  EXPECT_LT(errors.back(), 1e-3);
}

// Disc that empties through its rim: u = J0(j r / R) exp(-D j^2 t / R^2); the axis is part of it.
TEST(Diffusion, DiscDecaysLikeItsBesselMode) {
  const double R = 300e-6, j = 2.404825557695773, end = R * R / (D * j * j);
  std::vector<double> errors;
  for (const unsigned int refinement : {1u, 2u, 4u}) {
    Problem problem(intact({50e-6}, R), {{1., D}}, refinement, coarse());
    problem.absorb(WoundBoundary::outer, film);
    const auto start = problem.start([&](const dealii::Point<2>& p) { return std::cyl_bessel_j(0., j * p[0] / R); });
    errors.push_back(std::abs(advance(problem, start, end, precise()) - std::exp(-1.)));
  }
  for (const double order : test::orders(errors))
    EXPECT_GT(order, 1.8) << errors[0] << " " << errors[1] << " " << errors[2];
  EXPECT_LT(errors.back(), 1e-3);
}

/// Largest nodal error of the harmonic function 1/|x - x0| with its own boundary values.
double harmonic_error(const WoundedSkin& skin, const unsigned int refinement) {
  WoundMeshParameters parameters;
  parameters.first_width = 10e-6;
  parameters.radial_growth = 1.3;
  parameters.row_height = 25e-6;
  Problem problem(skin, {{1., 1.}}, refinement, parameters);
  const auto& points = problem.elements->points();
  std::vector<double> exact;
  for (const auto& point : points)
    exact.push_back(100e-6 / (point - dealii::Point<2>(0., 100e-6)).norm());
  std::vector<bool> fixed(points.size(), false);
  for (unsigned int id = 0; id < 4; ++id)
    for (const auto& node : problem.elements->boundary_nodes(id))
      // The axis below the hole carries no flux: there the equation holds.
      fixed[node.node] = fixed[node.node] || points[node.node][0] > 1e-12 || id == 2;
  std::vector<linear::SymmetricMatrix::Block> blocks;
  for (const auto& block : problem.system.blocks)
    blocks.push_back(block.nodes);
  linear::SymmetricMatrix matrix(points.size(), blocks);
  std::vector<double> b(points.size(), 0.);
  for (unsigned int k = 0; k < blocks.size(); ++k) {
    const auto& block = problem.system.blocks[k];
    matrix.add(k, block.values.data(), 4);
    for (unsigned int i = 0; i < 4; ++i)
      for (unsigned int j = 0; j < 4; ++j)
        if (fixed[block.nodes[j]])
          b[block.nodes[i]] -= block.values[4 * i + j] * exact[block.nodes[j]];
  }
  for (std::size_t i = 0; i < points.size(); ++i)
    if (fixed[i])
      b[i] = exact[i];
  matrix.fix(fixed);
  linear::CholeskySolver solver;
  EXPECT_TRUE(solver.factorise(matrix));
  const auto u = solver.solve(b);
  double error = 0.;
  for (std::size_t i = 0; i < points.size(); ++i)
    error = std::max(error, std::abs(u[i] - exact[i]));
  return error;
}

TEST(Diffusion, BodyFittedMeshRoundAConeConverges) {
  WoundedSkin skin = intact({600e-6}, 400e-6);
  skin.hole = {{0., 80e-6, 0.}, {400e-6, 0., 0.}};
  std::vector<double> errors;
  for (const unsigned int refinement : {1u, 2u, 4u})
    errors.push_back(harmonic_error(skin, refinement));
  for (const double order : test::orders(errors))
    EXPECT_GT(order, 1.6) << errors[0] << " " << errors[1] << " " << errors[2];
}

// Steady flow from a wall at u = 1 to a rim at u = 0: 2 pi k H / ln(R / r0).
TEST(Diffusion, SteadyFlowFromACylinder) {
  const double r0 = 50e-6, R = 500e-6, tall = 100e-6;
  WoundedSkin skin = intact({tall, 1e-6}, R);
  skin.hole = {{0., r0, 0.}, {tall, r0, 0.}, {tall + 0.1e-6, 0., 0.}};
  // The layer under the hole conducts nothing.
  Problem problem(skin, {{1., D}, {1., 1e-9 * D}}, 2);
  problem.absorb(WoundBoundary::outer, film);
  const unsigned int source = problem.system.add_node(1e-6); // large: keeps u = 1
  for (const auto& node : problem.elements->boundary_nodes(static_cast<unsigned int>(WoundBoundary::wall)))
    if (node.place[0] > 0.9 * r0)
      problem.system.connect(source, node.node, film * node.area);
  DiffusionState state = initial_state(problem.system);
  state.concentration[source] = 1.;
  IntegratorParameters parameters;
  parameters.tolerance = 1e-4;
  TimeIntegrator integrator(problem.system, 1e-10, parameters);
  const double settle = 10. * R * R / D, interval = 100.;
  integrator.advance(state, settle);
  const double before = state.ledgers[0];
  integrator.advance(state, settle + interval);
  EXPECT_NEAR((state.ledgers[0] - before) / interval / (2. * pi * D * tall / std::log(R / r0)), 1., 0.01);
}

} // namespace
} // namespace acumen::transport
