#include "viz/render/command_line.h"

#include "solver/base/error.h"
#include "viz/render/animation.h"
#include "viz/render/array_map.h"
#include "viz/render/force_curve.h"
#include "viz/render/picture.h"

#include <CLI/CLI.hpp>
#include <algorithm>
#include <fmt/format.h>
#include <vtkObject.h>

namespace acumen::viz {

namespace {

// Four times 4000 pixels is what common drivers take as the largest texture.
const CLI::Range sensible_width(400, 4000);

struct Options {
  std::string directory;
  PictureOptions picture;
  AnimationOptions animation;
  ArrayOptions array;
  std::string output;
  bool full = false, zoom = false, cutaway = false, animate = false;
};

void add_common(CLI::App& command, Options& options) {
  command.add_option("DIR", options.directory, "A run's result directory")->required();
  command.add_option("--width", options.picture.width, "Width of the picture in pixels")
      ->check(sensible_width)
      ->capture_default_str();
  command.add_option("--output", options.output, "File to write instead (PNG; of an animation MP4 or GIF)");
}

CLI::App* add_render(CLI::App& app, Options& options) {
  CLI::App* const command =
      app.add_subcommand("render", "Draw the deformed skin with the needle: section, cut-away or animation.");
  add_common(*command, options);
  command->add_option(
      "--field", options.picture.field,
      "Field to colour by, e.g. von_mises, damage, contact_pressure, principal_stretch, J, displacement or "
      "cauchy_stress:4; default: layer");
  command->add_flag("--cutaway", options.cutaway, "Three-dimensional, with a quarter cut away");
  command->add_flag("--cut-needle", options.picture.cut_needle, "In a cut-away, cut the needle, too");
  command->add_flag("--animate", options.animate, "All of the insertion as MP4 (by ffmpeg) or GIF");
  command->add_option("--pictures", options.animation.pictures, "Most pictures in an animation")
      ->check(CLI::Range(2, 2000))
      ->capture_default_str();
  command->add_option("--seconds", options.animation.seconds, "Length of an animation")
      ->check(CLI::Range(0.5, 600.))
      ->capture_default_str();
  command->add_option("--font-scale", options.picture.font_scale, "Size of the writing over the usual one")
      ->check(CLI::Range(0.5, 2.))
      ->capture_default_str();
  command->add_option("--step", options.picture.step, "Saved step from 0, or puncture, deepest, last")
      ->capture_default_str();
  command->add_flag("--log", options.picture.logarithmic, "Logarithmic colour scale");
  command->add_flag("--mesh", options.picture.mesh, "Draw the cells' edges, and each cell in its own value");
  CLI::Option* const full = command->add_flag("--full", options.full, "Show all of the skin");
  command->add_flag("--zoom", options.zoom, "Show the tip")->excludes(full);
  command->footer("Example:\n  acumen render out/forearm_cone-1a2b3c --field von_mises --log --zoom\n"
                  "  acumen render out/forearm_cone-1a2b3c --cutaway\n"
                  "  acumen render out/forearm_cone-1a2b3c --animate --output insertion.gif --width 800");
  return command;
}

void add_array(CLI::App& app, Options& options) {
  CLI::App* const command =
      app.add_subcommand("array", "Draw the depth of each needle of an array, under assumptions that you state.");
  add_common(*command, options);
  const auto scaled = [](double& value, double factor) {
    return [&value, factor](const double& given) { value = factor * given; };
  };
  command
      ->add_option_function<double>("--site-radius", scaled(options.array.site_radius, 1e-3),
                                    "Radius of the skin's curvature below the flat plate [mm]")
      ->check(CLI::Range(1., 1e6));
  command
      ->add_option_function<double>("--tilt", scaled(options.array.tilt, 3.14159265358979323846 / 180.),
                                    "Tilt of the plate against the skin, along the rows [degrees]")
      ->check(CLI::Range(-30., 30.));
  command
      ->add_option_function<double>("--length-spread", scaled(options.array.length_spread, 1e-6),
                                    "Standard deviation of the needles' length [um]")
      ->check(CLI::Range(0., 1000.));
  command->add_option("--seed", options.array.seed, "Seed of the lengths drawn")->capture_default_str();
  command->footer("Example:\n  acumen render array out/array_cell-1a2b3c --site-radius 40 --length-spread 5");
}

std::filesystem::path draw_one(const CLI::App& app, const Options& options, const Result& result) {
  if (app.got_subcommand("force_curve"))
    return draw_force_curve(result, options.picture.width, options.output);
  if (app.got_subcommand("array"))
    return draw_array_map(result, options.array, options.picture.width, options.output);
  return options.animate ? draw_animation(result, options.picture, options.animation)
                         : draw_picture(result, options.picture);
}

int draw(const CLI::App& app, Options& options) {
  const Result result = open_result(options.directory);
  options.picture.view = options.full ? View::full : options.zoom ? View::tip : View::needle;
  options.picture.output = options.output;
  options.picture.shape = options.cutaway ? Shape::cutaway : Shape::section;
  const std::filesystem::path file = draw_one(app, options, result);
  fmt::print("{}\n", file.string());
  return base::success;
}

// `acumen render DIR` passes DIR only.
std::vector<std::string> with_sub_command(int count, const char* const* arguments) {
  std::vector<std::string> words(arguments + 1, arguments + count);
  if (!words.empty() && words[0] != "render" && words[0] != "force_curve" && words[0] != "array" &&
      words[0] != "--help" && words[0] != "-h")
    words.insert(words.begin(), "render");
  // CLI11 wants them last first.
  std::reverse(words.begin(), words.end());
  return words;
}

} // namespace

int run(int count, const char* const* arguments) {
  // Readers report through their return values; VTK's own messages name its source files.
  vtkObject::GlobalWarningDisplayOff();
  CLI::App app("Pictures of Acumen's results.", "acumen_viz");
  app.require_subcommand(1);
  Options options;
  add_render(app, options);
  add_array(app, options);
  CLI::App* const curve = app.add_subcommand("force_curve", "Draw force against travel.");
  add_common(*curve, options);
  curve->footer("Example:\n  acumen render force_curve out/forearm_cone-1a2b3c");
  try {
    app.parse(with_sub_command(count, arguments));
    return draw(app, options);
  } catch (const CLI::ParseError& error) {
    return app.exit(error) == 0 ? base::success : base::bad_input;
  } catch (const base::InputError& error) {
    fmt::print(stderr, "acumen: no picture\n{}\n", error.what());
    return base::bad_input;
  } catch (const base::OutputError& error) {
    fmt::print(stderr, "acumen: {}\n", error.what());
    return base::output_failure;
  } catch (const std::exception& error) {
    fmt::print(stderr, "acumen: internal error: {}\n", error.what());
    return base::internal_error;
  }
}

} // namespace acumen::viz
