#include "viz/render/result.h"

#include "solver/base/error.h"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>
#include <fstream>
#include <nlohmann/json.hpp>
#include <vtkSmartPointer.h>
#include <vtkXMLDataElement.h>
#include <vtkXMLUtilities.h>
#include <yaml-cpp/yaml.h>

namespace acumen::viz {

namespace fs = std::filesystem;

namespace {

[[noreturn]] void refuse(const std::string& rule, const fs::path& file, const std::string& remedy = "") {
  throw base::InputError({{rule, "", file.string(), 0, 0, remedy}});
}

std::vector<SavedStep> read_pvd(const fs::path& file) {
  const vtkSmartPointer<vtkXMLDataElement> root =
      vtkSmartPointer<vtkXMLDataElement>::Take(vtkXMLUtilities::ReadElementFromFile(file.c_str()));
  vtkXMLDataElement* const collection = root ? root->FindNestedElementWithName("Collection") : nullptr;
  if (!collection)
    refuse("this is not a ParaView collection (PVD)", file);
  std::map<double, SavedStep> steps;
  for (int i = 0; i < collection->GetNumberOfNestedElements(); ++i) {
    vtkXMLDataElement* const entry = collection->GetNestedElement(i);
    const char* const name = entry->GetAttribute("file");
    double time = 0.;
    int part = 0;
    if (!name || !entry->GetScalarAttribute("timestep", time))
      refuse(fmt::format("entry {} of the collection lacks its file or its timestep", i), file);
    entry->GetScalarAttribute("part", part);
    SavedStep& step = steps[time];
    step.time = time;
    (part == 0 ? step.skin : step.needle) = file.parent_path() / name;
  }
  std::vector<SavedStep> sorted;
  for (const auto& [time, step] : steps)
    if (!step.skin.empty())
      sorted.push_back(step);
  if (sorted.empty())
    refuse("the result holds no saved step", file, "let the case run at least until its first saved step");
  return sorted;
}

std::optional<Puncture> read_puncture(const fs::path& file) {
  std::ifstream stream(file);
  const nlohmann::json summary = nlohmann::json::parse(stream, nullptr, false);
  if (summary.is_discarded())
    refuse("this is not JSON", file);
  const auto value = [&](const char* name) {
    const nlohmann::json::json_pointer path(std::string("/quantities/") + name + "/value");
    return summary.contains(path) && summary[path].is_number() ? summary[path].get<double>() : std::nan("");
  };
  if (!(value("insertion.punctured") > 0.5))
    return std::nullopt;
  return Puncture{value("insertion.puncture_displacement"), value("insertion.puncture_force")};
}

void read_case(const fs::path& file, Result& result) {
  try {
    const YAML::Node root = YAML::LoadFile(file.string());
    if (root["title"])
      result.title = root["title"].as<std::string>();
    if (root["skin"] && root["skin"]["layers"])
      for (const YAML::Node& layer : root["skin"]["layers"])
        result.layer_names.push_back(layer["name"].as<std::string>(""));
  } catch (const YAML::Exception& error) {
    refuse(std::string("the resolved case cannot be read: ") + error.what(), file);
  }
}

std::size_t nearest_step(const std::vector<SavedStep>& steps, double time) {
  return std::min_element(steps.begin(), steps.end(),
                          [&](const SavedStep& a, const SavedStep& b) {
                            return std::abs(a.time - time) < std::abs(b.time - time);
                          }) -
         steps.begin();
}

// When the named step was [s].
double named_time(const Result& result, const std::string& selector) {
  if (!result.history || result.history->size() == 0)
    refuse("finding the step \"" + selector + "\" takes a history", result.directory / "history.csv",
           "give the step's number, or \"last\"");
  const std::vector<double>& times = result.history->column("time");
  if (selector == "deepest")
    return times[result.history->deepest_row()];
  if (!result.puncture || !std::isfinite(result.puncture->travel))
    refuse("summary.json knows of no puncture", result.directory / "summary.json", "try --step deepest");
  return times[result.history->first_row_reaching(result.puncture->travel)];
}

} // namespace

Result open_result(const fs::path& directory) {
  std::error_code error;
  if (!fs::is_directory(directory, error))
    refuse("there is no such directory", directory, "give the directory that \"acumen run\" named at its end");
  const fs::path pvd = directory / "fields" / "insertion.pvd";
  if (!fs::is_regular_file(pvd, error))
    refuse("this is not a result with fields: fields/insertion.pvd is missing", directory,
           "results are in out/CASE-HASH; a run writes fields unless its case says output.fields: false");
  Result result;
  result.directory = directory;
  result.title = fs::weakly_canonical(directory).filename().string();
  result.steps = read_pvd(pvd);
  if (fs::exists(directory / "history.csv", error))
    result.history.emplace(directory / "history.csv");
  if (fs::exists(directory / "summary.json", error))
    result.puncture = read_puncture(directory / "summary.json");
  if (fs::exists(directory / "case.yaml", error))
    read_case(directory / "case.yaml", result);
  return result;
}

std::size_t select_step(const Result& result, const std::string& selector) {
  if (selector == "last")
    return result.steps.size() - 1;
  if (selector == "deepest" || selector == "puncture")
    return nearest_step(result.steps, named_time(result, selector));
  const bool number = !selector.empty() && selector.size() < 9 &&
                      std::all_of(selector.begin(), selector.end(), [](char c) { return c >= '0' && c <= '9'; });
  if (number && std::stoul(selector) < result.steps.size())
    return std::stoul(selector);
  throw base::InputError({{"there is no such saved step", selector, "--step", 0, 0,
                           fmt::format("give 0 to {}, puncture, deepest or last", result.steps.size() - 1)}});
}

} // namespace acumen::viz
