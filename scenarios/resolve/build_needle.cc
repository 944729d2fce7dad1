#include "scenarios/resolve/build_needle.h"

#include "meshes/needle/shapes.h"
#include "scenarios/input/csv_table.h"

#include <cmath>
#include <stdexcept>

namespace acumen::scenarios {

namespace {

using meshes::BasePlate;
using meshes::NeedleProfile;

// The share of an end's radius that its edge is rounded by, where nothing else is said.
constexpr double edge_share = 0.1;

std::optional<NeedleProfile> build_cone(NeedleInput& needle, const BasePlate& plate) {
  if (!needle.base_diameter && needle.length && needle.half_angle && needle.tip_radius) {
    // The cap of radius R_t is tangent to the flank, whose straight apex lies R_t (1/sin a - 1) below the rounded tip.
    const double apex = *needle.tip_radius * (1. / std::sin(*needle.half_angle) - 1.);
    needle.base_diameter = 2. * (*needle.length + apex) * std::tan(*needle.half_angle);
    needle.half_angle.reset();
  }
  if (!needle.length || !needle.base_diameter || !needle.tip_radius)
    return std::nullopt;
  return meshes::cone({*needle.tip_radius, *needle.base_diameter, *needle.length, meshes::automatic_fillet}, plate);
}

std::optional<NeedleProfile> build_truncated_cone(const NeedleInput& needle, const BasePlate& plate) {
  if (!needle.length || !needle.base_diameter || !needle.tip_diameter)
    return std::nullopt;
  return meshes::truncated_cone({*needle.tip_diameter,
                                 needle.edge_radius.value_or(edge_share * *needle.tip_diameter / 2.),
                                 *needle.base_diameter, *needle.length, meshes::automatic_fillet},
                                plate);
}

std::optional<NeedleProfile> build_cone_on_shaft(const NeedleInput& needle, const BasePlate& plate) {
  if (!needle.length || !needle.shaft_diameter || !needle.half_angle || !needle.tip_radius)
    return std::nullopt;
  meshes::ConeOnShaftShape shape;
  shape.tip_radius = *needle.tip_radius;
  shape.half_angle = *needle.half_angle;
  shape.shaft_diameter = *needle.shaft_diameter;
  shape.length = *needle.length;
  shape.fillet_radius = needle.edge_radius.value_or(meshes::automatic_fillet);
  return meshes::cone_on_shaft(shape, plate);
}

std::optional<NeedleProfile> build_flat_cylinder(const NeedleInput& needle, const BasePlate& plate) {
  if (!needle.length || !needle.shaft_diameter)
    return std::nullopt;
  return meshes::flat_cylinder(
      {*needle.shaft_diameter, needle.edge_radius.value_or(edge_share * *needle.shaft_diameter / 2.), *needle.length},
      plate);
}

std::optional<NeedleProfile> build_profile(const NeedleInput& needle, const BasePlate& plate, ReadLog& log) {
  if (!needle.file || !needle.tip_radius)
    return std::nullopt;
  const auto rows = read_csv(*needle.file, {{{"r", "m"}, {"z", "m"}}}, 2, "needle.file", log);
  if (rows.empty())
    return std::nullopt;
  meshes::FreeShape shape;
  for (const auto& row : rows)
    shape.points.emplace_back(row[0], row[1]);
  shape.tip_radius = *needle.tip_radius;
  shape.fillet_radius = needle.edge_radius.value_or(meshes::automatic_fillet);
  return meshes::from_points(shape, plate);
}

std::optional<NeedleProfile> build(NeedleInput& needle, const BasePlate& plate, ReadLog& log) {
  switch (needle.shape) {
  case NeedleShape::cone:
    return build_cone(needle, plate);
  case NeedleShape::truncated_cone:
    return build_truncated_cone(needle, plate);
  case NeedleShape::flat_cylinder:
    return build_flat_cylinder(needle, plate);
  case NeedleShape::profile:
    return build_profile(needle, plate, log);
  case NeedleShape::cone_on_shaft:
  case NeedleShape::sharp_cylinder:
    return build_cone_on_shaft(needle, plate);
  }
  throw std::logic_error("no such needle shape");
}

} // namespace

std::optional<meshes::NeedleProfile> build_needle(NeedleInput& needle, const BasePlate& plate, ReadLog& log) {
  try {
    return build(needle, plate, log);
  } catch (const std::invalid_argument& error) {
    log.report(needle.shape == NeedleShape::profile ? "needle.file" : "needle",
               std::string("the needle's geometry is impossible: ") + error.what(), "",
               "change the size named, or the ones it is compared with");
    return std::nullopt;
  }
}

} // namespace acumen::scenarios
