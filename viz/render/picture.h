#pragma once

#include "viz/render/canvas.h"
#include "viz/render/options.h"
#include "viz/render/result.h"

#include <memory>
#include <optional>
#include <string>

namespace acumen::viz {

/// Draws one saved step; returns the file written (options.output, or figures/SHAPE_STEP.png).
///
/// Throws base::InputError (no such step or field, damaged file) and base::OutputError.
std::filesystem::path draw_picture(const Result& result, const PictureOptions& options);

/// What all pictures of an animation have in common.
struct Look {
  Frame frame;
  Core core;                  ///< of a cutaway
  std::optional<Range> range; ///< of the field; none: each picture's own
  double legend_foot = 0.;    ///< what lies below this part of the height is kept free of the legend
};

/// The look that suits one step.
Look look_of(const Section& section, const PictureOptions& options);

/// A force [N] as it stands in titles: "83.3 mN", "1.32 N".
std::string force_text(double force);

/// Width over height of the plot that shows skin and needle.
double plot_aspect(const PictureOptions& options);

/// One step's finished picture in a window.
std::unique_ptr<Canvas> compose(const Result& result, const SavedStep& step, const PictureOptions& options,
                                const Look* look);

} // namespace acumen::viz
