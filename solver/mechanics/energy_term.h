#pragma once

#include "materials/laws/response.h"
#include "solver/mechanics/vector.h"

#include <array>
#include <string>
#include <vector>

namespace acumen::mechanics {

using materials::Evaluate;

/// Which second derivatives of a term's energy a tangent has.
enum class TangentKind {
  exact,
  semidefinite, ///< without what can make it indefinite, such as the curvature of a rigid surface
  majorant      ///< semidefinite, and with secant stiffnesses that no step along a direction can exceed
};

/// Energies of a body at a converged state [J].
struct EnergyContent {
  double elastic = 0.;           ///< long-term strain energy of the bulk
  double barrier = 0.;           ///< of the corner barrier
  double crack_recoverable = 0.; ///< in the cohesive zone's springs
  double contact = 0.;           ///< in the contact penalty
  std::vector<double> fracture;  ///< spent on cracks, by layer
  double stored() const { return elastic + barrier + crack_recoverable + contact; }
};

/// What a step dissipated in the bulk and its cracks [J].
struct StepDissipation {
  /// Work of the overstress, including what its springs can still give back, by the trapezoidal rule: right where the
  /// deformation went smoothly from one end of the step to the other.
  double viscous = 0.;
  /// The same from the step's incremental potential: right whatever way a snap has taken.
  double viscous_of_snap = 0.;
};

/// Numbers that a term carries from one converged step to the next, entity by entity.
using History = std::vector<double>;

/// One term of the incremental potential of a load step.
///
/// A term is a sum over entities (cells, faces, nodes) of an energy of the entity's unknowns. Internal unknowns of an
/// entity (a crack's opening) are eliminated inside the term: it then keeps their values at the last trial, at the
/// current iterate and at the last converged step. Terms do not know of one another.
class EnergyTerm {
public:
  virtual ~EnergyTerm() = default;

  /// Under which its history is stored; unique within a potential.
  virtual std::string name() const = 0;

  /// Starts a step of `duration` [s] (infinite: fully relaxed) from the last converged state.
  virtual void begin_step(double /*duration*/) {}
  /// Makes the last trial, evaluated at `displacement`, the current iterate.
  virtual void accept_trial(const Vector& /*displacement*/) {}
  /// Keeps the internal unknowns of the last trial, at which tangents were assembled, and takes them up again.
  virtual void keep_trial() {}
  virtual void recall_trial() {}
  /// Takes what the term lags within a step (friction's normal forces) from this state.
  virtual void update_lagged(const Vector& /*displacement*/) {}
  /// Makes a converged displacement, which is the current iterate, the start of the next step.
  virtual void commit_step(const Vector& /*displacement*/, StepDissipation& /*dissipation*/) {}

  /// Adds the energies at the last converged step, whose displacement is given; `fracture` has an entry a layer.
  virtual void add_energy_content(const Vector& displacement, EnergyContent& content) const = 0;
  /// Sum of the magnitudes of the forces [N] by which something outside acts on the body: the scale of residuals.
  virtual double force_scale(const Vector& /*displacement*/) const { return 0.; }

  /// History of the last converged step, and going on from one.
  virtual History pack() const { return {}; }
  virtual void unpack(const History& /*history*/) {}
};

/// Energy of one entity and its derivatives with respect to the entity's n unknowns.
template <int n> struct LocalResponse {
  double energy = 0.;  ///< [J]; +infinity where the unknowns are inadmissible
  bool active = false; ///< some term added to it
  std::array<double, n> gradient{};
  std::array<std::array<double, n>, n> hessian{};
};

/// A term on entities of n unknowns each.
template <int n> class EntityTerm : public EnergyTerm {
public:
  /// Adds the entity's energy and, up to `level`, its derivatives at the entity's unknowns `u`; the Hessian is of the
  /// given kind. What it adds beyond `level` is undefined.
  virtual void add(unsigned int entity, const std::array<double, n>& u, Evaluate level, TangentKind kind,
                   LocalResponse<n>& response) = 0;
};

} // namespace acumen::mechanics
