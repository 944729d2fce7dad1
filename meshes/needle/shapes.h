#pragma once

#include "meshes/needle/needle_profile.h"

#include <deal.II/base/point.h>

#include <limits>
#include <vector>

namespace acumen::meshes {

/// A length not given [m] or an angle not given [rad].
constexpr double not_given = std::numeric_limits<double>::signaling_NaN();

/// Fillet radius that means: 10 % of the shaft's radius, or less where the adjacent pieces do not allow that.
constexpr double automatic_fillet = -1.;

/// Cone with a spherical-cap tip tangent to its flank, then a cylinder of the base's diameter.
struct ConeShape {
  double tip_radius = not_given;           ///< [m]
  double base_diameter = not_given;        ///< [m]
  double length = not_given;               ///< rounded tip to base [m]
  double fillet_radius = automatic_fillet; ///< blends the corner between flank and shaft [m]
};

/// Cone cut off flat, then a cylinder of the base's diameter.
struct TruncatedConeShape {
  double end_diameter = not_given;         ///< where the flank's straight line meets the flat end's plane [m]
  double edge_radius = not_given;          ///< blends the end's edge [m]
  double base_diameter = not_given;        ///< [m]
  double length = not_given;               ///< flat end to base [m]
  double fillet_radius = automatic_fillet; ///< [m]
};

/// Cone with a spherical-cap tip on a cylindrical shaft; give either the half-angle or the cone's length.
struct ConeOnShaftShape {
  double tip_radius = not_given;           ///< [m]
  double half_angle = not_given;           ///< between axis and flank [rad]
  double cone_length = not_given;          ///< rounded tip to the start of the shaft [m]
  double shaft_diameter = not_given;       ///< [m]
  double length = not_given;               ///< rounded tip to the shaft's end [m]
  double fillet_radius = automatic_fillet; ///< [m]
};

/// Cylinder with a flat end.
struct FlatCylinderShape {
  double diameter = not_given;    ///< [m]
  double edge_radius = not_given; ///< [m]
  double length = not_given;      ///< [m]
};

/// Cylinder with a hemispherical end.
struct SphereCylinderShape {
  double diameter = not_given; ///< [m]
  double length = not_given;   ///< [m]
};

/// Free meridian curve through points (r, z), r and z never decreasing, the first one at r = 0.
///
/// If the second point is as high as the first the end is flat; otherwise a spherical cap of `tip_radius` has its apex
/// at the first point and is tangent to a flank through the second. Corners are blended with arcs of `fillet_radius`.
struct FreeShape {
  std::vector<dealii::Point<2>> points;    ///< [m]
  double tip_radius = not_given;           ///< [m]; unused where the end is flat
  double fillet_radius = automatic_fillet; ///< [m]
};

/// Rigid flat plate that carries the needle: an annulus at the needle's base, normal to its axis. The corners between
/// flank and plate and at the plate's edge are blended with automatic fillets.
struct BasePlate {
  double radius = 0.; ///< [m]; 0 is no plate
};

/// Builders of a needle's profile. Each throws std::invalid_argument naming the quantity, its value and the limit if
/// the geometry is impossible.
NeedleProfile cone(const ConeShape& shape, const BasePlate& plate = {});
NeedleProfile truncated_cone(const TruncatedConeShape& shape, const BasePlate& plate = {});
NeedleProfile cone_on_shaft(const ConeOnShaftShape& shape, const BasePlate& plate = {});
/// A sharp-ended cylinder (filiform dry needle): cone_on_shaft() by another name.
NeedleProfile sharp_cylinder(const ConeOnShaftShape& shape, const BasePlate& plate = {});
NeedleProfile flat_cylinder(const FlatCylinderShape& shape, const BasePlate& plate = {});
NeedleProfile sphere_cylinder(const SphereCylinderShape& shape);
NeedleProfile from_points(const FreeShape& shape, const BasePlate& plate = {});

} // namespace acumen::meshes
