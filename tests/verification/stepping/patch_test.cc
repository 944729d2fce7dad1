// Homogeneous finite strain is reproduced to rounding on a distorted mesh.
#include "tests/support/elastic_problem.h"
#include "tests/support/figure.h"
#include "tests/support/sample_laws.h"

#include <algorithm>
#include <random>

namespace acumen::stepping {
namespace {

/// n x n cells on [left, left + 1] x [0, 1] [m], inner nodes moved at random by up to a fifth of a cell.
void distorted_square(const unsigned int n, const double left, dealii::Triangulation<2>& triangulation) {
  dealii::GridGenerator::subdivided_hyper_rectangle(triangulation, {n, n}, dealii::Point<2>(left, 0.),
                                                    dealii::Point<2>(left + 1., 1.));
  std::mt19937 generator(5);
  std::uniform_real_distribution<double> uniform(-0.2 / n, 0.2 / n);
  std::vector<bool> moved(triangulation.n_vertices(), false);
  const auto inside = [](const double x) { return x > 1e-9 && x < 1. - 1e-9; };
  for (const auto& cell : triangulation.active_cell_iterators())
    for (unsigned int v = 0; v < 4; ++v) {
      auto& x = cell->vertex(v);
      if (moved[cell->vertex_index(v)] || !inside(x[0] - left) || !inside(x[1]))
        continue;
      moved[cell->vertex_index(v)] = true;
      for (unsigned int d = 0; d < 2; ++d)
        x[d] += uniform(generator);
    }
}

struct Patch {
  mechanics::Symmetry symmetry;
  double left;                   ///< inner edge [m]
  dealii::Tensor<2, 2> gradient; ///< of the displacement
};

/// Largest difference from the homogeneous state of the nodes' displacements and of the cells' pressures, relative.
std::pair<double, double> patch_errors(const Patch& patch, const materials::IsochoricLaw& law) {
  dealii::Triangulation<2> triangulation;
  distorted_square(5, patch.left, triangulation);
  ElasticProblem problem({elastic_material(law, 2e7)}, patch.symmetry, triangulation, 1e5);
  const auto exact = [&](const dealii::Point<2>& x) { return patch.gradient * dealii::Tensor<1, 2>(x); };
  const auto boundary = [&](const dealii::Point<2>& x) {
    return x[0] < patch.left + 1e-9 || x[0] > patch.left + 1. - 1e-9 || x[1] < 1e-9 || x[1] > 1. - 1e-9;
  };
  for (const double load : {0.25, 0.5, 0.75, 1.}) { // in quarters: the first guess moves the boundary only
    problem.prescribe(boundary, [&](const dealii::Point<2>& x) { return load * exact(x); });
    problem.solve();
  }
  double largest = 0.;
  for (const Node& node : nodes_of(problem.model))
    for (unsigned int d = 0; d < 2; ++d)
      largest = std::max(largest, std::abs(problem.displacement[node.dofs[d]] - exact(node.position)[d]));

  const dealii::Tensor<2, 2>& H = patch.gradient;
  const double hoop = patch.symmetry == mechanics::Symmetry::axisymmetric ? 1. + H[0][0] : 1.;
  const double J = ((1. + H[0][0]) * (1. + H[1][1]) - H[0][1] * H[1][0]) * hoop;
  const double pressure = problem.model.layers()[0].material.volumetric.first_derivative(J);
  double pressure_error = 0.;
  for (const auto& element : problem.model.elements()) {
    mechanics::ElementState<2> state;
    for (unsigned int i = 0; i < 8; ++i)
      state.displacement[i] = problem.displacement[element.dofs[i]];
    mechanics::ElementResponse<2> response;
    std::visit(
        [&](const auto& l) {
          mechanics::evaluate_element(element, l, problem.model.layers()[0].material.volumetric, state,
                                      materials::Evaluate::energy, response);
        },
        law);
    pressure_error = std::max(pressure_error, std::abs(response.pressure - pressure) / std::abs(pressure));
  }
  return {largest, pressure_error};
}

class PatchTest : public ::testing::TestWithParam<unsigned int> {
protected:
  materials::IsochoricLaw law() const { return materials::sample_laws()[GetParam()].second; }
  void check(const Patch& patch) const {
    const auto [displacement, pressure] = patch_errors(patch, law());
    std::printf("[ figures  ] %s: displacement error %.1e of the patch, pressure error %.1e\n",
                materials::sample_laws()[GetParam()].first.c_str(), displacement, pressure);
    const std::string name = std::string(::testing::UnitTest::GetInstance()->current_test_info()->name()) + ", " +
                             materials::sample_laws()[GetParam()].first;
    figures::at_most("displacement error in the patch; " + name, displacement, 1e-10);
    figures::at_most("pressure error in the patch; " + name, pressure, 1e-8);
  }
};

TEST_P(PatchTest, PlaneStrain) {
  Patch patch{mechanics::Symmetry::plane_strain, 0., {}};
  patch.gradient[0][0] = 0.25;
  patch.gradient[0][1] = 0.3;
  patch.gradient[1][0] = -0.15;
  patch.gradient[1][1] = -0.2;
  check(patch);
}

TEST_P(PatchTest, AxisymmetricStretch) {
  // u_R = a R, u_Z = b Z: the only homogeneous states there are
  Patch patch{mechanics::Symmetry::axisymmetric, 0., {}};
  patch.gradient[0][0] = 0.2;
  patch.gradient[1][1] = -0.28;
  check(patch);
}

INSTANTIATE_TEST_SUITE_P(Laws, PatchTest, ::testing::Range(0u, 4u)); // the fibre law is not isotropic about the axis

} // namespace
} // namespace acumen::stepping
