#include "viz/render/animation.h"

#include "solver/base/error.h"
#include "viz/render/film.h"
#include "viz/render/image.h"
#include "viz/render/legend.h"
#include "viz/render/picture.h"
#include "viz/render/scene.h"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>

namespace acumen::viz {

namespace {

/// Part of the height that the force curve takes.
constexpr double inset_top = 0.34;

// Indices of at most `count` steps, evenly, with the first and the last one.
std::vector<std::size_t> chosen_steps(std::size_t steps, int count) {
  const std::size_t pictures = std::min<std::size_t>(steps, static_cast<std::size_t>(count));
  std::vector<std::size_t> chosen;
  for (std::size_t i = 0; i < pictures; ++i)
    chosen.push_back(pictures == 1 ? steps - 1 : (i * (steps - 1) + (pictures - 1) / 2) / (pictures - 1));
  return chosen;
}

// The deepest step decides what is near; the first one, how high the needle stands.
Look common_look(const Result& result, const PictureOptions& options, const std::vector<std::size_t>& steps) {
  const std::size_t deepest = result.history ? select_step(result, "deepest") : result.steps.size() - 1;
  Look look;
  bool first = true;
  for (const std::size_t index : {deepest, steps.front()}) {
    const Section section = read_section(result.steps[index], result.layer_names);
    Look own = look_of(section, options);
    if (!first && options.shape == Shape::cutaway) {
      // The core of the deepest step, as high as the needle was before.
      look.core.top = std::max(look.core.top, own.core.top);
      own = look;
      own.frame =
          cutaway_frame(cropped(section, look.core.radius, look.core.bottom, look.core.top), plot_aspect(options));
    }
    look.frame = first ? own.frame : united(look.frame, own.frame, plot_aspect(options));
    look.core = first ? own.core : look.core;
    first = false;
  }
  look.legend_foot = inset_top + 0.03;
  if (options.field.empty() || options.field == "layer")
    return look;
  for (const std::size_t index : steps) {
    const Section section = read_section(result.steps[index], result.layer_names);
    const auto range = look_of(section, options).range;
    look.range = look.range ? united(*look.range, *range) : range;
  }
  return look;
}

// Force against travel in the lower right corner: all of it in grey, what has happened until `time` in blue.
void draw_inset(Canvas& canvas, const History& history, double time) {
  const double font = canvas.font_height();
  const double left = canvas.width() - 11. * font, right = canvas.width() - 1.5 * font;
  const double bottom = 3.6 * font, top = inset_top * canvas.height() - 2.5 * font;
  const auto& travel = history.column("travel");
  const auto& force = history.column("force");
  const auto [least, most] = std::minmax_element(force.begin(), force.end());
  const double low = std::min(0., *least), high = std::max(*most, low + 1e-12);
  const auto [out, in] = std::minmax_element(travel.begin(), travel.end());
  const double nearest = std::min(0., *out), farthest = std::max(*in, 1e-12);
  const auto x = [&](std::size_t i) { return left + (travel[i] - nearest) / (farthest - nearest) * (right - left); };
  const auto y = [&](double value) { return bottom + (value - low) / (high - low) * (top - bottom); };
  canvas.line(left, y(0.), right, y(0.), 0.07 * font, black);
  canvas.line(left, bottom, left, top, 0.07 * font, black);
  const std::size_t now = history.nearest_row("time", time);
  constexpr Colour grey = {0.80, 0.80, 0.80};
  // What is still to come first, so that the past lies above it.
  for (const bool past : {false, true})
    for (std::size_t i = 0; i + 1 < travel.size(); ++i)
      if ((i < now) == past)
        canvas.line(x(i), y(force[i]), x(i + 1), y(force[i + 1]), (past ? 0.16 : 0.1) * font, past ? blue : grey);
  const double dot = 0.28 * font;
  canvas.rectangle(x(now) - dot, x(now) + dot, y(force[now]) - dot, y(force[now]) + dot, vermilion);
  canvas.text(left, top + 0.9 * font, "force, up to " + force_text(high), Align::left, 0.75);
  canvas.text(right, bottom - 0.9 * font, fmt::format("travel, up to {:.0f} \u00b5m", micrometres_per_metre * farthest),
              Align::right, 0.75);
}

} // namespace

std::filesystem::path draw_animation(const Result& result, const PictureOptions& options,
                                     const AnimationOptions& animation) {
  const std::vector<std::size_t> steps = chosen_steps(result.steps.size(), animation.pictures);
  if (steps.size() < 2)
    throw base::InputError({{"an animation takes at least two saved steps", "", result.directory.string(), 0, 0,
                             "this result has one; draw a picture instead"}});
  std::filesystem::path file = options.output;
  if (file.empty())
    file = result.directory / "figures" /
           fmt::format("{}.{}", options.shape == Shape::cutaway ? "insertion_cutaway" : "insertion",
                       ffmpeg_present() ? "mp4" : "gif");
  const Look look = common_look(result, options, steps);
  require_display();
  std::unique_ptr<Film> film;
  for (const std::size_t index : steps) {
    const SavedStep& step = result.steps[index];
    const auto canvas = compose(result, step, options, &look);
    if (result.history && result.history->size() > 1)
      draw_inset(*canvas, *result.history, step.time);
    if (!film)
      film = open_film(file, canvas->width(), canvas->height(), static_cast<double>(steps.size()) / animation.seconds);
    film->add(*picture_of(canvas->window()));
  }
  film->finish();
  return file;
}

} // namespace acumen::viz
