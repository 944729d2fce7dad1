#include "meshes/needle/shapes.h"

#include "meshes/needle/blend.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <stdexcept>

namespace acumen::meshes {
namespace {

// What an automatic fillet aims at, as a share of the shaft's radius.
constexpr double automatic_share = 0.1;

void require_length(const char* quantity, double value, double limit, const char* limit_name) {
  if (!(value > limit) || !std::isfinite(value))
    throw std::invalid_argument(fmt::format("{} is {:g} um but must be finite and greater than {} ({:g} um)", quantity,
                                            1e6 * value, limit_name, 1e6 * limit));
}

void require_below(const char* quantity, double value, double limit, const char* limit_name) {
  if (!(value < limit))
    throw std::invalid_argument(fmt::format("{} is {:g} um but must be less than {} ({:g} um)", quantity, 1e6 * value,
                                            limit_name, 1e6 * limit));
}

/// Height [m] at which the flank of a cone of the given half-angle [rad] reaches the shaft.
double cone_height(const ConeOnShaftShape& shape) {
  const bool has_angle = !std::isnan(shape.half_angle), has_length = !std::isnan(shape.cone_length);
  if (has_angle == has_length)
    throw std::invalid_argument(fmt::format("a cone on a shaft must be given either half_angle or cone_length, but {}",
                                            has_angle ? "both are given" : "neither is given"));
  if (has_length)
    return shape.cone_length;
  if (!(shape.half_angle > 0.) || !(shape.half_angle < 0.5 * M_PI))
    throw std::invalid_argument(fmt::format(
        "half_angle is {:g} deg but must be greater than 0 deg and less than 90 deg", shape.half_angle * 180. / M_PI));
  const dealii::Point<2> start = tangent_point(shape.tip_radius, shape.half_angle);
  return start[1] + (0.5 * shape.shaft_diameter - start[0]) / std::tan(shape.half_angle);
}

void require_rising(const std::vector<dealii::Point<2>>& points) {
  if (points.size() < 2)
    throw std::invalid_argument(
        fmt::format("needle profile: {} points are given but at least 2 are needed", points.size()));
  for (const auto& point : points)
    if (!std::isfinite(point[0]) || !std::isfinite(point[1]))
      throw std::invalid_argument("needle profile: a point is not finite but every r and z must be");
  if (points.front()[0] != 0.)
    throw std::invalid_argument(fmt::format(
        "needle profile: the first point has r = {:g} um but must lie on the axis, r = 0", 1e6 * points.front()[0]));
  for (std::size_t i = 1; i < points.size(); ++i)
    for (const unsigned int d : {0U, 1U})
      if (points[i][d] < points[i - 1][d])
        throw std::invalid_argument(fmt::format(
            "needle profile: point {} has {} = {:g} um but must be at least that of the point before it, {:g} um",
            i + 1, d == 0 ? 'r' : 'z', 1e6 * points[i][d], 1e6 * points[i - 1][d]));
}

} // namespace

NeedleProfile cone(const ConeShape& shape, const BasePlate& plate) {
  require_length("tip_radius", shape.tip_radius, 0., "zero");
  require_length("base_diameter", shape.base_diameter, 0., "zero");
  require_length("length", shape.length, 0., "zero");
  const double radius = 0.5 * shape.base_diameter;
  return blended_profile(shape.tip_radius, {{{radius, shape.length}, shape.fillet_radius, "fillet_radius"}},
                         automatic_share * radius, shape.length, plate);
}

NeedleProfile truncated_cone(const TruncatedConeShape& shape, const BasePlate& plate) {
  require_length("end_diameter", shape.end_diameter, 0., "zero");
  require_length("length", shape.length, 0., "zero");
  require_length("base_diameter", shape.base_diameter, shape.end_diameter, "end_diameter");
  const double radius = 0.5 * shape.base_diameter;
  return blended_profile(0.,
                         {{{0.5 * shape.end_diameter, 0.}, shape.edge_radius, "edge_radius"},
                          {{radius, shape.length}, shape.fillet_radius, "fillet_radius"}},
                         automatic_share * radius, shape.length, plate);
}

NeedleProfile cone_on_shaft(const ConeOnShaftShape& shape, const BasePlate& plate) {
  require_length("shaft_diameter", shape.shaft_diameter, 0., "zero");
  require_length("tip_radius", shape.tip_radius, 0., "zero");
  const double radius = 0.5 * shape.shaft_diameter;
  require_below("tip_radius", shape.tip_radius, radius, "the shaft's radius");
  const double height = cone_height(shape);
  require_length("length", shape.length, height, "the cone's length");
  return blended_profile(shape.tip_radius, {{{radius, height}, shape.fillet_radius, "fillet_radius"}},
                         automatic_share * radius, shape.length, plate);
}

NeedleProfile sharp_cylinder(const ConeOnShaftShape& shape, const BasePlate& plate) {
  return cone_on_shaft(shape, plate);
}

NeedleProfile flat_cylinder(const FlatCylinderShape& shape, const BasePlate& plate) {
  require_length("diameter", shape.diameter, 0., "zero");
  require_length("length", shape.length, shape.edge_radius, "edge_radius");
  const double radius = 0.5 * shape.diameter;
  return blended_profile(0., {{{radius, 0.}, shape.edge_radius, "edge_radius"}}, automatic_share * radius, shape.length,
                         plate);
}

NeedleProfile sphere_cylinder(const SphereCylinderShape& shape) {
  require_length("diameter", shape.diameter, 0., "zero");
  const double radius = 0.5 * shape.diameter;
  require_length("length", shape.length, radius, "the hemisphere's radius");
  ProfilePiece hemisphere;
  hemisphere.kind = ProfilePiece::Kind::arc;
  hemisphere.radius = radius;
  hemisphere.centre = {0., radius};
  hemisphere.end = {radius, radius};
  return NeedleProfile({hemisphere}, shape.length);
}

NeedleProfile from_points(const FreeShape& shape, const BasePlate& plate) {
  require_rising(shape.points);
  const bool flat = shape.points[1][1] == shape.points[0][1];
  const double tip_radius = flat ? 0. : shape.tip_radius;
  if (!flat)
    require_length("tip_radius", tip_radius, 0., "zero");
  std::vector<Corner> corners;
  for (std::size_t i = 1; i < shape.points.size(); ++i)
    corners.push_back(
        {{shape.points[i][0], shape.points[i][1] - shape.points[0][1]}, shape.fillet_radius, "fillet_radius"});
  const dealii::Point<2>& last = corners.back().point;
  require_length("length of the needle profile", last[1], 0., "zero");
  return blended_profile(tip_radius, corners, automatic_share * last[0], last[1], plate);
}

} // namespace acumen::meshes
