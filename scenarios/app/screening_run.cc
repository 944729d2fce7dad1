#include "scenarios/app/screening_run.h"

#include "scenarios/app/result_table.h"
#include "scenarios/app/terminal.h"
#include "solver/base/atomic_file.h"
#include "solver/base/error.h"

#include <fmt/format.h>
#include <unistd.h>

namespace acumen::app {

namespace {

/// Columns of history.csv: named as in a finite-element run's.
struct Column {
  const char *name, *unit, *meaning;
  double screening::CurvePoint::*member;
};
const Column columns[] = {
    {"travel", "m", "Travel of the needle since first touch.", &screening::CurvePoint::travel},
    {"force", "N", "Axial force on the needle.", &screening::CurvePoint::force},
    {"friction_force", "N", "Friction's share of it.", &screening::CurvePoint::friction_force},
    {"penetration_depth", "m", "Tip below the deformed surface at the flank.", &screening::CurvePoint::inserted},
    {"surface_depression", "m", "Depression of the surface at the flank.", &screening::CurvePoint::depression}};

std::string history_text(const screening::Result& result) {
  std::string text;
  for (const Column& column : columns)
    text += fmt::format("{}{} [{}]", text.empty() ? "" : ",", column.name, column.unit);
  text += "\n";
  for (const screening::CurvePoint& point : result.curve) {
    std::string row;
    for (const Column& column : columns)
      row += fmt::format("{}{}", row.empty() ? "" : ",", point.*column.member);
    text += row + "\n";
  }
  return text;
}

void write_history(const screening::Result& result, base::Hdf5Writer& file) {
  for (const Column& column : columns) {
    std::vector<double> values;
    for (const screening::CurvePoint& point : result.curve)
      values.push_back(point.*column.member);
    const std::string path = std::string("/history/") + column.name;
    file.write(path, values);
    file.write_attribute(path, "unit", column.unit);
    file.write_attribute(path, "meaning", column.meaning);
  }
}

} // namespace

void write_screening(const scenarios::ResolvedCase& resolved, const scenarios::ScreenedCase& screened,
                     const std::string& folder) {
  base::write_atomically(folder + "/case.yaml", resolved.yaml);
  base::write_atomically(folder + "/history.csv", history_text(screened.result));
  base::Hdf5Writer file;
  write_history(screened.result, file);
  results::write_outcomes(file, screened.summary);
  file.save(folder + "/results.h5");
  // Last: a folder with a summary is complete.
  base::write_atomically(folder + "/summary.json", results::summary_json(screened.summary));
}

int run_screening(const scenarios::ResolvedCase& resolved, const RunOptions& options) {
  if (options.resume_directory)
    throw base::InputError({{"a screening run has nothing to resume", *options.resume_directory, "--resume", 0, 0,
                             "run the case anew: it takes less than a second"}});
  const scenarios::ScreenedCase screened = scenarios::screen_case(resolved, scenarios::OutcomeChoice());
  write_screening(resolved, screened, options.output_directory);
  if (!options.quiet) {
    std::vector<std::string> layers;
    for (const scenarios::ResolvedLayer& layer : resolved.layers)
      layers.push_back(layer.name);
    std::vector<double> travel, force;
    for (const screening::CurvePoint& point : screened.result.curve) {
      travel.push_back(point.travel);
      force.push_back(point.force);
    }
    const std::string table =
        result_table(screened.summary, layers, options.output_directory, force_bars(travel, force));
    fmt::print("{}", colours_wanted(STDOUT_FILENO) ? coloured(table) : table);
  }
  return base::success;
}

} // namespace acumen::app
