#pragma once

#include "solver/mechanics/element_geometry.h"

namespace acumen::mechanics {

/// Barrier against folded cells: energy mu A/4 ln^2(d/d0) for each corner whose Jacobian d falls below d0.
///
/// Gauss-point Jacobians can all be positive while a corner is turned inside out at a layer interface; this keeps every
/// corner of the cell valid. d is the corner's area ratio, current over reference, in the (R, Z) plane; A has the unit
/// of a volume, so the energy is in joules.
struct CornerBarrier {
  double stiffness = 0.;   ///< mu [Pa]
  double threshold = 0.15; ///< d0 [-]
};

struct CornerBarrierResponse {
  double energy = 0.;
  bool active = false; ///< some corner is below the threshold: gradient and Hessian are set
  std::array<double, ElementGeometry<2>::n_dofs> gradient;
  std::array<std::array<double, ElementGeometry<2>::n_dofs>, ElementGeometry<2>::n_dofs> hessian;
};

/// Area ratio of corner `v` (deal.II's vertex order) under node-major displacements [m].
double corner_jacobian(const ElementGeometry<2>& element, const std::array<double, 8>& displacement, unsigned int v);

/// Energy is +infinity where a corner's Jacobian is not positive.
CornerBarrierResponse evaluate_corner_barrier(const CornerBarrier& barrier, const ElementGeometry<2>& element,
                                              const std::array<double, 8>& displacement, bool with_derivatives);

} // namespace acumen::mechanics
