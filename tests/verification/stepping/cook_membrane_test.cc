// Cook's membrane, plane strain, near-incompressible neo-Hookean at finite strain.
//
// Problem of de Souza Neto, Peric, Dutko & Owen (1996), Int. J. Solids Struct. 33, 3277: mu = 80.1938 MPa,
// K = 40.0942e4 MPa, isochoric neo-Hookean, a shear load of 100 N on the 16 mm edge (thickness 1 mm). The tip
// deflections compared with are those of first-order F-bar cells in the OpenGeoSys benchmark "Cook's membrane, large
// deformations" (Wang & Nagel 2024): 6.1414, 6.7463, 6.8242, 6.8589, 6.8731, 6.8914 mm on 4, 10, 15, 20, 25, 30 cells a
// side. That page inputs E = 240.565 MPa and nu = 0.499, which is K = 4.0094e4 MPa, a tenth of the paper's, and has
// U(J) = K/2 (J - 1)^2 where ours is K/4 (J^2 - 1 - 2 ln J): so near to incompressible neither should matter, |J - 1|
// here being about 1e-4.
#include "tests/support/elastic_problem.h"
#include "tests/support/figure.h"

#include <deal.II/grid/grid_tools.h>

namespace acumen::stepping {
namespace {

constexpr double shear_modulus = 80.1938, bulk_modulus = 40.0942e4; // [MPa]; lengths in mm, forces in N
constexpr double load = 100.;                                       // [N]

/// Published deflection of the finest tabulated mesh, 30 x 30 [mm].
constexpr double published_30 = 6.8914;
/// Commonly quoted converged deflection of the linear companion problem; no primary source was checked [mm].
constexpr double published_linear = 7.769;

struct Cook {
  double deflection = 0.;
  double jacobian_spread = 0.; ///< largest |mean J - 1| of a cell
};

Cook cook_membrane(const unsigned int n, const double mu, const double kappa, const double force,
                   const unsigned int load_steps) {
  dealii::Triangulation<2> triangulation;
  dealii::GridGenerator::subdivided_hyper_rectangle(triangulation, {n, n}, dealii::Point<2>(0., 0.),
                                                    dealii::Point<2>(48., 1.));
  dealii::GridTools::transform(
      [](const dealii::Point<2>& x) {
        const double s = x[0] / 48., bottom = 44. * s, top = 44. + 16. * s;
        return dealii::Point<2>(x[0], bottom + x[1] * (top - bottom));
      },
      triangulation);
  ElasticProblem problem({elastic_material(materials::NeoHookean{mu}, kappa)}, mechanics::Symmetry::plane_strain,
                         triangulation, force, 1e-6); // K/mu = 5000 leaves few digits in a residual
  problem.prescribe([](const dealii::Point<2>& x) { return x[0] < 1e-9; },
                    [](const dealii::Point<2>&) { return dealii::Tensor<1, 2>(); });
  Cook result;
  for (unsigned int step = 1; step <= load_steps; ++step) {
    std::vector<double> forces(problem.model.n_dofs(), 0.);
    for (const Node& node : nodes_of(problem.model))
      if (node.position[0] > 48. - 1e-9) {
        const bool corner = node.position[1] < 44. + 1e-9 || node.position[1] > 60. - 1e-9;
        forces[node.dofs[1]] = force * step / load_steps / n * (corner ? 0.5 : 1.);
      }
    problem.potential.set_dead_load(forces);
    problem.solve();
  }
  for (const Node& node : nodes_of(problem.model))
    if (node.position[0] > 48. - 1e-9 && node.position[1] > 60. - 1e-9)
      result.deflection = problem.displacement[node.dofs[1]];
  for (const auto& element : problem.model.elements()) {
    mechanics::ElementState<2> state;
    for (unsigned int i = 0; i < 8; ++i)
      state.displacement[i] = problem.displacement[element.dofs[i]];
    mechanics::ElementResponse<2> response;
    mechanics::evaluate_element(element, materials::NeoHookean{mu}, materials::VolumetricEnergy{kappa}, state,
                                materials::Evaluate::energy, response);
    result.jacobian_spread = std::max(result.jacobian_spread, std::abs(response.mean_jacobian - 1.));
  }
  return result;
}

TEST(CookMembrane, FiniteStrainTipDeflection) {
  std::vector<double> tip;
  for (const unsigned int n : {8u, 16u, 32u, 64u}) {
    const Cook cook = cook_membrane(n, shear_modulus, bulk_modulus, load, 4);
    tip.push_back(cook.deflection);
    std::printf("[ figures  ] %2u x %2u: tip %.4f mm, largest |J - 1| %.1e\n", n, n, tip.back(), cook.jacobian_spread);
    EXPECT_LT(cook.jacobian_spread, 5e-3);
  }
  // Richardson's extrapolation of the last three meshes.
  const double first = tip[2] - tip[1], second = tip[3] - tip[2];
  const double limit = tip[3] + second * second / (first - second);
  std::printf("[ figures  ] extrapolated %.4f mm, order %.2f; off the limit: %.2f %% on 16 x 16, %.2f %% on 32 x 32\n",
              limit, std::log2(first / second), 100. * (limit - tip[1]) / limit, 100. * (limit - tip[2]) / limit);
  figures::near("finite strain, tip on 16 x 16 cells over its limit", tip[1] / limit, 1., 0.02);
  figures::near("finite strain, tip on 32 x 32 cells over its limit", tip[2] / limit, 1., 0.01);
  figures::near("finite strain, tip on 16 x 16 cells over the published one", tip[1] / published_30, 1., 0.02);
  figures::near("finite strain, tip on 32 x 32 cells over the published one", tip[2] / published_30, 1., 0.01);
}

TEST(CookMembrane, SmallStrainTipDeflection) {
  // The linear companion: E = 250, nu = 0.4999, load 100, at 1e-3 of the load and scaled back. On 16 x 16 cells it is
  // 2.3 % below its limit: the 2 % that the finite-strain problem meets are missed here; 32 x 32 meets its 1 %.
  constexpr double young = 250., poisson = 0.4999;
  const double mu = young / (2. * (1. + poisson)), kappa = young / (3. * (1. - 2. * poisson));
  std::vector<double> tip;
  for (const unsigned int n : {16u, 32u, 64u}) {
    tip.push_back(1e3 * cook_membrane(n, mu, kappa, 1e-3 * load, 1).deflection);
    std::printf("[ figures  ] linear, %2u x %2u: tip %.4f mm\n", n, n, tip.back());
  }
  const double first = tip[1] - tip[0], second = tip[2] - tip[1];
  const double limit = tip[2] + second * second / (first - second);
  std::printf("[ figures  ] linear, extrapolated %.4f mm\n", limit);
  std::printf("[ figures  ] linear, off the limit: %.2f %% on 16 x 16, %.2f %% on 32 x 32\n",
              100. * (limit - tip[0]) / limit, 100. * (limit - tip[1]) / limit);
  figures::near("small strain, limit of the tip over the published one", limit / published_linear, 1., 2e-3);
  figures::near("small strain, tip on 16 x 16 cells over its limit", tip[0] / limit, 1., 0.025);
  figures::near("small strain, tip on 32 x 32 cells over its limit", tip[1] / limit, 1., 0.01);
}

} // namespace
} // namespace acumen::stepping
