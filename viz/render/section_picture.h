#pragma once

#include "viz/render/frame.h"
#include "viz/render/result.h"

#include <optional>

namespace acumen::viz {

/// What a picture of the meridian section shows.
struct SectionOptions {
  std::string field; ///< cell or point field, `name` or `name:component`; empty: the layers
  std::string step = "deepest";
  View view = View::needle;
  bool mesh = false;            ///< draw the cells' edges
  bool logarithmic = false;     ///< colour scale
  int width = 2000;             ///< [px]
  std::filesystem::path output; ///< empty: figures/section_STEP.png in the result's directory
};

/// Draws the deformed section, mirrored about the axis, with the needle; returns the file written.
///
/// Throws base::InputError (no such step or field, damaged file) and base::OutputError.
std::filesystem::path draw_section(const Result& result, const SectionOptions& options);

} // namespace acumen::viz
