#include "viz/render/legend.h"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>
#include <limits>
#include <vtkCell.h>

namespace acumen::viz {

namespace {

constexpr Colour leader_grey = {0.45, 0.45, 0.45};

/// A name's own height besides its mark's [px].
struct PlacedName {
  LayerMark mark;
  double y;
};

// Thin layers lie closer together than their names can: names are pushed down, and up again from the foot.
std::vector<PlacedName> spread(const std::vector<LayerMark>& marks, double gap, double foot) {
  std::vector<PlacedName> names;
  for (const LayerMark& mark : marks)
    names.push_back({mark, mark.y});
  std::sort(names.begin(), names.end(), [](const PlacedName& a, const PlacedName& b) { return a.mark.y > b.mark.y; });
  if (names.size() > 1)
    names[0].y += 0.5 * std::max(0., gap - (names[0].mark.y - names[1].mark.y));
  for (std::size_t i = 1; i < names.size(); ++i)
    names[i].y = std::min(names[i].y, names[i - 1].y - gap);
  for (std::size_t i = names.size(); i-- > 0;)
    names[i].y = std::max(names[i].y, i + 1 == names.size() ? foot : names[i + 1].y + gap);
  return names;
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

std::vector<LayerSpan> layer_spans(const Section& section, double edge) {
  constexpr double unset = std::numeric_limits<double>::max();
  std::vector<LayerSpan> spans;
  for (std::size_t layer = 0; layer < section.layer_names.size(); ++layer)
    spans.push_back({layer, unset, -unset});
  for (vtkIdType i = 0; i < section.skin->GetNumberOfCells(); ++i) {
    std::array<double, 6> box;
    section.skin->GetCellBounds(i, box.data());
    if (box[0] > edge || box[1] < edge)
      continue;
    LayerSpan& span = spans[section.layers[i]];
    span.low = std::min(span.low, box[2]);
    span.high = std::max(span.high, box[3]);
  }
  spans.erase(std::remove_if(spans.begin(), spans.end(), [](const LayerSpan& span) { return span.low >= span.high; }),
              spans.end());
  return spans;
}

void draw_layer_names(Canvas& canvas, const std::vector<std::string>& names, const std::vector<LayerMark>& marks,
                      Align side, double foot) {
  const std::array<double, 4> plot = canvas.plot_box();
  const double font = canvas.font_height();
  for (const auto& [mark, y] : spread(marks, 1.5 * font, foot)) {
    const double sign = side == Align::right ? 1. : -1.;
    const double near = (side == Align::right ? plot[1] : plot[0]) + sign * 2.2 * font;
    canvas.line(mark.x + sign * 0.2 * font, mark.y, near - sign * 0.2 * font, y, 0.09 * font, leader_grey);
    if (side == Align::left) {
      canvas.text(near - 0.2 * font, y, names[mark.layer], Align::right);
      continue;
    }
    canvas.rectangle(near, near + font, y - 0.5 * font, y + 0.5 * font, black);
    const double rim = 0.06 * font;
    canvas.rectangle(near + rim, near + font - rim, y - 0.5 * font + rim, y + 0.5 * font - rim,
                     layer_colour(names[mark.layer], mark.layer));
    canvas.text(near + 1.4 * font, y, names[mark.layer], Align::left);
  }
}

void draw_colour_bar(Canvas& canvas, const Colouring& colouring, double foot) {
  const std::array<double, 4> plot = canvas.plot_box();
  const Range& range = colouring.range;
  const double font = canvas.font_height();
  const double left = plot[1] + 1.2 * font, right = left + 1.6 * font;
  const double bottom = foot, top = plot[3] - 3. * font;
  const int bands = static_cast<int>(colouring.table->GetNumberOfTableValues());
  for (int i = 0; i < bands; ++i) {
    const double* const colour = colouring.table->GetTableValue(i);
    // Each band reaches to the top, so that rounding leaves no white slits.
    canvas.rectangle(left, right, bottom + (top - bottom) * i / bands, top, {colour[0], colour[1], colour[2]});
  }
  for (const double value : ticks(range, colouring.logarithmic)) {
    const double part = colouring.logarithmic ? std::log(value / range.low) / std::log(range.high / range.low)
                                              : (value - range.low) / (range.high - range.low);
    const double y = bottom + part * (top - bottom);
    canvas.line(right, y, right + 0.4 * font, y, 0.1 * font, black);
    canvas.text(right + 0.7 * font, y, number(value), Align::left);
  }
  // A letter of the bold font is about half as wide as the font is high.
  const double room = (canvas.width() - left) / font;
  const double size = std::min(0.9, room / (0.53 * static_cast<double>(colouring.field->label.size())));
  canvas.text(left, top + 2.2 * font, colouring.field->label, Align::left, size, true);
  const std::vector<double>& values = colouring.field->values;
  const double largest = *std::max_element(values.begin(), values.end());
  if (largest > range.high * 1.05)
    canvas.text(left, top + 0.8 * font, fmt::format("few cells above, up to {}", number(largest)), Align::left, 0.7);
}

void draw_scale_bar(Canvas& canvas, const Frame& frame, const bool beside) {
  const std::array<double, 4> plot = canvas.plot_box();
  const double font = canvas.font_height();
  const double length = round_below(2. * frame.half_width / 4.);
  const double pixels = length / (2. * frame.half_width) * (plot[1] - plot[0]);
  const double left = beside ? plot[1] + 1.2 * font : plot[0] + 1.4 * font;
  const double foot = beside ? 2. * font : plot[2] + 1.2 * font;
  // White behind it: the layers below have any colour.
  if (!beside)
    canvas.rectangle(left - 0.7 * font, left + pixels + 0.7 * font, foot - 0.6 * font, foot + 2. * font, white);
  canvas.rectangle(left, left + pixels, foot, foot + 0.35 * font, black);
  canvas.text(left + pixels / 2., foot + 1.15 * font, fmt::format("{:g} \u00b5m", length), Align::centre);
}

} // namespace acumen::viz
