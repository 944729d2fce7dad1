#pragma once

#include "meshes/needle/shapes.h"

#include <string>
#include <vector>

namespace acumen::meshes {

struct NamedNeedle {
  std::string name;
  NeedleProfile profile;
};

/// One needle of every kind; the free profile has a concave corner, a flat end and a slender one are among them.
inline std::vector<NamedNeedle> sample_needles() {
  const double degree = M_PI / 180., um = 1e-6;
  FreeShape stepped{{{0., 0.}, {40 * um, 100 * um}, {50 * um, 300 * um}, {100 * um, 400 * um}}, 4 * um};
  FreeShape flat_stepped{{{0., 0.}, {40 * um, 0.}, {50 * um, 300 * um}, {50 * um, 400 * um}}, not_given, 3 * um};
  return {{"Cone", cone({5 * um, 200 * um, 600 * um})},
          {"BluntCone", cone({60 * um, 200 * um, 300 * um})},
          {"TruncatedCone", truncated_cone({80 * um, 5 * um, 250 * um, 700 * um})},
          {"ConeOnShaftByAngle", cone_on_shaft({15 * um, 10 * degree, not_given, 250 * um, 1500 * um})},
          {"ConeOnShaftByLength", cone_on_shaft({15 * um, not_given, 500 * um, 250 * um, 1500 * um})},
          {"SharpCylinder", sharp_cylinder({2 * um, 15 * degree, not_given, 250 * um, 3000 * um})},
          {"FlatCylinder", flat_cylinder({250 * um, 10 * um, 1000 * um})},
          {"SphereCylinder", sphere_cylinder({200 * um, 500 * um})},
          {"FreeStepped", from_points(stepped)},
          {"FreeFlatStepped", from_points(flat_stepped)}};
}

} // namespace acumen::meshes
