// Force control: the travel that gives the wanted force, within the speed the device can move at.
#include "solver/stepping/insertion.h"
#include "solver/stepping/insertion_attempt.h"

#include <algorithm>
#include <cmath>

namespace acumen::stepping {

namespace {

constexpr double force_tolerance = 1e-3;
constexpr unsigned int max_trials = 12;

} // namespace

bool Insertion::force_step() {
  const LoadPhase& phase = problem_.programme[state_.phase];
  const bool hold = phase.kind == LoadPhase::Kind::force_hold;
  const double duration = std::min(hold ? state_.dwell_step : phase.duration / 50., phase.duration - state_.phase_time);
  const double share = (state_.phase_time + duration) / phase.duration;
  const double wanted =
      hold ? phase.target : state_.phase_start_force + share * (phase.target - state_.phase_start_force);
  const double allowed = force_tolerance * std::max(std::abs(wanted), problem_.stepping.minimiser.force_floor);
  // A device cannot jump: it follows the force only as fast as it can move.
  double cap = std::min(state_.step_size, phase.speed * duration);

  // Regula falsi on the increment; the interval opens towards whichever side the force asks for.
  double lower = -cap, upper = cap;
  double increment = std::clamp((wanted - force()) / std::max(stiffness_estimate(), 1e-3), -cap, cap);
  for (unsigned int trial = 0;; ++trial) {
    Attempt attempt;
    // A step cut short by the step size takes only the time the device needs for it.
    const bool cut_short = std::abs(increment) >= 0.999 * cap && cap < 0.999 * phase.speed * duration;
    const double time = cut_short ? std::abs(increment) / phase.speed : duration;
    if (!try_step(increment, time, attempt)) {
      state_.step_size *= 0.5;
      cap *= 0.5;
      if (state_.step_size < problem_.stepping.smallest_step) {
        diagnose(attempt);
        return false;
      }
      lower = -cap, upper = cap;
      increment = std::clamp(increment, lower, upper);
      continue;
    }
    const double excess = -attempt.contact.axial_force - wanted;
    (excess > 0. ? upper : lower) = increment;
    const bool at_cap = (excess < 0. && increment >= cap) || (excess > 0. && increment <= -cap);
    if (std::abs(excess) <= allowed || at_cap || trial >= max_trials || upper - lower < 1e-12) {
      commit(attempt);
      state_.phase_time += time;
      if (hold)
        state_.dwell_step *= 1.5;
      state_.step_size = std::min(problem_.stepping.largest_step, problem_.stepping.growth * state_.step_size);
      return true;
    }
    const double next = increment - excess / std::max(stiffness_estimate(), 1e-3);
    increment = next > lower && next < upper && trial < 4 ? next : 0.5 * (lower + upper);
    if (upper - cap == 0. && excess < 0.)
      increment = std::min(cap, std::max(next, increment));
  }
}

double Insertion::stiffness_estimate() const {
  // Slope of the force over the last step that moved.
  for (std::size_t i = state_.records.size(); i-- > 1;) {
    const double moved = state_.records[i].travel - state_.records[i - 1].travel;
    const double gained = state_.records[i].force - state_.records[i - 1].force;
    if (std::abs(moved) > 1e-12 && gained / moved > 0.)
      return gained / moved;
  }
  return 1.;
}

} // namespace acumen::stepping
