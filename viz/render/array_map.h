#pragma once

#include "viz/render/result.h"

namespace acumen::viz {

/// What makes the needles of an array differ. The run computes one needle of many; these are the user's assumptions.
struct ArrayOptions {
  double site_radius = 0.;   ///< of the skin's curvature below a flat plate [m]; 0: flat skin
  double tilt = 0.;          ///< of the plate against the skin, about its columns [rad]
  double length_spread = 0.; ///< standard deviation of the needles' length [m]
  unsigned int seed = 1;     ///< of the lengths drawn
};

/// Penetration depth of each needle [m], row by row, from the computed depth against travel.
///
/// The plate is rigid and advances until the needle that touches first has the run's largest travel. A needle's tip
/// stands back by its share of the skin's curvature r^2 / (2 R), of the tilt, and of its missing length; its depth is
/// that of the run at so much less travel; 0 where that is less than the travel at puncture. Neighbours are taken to
/// act as in the run (equal cells); that the outermost needles press on more skin is not modelled.
struct ArrayDepths {
  int rows = 0, columns = 0;
  double pitch = 0.; ///< [m]
  std::vector<double> depth;
};

/// Throws base::InputError where the case has no array, the result no history, or nothing makes the needles differ.
ArrayDepths array_depths(const Result& result, const ArrayOptions& options);

/// Draws the depths as a map with the assumptions below it; returns the file (figures/array.png).
std::filesystem::path draw_array_map(const Result& result, const ArrayOptions& options, int width,
                                     const std::filesystem::path& output);

} // namespace acumen::viz
