#pragma once

#include "solver/linear/symmetric_matrix.h"
#include "solver/mechanics/term_group.h"

#include <deal.II/lac/affine_constraints.h>

#include <map>
#include <memory>

namespace acumen::stepping {

using mechanics::EnergyContent;
using mechanics::StepDissipation;
using mechanics::TangentKind;
using mechanics::Vector;

/// How far values at neighbouring displacements differ by rounding alone: F is rounded to 1 + 1e-16 where a body is
/// nearly undeformed, and stiff or large cells make much of it.
struct Rounding {
  double energy = 0.; ///< of the whole: I1 - 3 is a small difference [J]
  double force = 0.;  ///< of a node: J - 1 is a small difference [N]
};

/// Everything that one converged step hands to the next: the displacement [m], and every term's history by its name.
struct PotentialState {
  Vector displacement;
  std::map<std::string, mechanics::History> history;
};

/// The incremental potential of one load step, a sum of energy terms: Pi(u) = sum over groups, entities and terms.
///
/// It knows neither dimension nor terms. One step of a simulation is one minimisation of it over the displacements u.
/// `begin_step` fixes the history; the energy methods are functions of u; `commit_step` advances.
///
/// Terms are of two kinds. The tangents of smooth ones are costly: they are assembled once an iterate and kept. Contact
/// changes along a direction and costs little: it is evaluated anew where it is asked for, and its rows are eliminated
/// last (linear::SymmetricMatrix), so that a change of it alone is cheap to solve for.
class IncrementalPotential {
public:
  /// \param constraints, non_negative what holds for the unknowns (mechanics::Discretisation); both must outlive this
  IncrementalPotential(unsigned int n_dofs, const dealii::AffineConstraints<double>& constraints,
                       const std::vector<bool>& non_negative);

  /// Adds a group of terms. Groups must be complete before the first step.
  template <class Group> Group& add_smooth(std::unique_ptr<Group> group) { return add(smooth_, std::move(group)); }
  template <class Group> Group& add_contact(std::unique_ptr<Group> group) { return add(contact_, std::move(group)); }
  void set_rounding(const Rounding& rounding) { rounding_ = rounding; }

  unsigned int n_dofs() const { return n_dofs_; }
  bool is_constrained(const unsigned int dof) const { return constraints_.is_constrained(dof); }
  const std::vector<bool>& non_negative() const { return non_negative_; }
  const Rounding& rounding() const { return rounding_; }

  /// Starts a step of `duration` [s] (infinite: fully relaxed).
  void begin_step(double duration);
  /// Energy of a trial displacement; internal unknowns found are kept as trial ones. May be +infinity.
  double trial_energy(const Vector& displacement);
  /// Makes the last trial, whose displacement is given, the current iterate.
  void accept_trial(const Vector& displacement);
  /// Energy, gradient and (unconstrained) smooth tangent; contact's tangent is added separately. Internal unknowns are
  /// trial ones, as after `trial_energy`. May be +infinity: gradient and tangent are then not set. Where the last
  /// assembly of the step was, only contact is evaluated again.
  double assemble(const Vector& displacement, Vector& gradient);
  /// Energy and gradient only; the trial becomes the current iterate.
  double gradient(const Vector& displacement, Vector& gradient);

  /// Replaces the smooth tangent of the last assembly by that of entities projected onto positive semi-definite ones.
  void project_tangents();
  void add_contact_tangent(const Vector& displacement, TangentKind kind);
  /// Energy [J] of contact alone, whose gradient [N] is added to `gradient`.
  double add_contact_gradient(const Vector& displacement, Vector& gradient) const;
  /// Sets the matrix to the smooth tangent of the last assembly (or of the last projection), contact left out.
  void reset_to_smooth_tangent();
  /// That tangent times a direction.
  Vector smooth_tangent_times(const Vector& direction) const;
  linear::SymmetricMatrix& matrix();

  /// Sum of the magnitudes of the contact forces [N]: the scale of residuals.
  double force_scale(const Vector& displacement) const;
  /// Takes what terms lag within a step (friction's normal forces) from this state.
  void update_lagged(const Vector& displacement);
  /// Makes a converged displacement the start of the next step.
  StepDissipation commit_step(const Vector& displacement);
  /// At the last converged step.
  EnergyContent energy_content(unsigned int n_layers) const;

  const PotentialState& state() const { return state_; }
  /// Goes on from a converged state. Throws std::invalid_argument if it does not fit the terms.
  void restore(PotentialState state);
  /// Names of the terms that have a history, under which it stands in a state.
  std::vector<std::string> term_names() const;
  /// Whether `restore` would accept it.
  bool fits(const PotentialState& state) const;

private:
  using Groups = std::vector<std::unique_ptr<mechanics::TermGroup>>;
  template <class Group> Group& add(Groups& groups, std::unique_ptr<Group> group) {
    Group& result = *group;
    groups.push_back(std::move(group));
    matrix_.reset();
    return result;
  }
  /// What the smooth terms answered in the last assembly; the tangents are kept by the groups.
  struct Assembly {
    bool valid = false;
    double energy = 0.;
    Vector displacement, gradient;
  };
  double evaluate(const Vector& displacement, mechanics::Evaluate level, Vector& gradient);
  double evaluate_smooth(const Vector& displacement, mechanics::Evaluate level, Vector& gradient);
  double recall_smooth(mechanics::Evaluate level, Vector& gradient);
  void add_tangents(const Groups& groups, unsigned int first_block);
  unsigned int n_smooth_entities() const;
  template <class Action> void for_each_term(const Action& action) const;

  unsigned int n_dofs_;
  const dealii::AffineConstraints<double>& constraints_;
  const std::vector<bool>& non_negative_;
  Groups smooth_, contact_;
  std::unique_ptr<linear::SymmetricMatrix> matrix_;
  Rounding rounding_;
  Assembly assembly_;
  PotentialState state_;
};

} // namespace acumen::stepping
