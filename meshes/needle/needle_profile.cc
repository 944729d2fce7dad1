#include "meshes/needle/needle_profile.h"

#include "meshes/needle/piece.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <stdexcept>

namespace acumen::meshes {
namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();
// Pieces follow one another within this share of the largest radius, and this angle [rad].
constexpr double tolerance = 1e-8;

void require(bool holds, std::size_t piece, const char* rule) {
  if (!holds)
    throw std::invalid_argument(fmt::format("needle profile: piece {} {}", piece, rule));
}

void check(const std::vector<ProfilePiece>& pieces) {
  if (pieces.empty())
    throw std::invalid_argument("needle profile: it has no pieces but must have at least 1");
  const double gap = tolerance * pieces.back().end.norm();
  require(pieces.front().begin.norm() <= gap, 0, "does not start at the tip (0, 0)");
  for (std::size_t i = 0; i < pieces.size(); ++i) {
    const ProfilePiece& piece = pieces[i];
    require(piece.begin.distance(piece.end) > 0., i, "has no length");
    require(piece.end[0] >= piece.begin[0] - gap && piece.end[1] >= piece.begin[1] - gap, i,
            "runs inwards or downwards: r and z must not decrease from the tip upwards");
    if (piece.kind == ProfilePiece::Kind::arc)
      require(std::abs(piece.begin.distance(piece.centre) - std::abs(piece.radius)) <= gap &&
                  std::abs(piece.end.distance(piece.centre) - std::abs(piece.radius)) <= gap,
              i, "is an arc whose ends do not lie at its radius from its centre");
    if (i > 0)
      require(piece.begin.distance(pieces[i - 1].end) <= gap &&
                  (tangent_at_begin(piece) - tangent_at_end(pieces[i - 1])).norm() <= 10. * tolerance,
              i, "does not continue the one before it with the same tangent");
  }
  require(std::abs(tangent_at_end(pieces.back())[0]) <= 10. * tolerance, pieces.size() - 1,
          "is the last one but does not end parallel to the axis");
}

} // namespace

NeedleProfile::NeedleProfile(std::vector<ProfilePiece> pieces, double length, const std::size_t plate_pieces)
    : pieces_(std::move(pieces)), length_(length) {
  if (!(length > 0.) || !std::isfinite(length))
    throw std::invalid_argument(fmt::format("needle length is {:g} m but must be finite and greater than 0 m", length));
  check(pieces_);
  // Every profile ends in a segment that stands for the endless shaft.
  if (pieces_.back().kind == ProfilePiece::Kind::arc || pieces_.back().end[1] < length) {
    ProfilePiece shaft;
    shaft.begin = pieces_.back().end;
    shaft.end = {shaft.begin[0], std::max(length, shaft.begin[1] + shaft.begin[0])};
    pieces_.push_back(shaft);
  }
  own_pieces_ = plate_pieces > 0 ? pieces_.size() - plate_pieces - 1 : pieces_.size();
  for (const ProfilePiece& piece : pieces_) {
    Prepared prepared;
    if (piece.kind == ProfilePiece::Kind::segment) {
      prepared.extent = piece.begin.distance(piece.end);
      prepared.tangent = (piece.end - piece.begin) / prepared.extent;
    }
    // r and z rise along every piece, so its ends are its bounding box.
    prepared.low_r = piece.begin[0];
    prepared.high_r = piece.end[0];
    prepared.low_z = piece.begin[1];
    prepared.high_z = piece.end[1];
    prepared_.push_back(prepared);
  }
  prepared_.back().extent = infinity;
  prepared_.back().high_z = infinity;
}

