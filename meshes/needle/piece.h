#pragma once

#include "meshes/needle/needle_profile.h"

namespace acumen::meshes {

/// Unit tangent [-] of `piece` where it begins, in walking direction.
dealii::Tensor<1, 2> tangent_at_begin(const ProfilePiece& piece);
/// Unit tangent [-] of `piece` where it ends, in walking direction.
dealii::Tensor<1, 2> tangent_at_end(const ProfilePiece& piece);

/// Signed distance [m] of (r, z) to an arc's circle, negative inside the solid; infinite if the foot of the
/// perpendicular is not on the arc. On a tangent-continuous curve the nearest point always is the foot of a
/// perpendicular.
double arc_distance(const ProfilePiece& arc, double r, double z);

/// Normal and Hessian of arc_distance() at (r, z).
void arc_normal_and_hessian(const ProfilePiece& arc, double r, double z, SignedDistance& result);

/// Radius [m] of `piece` at height z [m], which must lie between its ends; its end's radius if it is horizontal.
double piece_radius_at(const ProfilePiece& piece, double z);

/// Volume [m^3] of revolution under `piece` from its beginning to height z [m], which must lie between its ends.
double piece_volume(const ProfilePiece& piece, double z);

/// Appends points of `piece` after its beginning up to `last` (a point of it), at most `chord` [m] off the curve.
void append_points(const ProfilePiece& piece, const dealii::Point<2>& last, double chord,
                   std::vector<dealii::Point<2>>& points);

} // namespace acumen::meshes
