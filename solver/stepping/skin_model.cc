#include "solver/stepping/skin_model.h"

#include <algorithm>
#include <memory>
#include <set>

namespace acumen::stepping {

namespace {

dealii::types::boundary_id id(const meshes::SkinBoundary boundary) {
  return static_cast<dealii::types::boundary_id>(boundary);
}

/// The mesh lives only until the discretisation has copied it.
std::unique_ptr<dealii::Triangulation<2>> skin_mesh(const std::vector<Layer>& layers,
                                                    const meshes::MeshParameters& mesh) {
  std::vector<double> thicknesses;
  for (const auto& layer : layers)
    thicknesses.push_back(layer.thickness);
  auto triangulation = std::make_unique<dealii::Triangulation<2>>();
  meshes::make_skin_mesh(mesh, thicknesses, *triangulation);
  return triangulation;
}

SkinModel::SurfaceNode surface_node(const mechanics::SurfaceNode<2>& node) {
  return {node.dofs[0], node.dofs[1], node.position[0], node.position[1]};
}

} // namespace

SkinModel::SkinModel(std::vector<Layer> layers, const meshes::MeshParameters& mesh, const CrackParameters& cracks)
    : Discretisation<2>(layers, mechanics::Symmetry::axisymmetric, *skin_mesh(layers, mesh), cracks) {
  constrain(id(meshes::SkinBoundary::outer), 0);
  constrain(id(meshes::SkinBoundary::bottom), 0);
  constrain(id(meshes::SkinBoundary::bottom), 1);
  bound_below_by_zero(id(meshes::SkinBoundary::axis), 0);
  number_places();
  collect_surfaces();
}

void SkinModel::number_places() {
  std::set<double> columns, rows;
  for (const auto& element : elements()) {
    columns.insert(element.nodes[0][0]);
    rows.insert(-element.nodes[2][1]);
  }
  for (auto& element : elements()) {
    element.column = std::distance(columns.begin(), columns.find(element.nodes[0][0]));
    element.row = std::distance(rows.begin(), rows.find(-element.nodes[2][1]));
  }
}

void SkinModel::collect_surfaces() {
  for (const auto& node : nodes(id(meshes::SkinBoundary::top)))
    top_nodes_.push_back(surface_node(node));
  for (const auto& node : nodes(id(meshes::SkinBoundary::axis)))
    axis_nodes_.push_back(surface_node(node));
  std::sort(top_nodes_.begin(), top_nodes_.end(), [](const auto& a, const auto& b) { return a.R < b.R; });
  std::sort(axis_nodes_.begin(), axis_nodes_.end(), [](const auto& a, const auto& b) { return a.Z > b.Z; });
}

std::vector<mechanics::SurfaceFace<2>> SkinModel::contact_faces(const double radius) const {
  const auto within = [radius](const mechanics::SurfaceFace<2>& face) {
    return 0.5 * (face.nodes[0][0] + face.nodes[1][0]) <= radius;
  };
  auto result = faces(id(meshes::SkinBoundary::top), within);
  const auto axis = faces(id(meshes::SkinBoundary::axis), within);
  result.insert(result.end(), axis.begin(), axis.end());
  return result;
}

} // namespace acumen::stepping
