#include "solver/stepping/cell_fields.h"

#include <deal.II/grid/grid_generator.h>
#include <gtest/gtest.h>

namespace acumen::stepping {
namespace {

constexpr double shear_modulus = 1e5, bulk_modulus = 1e6;

std::vector<Layer> one_layer(const double pre_stretch) {
  Layer layer{"tissue", 1e-3, {}};
  layer.material.isochoric = materials::NeoHookean{shear_modulus};
  layer.material.volumetric.bulk_modulus = bulk_modulus;
  layer.material.pre_stretch = pre_stretch;
  return {layer};
}

/// Fields of a block of tissue under u = ((radial − 1) R, (axial − 1) Z).
CellFields stretched_block(const double radial, const double axial, const double pre_stretch) {
  dealii::Triangulation<2> triangulation;
  dealii::GridGenerator::subdivided_hyper_rectangle(triangulation, {3, 2}, dealii::Point<2>(0., -1e-3),
                                                    dealii::Point<2>(1e-3, 0.));
  const mechanics::Discretisation<2> model(one_layer(pre_stretch), mechanics::Symmetry::axisymmetric, triangulation);
  SkinPotential potential(model, {});
  PotentialState state = potential.state();
  for (const auto& element : model.elements())
    for (unsigned int a = 0; a < 4; ++a) {
      state.displacement[element.dofs[2 * a]] = (radial - 1.) * element.nodes[a][0];
      state.displacement[element.dofs[2 * a + 1]] = (axial - 1.) * element.nodes[a][1];
    }
  potential.restore(state);
  return cell_fields(potential);
}

TEST(CellFields, UniformStateOfANeoHookeanBlock) {
  const double radial = 1.2, axial = 0.7;
  const CellFields fields = stretched_block(radial, axial, 1.);
  const double J = radial * radial * axial;
  // sigma = mu J^(-5/3) dev b + U'(J) I, b = diag(radial^2, axial^2, radial^2)
  const double mean = (2. * radial * radial + axial * axial) / 3.;
  const double pressure = 0.5 * bulk_modulus * (J - 1. / J);
  const double factor = shear_modulus * std::pow(J, -5. / 3.);
  const double sigma_r = factor * (radial * radial - mean) + pressure;
  const double sigma_z = factor * (axial * axial - mean) + pressure;
  ASSERT_EQ(fields.jacobian.size(), 6u);
  for (unsigned int c = 0; c < 6; ++c) {
    const auto& sigma = fields.cauchy_stress[c];
    EXPECT_NEAR(sigma[0], sigma_r, 1e-8 * bulk_modulus);
    EXPECT_NEAR(sigma[4], sigma_z, 1e-8 * bulk_modulus);
    EXPECT_NEAR(sigma[8], sigma_r, 1e-8 * bulk_modulus);
    for (const int shear : {1, 2, 3, 5, 6, 7})
      EXPECT_NEAR(sigma[shear], 0., 1e-8 * bulk_modulus);
    EXPECT_NEAR(fields.von_mises[c], std::abs(sigma_r - sigma_z), 1e-8 * bulk_modulus);
    EXPECT_NEAR(fields.jacobian[c], J, 1e-12);
    EXPECT_NEAR(fields.pressure[c], -pressure, 1e-8 * bulk_modulus);
    EXPECT_NEAR(fields.principal_stretch[c][0], radial, 1e-12);
    EXPECT_NEAR(fields.principal_stretch[c][2], axial, 1e-12);
    EXPECT_EQ(fields.damage[c], 0.);
    EXPECT_EQ(fields.layer_id[c], 0u);
  }
}

TEST(CellFields, PreStretchCountsAsDeformation) {
  // The layer at rest in the mesh carries stretch g in the plane and g^-2 through it.
  const double g = 1.1;
  const CellFields fields = stretched_block(1., 1., g);
  for (unsigned int c = 0; c < fields.jacobian.size(); ++c) {
    EXPECT_NEAR(fields.principal_stretch[c][0], g, 1e-12);
    EXPECT_NEAR(fields.principal_stretch[c][2], 1. / (g * g), 1e-12);
    EXPECT_NEAR(fields.von_mises[c], shear_modulus * (g * g - std::pow(g, -4)), 1e-6 * shear_modulus);
  }
}

} // namespace
} // namespace acumen::stepping
