#pragma once

#include "solver/stepping/load_programme.h"
#include "solver/stepping/minimiser.h"
#include "solver/stepping/observables.h"

#include <functional>

namespace acumen::stepping {

/// How the load is stepped.
struct SteppingParameters {
  double first_step = 0.;   ///< of the needle's travel [m]
  double largest_step = 0.; ///< [m]
  /// A larger step in which equilibrium is lost before puncture is repeated in smaller ones down to this size: the
  /// force at which the skin gives way is then known to within it, and so is the state it snaps to [m].
  double step_at_instability = std::numeric_limits<double>::infinity();
  /// Energy that a smooth step may book wrongly over the largest work so far: a longer one is halved. Where skin slips
  /// off the needle its force and friction bend within a step, and the trapezoidal rule errs [-].
  double energy_error = 5e-4;
  double smallest_step = 0.; ///< below it a step is given up [m]
  double growth = 1.3;
  unsigned int easy_iterations = 12; ///< the step grows after a step that took no more
  unsigned int friction_passes = 1;  ///< how often the lagged normal force is renewed within a step
  double first_dwell_step = 0.01;    ///< first time step of a dwell [s]
  MinimiserParameters minimiser;
};

/// A run's complete problem.
struct InsertionProblem {
  std::vector<Layer> layers;
  meshes::NeedleProfile needle;
  meshes::MeshParameters mesh;
  contact::ContactParameters contact;
  double contact_radius = 0.; ///< faces of the top surface within it can touch the needle [m]
  CrackParameters cracks;
  mechanics::CornerBarrier barrier;
  LoadProgramme programme;
  SteppingParameters stepping;
};

/// Where a run stands: with the problem, all that is needed to go on.
struct InsertionState {
  PotentialState skin;
  std::vector<double> previous_displacement; ///< one step back, for the predictor [m]
  double previous_increment = 0.;            ///< of the travel in the last step [m]
  double step_size = 0.;                     ///< for the next step [m]
  double phase_time = 0.;                    ///< since the current phase began [s]
  double dwell_step = 0.;                    ///< next time step of a dwell [s]
  double phase_start_force = 0.;             ///< [N]
  double surface_height = 0.;                ///< of the undisturbed surface after pre-stretch [m]
  double stored_before_touch = 0.;           ///< [J]
  unsigned int phase = 0;
  std::vector<StepRecord> records;
};

/// Why a run ended.
enum class InsertionOutcome { completed, not_converged, stopped };

/// What went wrong, where, and what to try.
struct Diagnosis {
  std::string reason;
  std::string place; ///< element, layer, contact
  std::string advice;
};

/// First touch, puncture, penetration, dwell and withdrawal of a rigid needle: a sequence of minimisations.
class Insertion {
public:
  explicit Insertion(InsertionProblem problem);

  /// Called after every converged step; false asks the run to stop there.
  using Observer = std::function<bool(const Insertion&)>;

  /// Runs (or, after `restore`, goes on with) the programme.
  InsertionOutcome run(const Observer& observer);
  void restore(InsertionState state);

  const InsertionProblem& problem() const { return problem_; }
  const InsertionState& state() const { return state_; }
  const SkinModel& model() const { return model_; }
  const SkinPotential& potential() const { return potential_; }
  const std::vector<StepRecord>& records() const { return state_.records; }
  const Diagnosis& diagnosis() const { return diagnosis_; }
  /// Height of the needle's tip in the mesh's coordinates [m].
  double tip_height() const { return potential_.position().tip; }

private:
  struct Attempt;
  void equilibrate_before_touch();
  bool phase_done() const;
  void begin_phase();
  bool advance();
  bool try_step(double increment, double duration, Attempt& attempt, Instability instability = Instability::slide_down,
                bool may_shorten = false);
  bool travel_step();
  /// One step of the needle towards `remaining` [m], as long as may be; `out`: while it is withdrawn.
  bool step_towards(double remaining, double speed, bool out = false);
  bool dwell_step();
  bool force_step();
  enum class ForceSearch { reached, out_of_reach, not_converged };
  /// Tries steps of `duration` [s] no longer than `limit` [m] until one gives the wanted force [N].
  ForceSearch find_force(double wanted, double limit, double duration, Attempt& attempt);
  /// Moves at the device's speed in a force-controlled phase: takes the attempt that did, or smaller steps where the
  /// skin gave way in it before it was pierced.
  bool follow(const Attempt& attempt);
  void predict(double increment, std::vector<double>& displacement);
  bool guess_is_far_from_equilibrium(const std::vector<double>& guess);
  void commit(const Attempt& attempt);
  /// Whether the last step's energies close well enough.
  bool energy_balance_closes() const;
  void diagnose(const Attempt& attempt);
  bool mouth_is_open() const;
  double stiffness_estimate() const;
  double travel() const { return state_.records.empty() ? 0. : state_.records.back().travel; }
  double force() const { return state_.records.empty() ? 0. : state_.records.back().force; }

  InsertionProblem problem_;
  SkinModel model_;
  SkinPotential potential_;
  Minimiser minimiser_;
  InsertionState state_;
  Diagnosis diagnosis_;
};

} // namespace acumen::stepping
