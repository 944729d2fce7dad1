#pragma once

#include "solver/transport/diffusion_system.h"

#include <deal.II/dofs/dof_handler.h>
#include <deal.II/fe/fe_q.h>
#include <deal.II/grid/tria.h>

namespace acumen::transport {

/// Of one material, for the activity u: storage and flux = -conductivity grad u.
struct MediumCoefficients {
  double capacity = 0.;     ///< total concentration over u [-]
  double conductivity = 0.; ///< [m^2/s]
};

/// First-order quadrilaterals on a meridian mesh, with a quadrature whose points are the vertices and whose weights are
/// the exact integrals of the shape functions over the ring: 2 pi int N_v r dA.
///
/// Mass is then diagonal; on rectangles the stiffness has the five-point pattern without positive off-diagonal entries
/// (no overshoot); sums over nodes are exact volumes. Fluxes between nodes, -K_ij (u_i - u_j), are equal and opposite
/// (Hughes, Engel, Mazzei & Larson 2000, 10.1006/jcph.2000.6577), so amounts are conserved node by node.
class AxisymmetricElements {
public:
  explicit AxisymmetricElements(const dealii::Triangulation<2>& triangulation);

  /// Appends one node a vertex (indices as n_nodes() before the call + 0, 1, …) and the cells' blocks.
  /// \param media by material id
  /// \param groups of the blocks, by material id; empty = group 0
  void assemble(const std::vector<MediumCoefficients>& media, DiffusionSystem& system,
                const std::vector<unsigned int>& groups = {}) const;

  /// A vertex on a boundary and its share of the boundary's area, 2 pi int N r ds [m^2].
  struct BoundaryNode {
    unsigned int node;
    double area;
    dealii::Point<2> place;
  };
  /// Sorted from the top downwards, then by r.
  std::vector<BoundaryNode> boundary_nodes(dealii::types::boundary_id id) const;

  /// Volume that each vertex has in each material [m^3]: [material][node].
  const std::vector<std::vector<double>>& volumes() const { return volumes_; }
  const std::vector<dealii::Point<2>>& points() const { return points_; }
  const dealii::DoFHandler<2>& dof_handler() const { return dof_handler_; }

private:
  void integrate();

  dealii::FE_Q<2> element_;
  dealii::DoFHandler<2> dof_handler_;
  std::vector<dealii::Point<2>> points_;
  std::vector<std::vector<double>> volumes_;
  std::vector<ConductanceBlock> unit_blocks_; ///< one a cell, for conductivity 1
  std::vector<unsigned int> materials_;       ///< of each cell
};

} // namespace acumen::transport
