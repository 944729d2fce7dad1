#pragma once

#include "meshes/needle/needle_profile.h"
#include "meshes/needle/shapes.h"

#include <vector>

namespace acumen::meshes {

/// A corner of the meridian polyline and the radius of the arc that blends it.
struct Corner {
  dealii::Point<2> point;    ///< (r, z) [m]
  double fillet_radius = 0.; ///< [m], or automatic_fillet: the `automatic_radius`, or less where that does not fit
  const char* quantity = ""; ///< the input that `fillet_radius` comes from, for error messages
};

/// Angle [rad] between the axis and a flank that is tangent to a spherical cap with its apex at the origin and goes
/// through `point`. Throws std::invalid_argument if there is none: cap wider than the point, or not tangent below it.
double flank_half_angle(double tip_radius, const dealii::Point<2>& point);

/// Where a cap of `tip_radius` [m] with its apex at the origin touches a flank of the given half-angle [rad].
dealii::Point<2> tangent_point(double tip_radius, double half_angle);

/// Profile from a polyline that starts at the origin, goes through `corners` and then on upwards as a cylinder.
///
/// `tip_radius` > 0 puts a spherical cap between the origin and the first corner; with 0 the end is flat, the first
/// corner being its edge. Every corner that turns is replaced by a tangent arc; `automatic_radius` [m] is what an
/// automatic fillet aims at. A `plate` continues the curve outwards at height `length`, the needle's base, and ends in
/// a rounded edge. Throws std::invalid_argument if an explicit fillet does not fit between its neighbours or the plate
/// is not wider than the base.
NeedleProfile blended_profile(double tip_radius, std::vector<Corner> corners, double automatic_radius, double length,
                              const BasePlate& plate = {});

} // namespace acumen::meshes
