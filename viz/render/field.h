#pragma once

#include "viz/render/section.h"

#include <array>
#include <optional>

namespace acumen::viz {

/// The smallest and the largest value of a scale.
struct Range {
  double low = 0.;
  double high = 1.;
};

/// A scalar field chosen for a picture, in engineering units (MPa or kPa, um).
struct Field {
  std::string label; ///< with its unit, as it stands at the colour bar
  bool on_points = false;
  std::vector<double> values;    ///< one for each cell, or point, of the skin
  double unit_factor = 1.;       ///< engineering unit over SI unit
  std::optional<double> neutral; ///< the value of the undisturbed state, where the field lies on both sides of it
};

/// Finds `name`, or `name:component` (a number from 0), among the skin's fields; of vectors without a component the
/// magnitude is taken, of principal stretches the largest. Throws base::InputError with the nearest name and the list
/// when there is none.
Field choose_field(const Section& section, const std::string& name);

/// Range of the values in cells with a point inside the box {r_min, r_max, z_min, z_max} [um].
///
/// The highest 1 % of the values (the few cells at a crack's tip) do not stretch the scale where they would double it.
/// On a logarithmic scale only positive values count, and at most four decades. A field with a neutral value inside
/// gets a range symmetric about it.
Range range_within(const Section& section, const Field& field, const std::array<double, 4>& box, bool logarithmic);

/// The smallest range that holds both.
Range united(const Range& a, const Range& b);

} // namespace acumen::viz
