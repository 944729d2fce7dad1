#include "viz/render/legend.h"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>
#include <limits>
#include <vtkCell.h>

namespace acumen::viz {

namespace {

constexpr Colour leader_grey = {0.45, 0.45, 0.45};

/// Where a layer meets the right edge of the plot: its middle's height [px].
struct LayerMark {
  std::size_t layer;
  double mark;
  double label;
};

// The layer's part of the frame's edge, from the cells that reach across it.
std::vector<LayerMark> layer_marks(const Canvas& canvas, const Section& section, const Frame& frame) {
  std::array<double, 6> bounds;
  section.skin->GetBounds(bounds.data());
  const double edge = std::min(frame.half_width, bounds[1] * (1. - 1e-9));
  constexpr double unset = std::numeric_limits<double>::max();
  std::vector<Range> heights(section.layer_names.size(), {unset, -unset});
  for (vtkIdType i = 0; i < section.skin->GetNumberOfCells(); ++i) {
    std::array<double, 6> box;
    section.skin->GetCellBounds(i, box.data());
    if (box[0] > edge || box[1] < edge)
      continue;
    Range& range = heights[section.layers[i]];
    range = {std::min(range.low, box[2]), std::max(range.high, box[3])};
  }
  const std::array<double, 4> plot = canvas.plot_box();
  std::vector<LayerMark> marks;
  for (std::size_t layer = 0; layer < heights.size(); ++layer) {
    const double low = std::max(heights[layer].low, frame.centre - frame.half_height);
    const double high = std::min(heights[layer].high, frame.centre + frame.half_height);
    if (low >= high)
      continue;
    const double part = ((low + high) / 2. - frame.centre) / (2. * frame.half_height) + 0.5;
    const double mark = plot[2] + part * (plot[3] - plot[2]);
    marks.push_back({layer, mark, mark});
  }
  return marks;
}

// Thin layers lie closer together than their names can: names are pushed down, and up again from the plot's foot.
void spread(std::vector<LayerMark>& marks, double gap, double foot) {
  std::sort(marks.begin(), marks.end(), [](const LayerMark& a, const LayerMark& b) { return a.mark > b.mark; });
  if (marks.size() > 1)
    marks[0].label += 0.5 * std::max(0., gap - (marks[0].mark - marks[1].mark));
  for (std::size_t i = 1; i < marks.size(); ++i)
    marks[i].label = std::min(marks[i].label, marks[i - 1].label - gap);
  for (std::size_t i = marks.size(); i-- > 0;)
    marks[i].label = std::max(marks[i].label, i + 1 == marks.size() ? foot : marks[i + 1].label + gap);
}

std::string number(double value) {
  const double size = std::abs(value);
  return size != 0. && (size >= 1e5 || size < 1e-3) ? fmt::format("{:.0e}", value) : fmt::format("{:.4g}", value);
}

} // namespace

double round_below(double value) {
  const double power = std::pow(10., std::floor(std::log10(value)));
  const double mantissa = value / power;
  return power * (mantissa >= 5. ? 5. : mantissa >= 2. ? 2. : 1.);
}

std::vector<double> ticks(const Range& range, bool logarithmic) {
  std::vector<double> values;
  if (!logarithmic) {
    const double step = round_below((range.high - range.low) / 4.);
    for (double i = std::ceil(range.low / step - 1e-9); i * step <= range.high + 1e-9 * step; ++i)
      values.push_back(i * step + 0.); // no minus zero
    return values;
  }
  const bool decades_only = range.high / range.low > 300.;
  for (double power = std::pow(10., std::floor(std::log10(range.low))); power <= range.high; power *= 10.)
    for (const double factor : {1., 2., 5.})
      if ((factor == 1. || !decades_only) && factor * power >= range.low * 0.999 &&
          factor * power <= range.high * 1.001)
        values.push_back(factor * power);
  return values;
}

void draw_layer_names(Canvas& canvas, const Section& section, const Frame& frame) {
  const std::array<double, 4> plot = canvas.plot_box();
  const double font = canvas.font_height();
  std::vector<LayerMark> marks = layer_marks(canvas, section, frame);
  spread(marks, 1.5 * font, plot[2] + font);
  const double swatch = plot[1] + 2.2 * font;
  for (const LayerMark& mark : marks) {
    canvas.line(plot[1] + 0.2 * font, mark.mark, swatch - 0.2 * font, mark.label, 0.09 * font, leader_grey);
    canvas.rectangle(swatch, swatch + font, mark.label - 0.5 * font, mark.label + 0.5 * font, black);
    const double rim = 0.06 * font;
    canvas.rectangle(swatch + rim, swatch + font - rim, mark.label - 0.5 * font + rim, mark.label + 0.5 * font - rim,
                     layer_colour(section.layer_names[mark.layer], mark.layer));
    canvas.text(swatch + 1.4 * font, mark.label, section.layer_names[mark.layer], Align::left);
  }
}

void draw_colour_bar(Canvas& canvas, const Field& field, const Range& range, bool logarithmic) {
  const std::array<double, 4> plot = canvas.plot_box();
  const double font = canvas.font_height();
  const double left = plot[1] + 1.2 * font, right = left + 1.6 * font;
  const double bottom = plot[2] + 0.08 * (plot[3] - plot[2]), top = plot[3] - 0.12 * (plot[3] - plot[2]);
  const auto table = field_colours(range, logarithmic);
  const int bands = static_cast<int>(table->GetNumberOfTableValues());
  for (int i = 0; i < bands; ++i) {
    const double* const colour = table->GetTableValue(i);
    // Each band reaches to the top, so that rounding leaves no white slits.
    canvas.rectangle(left, right, bottom + (top - bottom) * i / bands, top, {colour[0], colour[1], colour[2]});
  }
  for (const double value : ticks(range, logarithmic)) {
    const double part = logarithmic ? std::log(value / range.low) / std::log(range.high / range.low)
                                    : (value - range.low) / (range.high - range.low);
    const double y = bottom + part * (top - bottom);
    canvas.line(right, y, right + 0.4 * font, y, 0.1 * font, black);
    canvas.text(right + 0.7 * font, y, number(value), Align::left);
  }
  canvas.text(left, top + 1.6 * font, field.label, Align::left, 1., true);
}

void draw_scale_bar(Canvas& canvas, const Frame& frame) {
  const std::array<double, 4> plot = canvas.plot_box();
  const double font = canvas.font_height();
  const double length = round_below(2. * frame.half_width / 4.);
  const double pixels = length / (2. * frame.half_width) * (plot[1] - plot[0]);
  const double left = plot[0] + 1.4 * font, foot = plot[2] + 1.2 * font;
  // White behind it: the layers below have any colour.
  canvas.rectangle(left - 0.7 * font, left + pixels + 0.7 * font, foot - 0.6 * font, foot + 2. * font, white);
  canvas.rectangle(left, left + pixels, foot, foot + 0.35 * font, black);
  canvas.text(left + pixels / 2., foot + 1.15 * font, fmt::format("{:g} \u00b5m", length), Align::centre);
}

} // namespace acumen::viz
