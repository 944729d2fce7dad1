#include "solver/transport/axisymmetric_elements.h"

#include <deal.II/base/quadrature_lib.h>
#include <deal.II/fe/fe_values.h>

#include <algorithm>
#include <map>

namespace acumen::transport {

AxisymmetricElements::AxisymmetricElements(const dealii::Triangulation<2>& triangulation)
    : element_(1), dof_handler_(triangulation) {
  dof_handler_.distribute_dofs(element_);
  integrate();
}

void AxisymmetricElements::integrate() {
  const dealii::QGauss<2> gauss(3);
  const dealii::QTrapezoid<2> corners;
  dealii::FEValues<2> inside(element_, gauss,
                             dealii::update_values | dealii::update_JxW_values | dealii::update_quadrature_points);
  dealii::FEValues<2> at_corners(element_, corners, dealii::update_gradients);
  constexpr unsigned int n = 4;
  std::vector<dealii::types::global_dof_index> dofs(n);
  points_.resize(dof_handler_.n_dofs());
  for (const auto& cell : dof_handler_.active_cell_iterators()) {
    inside.reinit(cell);
    at_corners.reinit(cell);
    cell->get_dof_indices(dofs);
    ConductanceBlock block;
    block.nodes.assign(dofs.begin(), dofs.end());
    block.values.assign(n * n, 0.);
    const unsigned int material = cell->material_id();
    if (volumes_.size() <= material)
      volumes_.resize(material + 1, std::vector<double>(dof_handler_.n_dofs(), 0.));
    for (unsigned int v = 0; v < n; ++v) {
      double weight = 0.; // 2 pi int N_v r dA
      for (unsigned int q = 0; q < gauss.size(); ++q)
        weight += 2. * M_PI * inside.shape_value(v, q) * inside.quadrature_point(q)[0] * inside.JxW(q);
      volumes_[material][dofs[v]] += weight;
      points_[dofs[v]] = cell->vertex(v);
      for (unsigned int i = 0; i < n; ++i)
        for (unsigned int j = 0; j < n; ++j)
          block.values[i * n + j] += weight * (at_corners.shape_grad(i, v) * at_corners.shape_grad(j, v));
    }
    unit_blocks_.push_back(std::move(block));
    materials_.push_back(material);
  }
}

void AxisymmetricElements::assemble(const std::vector<MediumCoefficients>& media, DiffusionSystem& system,
                                    const std::vector<unsigned int>& groups) const {
  const unsigned int first = system.n_nodes();
  for (unsigned int i = 0; i < points_.size(); ++i) {
    double capacity = 0.;
    for (unsigned int m = 0; m < volumes_.size(); ++m)
      capacity += media.at(m).capacity * volumes_[m][i];
    system.add_node(capacity);
  }
  for (std::size_t c = 0; c < unit_blocks_.size(); ++c) {
    ConductanceBlock block = unit_blocks_[c];
    for (unsigned int& node : block.nodes)
      node += first;
    for (double& value : block.values)
      value *= media.at(materials_[c]).conductivity;
    block.group = groups.empty() ? 0 : groups.at(materials_[c]);
    system.blocks.push_back(std::move(block));
  }
}

std::vector<AxisymmetricElements::BoundaryNode>
AxisymmetricElements::boundary_nodes(const dealii::types::boundary_id id) const {
  std::map<unsigned int, double> areas;
  for (const auto& cell : dof_handler_.active_cell_iterators())
    for (const auto& face : cell->face_iterators())
      if (face->at_boundary() && face->boundary_id() == id) {
        const double length = (face->vertex(1) - face->vertex(0)).norm();
        const double r0 = face->vertex(0)[0], r1 = face->vertex(1)[0];
        // 2 pi int N r ds of a linear r.
        areas[face->vertex_dof_index(0, 0)] += 2. * M_PI * length * (2. * r0 + r1) / 6.;
        areas[face->vertex_dof_index(1, 0)] += 2. * M_PI * length * (r0 + 2. * r1) / 6.;
      }
  std::vector<BoundaryNode> nodes;
  for (const auto& [node, area] : areas)
    nodes.push_back({node, area, points_[node]});
  std::sort(nodes.begin(), nodes.end(), [](const BoundaryNode& a, const BoundaryNode& b) {
    return a.place[1] != b.place[1] ? a.place[1] > b.place[1] : a.place[0] < b.place[0];
  });
  return nodes;
}

} // namespace acumen::transport
