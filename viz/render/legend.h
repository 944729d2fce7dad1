#pragma once

#include "viz/render/canvas.h"
#include "viz/render/colouring.h"

namespace acumen::viz {

/// Heights between which a layer lies at some distance from the axis [um].
struct LayerSpan {
  std::size_t layer;
  double low, high;
};

/// The layers' spans at r = `edge` [um], from the cells that reach across it.
std::vector<LayerSpan> layer_spans(const Section& section, double edge);

/// A place in the picture that a layer's name points to [px].
struct LayerMark {
  std::size_t layer;
  double x, y;
};

/// Names the layers beside the plot with lines to their marks; no name lower than `foot` [px].
///
/// On the right each name has its tint before it; on the left, where a field colours the skin, it has none.
void draw_layer_names(Canvas& canvas, const std::vector<std::string>& names, const std::vector<LayerMark>& marks,
                      Align side, double foot);

/// Colour bar to the right of the plot, in the field's engineering unit, above `foot` [px].
void draw_colour_bar(Canvas& canvas, const Colouring& colouring, double foot);

/// A bar of a round length [um], about a fifth of the plot's width: in the plot's lower left corner, or `beside` it, at
/// the foot of the right margin.
void draw_scale_bar(Canvas& canvas, const Frame& frame, bool beside);

/// The largest of 1, 2, 5 times a power of ten that is not above `value` (> 0).
double round_below(double value);

/// Round values within the range: about five on a linear scale, 1-2-5 or decades on a logarithmic one.
std::vector<double> ticks(const Range& range, bool logarithmic);

} // namespace acumen::viz
