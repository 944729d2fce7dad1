#include "viz/render/picture.h"

#include "viz/render/image.h"
#include "viz/render/scene.h"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>

namespace acumen::viz {

namespace {

constexpr double height_over_width = 0.7;

// {left, right, bottom, top}: the layers' names stand right of the plot, or left of it where a colour bar is right.
std::array<double, 4> plot_box(const PictureOptions& options) {
  if (!shows_field(options))
    return {0.02, 0.77, 0.025, 0.9};
  return {0.185, 0.805, 0.025, 0.9};
}

void write_title(Canvas& canvas, const Result& result, const SavedStep& step, const PictureOptions& options) {
  const double x = 0.02 * canvas.width(), top = canvas.height(), font = canvas.font_height();
  canvas.text(x, top - 1.6 * font, result.title, Align::left, 1.3, true);
  std::string line = fmt::format("time {:.4g} s", step.time);
  if (result.history && result.history->size() > 0) {
    const std::size_t row = result.history->nearest_row("time", step.time);
    line =
        fmt::format("travel {:.0f} \u00b5m, force {}, ", micrometres_per_metre * result.history->column("travel")[row],
                    force_text(result.history->column("force")[row])) +
        line;
  }
  canvas.text(x, top - 3.4 * font, line, Align::left);
  if (options.shape == Shape::cutaway)
    canvas.text(canvas.width() - font, 0.8 * font, "axisymmetric result, revolved about the needle's axis",
                Align::right, 0.7);
}

std::array<double, 4> visible_box(const Look& look, const PictureOptions& options) {
  if (options.shape == Shape::cutaway)
    return {0., look.core.radius, look.core.bottom, look.core.top};
  return {0., look.frame.half_width, look.frame.centre - look.frame.half_height,
          look.frame.centre + look.frame.half_height};
}

std::filesystem::path output_of(const Result& result, const PictureOptions& options) {
  if (!options.output.empty())
    return options.output;
  const bool number = options.step.find_first_not_of("0123456789") == std::string::npos;
  return result.directory / "figures" /
         fmt::format("{}_{}.png", options.shape == Shape::cutaway ? "cutaway" : "section",
                     number ? fmt::format("{:04}", std::stoul(options.step)) : options.step);
}

} // namespace

std::string force_text(const double force) {
  return std::abs(force) < 1. ? fmt::format("{:.3g} mN", 1e3 * force) : fmt::format("{:.3g} N", force);
}

double plot_aspect(const PictureOptions& options) {
  const std::array<double, 4> box = plot_box(options);
  return (box[1] - box[0]) / (box[3] - box[2]) / height_over_width;
}

Look look_of(const Section& section, const PictureOptions& options) {
  Look look;
  look.core = core_of(section, options.view);
  if (options.shape == Shape::cutaway)
    look.frame =
        cutaway_frame(cropped(section, look.core.radius, look.core.bottom, look.core.top), plot_aspect(options));
  else
    look.frame = frame_of(section, options.view, plot_aspect(options));
  if (shows_field(options))
    look.range = range_of_field(section, options, visible_box(look, options));
  return look;
}

std::unique_ptr<Canvas> compose(const Result& result, const SavedStep& step, const PictureOptions& options,
                                const Look* common) {
  Section section = read_section(step, result.layer_names);
  const Look look = common ? *common : look_of(section, options);
  const bool cutaway = options.shape == Shape::cutaway;
  if (cutaway)
    section = cropped(section, look.core.radius, look.core.bottom, look.core.top);
  const int height = 2 * static_cast<int>(std::lround(height_over_width * options.width / 2.));
  auto canvas = std::make_unique<Canvas>(options.width, height, plot_box(options), options.font_scale);
  const Colouring colouring = apply_colouring(section, options, look.range.value_or(Range{}));
  if (cutaway)
    show_cutaway(*canvas, section, colouring, look.frame, options);
  else
    show_section(*canvas, section, colouring, look.frame, options.mesh);

  const Align side = shows_field(options) ? Align::left : Align::right;
  const double plot_foot = canvas->plot_box()[2] + canvas->font_height();
  const double foot = std::max(plot_foot, look.legend_foot * height);
  const auto marks = (cutaway ? cutaway_marks : section_marks)(*canvas, section, look.frame, side);
  draw_layer_names(*canvas, section.layer_names, marks, side, side == Align::right ? foot : plot_foot);
  if (colouring.field)
    draw_colour_bar(*canvas, colouring, std::max(foot, (cutaway ? 0.12 : 0.1) * height));
  draw_scale_bar(*canvas, look.frame, cutaway);
  write_title(*canvas, result, step, options);
  return canvas;
}

std::filesystem::path draw_picture(const Result& result, const PictureOptions& options) {
  const SavedStep& step = result.steps[select_step(result, options.step)];
  // Refuses an unknown field before it asks for a display.
  const Section section = read_section(step, result.layer_names);
  const Look look = look_of(section, options);
  require_display();
  const auto canvas = compose(result, step, options, &look);
  const std::filesystem::path file = output_of(result, options);
  write_png(canvas->window(), file);
  return file;
}

} // namespace acumen::viz
