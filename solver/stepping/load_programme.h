#pragma once

#include <string>
#include <vector>

namespace acumen::stepping {

/// One phase of the needle's programme.
struct LoadPhase {
  enum class Kind {
    travel,     ///< move to `target` [m of travel] at `speed` [m/s]
    dwell,      ///< stay for `duration` [s]
    force,      ///< raise the axial force linearly to `target` [N] within `duration` [s]
    force_hold, ///< keep the force at `target` [N] for `duration` [s]
    withdraw    ///< pull back at `speed` [m/s] until the needle is out of the skin
  };
  Kind kind = Kind::travel;
  double target = 0.;
  double speed = 0.;
  double duration = 0.;
};

/// What the needle does, phase by phase, from first touch.
using LoadProgramme = std::vector<LoadPhase>;

/// The phase's name as it stands in results.
inline const char* name(const LoadPhase::Kind kind) {
  switch (kind) {
  case LoadPhase::Kind::travel:
    return "travel";
  case LoadPhase::Kind::dwell:
    return "dwell";
  case LoadPhase::Kind::force:
    return "force";
  case LoadPhase::Kind::force_hold:
    return "force_hold";
  case LoadPhase::Kind::withdraw:
    return "withdraw";
  }
  return "";
}

} // namespace acumen::stepping
