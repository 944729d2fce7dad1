#include "solver/results/checkpoint_table.h"

#include "solver/base/error.h"
#include "solver/base/hdf5_file.h"
#include "solver/stepping/record_table.h"

#include <algorithm>
#include <fmt/format.h>
#include <fmt/ranges.h>
#include <fstream>
#include <nlohmann/json.hpp>
#include <sstream>

namespace acumen::results {

namespace {

using Names = std::vector<std::string>;

/// Names in a header such as "time [s],force [N]"; empty where there is no file.
Names header_of(const std::string& file) {
  std::ifstream stream(file);
  std::string line, cell;
  std::getline(stream, line);
  Names names;
  for (std::istringstream cells(line); std::getline(cells, cell, ',');)
    names.push_back(cell.substr(0, cell.find(" [")));
  return names;
}

/// Those of `names` that `others` lack, in order.
Names lacking(const Names& names, const Names& others) {
  Names result;
  std::copy_if(names.begin(), names.end(), std::back_inserter(result),
               [&](const std::string& name) { return std::find(others.begin(), others.end(), name) == others.end(); });
  return result;
}

/// The version that wrote the run; empty where it does not say.
std::string version_of(const std::string& folder) {
  std::ifstream stream(folder + "/summary.json");
  const nlohmann::json summary = nlohmann::json::parse(stream, nullptr, false);
  const nlohmann::json::json_pointer version("/provenance/version");
  return summary.is_object() && summary.contains(version) && summary[version].is_string()
             ? summary[version].get<std::string>()
             : "";
}

std::string differences(const Names& here, const Names& there, const std::size_t stored) {
  std::string text;
  if (const Names missing = lacking(here, there); !there.empty() && !missing.empty())
    text += fmt::format("; missing: {}", fmt::join(missing, ", "));
  if (const Names unknown = lacking(there, here); !unknown.empty())
    text += fmt::format("; unknown: {}", fmt::join(unknown, ", "));
  return fmt::format("its table of steps has {} columns, this version's {}{}", stored, here.size(), text);
}

} // namespace

void require_known_columns(const std::string& folder, const std::vector<std::string>& layer_names) {
  Names here;
  for (const stepping::RecordColumn& column : stepping::record_columns(layer_names))
    here.push_back(column.name);
  const std::string file = folder + "/checkpoint.h5";
  const std::size_t stored = base::Hdf5Reader(file).columns("/records");
  const Names there = header_of(folder + "/history.csv");
  if (stored == here.size() && (there.empty() || there == here))
    return;
  const std::string version = version_of(folder);
  throw base::OutputError(fmt::format(
      "{} was written by another version of the program{}: {}\n    mend:  run its case again with this version, or go "
      "on with the version that wrote it",
      file, version.empty() ? "" : " (it called itself " + version + ")", differences(here, there, stored)));
}

} // namespace acumen::results
