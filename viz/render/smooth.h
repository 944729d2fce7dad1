#pragma once

#include "viz/render/section.h"

namespace acumen::viz {

/// The section with a value a point in place of one a cell: the mean over the cells at the point, by area.
struct Smoothed {
  Section section; ///< points between layers stand once for each layer, as stresses jump there
  std::vector<double> values;
};

/// `values`: one for each cell of the section's skin.
Smoothed smoothed(const Section& section, const std::vector<double>& values);

} // namespace acumen::viz
