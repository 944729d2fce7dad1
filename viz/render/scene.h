#pragma once

#include "viz/render/canvas.h"
#include "viz/render/colouring.h"
#include "viz/render/legend.h"

namespace acumen::viz {

/// The deformed section and its mirror image in the canvas's plot, seen through the frame.
void show_section(Canvas& canvas, const Section& section, const Colouring& colouring, const Frame& frame, bool mesh);

/// The section revolved about the axis, the quarter towards the viewer taken out; `cut_needle`: also of the needle.
/// Parallel projection, so that the scale bar holds. `frame` is in the camera's plane.
void show_cutaway(Canvas& canvas, const Section& section, const Colouring& colouring, const Frame& frame,
                  const PictureOptions& options);

/// A frame in the camera's plane that holds all of the (cropped) section revolved.
Frame cutaway_frame(const Section& section, double aspect);

/// Where the layers meet the edge of the picture's cut face, for their names.
std::vector<LayerMark> section_marks(const Canvas& canvas, const Section& section, const Frame& frame, Align side);
std::vector<LayerMark> cutaway_marks(const Canvas& canvas, const Section& section, const Frame& frame, Align side);

} // namespace acumen::viz
