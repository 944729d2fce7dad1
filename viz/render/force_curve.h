#pragma once

#include "viz/render/result.h"

namespace acumen::viz {

/// Draws force against travel: insertion and withdrawal told apart, puncture marked. Returns the file written.
///
/// `output` empty: figures/force.png in the result's directory. Throws base::InputError when the result has no history
/// with the columns travel and force, base::OutputError when the file cannot be written.
std::filesystem::path draw_force_curve(const Result& result, int width, const std::filesystem::path& output);

} // namespace acumen::viz
