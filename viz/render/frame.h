#pragma once

#include "viz/render/section.h"

#include <array>

namespace acumen::viz {

/// How much of the section a picture shows.
enum class View {
  needle, ///< the needle and about its own length around
  tip,    ///< the tip, five times nearer
  full    ///< all of the skin
};

/// The part of the (mirrored) section in the picture [um]: |r| <= half_width, |z - centre| <= half_height.
struct Frame {
  double centre = 0.;
  double half_width = 1.;
  double half_height = 1.;
};

/// `aspect` = width / height of the plot. Without a needle, `needle` and `tip` show the full section.
Frame frame_of(const Section& section, View view, double aspect);

} // namespace acumen::viz
