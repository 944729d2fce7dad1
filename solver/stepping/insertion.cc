#include "solver/stepping/insertion.h"
#include "solver/stepping/insertion_attempt.h"

#include <algorithm>
#include <cmath>

namespace acumen::stepping {

namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();
/// Far enough above the skin that nothing touches [m].
constexpr double clear_of_skin = 1.;
/// How much looser than the last a pass before it converges.
constexpr double loose_pass = 1e4;
/// Contact force of a step's first guess over that of the last equilibrium above which the guess is of no use.
constexpr double far_from_equilibrium = 3.;

/// Largest travel so far [m].
double deepest_travel(const std::vector<StepRecord>& records) {
  double result = 0.;
  for (const StepRecord& record : records)
    result = std::max(result, record.travel);
  return result;
}

} // namespace

Insertion::Insertion(InsertionProblem problem)
    : problem_(std::move(problem)), model_(problem_.layers, problem_.mesh, problem_.cracks),
      potential_(model_, problem_.barrier), minimiser_(problem_.stepping.minimiser) {
  potential_.attach_needle(problem_.needle, problem_.contact, model_.contact_faces(problem_.contact_radius));
  state_.step_size = problem_.stepping.first_step;
  state_.dwell_step = problem_.stepping.first_dwell_step;
}

void Insertion::restore(InsertionState state) {
  state_ = std::move(state);
  potential_.restore(state_.skin);
  const double tip = state_.surface_height - travel();
  potential_.begin_step(infinity, {tip, tip});
}

void Insertion::equilibrate_before_touch() {
  // Pre-stretched layers bulge a little before they are in equilibrium; the relaxed state is taken, untouched.
  std::vector<double> displacement(model_.n_dofs(), 0.);
  const contact::NeedlePosition away{clear_of_skin, clear_of_skin};
  potential_.begin_step(infinity, away);
  const auto report = minimiser_.minimise(potential_, displacement);
  if (!report.converged)
    throw std::runtime_error("the pre-stretched skin found no equilibrium before the first touch: " + report.reason);
  potential_.commit_step(displacement);
  state_.skin = potential_.state();
  state_.previous_displacement = displacement;
  state_.surface_height = displacement[model_.top_nodes().front().vertical];
  state_.stored_before_touch = potential_.energy_content().stored();
  StepRecord first;
  first.ledger.fracture.assign(model_.layers().size(), 0.);
  state_.records.push_back(first);
}

void Insertion::predict(const double increment, std::vector<double>& displacement) {
  displacement = state_.skin.displacement;
  if (state_.previous_increment == 0. || increment * state_.previous_increment <= 0.)
    return;
  const double stay = potential_.trial_energy(displacement);
  std::vector<double> extrapolated(displacement.size());
  const double factor = increment / state_.previous_increment;
  for (unsigned int i = 0; i < displacement.size(); ++i) {
    extrapolated[i] = displacement[i] + factor * (displacement[i] - state_.previous_displacement[i]);
    if (model_.non_negative()[i])
      extrapolated[i] = std::max(0., extrapolated[i]);
  }
  // Assembled at once: the first iteration needs it.
  std::vector<double> gradient;
  if (potential_.assemble(extrapolated, gradient) < stay)
    displacement = extrapolated;
}

/// Whether a first guess leaves so much skin inside the needle that descending from it would crawl: skin driven out
/// from there inverts cells on its way, and every iteration is cut short.
bool Insertion::guess_is_far_from_equilibrium(const std::vector<double>& guess) {
  const double now = potential_.position().tip;
  potential_.move_needle(potential_.position().tip_at_start);
  const double last_force = potential_.contact_summary(state_.skin.displacement).normal_force;
  potential_.move_needle(now);
  return potential_.contact_summary(guess).normal_force >
         far_from_equilibrium * std::max(last_force, problem_.stepping.minimiser.force_floor);
}

