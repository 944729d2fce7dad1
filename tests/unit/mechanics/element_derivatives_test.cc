// Q1P0 element: gradient and Hessian by error rate, objectivity, and the opening's own derivatives.
#include "solver/mechanics/mean_dilatation_element.h"
#include "tests/support/distorted_cell.h"
#include "tests/support/material_drivers.h"
#include "tests/support/sample_laws.h"

#include <gtest/gtest.h>

#include <algorithm>

namespace acumen::mechanics {
namespace {

using materials::Evaluate;

constexpr double opening = 0.05; // [m], of a cell of 1 m
constexpr unsigned int n_states = 12;

struct Problem {
  std::string name;
  materials::IsochoricLaw law;
  Symmetry symmetry;
};
void PrintTo(const Problem& problem, std::ostream* stream) {
  *stream << problem.name;
}

std::vector<Problem> problems() {
  std::vector<Problem> result;
  for (const auto& [law_name, law] : materials::sample_laws())
    for (const Symmetry symmetry : {Symmetry::axisymmetric, Symmetry::plane_strain, Symmetry::three_dimensional}) {
      std::string name = law_name;
      std::replace_if(
          name.begin(), name.end(), [](const char c) { return !std::isalnum(c); }, '_');
      name += symmetry == Symmetry::axisymmetric ? "_axisymmetric"
                                                 : (symmetry == Symmetry::plane_strain ? "_plane_strain" : "_3d");
      result.push_back({name, law, symmetry});
    }
  return result;
}

/// A random admissible state of one distorted, pre-stretched, viscoelastic cell.
template <int dim> struct RandomCell {
  RandomCell(const Problem& problem, const unsigned int seed)
      : element(distorted_cell<dim>(problem.symmetry, 1.1, 0.15, seed)), law(problem.law), random(seed),
        generator(seed) {
    volumetric.bulk_modulus = 5e6;
    for (auto& H : history) {
      H = 5e3 * random.direction();
      if (dim == 2)
        H[0][2] = H[1][2] = 0.;
    }
    state.history_stress = history.data();
    state.overstress_factor = 0.4;
    if (problem.symmetry == Symmetry::axisymmetric)
      state.opening = opening;
    for (double& u : state.displacement)
      u = 0.12 * uniform(generator);
  }
  /// Unit direction in (displacements, opening); the opening moves only in axisymmetry.
  std::array<double, ElementResponse<dim>::n> direction() {
    std::array<double, ElementResponse<dim>::n> d;
    double norm = 0.;
    for (unsigned int i = 0; i < d.size(); ++i) {
      d[i] = i + 1 == d.size() && state.opening == 0. ? 0. : uniform(generator);
      norm += d[i] * d[i];
    }
    for (double& value : d)
      value /= std::sqrt(norm);
    return d;
  }
  ElementResponse<dim> evaluate(const ElementState<dim>& at, const Evaluate level) const {
    ElementResponse<dim> result;
    std::visit([&](const auto& l) { evaluate_element(element, l, volumetric, at, level, result); }, law);
    return result;
  }
  ElementState<dim> moved(const std::array<double, ElementResponse<dim>::n>& d, const double h) const {
    ElementState<dim> at = state;
    for (int i = 0; i < ElementResponse<dim>::n_dofs; ++i)
      at.displacement[i] += h * d[i];
    at.opening += h * d.back();
    return at;
  }

  ElementGeometry<dim> element;
  materials::IsochoricLaw law;
  materials::VolumetricEnergy volumetric;
  materials::RandomStates random;
  std::array<dealii::SymmetricTensor<2, 3>, ElementGeometry<dim>::n_points> history;
  ElementState<dim> state;
  std::mt19937 generator;
  std::uniform_real_distribution<double> uniform{-1., 1.};
};

struct WorstRates {
  double order = 2., error = 0.;
  void add(const materials::ErrorRate& rate) {
    if (std::abs(rate.order - 2.) > std::abs(order - 2.))
      order = rate.order;
    error = std::max(error, rate.error);
  }
};

template <int dim> void check_derivatives(const Problem& problem) {
  WorstRates gradient, hessian;
  for (unsigned int seed = 1; seed <= n_states; ++seed) {
    RandomCell<dim> cell(problem, seed);
    const auto response = cell.evaluate(cell.state, Evaluate::tangent);
    ASSERT_TRUE(std::isfinite(response.energy));
    const auto d = cell.direction(), e = cell.direction();
    double slope = 0., curvature = 0.;
    for (unsigned int i = 0; i < d.size(); ++i) {
      slope += response.gradient[i] * d[i];
      for (unsigned int j = 0; j < d.size(); ++j) {
        curvature += e[i] * response.hessian[i][j] * d[j];
        EXPECT_DOUBLE_EQ(response.hessian[i][j], response.hessian[j][i]);
      }
    }
    gradient.add(materials::central_difference_rate(
        [&](const double h) { return cell.evaluate(cell.moved(d, h), Evaluate::energy).energy; }, slope, 0.04));
    hessian.add(materials::central_difference_rate(
        [&](const double h) {
          const auto moved = cell.evaluate(cell.moved(d, h), Evaluate::stress);
          double sum = 0.;
          for (unsigned int i = 0; i < e.size(); ++i)
            sum += moved.gradient[i] * e[i];
          return sum;
        },
        curvature, 0.04));
  }
  std::printf("[ figures  ] gradient: order %.3f, error %.1e; Hessian: order %.3f, error %.1e\n", gradient.order,
              gradient.error, hessian.order, hessian.error);
  EXPECT_NEAR(gradient.order, 2., 0.15);
  EXPECT_NEAR(hessian.order, 2., 0.15);
  EXPECT_LT(gradient.error, 1e-5);
  EXPECT_LT(hessian.error, 1e-5);
}

class Element : public ::testing::TestWithParam<Problem> {};

TEST_P(Element, GradientAndHessianAreDerivativesToSecondOrder) {
  if (GetParam().symmetry == Symmetry::three_dimensional)
    check_derivatives<3>(GetParam());
  else
    check_derivatives<2>(GetParam());
}

TEST_P(Element, LowerLevelsGiveTheSameNumbers) {
  if (GetParam().symmetry == Symmetry::three_dimensional)
    GTEST_SKIP() << "covered in two dimensions by the same code";
  RandomCell<2> cell(GetParam(), 3);
  const auto all = cell.evaluate(cell.state, Evaluate::tangent);
  const auto first = cell.evaluate(cell.state, Evaluate::stress);
  EXPECT_DOUBLE_EQ(cell.evaluate(cell.state, Evaluate::energy).energy, all.energy);
  for (int i = 0; i < ElementResponse<2>::n; ++i)
    EXPECT_DOUBLE_EQ(first.gradient[i], all.gradient[i]);
}

/// Moves the deformed cell by a rotation and a translation.
template <int dim>
ElementState<dim> moved_rigidly(const RandomCell<dim>& cell, const dealii::Tensor<2, 3>& rotation,
                                const dealii::Tensor<1, 3>& shift) {
  ElementState<dim> result = cell.state;
  for (unsigned int a = 0; a < ElementGeometry<dim>::n_nodes; ++a) {
    dealii::Tensor<1, 3> x;
    for (int d = 0; d < dim; ++d)
      x[d] = cell.element.nodes[a][d] + cell.state.displacement[a * dim + d];
    x = rotation * x + shift;
    for (int d = 0; d < dim; ++d)
      result.displacement[a * dim + d] = x[d] - cell.element.nodes[a][d];
  }
  return result;
}

TEST_P(Element, RigidMotionLeavesTheEnergy) {
  for (unsigned int seed = 1; seed <= n_states; ++seed) {
    dealii::Tensor<2, 3> rotation = dealii::unit_symmetric_tensor<3>();
    dealii::Tensor<1, 3> shift;
    shift[1] = 0.7;
    if (GetParam().symmetry == Symmetry::three_dimensional) {
      RandomCell<3> cell(GetParam(), seed);
      rotation = cell.random.rotation();
      const double energy = cell.evaluate(cell.state, Evaluate::energy).energy;
      EXPECT_NEAR(cell.evaluate(moved_rigidly(cell, rotation, shift), Evaluate::energy).energy, energy,
                  1e-11 * std::abs(energy));
      continue;
    }
    RandomCell<2> cell(GetParam(), seed);
    if (GetParam().symmetry == Symmetry::plane_strain) { // in axisymmetry only the shift along the axis is rigid
      rotation[0][0] = rotation[1][1] = std::cos(0.3 * seed);
      rotation[1][0] = std::sin(0.3 * seed);
      rotation[0][1] = -rotation[1][0];
    }
    const double energy = cell.evaluate(cell.state, Evaluate::energy).energy;
    EXPECT_NEAR(cell.evaluate(moved_rigidly(cell, rotation, shift), Evaluate::energy).energy, energy,
                1e-11 * std::abs(energy));
  }
}

TEST_P(Element, OpeningAloneAgreesWithTheWholeElement) {
  if (GetParam().symmetry != Symmetry::axisymmetric)
    GTEST_SKIP() << "only axisymmetric cells crack";
  for (unsigned int seed = 1; seed <= n_states; ++seed) {
    RandomCell<2> cell(GetParam(), seed);
    const auto whole = cell.evaluate(cell.state, Evaluate::tangent);
    const auto alone = std::visit(
        [&](const auto& law) { return evaluate_opening(cell.element, law, cell.volumetric, cell.state); }, cell.law);
    constexpr int w = ElementResponse<2>::n_dofs;
    EXPECT_NEAR(alone.energy, whole.energy, 1e-12 * std::abs(whole.energy));
    EXPECT_NEAR(alone.first, whole.gradient[w], 1e-11 * std::abs(whole.gradient[w]));
    EXPECT_NEAR(alone.second, whole.hessian[w][w], 1e-11 * std::abs(whole.hessian[w][w]));
  }
}

TEST_P(Element, TurnedInsideOutCostsInfiniteEnergy) {
  if (GetParam().symmetry == Symmetry::three_dimensional)
    GTEST_SKIP() << "covered in two dimensions by the same code";
  RandomCell<2> cell(GetParam(), 1);
  for (unsigned int a = 0; a < 4; ++a)
    cell.state.displacement[2 * a + 1] = -2. * cell.element.nodes[a][1]; // the mirror image in Z
  EXPECT_EQ(cell.evaluate(cell.state, Evaluate::tangent).energy, std::numeric_limits<double>::infinity());
}

INSTANTIATE_TEST_SUITE_P(Laws, Element, ::testing::ValuesIn(problems()),
                         [](const auto& info) { return info.param.name; });

} // namespace
} // namespace acumen::mechanics
