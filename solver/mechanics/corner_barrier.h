#pragma once

#include "solver/mechanics/discretisation.h"
#include "solver/mechanics/energy_term.h"

namespace acumen::mechanics {

/// Barrier against folded cells: energy mu V/n ln^2(d/d0) for each of a cell's n corners whose Jacobian d falls below
/// d0.
///
/// Gauss-point Jacobians can all be positive while a corner is turned inside out at a layer interface; this keeps every
/// corner of the cell valid. d is the determinant of the corner's edge vectors, current over reference: an area ratio
/// in the (R, Z) plane, a volume ratio in space. V is the cell's volume, so the energy is in joules.
struct CornerBarrier {
  double stiffness = 0.;   ///< mu [Pa]
  double threshold = 0.15; ///< d0 [-]
};

/// Jacobian of corner `v` (deal.II's vertex order) under node-major displacements [m].
template <int dim>
double corner_jacobian(const ElementGeometry<dim>& element,
                       const std::array<double, ElementGeometry<dim>::n_dofs>& displacement, unsigned int v);

/// Adds the barrier of one cell; the energy becomes +infinity where a corner's Jacobian is not positive.
template <int dim>
void add_corner_barrier(const CornerBarrier& barrier, const ElementGeometry<dim>& element,
                        const std::array<double, ElementGeometry<dim>::n_dofs>& displacement, Evaluate level,
                        LocalResponse<ElementGeometry<dim>::n_dofs>& response);

/// The barrier on the cells for which `guarded` holds.
template <int dim> class CornerBarrierTerm : public EntityTerm<ElementGeometry<dim>::n_dofs> {
public:
  static constexpr int n = ElementGeometry<dim>::n_dofs;
  CornerBarrierTerm(const Discretisation<dim>& body, const CornerBarrier& barrier, std::vector<bool> guarded)
      : body_(body), barrier_(barrier), guarded_(std::move(guarded)) {}

  std::string name() const override { return "corner_barrier"; }
  void add(unsigned int cell, const std::array<double, n>& u, Evaluate level, TangentKind kind,
           LocalResponse<n>& response) override;
  void add_energy_content(const Vector& displacement, EnergyContent& content) const override;

private:
  const Discretisation<dim>& body_;
  CornerBarrier barrier_;
  std::vector<bool> guarded_;
};

} // namespace acumen::mechanics