bool Insertion::try_step(const double increment, const double duration, Attempt& attempt, const Instability instability,
                         const bool may_shorten) {
  attempt = Attempt();
  attempt.increment = increment;
  attempt.duration = duration;
  potential_.restore(state_.skin);
  const double start = state_.surface_height - travel();
  potential_.begin_step(duration, {start - increment, start});
  predict(increment, attempt.displacement);
  attempt.too_long = may_shorten && guess_is_far_from_equilibrium(attempt.displacement);
  if (attempt.too_long)
    return false;
  for (unsigned int pass = 0;; ++pass) {
    // Before the friction is renewed, equilibrium need not be exact.
    const bool last_pass = problem_.contact.friction_coefficient <= 0. || pass >= problem_.stepping.friction_passes;
    attempt.report = minimiser_.minimise(potential_, attempt.displacement, last_pass ? 1. : loose_pass, instability);
    attempt.iterations += attempt.report.iterations;
    attempt.factorisations += attempt.report.factorisations;
    attempt.snapped = attempt.snapped || attempt.report.indefinite;
    attempt.contact = potential_.contact_summary(attempt.displacement);
    if (!attempt.report.converged)
      return false;
    if (last_pass)
      return true;
    potential_.update_lagged(attempt.displacement);
  }
}

void Insertion::commit(const Attempt& attempt) {
  StepRecord record;
  const StepRecord& last = state_.records.back();
  record.step = last.step + 1;
  record.phase = state_.phase;
  record.time = last.time + attempt.duration;
  record.travel = last.travel + attempt.increment;
  record.force = 0. - attempt.contact.axial_force;
  record.friction_force = 0. - attempt.contact.axial_friction;
  record.plate_force = 0. - attempt.contact.plate_force;
  record.deepest_overlap = attempt.contact.deepest_penetration;
  const double reaction = support_reaction(potential_, attempt.displacement);
  record.reaction_mismatch =
      std::abs(reaction - record.force) / std::max(std::abs(record.force), problem_.stepping.minimiser.force_floor);
  record.iterations = attempt.iterations;
  record.factorisations = attempt.factorisations;
  record.snapped = attempt.snapped;
  observe_geometry(model_, potential_.position().tip, problem_.needle, attempt.displacement, state_.surface_height,
                   record);

  const StepDissipation dissipation = potential_.commit_step(attempt.displacement);
  const EnergyContent content = potential_.energy_content();
  record.ledger = last.ledger;
  // The needle has moved on when the skin snaps, so until then it worked against the force before the snap.
  const double smooth_work = 0.5 * (last.force + record.force) * attempt.increment;
  record.ledger.external += attempt.snapped ? std::max(smooth_work, last.force * attempt.increment) : smooth_work;
  record.ledger.friction += attempt.contact.friction_dissipation;
  record.ledger.viscous += attempt.snapped ? dissipation.viscous_of_snap : dissipation.viscous;
  record.ledger.fracture = content.fracture;
  record.ledger.stored = content.stored() - state_.stored_before_touch;
  if (attempt.snapped)
    record.ledger.released += std::max(0., record.ledger.closure_error() - last.ledger.closure_error());

  state_.previous_displacement = state_.skin.displacement;
  state_.previous_increment = attempt.increment;
  state_.skin = potential_.state();
  state_.records.push_back(record);
}

bool Insertion::energy_balance_closes() const {
  const auto& records = state_.records;
  double largest_work = 0.;
  for (const StepRecord& record : records)
    largest_work = std::max(largest_work, std::abs(record.ledger.external));
  const double error = records.back().ledger.closure_error() - records[records.size() - 2].ledger.closure_error();
  return records.back().snapped || std::abs(error) <= problem_.stepping.energy_error * largest_work;
}

bool Insertion::mouth_is_open() const {
  return !state_.records.empty() && state_.records.back().hole_radius >= 0.5 * problem_.needle.tip_radius();
}

bool Insertion::travel_step() {
  const LoadPhase& phase = problem_.programme[state_.phase];
  if (phase.kind == LoadPhase::Kind::withdraw)
    return step_towards(-infinity, phase.speed, true);
  return step_towards(phase.target - travel(), phase.speed);
}

