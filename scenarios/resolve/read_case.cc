#include "scenarios/resolve/read_case.h"

#include "scenarios/input/check_case.h"
#include "scenarios/input/csv_table.h"
#include "scenarios/input/declarations.h"
#include "scenarios/input/write_case.h"
#include "scenarios/resolve/build_needle.h"
#include "scenarios/resolve/resolve_skin.h"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <filesystem>
#include <fmt/format.h>
#include <fstream>
#include <iterator>
#include <numeric>
#include <tuple>

namespace acumen::scenarios {

namespace {

// Names of files count from the case file's folder; the resolved case names them in full, as it lies elsewhere.
void anchor(std::optional<std::string>& file, const std::string& case_path) {
  namespace fs = std::filesystem;
  if (file && fs::path(*file).is_relative())
    file = (fs::absolute(case_path).parent_path() / *file).lexically_normal().string();
}

// FNV-1a, 64 bit (Fowler, Noll, Vo): stable across machines and versions, unlike std::hash.
std::string fingerprint(const std::string& text) {
  std::uint64_t hash = 14695981039346656037ull;
  for (const char c : text)
    hash = (hash ^ static_cast<unsigned char>(c)) * 1099511628211ull;
  return fmt::format("{:016x}", hash).substr(0, 8);
}

std::string text_of_file(const std::string& name) {
  std::ifstream file(name, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
}

std::vector<std::string> tissues_of(const std::vector<ResolvedLayer>& layers) {
  std::vector<std::string> names;
  for (const ResolvedLayer& layer : layers)
    names.push_back(layer.tissue);
  return names;
}

/// Radius [m] of the disc with the area of one needle's square cell: pi r^2 = pitch^2.
double cell_radius(const double pitch) {
  return pitch / std::sqrt(std::acos(-1.));
}

class CaseReader {
public:
  CaseReader(std::string path, const std::vector<std::string>& overrides) : path_(std::move(path)) {
    InputNode root = load_yaml(path_);
    for (const std::string& assignment : overrides)
      try {
        apply_override(root, assignment);
      } catch (const base::InputError& error) {
        log_.problems.insert(log_.problems.end(), error.problems().begin(), error.problems().end());
      }
    read_group(case_declaration(), root, &input_, "", log_);
    anchor(input_.needle.file, path_);
    anchor(input_.insertion.history, path_);
    for (std::optional<std::string>* const name : {&input_.drug.name, &input_.drug.polymer})
      if (*name && is_own_file(**name))
        anchor(*name, path_);
  }

  ResolvedCase resolve() {
    check_model(input_, log_);
    check_insertion_keys(input_, log_);
    check_steps(input_, log_);
    check_treatment_keys(input_, log_);
    resolve_age(input_);
    auto needle = resolve_needle();
    auto material = load_needle_material(input_.needle.material, "needle.material", log_);
    if (needle)
      resolve_bore(input_, 2. * needle->largest_radius(), log_);
    std::vector<std::string> assumptions;
    std::vector<ResolvedLayer> layers = resolve_skin(input_, assumptions, log_);
    ResolvedOutcomes outcomes = resolve_outcomes(input_, log_);
    const std::vector<SpeedPoint> history = read_history();
    const double travel = resolve_travel(history);
    check_stack(layers, travel);
    ResolvedTransport transport = resolve_transport(input_, tissues_of(layers), assumptions, log_);
    if (!log_.problems.empty() || !needle || !material)
      throw base::InputError(sorted_problems());

    ResolvedCase resolved(*needle);
    resolved.name = std::filesystem::path(path_).stem().string();
    resolved.layers = std::move(layers);
    resolved.transport = std::move(transport);
    resolved.needle_material = material->entry;
    resolved.speed_history = history;
    resolved.depth = travel;
    resolved.outcomes = std::move(outcomes);
    for (const auto& [place, annotation] : log_.annotations)
      if (annotation.label == "assumed")
        assumptions.push_back(place + " = " + annotation.value);
    resolved.assumptions = std::move(assumptions);
    if (input_.array.pitch)
      resolved.cell_radius = cell_radius(*input_.array.pitch);
    resolved.warnings = warnings();
    resolved.yaml = write_yaml(case_declaration(), &input_);
    resolved.hash = hash(history);
    resolved.input = std::move(input_);
    return resolved;
  }

private:
  std::optional<meshes::NeedleProfile> resolve_needle() {
    const std::size_t before = log_.problems.size();
    check_needle_keys(input_, log_);
    check_needle_sizes(input_, log_);
    if (log_.problems.size() != before)
      return std::nullopt;
    auto needle = build_needle(input_.needle, own_plate(), log_);
    if (needle)
      needle_length_ = needle->length();
    return needle;
  }

  // The plate as far as the model's disc sees it: a little beyond the needle's cell, whose edge stays clear of its rim.
  meshes::BasePlate own_plate() const {
    constexpr double beyond_cell = 1.2;
    meshes::BasePlate plate;
    plate.radius = input_.needle.base_plate_diameter.value_or(0.) / 2.;
    if (input_.array.pitch)
      plate.radius = std::min(plate.radius, beyond_cell * cell_radius(*input_.array.pitch));
    return plate;
  }

  std::vector<SpeedPoint> read_history() {
    if (input_.insertion.control != Control::speed_history || !input_.insertion.history)
      return {};
    std::vector<SpeedPoint> points;
    for (const auto& row :
         read_csv(*input_.insertion.history, {{{"time", "s"}, {"speed", "m/s"}}}, 2, "insertion.history", log_)) {
      if (points.empty() ? row[0] != 0. : row[0] <= points.back().time) {
        log_.report("insertion.history", "times must begin at 0 and rise", fmt::format("{} s", row[0]),
                    "sort the rows by time");
        return {};
      }
      points.push_back({row[0], row[1]});
    }
    return points;
  }

  // Largest needle travel [m]: the history's own, the depth given, or the needle's length.
  double resolve_travel(const std::vector<SpeedPoint>& history) {
    if (input_.insertion.control != Control::speed_history) {
      if (!input_.insertion.depth && needle_length_ > 0.)
        input_.insertion.depth = needle_length_;
      return input_.insertion.depth.value_or(0.);
    }
    double travel = 0., largest = 0.;
    for (std::size_t i = 1; i < history.size(); ++i) {
      const double begin = history[i - 1].speed, end = history[i].speed, step = history[i].time - history[i - 1].time;
      // Where the speed changes sign within the step, the travel peaks at the zero.
      if (begin > 0. && end < 0.)
        largest = std::max(largest, travel + 0.5 * begin * step * begin / (begin - end));
      travel += 0.5 * (begin + end) * step;
      largest = std::max(largest, travel);
    }
    if (!history.empty() && !(largest > 0.))
      log_.report("insertion.history", "the history never moves the needle into the skin",
                  fmt::format("largest travel {} m", largest), "positive speed goes in");
    return largest;
  }

  void check_stack(const std::vector<ResolvedLayer>& layers, double travel) {
    const double total = std::accumulate(layers.begin(), layers.end(), 0.,
                                         [](double sum, const ResolvedLayer& layer) { return sum + layer.thickness; });
    // An incomplete stack has its own problem already.
    if (total > 0.)
      check_depths(input_, travel, total, log_);
  }

  std::vector<std::string> warnings() const {
    std::vector<std::string> texts;
    if (input_.solver.viscosity > 0.)
      texts.push_back("solver.viscosity is not zero: it raises the puncture force");
    if (input_.mesh.cells_per_tip_radius * double(input_.mesh.refinement) < 2.)
      texts.push_back("mesh: fewer than two cells along the tip radius: forces are not converged");
    if (input_.needle.shape == NeedleShape::flat_cylinder || input_.needle.shape == NeedleShape::truncated_cone)
      texts.push_back("a flat end cuts a ring in reality; radial cracks are computed, so puncture may come late");
    return texts;
  }

  // Of what decides the result: not where it is written, nor where the tables lie, but what they say.
  std::string hash(const std::vector<SpeedPoint>& history) const {
    CaseInput copy = input_;
    copy.output = {};
    std::string tables;
    for (std::optional<std::string>* const file : {&copy.drug.name, &copy.drug.polymer})
      if (*file && is_own_file(**file))
        tables += text_of_file(**file);
    for (std::optional<std::string>* const file :
         {&copy.needle.file, &copy.insertion.history, &copy.drug.name, &copy.drug.polymer})
      if (*file)
        *file = std::filesystem::path(**file).filename().string();
    for (const SpeedPoint& point : history)
      tables += fmt::format("{} {}\n", point.time, point.speed);
    if (input_.needle.file) {
      ReadLog ignored;
      for (const auto& row : read_csv(*input_.needle.file, {{{"r", "m"}, {"z", "m"}}}, 1, "", ignored))
        tables += fmt::format("{} {}\n", row[0], row[1]);
    }
    return fingerprint(write_yaml(case_declaration(), &copy) + tables);
  }

  std::vector<base::InputProblem> sorted_problems() {
    std::vector<base::InputProblem> problems = log_.problems;
    const auto key = [](const base::InputProblem& p) { return std::tie(p.file, p.line, p.column); };
    std::stable_sort(problems.begin(), problems.end(),
                     [&](const auto& left, const auto& right) { return key(left) < key(right); });
    const auto same = [](const auto& left, const auto& right) { return to_string(left) == to_string(right); };
    problems.erase(std::unique(problems.begin(), problems.end(), same), problems.end());
    return problems;
  }

  std::string path_;
  CaseInput input_;
  ReadLog log_;
  double needle_length_ = 0.;
};

} // namespace

double ResolvedCase::total_thickness() const {
  return std::accumulate(layers.begin(), layers.end(), 0.,
                         [](double sum, const ResolvedLayer& layer) { return sum + layer.thickness; });
}

ResolvedCase read_case(const std::string& path, const std::vector<std::string>& overrides) {
  return CaseReader(path, overrides).resolve();
}

} // namespace acumen::scenarios
