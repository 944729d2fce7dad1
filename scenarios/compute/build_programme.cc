#include "scenarios/compute/build_problem.h"

#include <algorithm>
#include <cmath>

namespace acumen::scenarios {

namespace {

using stepping::LoadPhase;
using Kind = LoadPhase::Kind;

/// Withdrawal speed where the case names no speed at all [m/s]: the default of insertion.speed.
constexpr double default_withdrawal_speed = 1e-3;
/// How fast a force-controlled device can follow [m/s]: a hand or a spring applicator; it matters only where the skin
/// gives way.
constexpr double device_speed = 10e-3;
/// A changing speed is cut into this many stretches of constant speed between two points of the history.
constexpr int stretches = 4;
/// Travel that is none: rounding of a history's integral [m].
constexpr double no_travel = 1e-12;

/// Travel phases from a piecewise linear speed; the travel of each stretch is exact.
void add_history(const std::vector<SpeedPoint>& history, stepping::LoadProgramme& programme) {
  double travel = 0.;
  for (std::size_t i = 1; i < history.size(); ++i) {
    const double begin = history[i - 1].speed, end = history[i].speed;
    const int count = begin == end ? 1 : stretches;
    const double duration = (history[i].time - history[i - 1].time) / count;
    for (int s = 0; s < count; ++s) {
      const double speed = begin + (end - begin) * (s + 0.5) / count;
      if (std::abs(speed) * duration < no_travel) {
        programme.push_back({Kind::dwell, 0., 0., duration});
        continue;
      }
      travel += speed * duration;
      programme.push_back({Kind::travel, travel, std::abs(speed), 0.});
    }
  }
}

} // namespace

stepping::LoadProgramme build_programme(const ResolvedCase& resolved) {
  const InsertionInput& input = resolved.input.insertion;
  stepping::LoadProgramme programme;
  double speed = default_withdrawal_speed;
  switch (input.control) {
  case Control::displacement:
    speed = input.speed;
    programme.push_back({Kind::travel, resolved.depth, speed, 0.});
    if (input.hold_time > 0.)
      programme.push_back({Kind::dwell, 0., 0., input.hold_time});
    break;
  case Control::force:
    programme.push_back({Kind::force, *input.force, device_speed, input.ramp_time});
    if (input.hold_time > 0.)
      programme.push_back({Kind::force_hold, *input.force, device_speed, input.hold_time});
    break;
  case Control::speed_history:
    add_history(resolved.speed_history, programme);
    break;
  }
  if (input.withdraw)
    programme.push_back({Kind::withdraw, 0., input.withdrawal_speed.value_or(speed), 0.});
  return programme;
}

} // namespace acumen::scenarios
