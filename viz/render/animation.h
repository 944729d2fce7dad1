#pragma once

#include "viz/render/options.h"
#include "viz/render/result.h"

namespace acumen::viz {

/// How an animation is made of the pictures.
struct AnimationOptions {
  int pictures = 60; ///< at most; taken evenly from the saved steps
  double seconds = 8.;
};

/// Draws the insertion from the first saved step to the last, with the force against travel beside it.
///
/// All pictures have one frame and one colour scale. Returns the file written: options.output, or
/// figures/insertion.mp4, or .gif where ffmpeg is missing. Throws base::InputError and base::OutputError.
std::filesystem::path draw_animation(const Result& result, const PictureOptions& options,
                                     const AnimationOptions& animation);

} // namespace acumen::viz
