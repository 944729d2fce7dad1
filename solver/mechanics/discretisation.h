#pragma once

#include "solver/mechanics/element_geometry.h"
#include "solver/mechanics/layer.h"
#include "solver/mechanics/vector.h"

#include <deal.II/dofs/dof_handler.h>
#include <deal.II/fe/fe_system.h>
#include <deal.II/grid/tria.h>
#include <deal.II/lac/affine_constraints.h>

#include <functional>
#include <vector>

namespace acumen::mechanics {

/// Radial cracks of the axisymmetric model: how many, and out to which radius a cell may crack [m].
struct CrackParameters {
  unsigned int number = 2;
  double radius = 0.;
  double viscosity = 0.; ///< numerical viscosity of the opening [Pa s/m]; 0 = none
};

/// A node of the surface: its place in the reference configuration [m] and its unknowns, a component each.
template <int dim> struct SurfaceNode {
  dealii::Point<dim> position;
  std::array<unsigned int, dim> dofs;
};

/// A first-order face of the surface.
template <int dim> struct SurfaceFace {
  static constexpr int n_nodes = 1 << (dim - 1);
  static constexpr int n_dofs = n_nodes * dim;
  std::array<dealii::Point<dim>, n_nodes> nodes; ///< reference positions, deal.II's vertex order [m]
  std::array<unsigned int, n_dofs> dofs{};       ///< node-major: (node, component)
  unsigned int cell = 0;                         ///< index of the cell behind the face
  unsigned int layer = 0;                        ///< of that cell
};

/// Mesh, finite element, unknowns, constraints and one-sided bounds of a layered body. `symmetry` says what the
/// coordinates stand for; it enters through the measure and the strain operator of the elements alone.
///
/// Constraints (supports, symmetry) are homogeneous and hold throughout a run; bounds are u_i >= 0 and may hold or not.
template <int dim> class Discretisation {
public:
  /// \param triangulation copied; material id = index of the layer
  Discretisation(std::vector<Layer> layers, Symmetry symmetry, const dealii::Triangulation<dim>& triangulation,
                 const CrackParameters& cracks = {0, 0., 0.});
  virtual ~Discretisation() = default;
  Discretisation(const Discretisation&) = delete;
  Discretisation& operator=(const Discretisation&) = delete;

  unsigned int n_dofs() const { return dof_handler_.n_dofs(); }
  /// A vector of zeros over the unknowns.
  Vector zero_vector() const { return Vector(n_dofs(), 0.); }
  const std::vector<Layer>& layers() const { return layers_; }
  Symmetry symmetry() const { return symmetry_; }
  const dealii::DoFHandler<dim>& dof_handler() const { return dof_handler_; }
  /// In the order of the active cells.
  const std::vector<ElementGeometry<dim>>& elements() const { return elements_; }
  std::vector<ElementGeometry<dim>>& elements() { return elements_; }
  const materials::Material& material(const ElementGeometry<dim>& element) const {
    return layers_[element.layer].material;
  }
  const CrackParameters& cracks() const { return cracks_; }

  const dealii::AffineConstraints<double>& constraints() const { return constraints_; }
  void constrain(unsigned int dof) { constraints_.add_line(dof); }
  void constrain(dealii::types::boundary_id boundary, unsigned int component);
  void clear_constraints() { constraints_.clear(); }
  /// Unknowns that are bounded by u_i >= 0.
  const std::vector<bool>& non_negative() const { return non_negative_; }
  void bound_below_by_zero(dealii::types::boundary_id boundary, unsigned int component);

  /// Faces of a boundary for which `selected` holds, in the order of the cells.
  std::vector<SurfaceFace<dim>> faces(dealii::types::boundary_id boundary,
                                      const std::function<bool(const SurfaceFace<dim>&)>& selected) const;
  /// Nodes of a boundary, each once, in the order of the faces.
  std::vector<SurfaceNode<dim>> nodes(dealii::types::boundary_id boundary) const;

private:
  std::vector<Layer> layers_;
  Symmetry symmetry_;
  CrackParameters cracks_;
  dealii::Triangulation<dim> triangulation_;
  dealii::FESystem<dim> fe_;
  dealii::DoFHandler<dim> dof_handler_;
  std::vector<ElementGeometry<dim>> elements_;
  dealii::AffineConstraints<double> constraints_;
  std::vector<bool> non_negative_;
};

} // namespace acumen::mechanics
