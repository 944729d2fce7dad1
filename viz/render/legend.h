#pragma once

#include "viz/render/canvas.h"
#include "viz/render/field.h"
#include "viz/render/frame.h"

namespace acumen::viz {

/// Names the layers to the right of the plot, each with its tint and a line to where it meets the plot's edge.
void draw_layer_names(Canvas& canvas, const Section& section, const Frame& frame);

/// Colour bar to the right of the plot, in the field's engineering unit.
void draw_colour_bar(Canvas& canvas, const Field& field, const Range& range, bool logarithmic);

/// A bar of a round length [um], about a fifth of the plot's width.
void draw_scale_bar(Canvas& canvas, const Frame& frame);

/// The largest of 1, 2, 5 times a power of ten that is not above `value` (> 0).
double round_below(double value);

/// Round values within the range: about five on a linear scale, 1-2-5 or decades on a logarithmic one.
std::vector<double> ticks(const Range& range, bool logarithmic);

} // namespace acumen::viz
