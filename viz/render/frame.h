#pragma once

#include "viz/render/section.h"

#include <array>

namespace acumen::viz {

/// How much of the result a picture shows.
enum class View {
  needle, ///< the needle and about its own length around
  tip,    ///< the tip, five times nearer
  full    ///< all of the skin
};

/// The part of the picture's plane that is shown [um]: |across| <= half_width, |up - centre| <= half_height.
///
/// In a section the plane is (r, z); in a cutaway it is the one the camera projects to.
struct Frame {
  double centre = 0.;
  double half_width = 1.;
  double half_height = 1.;
};

/// The section's frame. `aspect` = width / height of the plot. Without a needle, `needle` and `tip` show all.
Frame frame_of(const Section& section, View view, double aspect);

/// The smallest frame of this aspect that shows both.
Frame united(const Frame& a, const Frame& b, double aspect);

/// A cylinder about the axis [um]: what a cutaway keeps of skin and needle.
struct Core {
  double radius = 1.;
  double bottom = -1.;
  double top = 1.;
};

Core core_of(const Section& section, View view);

} // namespace acumen::viz
