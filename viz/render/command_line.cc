#include "viz/render/command_line.h"

#include "solver/base/error.h"
#include "viz/render/force_curve.h"
#include "viz/render/section_picture.h"

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
  SectionOptions section;
  std::string output;
  bool full = false, zoom = false;
};

void add_common(CLI::App& command, Options& options) {
  command.add_option("DIR", options.directory, "A run's result directory")->required();
  command.add_option("--width", options.section.width, "Width of the picture in pixels")
      ->check(sensible_width)
      ->capture_default_str();
  command.add_option("--output", options.output, "File to write instead (PNG)");
}

CLI::App* add_render(CLI::App& app, Options& options) {
  CLI::App* const command = app.add_subcommand("render", "Draw the deformed meridian section with the needle.");
  add_common(*command, options);
  command->add_option("--field", options.section.field,
                      "Field to colour by, e.g. von_mises or cauchy_stress:4; default: the layers");
  command->add_option("--step", options.section.step, "Saved step from 0, or puncture, deepest, last")
      ->capture_default_str();
  command->add_flag("--log", options.section.logarithmic, "Logarithmic colour scale");
  command->add_flag("--mesh", options.section.mesh, "Draw the cells' edges");
  CLI::Option* const full = command->add_flag("--full", options.full, "Show all of the skin");
  command->add_flag("--zoom", options.zoom, "Show the tip")->excludes(full);
  command->footer("Example:\n  acumen render out/forearm_cone-1a2b3c --field von_mises --log --zoom");
  return command;
}

int draw(const CLI::App& app, Options& options) {
  const Result result = open_result(options.directory);
  options.section.view = options.full ? View::full : options.zoom ? View::tip : View::needle;
  options.section.output = options.output;
  const auto file = app.got_subcommand("force_curve") ? draw_force_curve(result, options.section.width, options.output)
                                                      : draw_section(result, options.section);
  fmt::print("{}\n", file.string());
  return base::success;
}

// `acumen render DIR` passes DIR only.
std::vector<std::string> with_sub_command(int count, const char* const* arguments) {
  std::vector<std::string> words(arguments + 1, arguments + count);
  if (!words.empty() && words[0] != "render" && words[0] != "force_curve" && words[0] != "--help" && words[0] != "-h")
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
