#include "viz/render/array_map.h"

#include "solver/base/error.h"
#include "viz/render/canvas.h"
#include "viz/render/image.h"
#include "viz/render/legend.h"
#include "viz/render/section.h"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>
#include <limits>
#include <map>
#include <random>
#include <sstream>
#include <yaml-cpp/yaml.h>

namespace acumen::viz {

namespace fs = std::filesystem;

namespace {

[[noreturn]] void refuse(const std::string& rule, const fs::path& file, const std::string& remedy) {
  throw base::InputError({{rule, "", file.string(), 0, 0, remedy}});
}

// A length as the resolved case writes it: "700 um".
double length_of(const YAML::Node& node, const fs::path& file) {
  static const std::map<std::string, double> units = {
      {"m", 1.}, {"cm", 1e-2}, {"mm", 1e-3}, {"um", 1e-6}, {"nm", 1e-9}};
  std::istringstream text(node.as<std::string>(""));
  double value = 0.;
  std::string unit;
  text >> value >> unit;
  const auto found = units.find(unit);
  if (!text || found == units.end())
    refuse("array.pitch is not a length: \"" + node.as<std::string>("") + "\"", file,
           "use the case.yaml that the run wrote");
  return value * found->second;
}

void read_array(const fs::path& file, ArrayDepths& array) {
  YAML::Node root;
  try {
    root = YAML::LoadFile(file.string());
  } catch (const YAML::Exception& error) {
    refuse(std::string("the resolved case cannot be read: ") + error.what(), file, "");
  }
  const YAML::Node node = root["array"];
  if (!node || !node["rows"] || !node["columns"] || !node["pitch"])
    refuse("the case has no array", file, "give array.rows, array.columns and array.pitch, and run it again");
  array.rows = node["rows"].as<int>(0);
  array.columns = node["columns"].as<int>(0);
  array.pitch = length_of(node["pitch"], file);
  if (array.rows < 1 || array.columns < 1 || array.rows * array.columns > 10000)
    refuse("an array map takes 1 to 10000 needles", file, "");
}

// How far each tip stands behind the one that touches first [m].
std::vector<double> set_back(const ArrayDepths& array, const ArrayOptions& options) {
  std::mt19937 generator(options.seed);
  std::normal_distribution<double> missing_length(0., std::max(options.length_spread, 1e-30));
  std::vector<double> gaps;
  for (int row = 0; row < array.rows; ++row)
    for (int column = 0; column < array.columns; ++column) {
      const double x = (column - 0.5 * (array.columns - 1)) * array.pitch,
                   y = (row - 0.5 * (array.rows - 1)) * array.pitch;
      double gap = x * std::tan(options.tilt);
      // Of a sphere of this radius near its top.
      if (options.site_radius > 0.)
        gap += (x * x + y * y) / (2. * options.site_radius);
      if (options.length_spread > 0.)
        gap += missing_length(generator);
      gaps.push_back(gap);
    }
  const double first = *std::min_element(gaps.begin(), gaps.end());
  for (double& gap : gaps)
    gap -= first;
  return gaps;
}

// Depth at a travel on the way in, linear between the converged steps.
double depth_at(const History& history, double travel) {
  const auto& travels = history.column("travel");
  const auto& depths = history.column("penetration_depth");
  double before = 0., depth_before = 0.;
  for (std::size_t i = 0; i <= history.deepest_row(); ++i) {
    if (travels[i] >= travel) {
      const double share = travels[i] > before ? (travel - before) / (travels[i] - before) : 1.;
      return std::max(0., depth_before + share * (depths[i] - depth_before));
    }
    before = travels[i];
    depth_before = depths[i];
  }
  return std::max(0., depth_before);
}

std::string assumptions(const ArrayOptions& options) {
  std::string text = "Assumed: ";
  if (options.site_radius > 0.)
    text += fmt::format("skin curved with radius {:.3g} mm, ", 1e3 * options.site_radius);
  if (options.tilt != 0.)
    text += fmt::format("plate tilted by {:.3g} degrees, ", options.tilt * 180. / 3.14159265358979323846);
  if (options.length_spread > 0.)
    text += fmt::format("length scatter {:.3g} \u00b5m (draw {}), ", micrometres_per_metre * options.length_spread,
                        options.seed);
  return text + "rigid plate.";
}

/// How many needles are in, and how deep.
std::string headline(const ArrayDepths& array, const std::ptrdiff_t pierced) {
  const std::string pitch = fmt::format("pitch {:.0f} \u00b5m", micrometres_per_metre * array.pitch);
  if (pierced == 0)
    return fmt::format("penetration depth by needle: none of {} is in; {}", array.depth.size(), pitch);
  const auto [least, most] = std::minmax_element(array.depth.begin(), array.depth.end());
  return fmt::format("penetration depth by needle: {} of {} are in, {:.0f} to {:.0f} \u00b5m; {}", pierced,
                     array.depth.size(), micrometres_per_metre * *least, micrometres_per_metre * *most, pitch);
}

void draw_needles(Canvas& canvas, const ArrayDepths& array, const Range& range, vtkLookupTable& colours) {
  const std::array<double, 4> plot = canvas.plot_box();
  const double cell = std::min((plot[1] - plot[0]) / array.columns, (plot[3] - plot[2]) / array.rows);
  const double left = plot[0] + 0.5 * (plot[1] - plot[0] - cell * array.columns);
  const double top = plot[3] - 0.5 * (plot[3] - plot[2] - cell * array.rows);
  const double size = std::min(0.26 * cell / canvas.font_height(), 1.1);
  for (std::size_t i = 0; i < array.depth.size(); ++i) {
    const double x = left + cell * static_cast<double>(i % array.columns),
                 y = top - cell * static_cast<double>(i / array.columns);
    const double depth = micrometres_per_metre * array.depth[i];
    std::array<double, 3> colour;
    colours.GetColor(depth, colour.data());
    canvas.rectangle(x + 0.04 * cell, x + 0.96 * cell, y - 0.96 * cell, y - 0.04 * cell,
                     {colour[0], colour[1], colour[2]});
    if (size < 0.45)
      continue;
    // The map's light end needs dark figures.
    const bool light = depth - range.low > 0.6 * (range.high - range.low);
    canvas.text(x + 0.5 * cell, y - 0.5 * cell, fmt::format("{:.0f}", depth), Align::centre, size, false,
                light ? black : white);
  }
}

} // namespace

ArrayDepths array_depths(const Result& result, const ArrayOptions& options) {
  if (options.site_radius <= 0. && options.tilt == 0. && options.length_spread <= 0.)
    throw base::InputError(
        {{"nothing makes the needles of the array differ", "", "--site-radius, --tilt, --length-spread", 0, 0,
          "the run computes one needle of many equal ones; say what sets them apart, for example "
          "--site-radius 40 (mm)"}});
  if (!result.history || result.history->size() == 0)
    refuse("an array map takes a history", result.directory / "history.csv", "the file is missing or has no rows");
  ArrayDepths array;
  read_array(result.directory / "case.yaml", array);
  const double travel = result.history->column("travel")[result.history->deepest_row()];
  // Before puncture the tip only dents the skin: it is in none of it.
  const double least = result.puncture ? result.puncture->travel : std::numeric_limits<double>::infinity();
  for (const double gap : set_back(array, options)) {
    const bool in = travel - gap >= least * (1. - 1e-9);
    array.depth.push_back(in ? depth_at(*result.history, travel - gap) : 0.);
  }
  return array;
}

fs::path draw_array_map(const Result& result, const ArrayOptions& options, int width, const fs::path& output) {
  const ArrayDepths array = array_depths(result, options);
  require_display();
  Canvas canvas(width, static_cast<int>(std::lround(0.85 * width)), {0.04, 0.76, 0.13, 0.86});
  const auto [least, most] = std::minmax_element(array.depth.begin(), array.depth.end());
  Colouring colouring;
  colouring.field = Field{"depth (\u00b5m)", false, {}, micrometres_per_metre, {}};
  for (const double depth : array.depth)
    colouring.field->values.push_back(micrometres_per_metre * depth);
  // Equal depths must not make a bar of a nanometre.
  constexpr double least_range = 1.;
  colouring.range = {micrometres_per_metre * *least,
                     std::max(micrometres_per_metre * *most, micrometres_per_metre * *least + least_range)};
  colouring.table = field_colours(colouring.range, false);
  draw_needles(canvas, array, colouring.range, *colouring.table);
  const auto pierced = std::count_if(array.depth.begin(), array.depth.end(), [](double depth) { return depth > 0.; });
  if (pierced > 0)
    draw_colour_bar(canvas, colouring, canvas.plot_box()[2]);
  const double font = canvas.font_height(), left = canvas.plot_box()[0], top = canvas.height();
  canvas.text(left, top - 1.6 * font, result.title, Align::left, 1.3, true);
  canvas.text(left, top - 3.4 * font, headline(array, pierced), Align::left);
  canvas.text(left, 3.4 * font, assumptions(options), Align::left, 0.85);
  canvas.text(
      left, 1.9 * font,
      "Computed: depth against travel of one needle among equal neighbours. That the outermost needles press on more",
      Align::left, 0.75);
  canvas.text(left, 0.8 * font, "skin, and that the skin between the needles gives way together, is not modelled.",
              Align::left, 0.75);
  const fs::path file = output.empty() ? result.directory / "figures" / "array.png" : output;
  write_png(canvas.window(), file);
  return file;
}

} // namespace acumen::viz
