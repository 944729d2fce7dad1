// Force control: the travel that gives the wanted force, within the speed the device can move at.
#include "solver/stepping/insertion.h"
#include "solver/stepping/insertion_attempt.h"

#include <algorithm>
#include <cmath>

namespace acumen::stepping {

namespace {

/// Of the wanted force, within which it counts as reached.
constexpr double force_tolerance = 1e-3;
/// A ramp is cut into this many steps at least.
constexpr double steps_of_ramp = 50.;
/// Time steps grow by this factor.
constexpr double growth_in_time = 1.5;
constexpr unsigned int max_trials = 12;
/// Softer than any skin: a first guess then goes as far as it may [N/m].
constexpr double least_stiffness = 1e-3;

/// Bracketed search for the root of a rising function (Illinois variant of regula falsi).
class RisingRoot {
public:
  explicit RisingRoot(const double limit) : limit_(limit) {}

  void add(const double x, const double value) {
    const bool above = value > 0.;
    End& end = above ? upper_ : lower_;
    End& other = above ? lower_ : upper_;
    // The same side twice: the other end's value is halved, or it would stay for ever.
    if (last_was_above_ == (above ? 1 : 0))
      other.value *= 0.5;
    end = {x, value, true};
    last_was_above_ = above ? 1 : 0;
  }
  /// Where to try next; `slope` serves until there are values on both sides.
  double next(const double slope) const {
    if (lower_.known && upper_.known)
      return (lower_.x * upper_.value - upper_.x * lower_.value) / (upper_.value - lower_.value);
    const End& end = lower_.known ? lower_ : upper_;
    // Somewhat beyond, so that the root comes between.
    return std::clamp(end.x - 1.1 * end.value / slope, -limit_, limit_);
  }
  double width() const { return lower_.known && upper_.known ? std::abs(upper_.x - lower_.x) : 2. * limit_; }

private:
  struct End {
    double x = 0., value = 0.;
    bool known = false;
  };
  double limit_;
  End lower_, upper_;
  int last_was_above_ = -1;
};

} // namespace

Insertion::ForceSearch Insertion::find_force(const double wanted, const double limit, const double duration,
                                             Attempt& attempt) {
  const double allowed = force_tolerance * std::max(std::abs(wanted), problem_.stepping.minimiser.force_floor);
  const double stiffness = std::max(stiffness_estimate(), least_stiffness);
  RisingRoot root(limit);
  double increment = std::clamp((wanted - force()) / stiffness, -limit, limit);
  for (unsigned int trial = 0;; ++trial) {
    if (!try_step(increment, duration, attempt))
      return ForceSearch::not_converged;
    const double excess = -attempt.contact.axial_force - wanted;
    root.add(increment, excess);
    // Where the skin gives way the force jumps: then the jump's place is known well enough.
    if (std::abs(excess) <= allowed || trial >= max_trials || root.width() < 1e-6 * limit)
      return ForceSearch::reached;
    if ((excess < 0. && increment >= limit) || (excess > 0. && increment <= -limit))
      return ForceSearch::out_of_reach;
    increment = root.next(stiffness);
  }
}

bool Insertion::force_step() {
  const LoadPhase& phase = problem_.programme[state_.phase];
  const bool hold = phase.kind == LoadPhase::Kind::force_hold;
  const double longest = hold ? phase.duration : phase.duration / steps_of_ramp;
  double duration = std::min({state_.dwell_step, longest, phase.duration - state_.phase_time});
  for (;;) {
    const double share = (state_.phase_time + duration) / phase.duration;
    const double wanted =
        hold ? phase.target : state_.phase_start_force + share * (phase.target - state_.phase_start_force);
    const double limit = std::min(state_.step_size, phase.speed * duration);
    Attempt attempt;
    switch (find_force(wanted, limit, duration, attempt)) {
    case ForceSearch::reached:
      commit(attempt);
      state_.phase_time += duration;
      state_.dwell_step = growth_in_time * duration;
      state_.step_size = std::min(problem_.stepping.largest_step, problem_.stepping.growth * state_.step_size);
      return true;
    case ForceSearch::not_converged:
      state_.step_size = 0.5 * limit;
      if (state_.step_size < problem_.stepping.smallest_step) {
        diagnose(attempt);
        return false;
      }
      break;
    case ForceSearch::out_of_reach:
      // The device cannot jump: where the skin gives way it follows only as fast as it can move.
      if (phase.speed * duration <= 1.001 * limit)
        return follow(attempt);
      duration = std::max(limit / phase.speed, 0.25 * duration);
    }
  }
}

bool Insertion::follow(const Attempt& attempt) {
  const LoadPhase& phase = problem_.programme[state_.phase];
  const double before = travel();
  const bool gave_way =
      attempt.snapped && !mouth_is_open() && attempt.increment > problem_.stepping.step_at_instability;
  if (!gave_way)
    commit(attempt);
  else if (!step_towards(attempt.increment, phase.speed))
    return false;
  const double time = std::abs(travel() - before) / phase.speed;
  state_.phase_time += time;
  state_.dwell_step = growth_in_time * time;
  state_.step_size = std::min(problem_.stepping.largest_step, problem_.stepping.growth * state_.step_size);
  return true;
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
