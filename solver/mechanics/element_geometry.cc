#include "solver/mechanics/element_geometry.h"

#include <deal.II/base/numbers.h>
#include <deal.II/base/quadrature_lib.h>
#include <deal.II/fe/fe_values.h>
#include <deal.II/grid/tria.h>

namespace acumen::mechanics {

namespace {

template <int dim> std::array<double, 3> pre_stretch_tensor(const double in_plane) {
  const double through_thickness = 1. / (in_plane * in_plane);
  if (dim == 2) // (R, Z, hoop)
    return {{in_plane, through_thickness, in_plane}};
  return {{in_plane, in_plane, through_thickness}};
}

template <int dim>
void fill_points(const dealii::FEValues<dim>& fe_values, const Symmetry symmetry, const unsigned int n_cracks,
                 ElementGeometry<dim>& element) {
  const auto& fe = fe_values.get_fe();
  for (unsigned int q = 0; q < ElementGeometry<dim>::n_points; ++q) {
    auto& point = element.points[q];
    const double R = fe_values.quadrature_point(q)[0];
    const bool axisymmetric = symmetry == Symmetry::axisymmetric;
    point.weight = fe_values.JxW(q) * (axisymmetric ? 2. * dealii::numbers::PI * R : 1.);
    element.volume += point.weight;
    for (unsigned int i = 0; i < fe.n_dofs_per_cell(); ++i) {
      if (fe.system_to_component_index(i).first != 0)
        continue;
      const unsigned int node = fe.system_to_component_index(i).second;
      const auto gradient = fe_values.shape_grad_component(i, q, 0);
      for (int d = 0; d < dim; ++d)
        point.gradient[node][d] = gradient[d] * element.base_stretch[d];
      if (axisymmetric)
        point.hoop[node] = element.base_stretch[2] * fe_values.shape_value_component(i, q, 0) / R;
    }
    if (n_cracks > 0) {
      point.opening = element.base_stretch[2] * n_cracks / (2. * dealii::numbers::PI * R);
      element.crack_area += n_cracks * fe_values.JxW(q);
    }
  }
}

} // namespace

template <int dim>
std::vector<ElementGeometry<dim>> element_geometries(const dealii::DoFHandler<dim>& dof_handler,
                                                     const Symmetry symmetry, const std::vector<double>& pre_stretch,
                                                     const unsigned int n_cracks, const double crack_radius) {
  const auto& fe = dof_handler.get_fe();
  dealii::FEValues<dim> fe_values(fe, dealii::QGauss<dim>(2),
                                  dealii::update_values | dealii::update_gradients | dealii::update_quadrature_points |
                                      dealii::update_JxW_values);
  std::vector<dealii::types::global_dof_index> dof_indices(fe.n_dofs_per_cell());
  std::vector<ElementGeometry<dim>> elements;
  elements.reserve(dof_handler.get_triangulation().n_active_cells());
  for (const auto& cell : dof_handler.active_cell_iterators()) {
    ElementGeometry<dim> element;
    element.layer = cell->material_id();
    element.base_stretch = pre_stretch_tensor<dim>(pre_stretch.at(element.layer));
    cell->get_dof_indices(dof_indices);
    for (unsigned int i = 0; i < fe.n_dofs_per_cell(); ++i) {
      const auto [component, node] = fe.system_to_component_index(i);
      element.dofs[node * dim + component] = dof_indices[i];
    }
    for (unsigned int v = 0; v < ElementGeometry<dim>::n_nodes; ++v)
      element.nodes[v] = cell->vertex(v);
    fe_values.reinit(cell);
    const bool cracks = symmetry == Symmetry::axisymmetric && cell->center()[0] < crack_radius;
    fill_points(fe_values, symmetry, cracks ? n_cracks : 0, element);
    elements.push_back(element);
  }
  return elements;
}

template std::vector<ElementGeometry<2>> element_geometries<2>(const dealii::DoFHandler<2>&, Symmetry,
                                                               const std::vector<double>&, unsigned int, double);
template std::vector<ElementGeometry<3>> element_geometries<3>(const dealii::DoFHandler<3>&, Symmetry,
                                                               const std::vector<double>&, unsigned int, double);

} // namespace acumen::mechanics
