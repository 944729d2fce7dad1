#pragma once

#include <deal.II/base/point.h>
#include <deal.II/base/symmetric_tensor.h>

#include <cstddef>
#include <vector>

namespace acumen::meshes {

/// Signed distance of a point of the meridian half-plane to the needle's surface.
///
/// All in the meridian plane (r, z) [m]: `value` is negative inside the needle; `normal` is the distance's gradient, a
/// unit vector pointing out of the needle; `hessian` [1/m] its second derivative (curvature of the surface nearby).
struct SignedDistance {
  double value = 0.;
  dealii::Tensor<1, 2> normal;
  dealii::SymmetricTensor<2, 2> hessian;
};

/// One smooth piece of the meridian curve, walked from the tip upwards with the solid on the left (at smaller r).
struct ProfilePiece {
  enum class Kind { segment, arc };
  Kind kind = Kind::segment;
  dealii::Point<2> begin, end;
  dealii::Point<2> centre; ///< arcs only
  double radius = 0.;      ///< arcs only; > 0 convex (centre inside the solid), < 0 concave
};

/// The meridian curve of a needle of revolution: tangent-continuous segments and arcs from the tip (0, 0) upwards.
///
/// The tip is at the origin, the needle's axis is +z. Above its last point the needle goes on as a cylinder (its
/// shaft), or it is carried by a flat base plate, whose edge then is the cylinder. Corners of the description are
/// blended with arcs, so the signed distance is C1 near the surface. Radii and volumes are the needle's own, without
/// the plate.
class NeedleProfile {
public:
  /// Throws std::invalid_argument if the pieces do not start at the origin, do not follow one another with a common
  /// tangent, do not rise (z and r never decreasing) or do not end parallel to the axis, or if `length` is not
  /// positive. The last `plate_pieces` pieces are those of a base plate.
  explicit NeedleProfile(std::vector<ProfilePiece> pieces, double length, std::size_t plate_pieces = 0);

  /// The meridian curve's pieces, tip to shaft.
  const std::vector<ProfilePiece>& pieces() const { return pieces_; }

  /// Distance of `point` (r, z in the needle's frame) [m].
  ///
  /// Points with r < 0 see the mirror image. On the axis the normal is (0, -1) below the tip; inside the needle, where
  /// the two flanks are equally near, it is that of the flank at r > 0.
  SignedDistance signed_distance(const dealii::Point<2>& point) const;
  /// Distance only: cheaper.
  double distance(const dealii::Point<2>& point) const;

  /// Needle radius at height z above the tip [m]; 0 for z <= 0, the shaft's or base's radius above the top.
  double radius_at(double z) const;
  /// Length of the described needle, tip to base [m].
  double length() const { return length_; }
  /// Largest radius over the needle's length [m].
  double largest_radius() const;
  /// Whether a base plate carries the needle.
  bool has_plate() const { return own_pieces_ < pieces_.size(); }
  /// Radius of the base plate [m]; 0 where there is none.
  double plate_radius() const { return has_plate() ? pieces_.back().end[0] : 0.; }
  /// Whether a point (r, z) [m] near the surface lies at the base plate, outside the fillet.
  bool is_at_plate(const dealii::Point<2>& point) const;
  /// Radius of curvature of the meridian at the tip [m]; for a flat end the radius of its edge.
  double tip_radius() const;
  /// Whether the end at the axis is flat (a punch) instead of a cap.
  bool has_flat_end() const;
  /// Volume between tip and height z [m^3].
  double volume_below(double z) const;
  /// Points along the curve for drawing, at most `chord` [m] off it, from the tip to height `top` [m]; the plate shows
  /// only above it.
  std::vector<dealii::Point<2>> polyline(double chord, double top) const;

private:
  /// The curve's nearest point: which piece, and the signed distance to it.
  struct Nearest {
    std::size_t piece;
    double value;
  };
  Nearest nearest(double r, double z) const;

  /// What a piece's distance needs more than once.
  struct Prepared {
    dealii::Tensor<1, 2> tangent; ///< segments only: unit, tip upwards
    double extent = 0.;           ///< segments only: length; infinite for the shaft
    double low_r, high_r, low_z, high_z;
  };

  std::vector<ProfilePiece> pieces_; // the last one is the shaft's first stretch
  std::vector<Prepared> prepared_;
  double length_;
  std::size_t own_pieces_; // the needle's, without those of the plate
};

} // namespace acumen::meshes
