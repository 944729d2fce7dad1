#pragma once

#include "viz/render/colours.h"

#include <string>
#include <vtkNew.h>
#include <vtkRenderWindow.h>
#include <vtkRenderer.h>

namespace acumen::viz {

/// Which point of a text stands at the given place.
enum class Align { left, centre, right };

/// A white off-screen window: a plot in the region `plot_box`, and writing over the whole.
///
/// Places and sizes of writing are pixels of the finished picture, from its lower left corner.
class Canvas {
public:
  /// `plot_box` is {left, right, bottom, top} as parts of the width and of the height.
  /// `font_scale`: size of the writing over the usual one.
  Canvas(int width, int height, const std::array<double, 4>& plot_box, double font_scale = 1.);

  int width() const { return width_; }
  int height() const { return height_; }
  /// {left, right, bottom, top} of the plot [px].
  std::array<double, 4> plot_box() const;
  double font_height() const { return font_scale_ * width_ / 62.; }

  vtkRenderer& plot() { return *plot_; }
  vtkRenderWindow& window() { return *window_; }

  void rectangle(double left, double right, double bottom, double top, const Colour& colour);
  void line(double x0, double y0, double x1, double y1, double line_width, const Colour& colour);
  /// `y` is the middle of the text's height; `size` is relative to `font_height()`.
  void text(double x, double y, const std::string& words, Align align, double size = 1., bool bold = false,
            const Colour& colour = black);

private:
  int width_, height_;
  std::array<double, 4> plot_part_;
  double font_scale_;
  vtkNew<vtkRenderWindow> window_;
  vtkNew<vtkRenderer> plot_;
  vtkNew<vtkRenderer> overlay_;
};

} // namespace acumen::viz
