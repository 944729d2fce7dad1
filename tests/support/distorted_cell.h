#pragma once

#include "solver/mechanics/element_geometry.h"

#include <deal.II/dofs/dof_handler.h>
#include <deal.II/fe/fe_q.h>
#include <deal.II/fe/fe_system.h>
#include <deal.II/grid/grid_generator.h>
#include <deal.II/grid/tria.h>

#include <random>
#include <vector>

namespace acumen::mechanics {

/// Geometry of one cell of unit size [m] with every node moved at random by up to `distortion`; its inner edge is at
/// R = 1. With two radial cracks in axisymmetry.
template <int dim>
ElementGeometry<dim> distorted_cell(const Symmetry symmetry, const double pre_stretch, const double distortion,
                                    const unsigned int seed) {
  dealii::Triangulation<dim> triangulation;
  dealii::Point<dim> lower, upper;
  for (int d = 0; d < dim; ++d)
    upper[d] = 1.;
  lower[0] += 1.;
  upper[0] += 1.;
  dealii::GridGenerator::hyper_rectangle(triangulation, lower, upper);
  std::mt19937 generator(seed);
  std::uniform_real_distribution<double> uniform(-distortion, distortion);
  for (unsigned int v = 0; v < ElementGeometry<dim>::n_nodes; ++v)
    for (int d = 0; d < dim; ++d)
      triangulation.begin_active()->vertex(v)[d] += uniform(generator);
  const dealii::FESystem<dim> fe(dealii::FE_Q<dim>(1), dim);
  dealii::DoFHandler<dim> dof_handler(triangulation);
  dof_handler.distribute_dofs(fe);
  return element_geometries<dim>(dof_handler, symmetry, {pre_stretch}, 2, 10.).front();
}

} // namespace acumen::mechanics
