#pragma once

#include "viz/render/history.h"

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace acumen::viz {

/// One entry of fields/insertion.pvd.
struct SavedStep {
  double time = 0.; ///< [s]
  std::filesystem::path skin;
  std::filesystem::path needle; ///< empty where the result has none
};

/// Where the needle broke through, from summary.json.
struct Puncture {
  double travel = 0.; ///< [m]
  double force = 0.;  ///< [N]
};

/// What pictures need of a result directory, fields apart.
struct Result {
  std::filesystem::path directory;
  std::string title;
  std::vector<SavedStep> steps; ///< by time
  std::optional<History> history;
  std::optional<Puncture> puncture;
  std::vector<std::string> layer_names; ///< from case.yaml, from the surface down; may be empty
};

/// Reads fields/insertion.pvd and, where they exist, history.csv, summary.json and case.yaml.
///
/// Throws base::InputError when the directory does not exist, is not a result, or a file in it cannot be understood.
Result open_result(const std::filesystem::path& directory);

/// Index into `result.steps` of "puncture", "deepest", "last", or a number counting saved steps from 0.
///
/// "puncture" and "deepest" are looked up in the history; throws base::InputError where that is not possible.
std::size_t select_step(const Result& result, const std::string& selector);

} // namespace acumen::viz
