#pragma once

#include "solver/linear/cholesky_solver.h"
#include "solver/stepping/incremental_potential.h"

#include <string>

namespace acumen::stepping {

struct MinimiserParameters {
  double tolerance = 3e-7;   ///< largest nodal residual over the total normal contact force [-]
  double force_floor = 3e-4; ///< contact force below which the residual is measured against this instead [N]
  unsigned int max_iterations = 200;
  unsigned int max_iterations_of_snap = 2000; ///< where equilibrium is lost and the next one may be far
};

/// How one minimisation went.
struct MinimiserReport {
  bool converged = false;
  unsigned int iterations = 0;
  unsigned int factorisations = 0;
  bool indefinite = false; ///< the exact tangent was not positive definite at some iterate: a snap
  double residual = 0.;    ///< largest free nodal residual [N]
  double allowed = 0.;     ///< what it may be [N]
  unsigned int worst_dof = 0;
  std::string reason; ///< why it stopped, when it did not converge
};

/// What to do where the exact tangent is not positive definite.
enum class Instability {
  slide_down, ///< go on to the next stable state at the same needle position
  give_up     ///< stop there: the caller tries a smaller step
};

/// Projected Newton method for one load step: descends the incremental potential at fixed needle position.
///
/// Entries bounded by u_i >= 0 are held at zero where they are there and the gradient pushes them further. The
/// exact tangent is used wherever Cholesky accepts it; where it does not, element tangents are projected onto positive
/// semi-definite ones, then the diagonal is scaled up. An unstable state therefore slides down to the next stable one
/// at the same needle position, however far that is (Armijo line search on the energy).
///
/// Points that come into contact, let go, stick or slip along a direction would cut it short; contact costs little
/// beside the skin, so a direction is corrected for it before the skin is assembled again
/// (`correct_direction_for_contact`).
class Minimiser {
public:
  explicit Minimiser(const MinimiserParameters& parameters) : parameters_(parameters) {}

  /// Minimises from `displacement`, which is replaced by the solution (or the last iterate). `looseness` >= 1
  /// multiplies the tolerance.
  MinimiserReport minimise(IncrementalPotential& potential, std::vector<double>& displacement, double looseness = 1.,
                           Instability instability = Instability::slide_down);

private:
  /// An iterate with what was assembled there.
  struct Iterate {
    std::vector<double> displacement;
    std::vector<double> gradient;
    double energy = 0.;
  };
  /// Unknowns that do not move: constrained ones, and those held at their bound because the gradient pushes them
  /// beyond.
  std::vector<bool> active_set(const IncrementalPotential& potential, const Iterate& at) const;
  double measure(IncrementalPotential& potential, const Iterate& at, const std::vector<bool>& active,
                 MinimiserReport& report) const;
  bool find_direction(IncrementalPotential& potential, const Iterate& at, const std::vector<bool>& active,
                      std::vector<double>& direction, Instability instability, MinimiserReport& report);
  /// Takes over a tangent of which only contact has changed. False if it is not positive definite.
  bool update_factorisation(const linear::SymmetricMatrix& matrix, MinimiserReport& report);
  /// Corrects a Newton direction for what contact does along it: minimises the sum of the skin's quadratic model and
  /// contact as it is, beginning along the direction. Left alone where contact changes as its tangent says.
  void correct_direction_for_contact(IncrementalPotential& potential, const Iterate& at,
                                     const std::vector<bool>& active, std::vector<double>& direction,
                                     MinimiserReport& report);
  /// Whether the trial's energy is not higher by more than rounding can make it.
  bool differ_by_rounding(const IncrementalPotential& potential, const Iterate& at, const Iterate& trial) const;
  /// Whether the slope along the direction has fallen enough, where energies differ by rounding only.
  bool flattens(const IncrementalPotential& potential, const Iterate& at, const Iterate& trial,
                const std::vector<double>& direction) const;
  bool search_line(IncrementalPotential& potential, const std::vector<double>& direction, Iterate& at,
                   Iterate& trial) const;

  MinimiserParameters parameters_;
  linear::CholeskySolver solver_;
  bool scaled_ = false; ///< the last factorised tangent's diagonal was
};

} // namespace acumen::stepping
