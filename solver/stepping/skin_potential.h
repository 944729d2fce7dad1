#pragma once

#include "solver/linear/symmetric_matrix.h"
#include "solver/stepping/skin_model.h"

#include <memory>

namespace acumen::stepping {

/// Viscoelastic memory of one quadrature point, at the last converged step.
struct OverstressHistory {
  dealii::SymmetricTensor<2, 3> stress;                ///< long-term isochoric second Piola–Kirchhoff stress [Pa]
  dealii::SymmetricTensor<2, 3> cauchy_green;          ///< C [-]
  dealii::SymmetricTensor<2, 3> overstress;            ///< sum of the branches as they act in C's isochoric part [Pa]
  std::vector<dealii::SymmetricTensor<2, 3>> branches; ///< [Pa]
};

/// Everything that one converged step hands to the next.
struct SkinState {
  std::vector<double> displacement;                  ///< [m]
  std::vector<fracture::CrackHistory> cracks;        ///< a cell
  std::vector<OverstressHistory> overstress;         ///< four a cell in viscoelastic layers, in the cells' order
  std::vector<contact::ContactPointHistory> contact; ///< four a face
};

/// Energies at a converged state [J].
struct EnergyContent {
  double elastic = 0.;           ///< long-term strain energy of the bulk
  double barrier = 0.;           ///< of the corner barrier
  double crack_recoverable = 0.; ///< in the cohesive zone's springs
  double contact = 0.;           ///< in the contact penalty
  std::vector<double> fracture;  ///< spent on cracks, by layer
  double stored() const { return elastic + barrier + crack_recoverable + contact; }
};

/// What a step dissipated [J].
struct StepDissipation {
  /// Work of the overstress, including what its springs can still give back, by the trapezoidal rule: right where the
  /// deformation went smoothly from one end of the step to the other.
  double viscous = 0.;
  /// The same from the step's incremental potential: right whatever way a snap has taken.
  double viscous_of_snap = 0.;
};

/// How far values at neighbouring displacements differ by rounding alone: F is rounded to 1 + 1e-16 where the skin is
/// nearly undeformed, and stiff or large cells make much of it.
struct Rounding {
  double energy = 0.; ///< of the whole: I1 - 3 is a small difference [J]
  double force = 0.;  ///< of a node: J - 1 is a small difference [N]
};

/// The incremental potential of one load step: bulk + cracks + corner barrier + contact + friction − dead loads.
///
/// One step of the simulation is one minimisation of it over the displacements, the cracks' openings being eliminated
/// cell by cell. `begin_step` fixes the history; the energy methods are functions of the displacement; `commit_step`
/// advances.
class SkinPotential {
public:
  SkinPotential(const SkinModel& model, const mechanics::CornerBarrier& barrier);

  void attach_needle(const meshes::NeedleProfile& needle, const contact::ContactParameters& parameters, double radius);
  /// Dead nodal forces [N] (for verification problems); zero by default.
  void set_dead_load(std::vector<double> force) { dead_load_ = std::move(force); }

  /// Starts a step of `duration` [s] (infinite: fully relaxed) with the needle at `position`.
  void begin_step(double duration, const contact::NeedlePosition& position);
  /// Puts the needle's tip at another height [m] within the step that has begun; histories stay those of its start.
  void move_needle(double tip) { position_.tip = tip; }

  const Rounding& rounding() const { return rounding_; }
  /// Energy of a trial displacement; the openings found are kept as trial openings. May be +infinity.
  double trial_energy(const std::vector<double>& displacement);
  /// Makes the last trial, whose displacement is given, the current iterate.
  void accept_trial(const std::vector<double>& displacement);

