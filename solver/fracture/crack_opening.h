#pragma once

#include "solver/mechanics/mean_dilatation_element.h"

namespace acumen::fracture {

/// What a cell remembers of its radial cracks: everything needed to go on from a converged step.
struct CrackHistory {
  double opening = 0.;         ///< w at the last converged step [m]
  double largest_opening = 0.; ///< largest w ever reached in a converged step [m]
};

/// A cell's cracks within one step.
struct CrackLaw {
  const materials::CohesiveLaw* cohesive = nullptr;
  CrackHistory start;         ///< converged state at the start of the step
  double viscosity_rate = 0.; ///< numerical viscosity over step length [Pa/m]; 0 = none
};

/// Result of the local problem: the opening that balances hoop stress and cohesive traction.
struct OpeningSolution {
  double opening = 0.;
  double bulk_energy = 0.;     ///< of the cell at that opening [J]
  double cohesive_energy = 0.; ///< n A psi(w) plus the viscous potential [J]
};

/// Total derivatives with respect to the opening, bulk and crack together.
struct OpeningBalance {
  double bulk_energy = 0., crack_energy = 0.; ///< [J]
  double first = 0., second = 0.;             ///< [N], [N/m]
};

/// Solves  dE_bulk/dw + A (T(w) + viscous) = 0,  w >= 0, at fixed displacements (`state.opening` is the first guess and
/// is replaced by the solution).
///
/// Where softening makes several solutions possible, the one reached from the guess without ever raising the energy is
/// taken, so that the outer minimisation over displacements sees an energy that only falls.
/// Returns an infinite energy where the displacements themselves are inadmissible. `at_guess`, if given, is the balance
/// at the guess, which then need not be evaluated.
template <class Law>
OpeningSolution solve_opening(const mechanics::ElementGeometry<2>& element, const Law& law,
                              const materials::VolumetricEnergy& volumetric, const CrackLaw& crack,
                              mechanics::ElementState<2>& state, const OpeningBalance* at_guess = nullptr);

/// What the cracks add to a cell's derivatives with respect to its opening.
struct CrackTerms {
  double energy = 0., first = 0., second = 0.;
};
CrackTerms crack_terms(const mechanics::ElementGeometry<2>& element, const CrackLaw& crack, double opening);

/// Whether the local problem counts as solved at a total derivative of `imbalance` [N].
bool is_balanced(const mechanics::ElementGeometry<2>& element, const CrackLaw& crack, double opening, double imbalance);

/// Whether an opening guessed from the last tangent is good enough not to be solved for: its effect on the nodal forces
/// is taken out to first order by `condense_opening`, and on the energy it is of second order.
bool is_nearly_balanced(const mechanics::ElementGeometry<2>& element, const CrackLaw& crack, double opening,
                        double imbalance);

/// Eliminates the opening from a cell's gradient and Hessian (static condensation); the opening's own row is then
/// unused. `crack` are the crack's own terms at this opening. Returns dw/du, zero where the crack is held closed.
std::array<double, 8> condense_opening(const CrackTerms& crack, double opening,
                                       mechanics::ElementResponse<2>& response);

} // namespace acumen::fracture
