// Manufactured solutions at finite strain: displacement of second order in L2, of first order in H1.
//
// The body force belonging to an exact deformation enters in its weak form: with the displacement prescribed on the
// whole boundary, the load on an inner node is the integral of P(F_exact) : Grad N_a, which equals that of -Div P N_a.
#include "tests/support/elastic_problem.h"
#include "tests/support/figure.h"

#include <deal.II/base/quadrature_lib.h>
#include <deal.II/fe/fe_values.h>
#include <deal.II/grid/grid_tools.h>

namespace acumen::stepping {
namespace {

using mechanics::Symmetry;
using Tensor1 = dealii::Tensor<1, 2>;
using Tensor2 = dealii::Tensor<2, 2>;

/// An exact displacement and its gradient [m, -].
struct Exact {
  Tensor1 displacement;
  Tensor2 gradient;
};

/// Smooth, with change of volume.
Exact compressible(const dealii::Point<2>& X) {
  constexpr double a = 0.08;
  Exact e;
  e.displacement[0] = a * X[0] * std::sin(2. * X[1]);
  e.displacement[1] = a * std::cos(2. * X[0]) * (1. + X[1]);
  e.gradient[0][0] = a * std::sin(2. * X[1]);
  e.gradient[0][1] = 2. * a * X[0] * std::cos(2. * X[1]);
  e.gradient[1][0] = -2. * a * std::sin(2. * X[0]) * (1. + X[1]);
  e.gradient[1][1] = a * std::cos(2. * X[0]);
  return e;
}

/// Two shears on top of each other: J = 1 exactly in plane strain.
Exact isochoric_plane(const dealii::Point<2>& X) {
  constexpr double a = 0.15;
  const double shift = a * std::sin(3. * X[1]), d_shift = 3. * a * std::cos(3. * X[1]), x = X[0] + shift;
  Exact e;
  e.displacement[0] = shift;
  e.displacement[1] = a * std::sin(2. * x);
  e.gradient[0][1] = d_shift;
  e.gradient[1][0] = 2. * a * std::cos(2. * x);
  e.gradient[1][1] = 2. * a * std::cos(2. * x) * d_shift;
  return e;
}

/// r^2 = R^2 + f(Z), then z = Z + g(r): J = 1 exactly in axisymmetry.
Exact isochoric_axisymmetric(const dealii::Point<2>& X) {
  constexpr double a = 0.15;
  const double f = a * std::sin(3. * X[1]), df = 3. * a * std::cos(3. * X[1]);
  const double r = std::sqrt(X[0] * X[0] + f), dg = 2. * a * std::cos(2. * r);
  Exact e;
  e.displacement[0] = r - X[0];
  e.displacement[1] = a * std::sin(2. * r);
  const double r_R = X[0] / r, r_Z = 0.5 * df / r;
  e.gradient[0][0] = r_R - 1.;
  e.gradient[0][1] = r_Z;
  e.gradient[1][0] = dg * r_R;
  e.gradient[1][1] = dg * r_Z;
  return e;
}

struct Case {
  const char* name;
  Symmetry symmetry;
  double left; ///< inner edge [m]
  Exact (*exact)(const dealii::Point<2>&);
  double stiffness_ratio; ///< K/mu
};
void PrintTo(const Case& c, std::ostream* stream) {
  *stream << c.name;
}

dealii::Tensor<2, 3> deformation_gradient(const Case& c, const dealii::Point<2>& X) {
  const Exact e = c.exact(X);
  dealii::Tensor<2, 3> F;
  for (unsigned int i = 0; i < 2; ++i)
    for (unsigned int j = 0; j < 2; ++j)
      F[i][j] = e.gradient[i][j] + (i == j ? 1. : 0.);
  F[2][2] = c.symmetry == Symmetry::axisymmetric ? 1. + e.displacement[0] / X[0] : 1.;
  return F;
}

dealii::Tensor<2, 3> exact_stress(const materials::Material& material, const dealii::Tensor<2, 3>& F) {
  materials::StrainEnergyResponse response;
  std::visit(
      [&](const auto& law) { law.evaluate(mechanics::right_cauchy_green(F), materials::Evaluate::stress, response); },
      material.isochoric);
  const double J = determinant(F);
  // P = F S + U'(J) J F^-T
  return F * dealii::Tensor<2, 3>(response.second_piola_kirchhoff_stress) +
         material.volumetric.first_derivative(J) * J * transpose(invert(F));
}

/// Calls `visit(cell index, quadrature index, FEValues, reference volume)` at every point of an accurate rule.
template <class Visit>
void integrate(const mechanics::Discretisation<2>& model, const Symmetry symmetry, const Visit& visit) {
  dealii::FEValues<2> values(model.dof_handler().get_fe(), dealii::QGauss<2>(4),
                             dealii::update_values | dealii::update_gradients | dealii::update_quadrature_points |
                                 dealii::update_JxW_values);
  unsigned int index = 0;
  for (const auto& cell : model.dof_handler().active_cell_iterators()) {
    values.reinit(cell);
    for (unsigned int q = 0; q < values.n_quadrature_points; ++q) {
      const double R = values.quadrature_point(q)[0];
      visit(index, q, values, values.JxW(q) * (symmetry == Symmetry::axisymmetric ? 2. * M_PI * R : 1.));
    }
    ++index;
  }
}

std::vector<double> body_force(const Case& c, const mechanics::Discretisation<2>& model) {
  std::vector<double> load(model.n_dofs(), 0.);
  const auto& fe = model.dof_handler().get_fe();
  integrate(model, c.symmetry,
            [&](const unsigned int index, const unsigned int q, const auto& values, const double dV) {
              const auto& X = values.quadrature_point(q);
              const auto P = exact_stress(model.layers()[0].material, deformation_gradient(c, X));
              for (unsigned int i = 0; i < 8; ++i) {
                const auto [component, node] = fe.system_to_component_index(i);
                const auto gradient = values.shape_grad_component(i, q, component);
                double work = P[component][0] * gradient[0] + P[component][1] * gradient[1];
                if (c.symmetry == Symmetry::axisymmetric && component == 0)
                  work += P[2][2] * values.shape_value_component(i, q, 0) / X[0];
                load[model.elements()[index].dofs[2 * node + component]] += dV * work;
              }
            });
  return load;
}

struct Errors {
  double L2 = 0., H1 = 0.;
};

Errors errors(const Case& c, const mechanics::Discretisation<2>& model, const std::vector<double>& displacement) {
  const auto& fe = model.dof_handler().get_fe();
  Errors sum;
  integrate(model, c.symmetry,
            [&](const unsigned int index, const unsigned int q, const auto& values, const double dV) {
              Exact e = c.exact(values.quadrature_point(q));
              for (unsigned int i = 0; i < 8; ++i) {
                const auto [component, node] = fe.system_to_component_index(i);
                const double u = displacement[model.elements()[index].dofs[2 * node + component]];
                e.displacement[component] -= u * values.shape_value_component(i, q, component);
                e.gradient[component] -= u * values.shape_grad_component(i, q, component);
              }
              sum.L2 += dV * e.displacement.norm_square();
              sum.H1 += dV * e.gradient.norm_square();
            });
  return {std::sqrt(sum.L2), std::sqrt(sum.H1)};
}

Errors solve(const Case& c, const unsigned int n) {
  dealii::Triangulation<2> triangulation;
  dealii::GridGenerator::subdivided_hyper_rectangle(triangulation, {n, n}, dealii::Point<2>(0., 0.),
                                                    dealii::Point<2>(1., 1.));
  dealii::GridTools::transform( // a smooth distortion, so that no cell is a rectangle
      [&](const dealii::Point<2>& x) {
        const double bump = 0.06 * std::sin(M_PI * x[0]) * std::sin(M_PI * x[1]);
        return dealii::Point<2>(c.left + x[0] + bump, x[1] - bump);
      },
      triangulation);
  constexpr double mu = 1e5;
  ElasticProblem problem({elastic_material(materials::NeoHookean{mu}, c.stiffness_ratio * mu)}, c.symmetry,
                         triangulation, mu);
  const auto boundary = [&](const dealii::Point<2>& x) {
    return x[0] < c.left + 1e-9 || x[0] > c.left + 1. - 1e-9 || x[1] < 1e-9 || x[1] > 1. - 1e-9;
  };
  const auto exact = [&](const dealii::Point<2>& x) { return c.exact(x).displacement; };
  problem.prescribe([](const dealii::Point<2>&) { return true; }, exact); // the first guess
  problem.model.clear_constraints();
  problem.prescribe(boundary, exact);
  problem.potential.set_dead_load(body_force(c, problem.model));
  problem.solve();
  return errors(c, problem.model, problem.displacement);
}

class ManufacturedSolution : public ::testing::TestWithParam<Case> {};

TEST_P(ManufacturedSolution, HasTheExpectedOrders) {
  Errors coarse;
  for (const unsigned int n : {8u, 16u, 32u, 64u}) {
    const Errors fine = solve(GetParam(), n);
    std::printf("[ figures  ] %s, K/mu %.0f, %2u x %2u: L2 %.3e (order %.2f), H1 %.3e (order %.2f)\n", GetParam().name,
                GetParam().stiffness_ratio, n, n, fine.L2, std::log2(coarse.L2 / fine.L2), fine.H1,
                std::log2(coarse.H1 / fine.H1));
    if (n == 64) {
      const std::string name = GetParam().name;
      figures::near("order of the displacement (L2); " + name, std::log2(coarse.L2 / fine.L2), 2., 0.1);
      figures::near("order of its gradient (H1); " + name, std::log2(coarse.H1 / fine.H1), 1., 0.1);
    }
    coarse = fine;
  }
}

INSTANTIATE_TEST_SUITE_P(
    Cases, ManufacturedSolution,
    ::testing::Values(Case{"PlaneStrain", Symmetry::plane_strain, 0., compressible, 10.},
                      Case{"Axisymmetric", Symmetry::axisymmetric, 1., compressible, 10.},
                      Case{"PlaneStrainIsochoric", Symmetry::plane_strain, 0., isochoric_plane, 1e4},
                      Case{"AxisymmetricIsochoric", Symmetry::axisymmetric, 1., isochoric_axisymmetric, 1e4}),
    [](const auto& info) { return std::string(info.param.name); });

} // namespace
} // namespace acumen::stepping