  /// Energy, gradient and (unconstrained) bulk Hessian; contact's Hessian is added separately. The openings found are
  /// trial openings, as after `trial_energy`. May be +infinity: gradient and Hessian are then not set. Where the last
  /// assembly of the step was, only contact is evaluated again.
  double assemble(const std::vector<double>& displacement, std::vector<double>& gradient);
  /// Replaces the bulk Hessian of the last assembly by that of the element tangents projected onto positive
  /// semi-definite ones.
  void project_tangents();
  /// Adds contact's Hessian.
  void add_contact_tangent(const std::vector<double>& displacement, contact::ContactTangent tangent);
  /// Energy [J] of contact and friction alone, whose gradient [N] is added to `gradient`.
  double add_contact_gradient(const std::vector<double>& displacement, std::vector<double>& gradient) const {
    return add_contact(displacement, materials::Evaluate::stress, gradient);
  }
  /// Sets the matrix to the bulk Hessian of the last assembly (or of the last projection), contact left out.
  void reset_to_bulk_tangent();
  /// That Hessian times a direction.
  std::vector<double> bulk_tangent_times(const std::vector<double>& direction) const;
  linear::SymmetricMatrix& matrix() { return *matrix_; }
  /// Energy and gradient only.
  double gradient(const std::vector<double>& displacement, std::vector<double>& gradient);

  contact::ContactSummary contact_summary(const std::vector<double>& displacement) const;
  /// Takes the normal forces at this state as friction's lagged ones.
  void renew_friction(const std::vector<double>& displacement);
  /// Makes a converged displacement the start of the next step.
  StepDissipation commit_step(const std::vector<double>& displacement);

  EnergyContent energy_content() const;
  const SkinState& state() const { return state_; }
  void restore(SkinState state);
  const SkinModel& model() const { return model_; }
  const contact::NeedleContact* needle_contact() const { return contact_.get(); }
  const contact::NeedlePosition& position() const { return position_; }

private:
  mechanics::ElementState<2> element_state(unsigned int cell, const std::vector<double>& displacement) const;
  fracture::CrackLaw crack_law(unsigned int cell) const;
  double cell_energy(unsigned int cell, const std::vector<double>& displacement);
  double predicted_opening(unsigned int cell, const std::vector<double>& displacement) const;
  /// Like cell_response, for a cell with cracks.
  template <class Law>
  bool cracked_response(unsigned int cell, const Law& law, mechanics::ElementState<2>& state, materials::Evaluate level,
                        mechanics::ElementResponse<2>& response);
  bool cell_response(unsigned int cell, const std::vector<double>& displacement, materials::Evaluate level,
                     mechanics::ElementResponse<2>& response);
  double evaluate_all(const std::vector<double>& displacement, materials::Evaluate level,
                      std::vector<double>& gradient);
  /// The skin's part of evaluate_all.
  double evaluate_skin(const std::vector<double>& displacement, materials::Evaluate level,
                       std::vector<double>& gradient);
  /// The same from what the last assembly left.
  double recall_skin(materials::Evaluate level, std::vector<double>& gradient);
  bool add_barrier(unsigned int cell, const std::vector<double>& displacement, materials::Evaluate level,
                   mechanics::ElementResponse<2>& response) const;
  double add_contact(const std::vector<double>& displacement, materials::Evaluate level,
                     std::vector<double>& gradient) const;
  void commit_overstress(const std::vector<double>& displacement, StepDissipation& dissipation);

  /// What the skin alone (no contact, no loads) answered in the last assembly, whose tangents are in tangents_.
  struct Assembly {
    bool valid = false;
    double energy = 0.;
    std::vector<double> displacement, gradient, openings;
  };

  const SkinModel& model_;
  mechanics::CornerBarrier barrier_;
  Assembly assembly_;
  std::vector<double> dead_load_;
  std::unique_ptr<contact::NeedleContact> contact_;
  std::unique_ptr<linear::SymmetricMatrix> matrix_;
  contact::NeedlePosition position_;
  double duration_ = 0.;
  Rounding rounding_;
  SkinState state_;
  std::vector<std::array<double, 64>> tangents_;              ///< by cell, of the last assembly, row-major
  std::vector<double> iterate_;                               ///< displacement at the current iterate [m]
  std::vector<std::array<double, 8>> sensitivity_;            ///< by cell: dw/du at the last assembly
  std::vector<double> openings_, trial_openings_;             ///< by cell, current iterate and last trial [m]
  std::vector<dealii::SymmetricTensor<2, 3>> history_stress_; ///< like state_.overstress
  std::vector<int> first_overstress_;                         ///< by cell: index of its first point, −1 if elastic
  std::vector<double> overstress_factor_;                     ///< by layer
  std::vector<bool> guarded_;                                 ///< by cell: the corner barrier watches it
};

} // namespace acumen::stepping
