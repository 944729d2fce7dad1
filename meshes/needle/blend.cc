#include "meshes/needle/blend.h"

#include "meshes/needle/shapes.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <stdexcept>

namespace acumen::meshes {
namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();

/// Turn [rad] from direction `a` to direction `b`, positive to the left (a convex corner).
double turn_angle(const dealii::Tensor<1, 2>& a, const dealii::Tensor<1, 2>& b) {
  return std::atan2(a[0] * b[1] - a[1] * b[0], a * b);
}

/// The polyline's legs: unit directions, and how much of each either end's fillet may use up [m].
struct Legs {
  std::vector<dealii::Tensor<1, 2>> direction;
  std::vector<double> share;
};

/// Legs from `start` through the corners and up the shaft; leg i ends at corner i.
Legs legs(const dealii::Point<2>& start, const std::vector<Corner>& corners) {
  Legs result;
  dealii::Point<2> last = start;
  for (std::size_t i = 0; i < corners.size(); ++i) {
    const dealii::Tensor<1, 2> leg = corners[i].point - last;
    const double length = leg.norm();
    if (!(length > 0.))
      throw std::invalid_argument(
          fmt::format("needle profile: points at ({0:g}, {1:g}) um coincide or leave no room for "
                      "the tip's cap, but must be apart",
                      1e6 * last[0], 1e6 * last[1]));
    result.direction.push_back(leg / length);
    // Two fillets share a leg evenly; the first leg has a fillet at its upper end only.
    result.share.push_back(i == 0 ? length : 0.5 * length);
    last = corners[i].point;
  }
  dealii::Tensor<1, 2> up;
  up[1] = 1.;
  result.direction.push_back(up);
  result.share.push_back(infinity);
  return result;
}

/// Radius of a corner's arc [m], given the length of leg it may use up on either side.
double fitted_radius(const Corner& corner, double turn, double available, double automatic_radius) {
  const double limit = available / std::tan(0.5 * std::abs(turn));
  if (corner.fillet_radius == automatic_fillet)
    return std::min(automatic_radius, 0.9 * limit);
  if (!(corner.fillet_radius > 0.) || !(corner.fillet_radius < limit))
    throw std::invalid_argument(fmt::format(
        "{} is {:g} um but must be greater than 0 um and less than {:g} um, the largest that fits between the "
        "neighbours of the corner at r = {:g} um, z = {:g} um",
        corner.quantity, 1e6 * corner.fillet_radius, 1e6 * limit, 1e6 * corner.point[0], 1e6 * corner.point[1]));
  return corner.fillet_radius;
}

ProfilePiece segment(const dealii::Point<2>& begin, const dealii::Point<2>& end) {
  ProfilePiece piece;
  piece.begin = begin;
  piece.end = end;
  return piece;
}

/// Arc of the given radius tangent to both legs of a corner.
ProfilePiece corner_arc(const dealii::Point<2>& corner, const dealii::Tensor<1, 2>& in, const dealii::Tensor<1, 2>& out,
                        double radius) {
  const double turn = turn_angle(in, out);
  const double used = radius * std::tan(0.5 * std::abs(turn));
  ProfilePiece piece;
  piece.kind = ProfilePiece::Kind::arc;
  piece.radius = std::copysign(radius, turn);
  piece.begin = corner - used * in;
  piece.end = corner + used * out;
  // The centre lies to the left of the walk at a convex corner, to its right at a concave one.
  dealii::Tensor<1, 2> left;
  left[0] = -in[1];
  left[1] = in[0];
  piece.centre = piece.begin + piece.radius * left;
  return piece;
}

ProfilePiece cap(double tip_radius, const dealii::Point<2>& end) {
  ProfilePiece piece;
  piece.kind = ProfilePiece::Kind::arc;
  piece.radius = tip_radius;
  piece.centre = {0., tip_radius};
  piece.end = end;
  return piece;
}

/// Turns the curve outwards at the base, height `length`, and upwards again at the plate's edge.
void add_plate(std::vector<Corner>& corners, double length, const BasePlate& plate) {
  const double base = corners.back().point[0];
  if (!(plate.radius > base))
    throw std::invalid_argument(
        fmt::format("the base plate's radius is {:g} um but must be greater than the needle's at its base, {:g} um",
                    1e6 * plate.radius, 1e6 * base));
  // A cone meets the plate where it would have turned into its shaft.
  if (corners.back().point[1] >= length)
    corners.pop_back();
  corners.push_back({{base, length}, automatic_fillet, "fillet_radius"});
  corners.push_back({{plate.radius, length}, automatic_fillet, "edge_radius"});
}

} // namespace

double flank_half_angle(double tip_radius, const dealii::Point<2>& point) {
  if (!(tip_radius > 0.) || !(tip_radius < point[0]))
    throw std::invalid_argument(fmt::format(
        "tip_radius is {:g} um but must be greater than 0 um and less than the radius at the flank's end, {:g} um",
        1e6 * tip_radius, 1e6 * point[0]));
  // The flank is at distance rho from the cap's centre: r cos(beta) - (z - rho) sin(beta) = rho.
  const double height = point[1] - tip_radius;
  const double half_angle = std::acos(tip_radius / std::hypot(point[0], height)) - std::atan2(height, point[0]);
  if (!(half_angle > 0.) || !(half_angle < 0.5 * M_PI) || !(tangent_point(tip_radius, half_angle)[1] < point[1]))
    throw std::invalid_argument(fmt::format(
        "tip_radius is {:g} um but its cap cannot be tangent to a flank that ends at r = {:g} um only {:g} um "
        "above the tip: make the flank longer or the tip sharper",
        1e6 * tip_radius, 1e6 * point[0], 1e6 * point[1]));
  return half_angle;
}

dealii::Point<2> tangent_point(double tip_radius, double half_angle) {
  return {tip_radius * std::cos(half_angle), tip_radius * (1. - std::sin(half_angle))};
}

NeedleProfile blended_profile(double tip_radius, std::vector<Corner> corners, double automatic_radius, double length,
                              const BasePlate& plate) {
  if (plate.radius > 0.)
    add_plate(corners, length, plate);
  std::vector<ProfilePiece> pieces;
  dealii::Point<2> last;
  if (tip_radius > 0.) {
    last = tangent_point(tip_radius, flank_half_angle(tip_radius, corners.front().point));
    pieces.push_back(cap(tip_radius, last));
  }
  const Legs walk = legs(last, corners);
  // A corner that turns less than this is no corner: an arc there would be shorter than rounding.
  const double straight = 1e-9;
  for (std::size_t i = 0; i < corners.size(); ++i) {
    const double turn = turn_angle(walk.direction[i], walk.direction[i + 1]);
    if (std::abs(turn) <= straight) {
      pieces.push_back(segment(last, corners[i].point));
      last = corners[i].point;
      continue;
    }
    const double available = std::min(walk.share[i], walk.share[i + 1]);
    const double radius = fitted_radius(corners[i], turn, available, automatic_radius);
    const ProfilePiece arc = corner_arc(corners[i].point, walk.direction[i], walk.direction[i + 1], radius);
    if (last.distance(arc.begin) > 1e-12 * corners.back().point.norm())
      pieces.push_back(segment(last, arc.begin));
    pieces.push_back(arc);
    last = arc.end;
  }
  // The plate's underside and edge
  return NeedleProfile(pieces, length, plate.radius > 0. ? 2 : 0);
}

} // namespace acumen::meshes
