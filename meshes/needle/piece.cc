#include "meshes/needle/piece.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace acumen::meshes {
namespace {

double cross(const dealii::Tensor<1, 2>& a, const dealii::Tensor<1, 2>& b) {
  return a[0] * b[1] - a[1] * b[0];
}

dealii::Tensor<1, 2> tangent_at(const ProfilePiece& piece, const dealii::Point<2>& point) {
  dealii::Tensor<1, 2> tangent = piece.end - piece.begin;
  if (piece.kind == ProfilePiece::Kind::arc) {
    // A convex arc is walked counter-clockwise about its centre, a concave one clockwise.
    const dealii::Tensor<1, 2> spoke = point - piece.centre;
    const double turn = piece.radius > 0. ? 1. : -1.;
    tangent[0] = -turn * spoke[1];
    tangent[1] = turn * spoke[0];
  }
  return tangent / tangent.norm();
}

/// Integral over u = z - centre_z from 0 of pi (c + s sqrt(R^2 - u^2))^2, s = +1 convex, -1 concave [m^3].
double arc_volume_integral(double c, double signed_radius, double u) {
  const double square = signed_radius * signed_radius;
  const double side = signed_radius > 0. ? 1. : -1.;
  const double angle = std::asin(std::clamp(u / std::abs(signed_radius), -1., 1.));
  const double chord_area = 0.5 * (u * std::sqrt(std::max(square - u * u, 0.)) + square * angle);
  return M_PI * (c * c * u + 2. * side * c * chord_area + square * u - u * u * u / 3.);
}

} // namespace

dealii::Tensor<1, 2> tangent_at_begin(const ProfilePiece& piece) {
  return tangent_at(piece, piece.begin);
}

dealii::Tensor<1, 2> tangent_at_end(const ProfilePiece& piece) {
  return tangent_at(piece, piece.end);
}

double arc_distance(const ProfilePiece& arc, double r, double z) {
  dealii::Tensor<1, 2> spoke;
  spoke[0] = r - arc.centre[0];
  spoke[1] = z - arc.centre[1];
  const double turn = arc.radius > 0. ? 1. : -1.;
  const double norm = spoke.norm();
  // Arcs turn by less than 180 degrees, so two half-plane tests bound the sector. The slack closes the joints' gaps.
  const double slack = -1e-7 * norm * std::abs(arc.radius);
  if (turn * cross(arc.begin - arc.centre, spoke) < slack || turn * cross(spoke, arc.end - arc.centre) < slack)
    return std::numeric_limits<double>::infinity();
  return turn * (norm - std::abs(arc.radius));
}

void arc_normal_and_hessian(const ProfilePiece& arc, double r, double z, SignedDistance& result) {
  dealii::Tensor<1, 2> spoke;
  spoke[0] = r - arc.centre[0];
  spoke[1] = z - arc.centre[1];
  const double turn = arc.radius > 0. ? 1. : -1.;
  const double norm = spoke.norm();
  if (norm <= 1e-14 * std::abs(arc.radius)) {
    // At the centre every direction is equally near and the curvature unbounded: take the arc's first normal, flat.
    result.normal = turn * (arc.begin - arc.centre) / std::abs(arc.radius);
    return;
  }
  // grad d = x/|x|, grad grad d = (I - n (x) n)/|x|, both turned round on concave arcs
  result.normal = turn * spoke / norm;
  const dealii::SymmetricTensor<2, 2> dyad = symmetrize(outer_product(result.normal, result.normal));
  result.hessian = turn / norm * (dealii::unit_symmetric_tensor<2>() - dyad);
}

double piece_radius_at(const ProfilePiece& piece, double z) {
  const double rise = piece.end[1] - piece.begin[1];
  if (piece.kind == ProfilePiece::Kind::arc) {
    const double u = z - piece.centre[1];
    const double half_chord = std::sqrt(std::max(piece.radius * piece.radius - u * u, 0.));
    return piece.centre[0] + (piece.radius > 0. ? half_chord : -half_chord);
  }
  if (rise <= 0.)
    return piece.end[0];
  return piece.begin[0] + (piece.end[0] - piece.begin[0]) * (z - piece.begin[1]) / rise;
}

double piece_volume(const ProfilePiece& piece, double z) {
  if (piece.kind == ProfilePiece::Kind::arc)
    return arc_volume_integral(piece.centre[0], piece.radius, z - piece.centre[1]) -
           arc_volume_integral(piece.centre[0], piece.radius, piece.begin[1] - piece.centre[1]);
  const double low = piece.begin[0], high = piece_radius_at(piece, z);
  return M_PI / 3. * (low * low + low * high + high * high) * (z - piece.begin[1]);
}

void append_points(const ProfilePiece& piece, const dealii::Point<2>& last, double chord,
                   std::vector<dealii::Point<2>>& points) {
  if (piece.kind == ProfilePiece::Kind::arc) {
    const double radius = std::abs(piece.radius);
    const dealii::Tensor<1, 2> first_spoke = piece.begin - piece.centre, last_spoke = last - piece.centre;
    const double angle = std::atan2(cross(first_spoke, last_spoke), first_spoke * last_spoke);
    // A chord over the angle phi stands off its arc by R (1 - cos(phi/2)).
    const double step = 2. * std::acos(std::max(1. - chord / radius, 0.));
    const int pieces = std::max(1, static_cast<int>(std::ceil(std::abs(angle) / step)));
    const double start = std::atan2(first_spoke[1], first_spoke[0]);
    for (int i = 1; i < pieces; ++i)
      points.emplace_back(piece.centre[0] + radius * std::cos(start + angle * i / pieces),
                          piece.centre[1] + radius * std::sin(start + angle * i / pieces));
  }
  points.push_back(last);
}

} // namespace acumen::meshes
