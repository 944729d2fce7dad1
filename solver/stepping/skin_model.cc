#include "solver/stepping/skin_model.h"

#include <deal.II/fe/fe_q.h>

#include <algorithm>
#include <map>
#include <set>

namespace acumen::stepping {

namespace {

std::vector<double> thicknesses(const std::vector<Layer>& layers) {
  std::vector<double> result;
  for (const auto& layer : layers)
    result.push_back(layer.thickness);
  return result;
}

bool on(const dealii::types::boundary_id id, const meshes::SkinBoundary boundary) {
  return id == static_cast<dealii::types::boundary_id>(boundary);
}

} // namespace

SkinModel::SkinModel(std::vector<Layer> layers, const meshes::MeshParameters& mesh, const CrackParameters& cracks)
    : layers_(std::move(layers)), cracks_(cracks), fe_(dealii::FE_Q<2>(1), 2), dof_handler_(triangulation_) {
  meshes::make_skin_mesh(mesh, thicknesses(layers_), triangulation_);
  distribute(mechanics::Symmetry::axisymmetric);
  number_places();
  collect_surfaces();
}

SkinModel::SkinModel(std::vector<Layer> layers, const mechanics::Symmetry symmetry,
                     const dealii::Triangulation<2>& triangulation)
    : layers_(std::move(layers)), cracks_{0, 0., 0.}, fe_(dealii::FE_Q<2>(1), 2), dof_handler_(triangulation_) {
  triangulation_.copy_triangulation(triangulation);
  distribute(symmetry);
}

void SkinModel::distribute(const mechanics::Symmetry symmetry) {
  dof_handler_.distribute_dofs(fe_);
  std::vector<double> pre_stretch;
  for (const auto& layer : layers_)
    pre_stretch.push_back(layer.material.pre_stretch);
  elements_ = mechanics::element_geometries<2>(dof_handler_, symmetry, pre_stretch, cracks_.number, cracks_.radius);
  // A layer without a strength cannot crack: its cells carry no opening.
  for (auto& element : elements_)
    if (!std::isfinite(layers_[element.layer].material.cohesive.strength)) {
      element.crack_area = 0.;
      for (auto& point : element.points)
        point.opening = 0.;
    }
  supports_.fixed.assign(n_dofs(), false);
  supports_.non_negative.assign(n_dofs(), false);
}

void SkinModel::number_places() {
  std::set<double> columns, rows;
  for (const auto& element : elements_) {
    columns.insert(element.nodes[0][0]);
    rows.insert(-element.nodes[2][1]);
  }
  for (auto& element : elements_) {
    element.column = std::distance(columns.begin(), columns.find(element.nodes[0][0]));
    element.row = std::distance(rows.begin(), rows.find(-element.nodes[2][1]));
  }
}

void SkinModel::collect_surfaces() {
  std::map<double, SurfaceNode> top, axis;
  for (const auto& cell : dof_handler_.active_cell_iterators())
    for (const unsigned int f : cell->face_indices()) {
      if (!cell->face(f)->at_boundary())
        continue;
      const auto id = cell->face(f)->boundary_id();
      for (unsigned int v = 0; v < 2; ++v) {
        const auto& vertex = cell->face(f)->vertex(v);
        const unsigned int radial = cell->face(f)->vertex_dof_index(v, 0);
        const unsigned int vertical = cell->face(f)->vertex_dof_index(v, 1);
        const SurfaceNode node{radial, vertical, vertex[0], vertex[1]};
        if (on(id, meshes::SkinBoundary::top))
          top[vertex[0]] = node;
        if (on(id, meshes::SkinBoundary::axis)) {
          axis[-vertex[1]] = node;
          supports_.non_negative[radial] = true;
        }
        if (on(id, meshes::SkinBoundary::outer))
          supports_.fixed[radial] = true;
        if (on(id, meshes::SkinBoundary::bottom))
          supports_.fixed[radial] = supports_.fixed[vertical] = true;
      }
    }
  for (const auto& [R, node] : top)
    top_nodes_.push_back(node);
  for (const auto& [depth, node] : axis)
    axis_nodes_.push_back(node);
}

std::vector<contact::ContactFace> SkinModel::contact_faces(const double radius) const {
  std::vector<contact::ContactFace> faces;
  for (const bool axis : {false, true})
    for (const auto& cell : dof_handler_.active_cell_iterators())
      for (const unsigned int f : cell->face_indices()) {
        const auto face = cell->face(f);
        if (!face->at_boundary() || face->center()[0] > radius ||
            !on(face->boundary_id(), axis ? meshes::SkinBoundary::axis : meshes::SkinBoundary::top))
          continue;
        contact::ContactFace result;
        result.layer = cell->material_id();
        for (unsigned int v = 0; v < 2; ++v)
          for (unsigned int d = 0; d < 2; ++d) {
            result.nodes[v][d] = face->vertex(v)[d];
            result.dofs[2 * v + d] = face->vertex_dof_index(v, d);
          }
        faces.push_back(result);
      }
  return faces;
}

} // namespace acumen::stepping
