#pragma once

#include "viz/render/frame.h"

#include <filesystem>
#include <string>

namespace acumen::viz {

/// How the axisymmetric result is shown.
enum class Shape {
  section, ///< the meridian section, mirrored about the axis
  cutaway  ///< revolved about the axis, a quarter taken out
};

/// What a picture or an animation shows.
struct PictureOptions {
  Shape shape = Shape::section;
  std::string field; ///< cell or point field, `name` or `name:component`; empty or "layer": the layers
  std::string step = "deepest";
  View view = View::needle;
  bool mesh = false;            ///< draw the cells' edges
  bool logarithmic = false;     ///< colour scale
  bool cut_needle = false;      ///< cutaway: take the quarter out of the needle, too
  int width = 2000;             ///< [px]
  double font_scale = 1.;       ///< size of the writing over the usual one
  std::filesystem::path output; ///< empty: a name in figures/ of the result's directory
};

} // namespace acumen::viz
