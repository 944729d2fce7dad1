#pragma once

namespace acumen::viz {

/// The program `acumen_viz`: sub-commands `render` (understood when none is named) and `force_curve`.
///
/// Prints the files written on standard output, errors on standard error. Returns 0; 2 for bad arguments, a directory
/// that is no result or a damaged one; 5 when a picture cannot be drawn or written; 70 for an internal error.
int run(int count, const char* const* arguments);

} // namespace acumen::viz