bool Insertion::step_towards(double remaining, const double speed, const bool out) {
  const double direction = remaining < 0. ? -1. : 1.;
  remaining = std::abs(remaining);
  for (;;) {
    double size = std::min(state_.step_size, remaining);
    // Two equal last steps instead of a sliver.
    if (size < remaining && remaining < 1.5 * size)
      size = 0.5 * remaining;
    const double fine = problem_.stepping.step_at_instability;
    const bool may_refine = !out && !mouth_is_open() && size > fine;
    Attempt attempt;
    if (try_step(direction * size, size / speed, attempt, may_refine ? Instability::give_up : Instability::slide_down,
                 size > fine)) {
      InsertionState before = state_;
      commit(attempt);
      if (size > fine && !energy_balance_closes()) {
        state_ = std::move(before);
        state_.step_size = std::max(fine, 0.5 * size);
        continue;
      }
      if (attempt.iterations <= problem_.stepping.easy_iterations && size >= 0.99 * state_.step_size)
        state_.step_size = std::min(problem_.stepping.largest_step, problem_.stepping.growth * state_.step_size);
      return true;
    }
    if (attempt.too_long) {
      state_.step_size = std::max(fine, 0.5 * size);
      continue;
    }
    if (may_refine && attempt.report.indefinite) {
      state_.step_size = std::max(fine, 0.25 * size);
      continue;
    }
    state_.step_size = 0.5 * size;
    if (state_.step_size < problem_.stepping.smallest_step) {
      diagnose(attempt);
      return false;
    }
  }
}

bool Insertion::dwell_step() {
  const LoadPhase& phase = problem_.programme[state_.phase];
  const double duration = std::min(state_.dwell_step, phase.duration - state_.phase_time);
  Attempt attempt;
  if (!try_step(0., duration, attempt)) {
    diagnose(attempt);
    return false;
  }
  commit(attempt);
  state_.phase_time += duration;
  state_.dwell_step *= 1.5;
  return true;
}

bool Insertion::phase_done() const {
  const LoadPhase& phase = problem_.programme[state_.phase];
  switch (phase.kind) {
  case LoadPhase::Kind::travel:
    return std::abs(phase.target - travel()) < 1e-12;
  case LoadPhase::Kind::withdraw: {
    // Out: nothing touches any more, nor did in the pass whose normal forces friction went by. Skin may cling to the
    // needle above where it was touched first, but not for ever.
    const auto& records = state_.records;
    return travel() <= -deepest_travel(records) ||
           (records.size() > 1 && records.back().phase == state_.phase && std::abs(records.back().force) < 1e-9 &&
            potential_.contact_summary(state_.skin.displacement).normal_force == 0.);
  }
  case LoadPhase::Kind::dwell:
  case LoadPhase::Kind::force:
  case LoadPhase::Kind::force_hold:
    return state_.phase_time >= phase.duration * (1. - 1e-12);
  }
  return true;
}

void Insertion::begin_phase() {
  state_.phase_time = 0.;
  state_.phase_start_force = force();
  state_.dwell_step = problem_.stepping.first_dwell_step;
  state_.step_size = state_.phase == 0 ? problem_.stepping.first_step
                                       : std::max(problem_.stepping.first_step, 0.25 * problem_.stepping.largest_step);
  state_.previous_increment = 0.;
}

bool Insertion::advance() {
  switch (problem_.programme[state_.phase].kind) {
  case LoadPhase::Kind::travel:
  case LoadPhase::Kind::withdraw:
    return travel_step();
  case LoadPhase::Kind::dwell:
    return dwell_step();
  case LoadPhase::Kind::force:
  case LoadPhase::Kind::force_hold:
    return force_step();
  }
  return false;
}

InsertionOutcome Insertion::run(const Observer& observer) {
  if (state_.records.empty()) {
    equilibrate_before_touch();
    begin_phase();
    if (!observer(*this))
      return InsertionOutcome::stopped;
  }
  while (state_.phase < problem_.programme.size()) {
    if (phase_done()) {
      ++state_.phase;
      begin_phase();
      continue;
    }
    if (!advance())
      return InsertionOutcome::not_converged;
    if (!observer(*this))
      return InsertionOutcome::stopped;
  }
  return InsertionOutcome::completed;
}

} // namespace acumen::stepping