NeedleProfile::Nearest NeedleProfile::nearest(double r, double z) const {
  Nearest best{pieces_.size() - 1, infinity};
  double best_distance = infinity;
  for (std::size_t i = 0; i < pieces_.size(); ++i) {
    const Prepared& box = prepared_[i];
    const double out_r = std::max({box.low_r - r, r - box.high_r, 0.});
    const double out_z = std::max({box.low_z - z, z - box.high_z, 0.});
    if (out_r * out_r + out_z * out_z > best_distance * best_distance)
      continue;
    const ProfilePiece& piece = pieces_[i];
    double value;
    if (piece.kind == ProfilePiece::Kind::segment) {
      const double x = r - piece.begin[0], y = z - piece.begin[1];
      const double along = x * box.tangent[0] + y * box.tangent[1];
      // The solid is on the left, so the outward normal is the tangent turned to the right.
      value = x * box.tangent[1] - y * box.tangent[0];
      const double beyond = along < 0. ? along : std::max(along - box.extent, 0.);
      if (beyond != 0.)
        value = std::copysign(std::sqrt(value * value + beyond * beyond), value);
    } else {
      value = arc_distance(piece, r, z);
    }
    if (std::abs(value) < best_distance) {
      best = {i, value};
      best_distance = std::abs(value);
    }
  }
  return best;
}

double NeedleProfile::distance(const dealii::Point<2>& point) const {
  return nearest(std::abs(point[0]), point[1]).value;
}

SignedDistance NeedleProfile::signed_distance(const dealii::Point<2>& point) const {
  const double r = std::abs(point[0]);
  const Nearest found = nearest(r, point[1]);
  const ProfilePiece& piece = pieces_[found.piece];
  SignedDistance result;
  result.value = found.value;
  if (piece.kind == ProfilePiece::Kind::segment) {
    const dealii::Tensor<1, 2>& tangent = prepared_[found.piece].tangent;
    result.normal[0] = tangent[1];
    result.normal[1] = -tangent[0];
  } else {
    arc_normal_and_hessian(piece, r, point[1], result);
  }
  // Rounding must not turn the normal of a point on the axis round.
  if (point[0] < -1e-12 * prepared_.back().high_r) {
    result.normal[0] = -result.normal[0];
    result.hessian[0][1] = -result.hessian[0][1];
  }
  return result;
}

double NeedleProfile::radius_at(double z) const {
  if (z <= 0.)
    return 0.;
  for (std::size_t i = 0; i < own_pieces_; ++i)
    if (z <= pieces_[i].end[1])
      return piece_radius_at(pieces_[i], z);
  return pieces_[own_pieces_ - 1].end[0];
}

double NeedleProfile::largest_radius() const {
  return radius_at(length_);
}

bool NeedleProfile::is_at_plate(const dealii::Point<2>& point) const {
  return has_plate() && std::abs(point[0]) > pieces_[own_pieces_ - 1].end[0];
}

double NeedleProfile::tip_radius() const {
  for (const ProfilePiece& piece : pieces_)
    if (piece.kind == ProfilePiece::Kind::arc)
      return std::abs(piece.radius);
  return 0.;
}

bool NeedleProfile::has_flat_end() const {
  return pieces_.front().kind == ProfilePiece::Kind::segment;
}

double NeedleProfile::volume_below(double z) const {
  double volume = 0.;
  for (std::size_t i = 0; i < own_pieces_; ++i)
    if (z > pieces_[i].begin[1])
      volume += piece_volume(pieces_[i], std::min(z, pieces_[i].end[1]));
  const dealii::Point<2>& top = pieces_[own_pieces_ - 1].end;
  return z > top[1] ? volume + M_PI * top[0] * top[0] * (z - top[1]) : volume;
}

std::vector<dealii::Point<2>> NeedleProfile::polyline(double chord, double top) const {
  if (!(chord > 0.))
    throw std::invalid_argument(fmt::format("polyline chord is {:g} m but must be greater than 0 m", chord));
  std::vector<dealii::Point<2>> points{pieces_.front().begin};
  for (const ProfilePiece& piece : pieces_) {
    // A flat end lies at the height of the tip, a base plate's underside at that of the base.
    if (piece.begin[1] >= top && (piece.begin[1] > 0. || piece.end[1] > piece.begin[1]))
      break;
    const double high = std::min(top, piece.end[1]);
    append_points(piece, {piece_radius_at(piece, high), high}, chord, points);
  }
  const double reached = pieces_.back().end[1];
  if (top > reached)
    points.emplace_back(pieces_.back().end[0], top);
  return points;
}

} // namespace acumen::meshes
