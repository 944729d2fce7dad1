#include "solver/mechanics/discretisation.h"

#include <deal.II/fe/fe_q.h>

namespace acumen::mechanics {

namespace {

template <int dim> bool all(const SurfaceFace<dim>&) {
  return true;
}

} // namespace

template <int dim>
Discretisation<dim>::Discretisation(std::vector<Layer> layers, const Symmetry symmetry,
                                    const dealii::Triangulation<dim>& triangulation, const CrackParameters& cracks)
    : layers_(std::move(layers)), symmetry_(symmetry), cracks_(cracks), fe_(dealii::FE_Q<dim>(1), dim),
      dof_handler_(triangulation_) {
  triangulation_.copy_triangulation(triangulation);
  dof_handler_.distribute_dofs(fe_);
  std::vector<double> pre_stretch;
  for (const auto& layer : layers_)
    pre_stretch.push_back(layer.material.pre_stretch);
  elements_ = element_geometries<dim>(dof_handler_, symmetry, pre_stretch, cracks_.number, cracks_.radius);
  // A layer without a strength cannot crack: its cells carry no opening.
  for (auto& element : elements_)
    if (!std::isfinite(material(element).cohesive.strength)) {
      element.crack_area = 0.;
      for (auto& point : element.points)
        point.opening = 0.;
    }
  non_negative_.assign(n_dofs(), false);
}

template <int dim>
void Discretisation<dim>::constrain(const dealii::types::boundary_id boundary, const unsigned int component) {
  for (const auto& node : nodes(boundary))
    constraints_.add_line(node.dofs[component]);
}

template <int dim>
void Discretisation<dim>::bound_below_by_zero(const dealii::types::boundary_id boundary, const unsigned int component) {
  for (const auto& node : nodes(boundary))
    non_negative_[node.dofs[component]] = true;
}

template <int dim>
std::vector<SurfaceFace<dim>>
Discretisation<dim>::faces(const dealii::types::boundary_id boundary,
                           const std::function<bool(const SurfaceFace<dim>&)>& selected) const {
  std::vector<SurfaceFace<dim>> result;
  unsigned int index = 0;
  for (const auto& cell : dof_handler_.active_cell_iterators()) {
    for (const unsigned int f : cell->face_indices()) {
      const auto face = cell->face(f);
      if (!face->at_boundary() || face->boundary_id() != boundary)
        continue;
      SurfaceFace<dim> surface;
      surface.cell = index;
      surface.layer = cell->material_id();
      for (unsigned int v = 0; v < SurfaceFace<dim>::n_nodes; ++v) {
        surface.nodes[v] = face->vertex(v);
        for (unsigned int d = 0; d < dim; ++d)
          surface.dofs[v * dim + d] = face->vertex_dof_index(v, d);
      }
      if (selected(surface))
        result.push_back(surface);
    }
    ++index;
  }
  return result;
}

template <int dim>
std::vector<SurfaceNode<dim>> Discretisation<dim>::nodes(const dealii::types::boundary_id boundary) const {
  std::vector<SurfaceNode<dim>> result;
  std::vector<bool> seen(n_dofs(), false);
  for (const auto& face : faces(boundary, all<dim>))
    for (unsigned int v = 0; v < SurfaceFace<dim>::n_nodes; ++v) {
      SurfaceNode<dim> node;
      node.position = face.nodes[v];
      std::copy_n(face.dofs.begin() + v * dim, dim, node.dofs.begin());
      if (!seen[node.dofs[0]])
        result.push_back(node);
      seen[node.dofs[0]] = true;
    }
  return result;
}

template class Discretisation<2>;
template class Discretisation<3>;

} // namespace acumen::mechanics
