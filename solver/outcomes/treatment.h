#pragma once

#include "solver/outcomes/finished_run.h"

namespace acumen::outcomes {

/// What moves the needles.
enum class Device { press, stamp, pen, roller };

/// How a session is carried out.
struct TreatmentPlan {
  Device device = Device::press;
  bool at_home = false;
  unsigned int passes = 1;
  double overlap = 0.; ///< share of each stamp's, stripe's or roll's width that the next one covers again, [0, 1)
  double area = std::numeric_limits<double>::quiet_NaN(); ///< of skin treated [m^2]; NaN = that of the array
  double hand_speed = 0.;                                 ///< of a pen over the skin [m/s]
  double frequency = 0.;                                  ///< strokes of a pen [1/s]
  double roller_radius = 0.;                              ///< of the drum, without needles [m]
  double suction = 0.;                                    ///< of the device on the skin [Pa]
};

/// Where the punctures of a session are.
struct Placement {
  double punctures = 1.;                                     ///< in all
  double area = std::numeric_limits<double>::quiet_NaN();    ///< of skin [m^2]; NaN for a single needle
  double density = std::numeric_limits<double>::quiet_NaN(); ///< punctures per area [1/m^2]
  bool random = false; ///< whether punctures fall independently of one another (pens, further passes)
};

/// Punctures of a session. With pitch p, n needles in a head of width w, passes N and overlap o:
///   press and stamp  N/(p^2 (1 − o)),   roller  the same (every needle leaves its imprint once a turn),
///   pen              N n f/(v w (1 − o))  at stroke frequency f and hand speed v.
/// A pen or a roller needs a pitch and an area: throws std::invalid_argument without.
Placement placement(const ArrayFacts& array, const TreatmentPlan& plan);

/// Share of the area covered by holes of area a at density n: n a while they lie in a lattice, 1 − exp(−n a) where they
/// fall at random and overlap; at most 1.
double coverage(const Placement& placement, double hole_area);

/// Angle between a roller's needle and the skin's normal as its tip meets flat, rigid skin [rad]: cos = R/(R + L).
double roller_angle(double needle_length, double drum_radius);
/// Needles in the skin at a time: all of a head, of a roller those within the arc that is in contact, N angle/pi, which
/// is an upper bound as most of them are not fully in.
inline double needles_at_a_time(const ArrayFacts& array, const TreatmentPlan& plan, const double needle_length) {
  constexpr double half_turn = 3.14159265358979323846;
  if (plan.device != Device::roller)
    return array.needles();
  return std::max(1., array.needles() * roller_angle(needle_length, plan.roller_radius) / half_turn);
}
/// How far the tip sweeps along flat, rigid skin between entry and exit [m]: 2 ((R + L) sin − R angle). Skin that gives
/// way moves with the needle, so this is an upper bound of the slot that a roller tears.
double roller_sweep(double needle_length, double drum_radius);

} // namespace acumen::outcomes
