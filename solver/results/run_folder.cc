#include "solver/results/run_folder.h"

#include "solver/base/atomic_file.h"
#include "solver/base/error.h"
#include "solver/results/history_table.h"
#include "solver/results/vtu_file.h"

#include <filesystem>
#include <fmt/format.h>
#include <nlohmann/json.hpp>
#include <spdlog/sinks/basic_file_sink.h>
#include <spdlog/spdlog.h>

namespace acumen::results {

namespace fs = std::filesystem;

namespace {

constexpr const char* skin_prefix = "insertion_";
constexpr const char* needle_prefix = "needle_";

std::shared_ptr<spdlog::logger> make_log(const std::string& file) {
  try {
    auto log = std::make_shared<spdlog::logger>("run", std::make_shared<spdlog::sinks::basic_file_sink_mt>(file));
    log->set_pattern("%v");
    log->flush_on(spdlog::level::info);
    log->set_error_handler(
        [file](const std::string& reason) { throw base::OutputError("cannot write " + file + ": " + reason); });
    return log;
  } catch (const spdlog::spdlog_ex& error) {
    throw base::OutputError(error.what());
  }
}

void write_field_arrays(base::Hdf5Writer& file, const FieldSet& fields) {
  for (const FieldArray& field : fields) {
    const std::string path = "/fields/" + field.name;
    file.write(path, field.values, field.components, base::Hdf5Writer::Precision::single);
    file.write_attribute(path, "unit", field.unit);
    file.write_attribute(path, "meaning", field.meaning);
    file.write_attribute(path, "location", field.on_points ? "points" : "cells");
  }
}

void write_mesh(base::Hdf5Writer& file, const PlaneMesh& mesh) {
  std::vector<double> points, cells;
  for (const auto& point : mesh.points)
    points.insert(points.end(), point.begin(), point.end());
  for (const auto& cell : mesh.cells)
    cells.insert(cells.end(), cell.begin(), cell.end());
  file.write("/mesh/points", points, 3);
  file.write_attribute("/mesh/points", "unit", "m");
  file.write_attribute("/mesh/points", "meaning", "R, Z, 0 before deformation; the surface is at Z = 0.");
  file.write("/mesh/cells", cells, 4, base::Hdf5Writer::Precision::integer);
  file.write_attribute("/mesh/cells", "unit", "1");
  file.write_attribute("/mesh/cells", "meaning", "Indices of each quadrilateral's points, counter-clockwise.");
}

} // namespace

RunFolder::RunFolder(std::string path, const stepping::Insertion& insertion, const SaveOptions& options)
    : path_(std::move(path)), options_(options),
      schedule_(options.every, puncture_criterion(insertion.problem().layers.front().thickness,
                                                  insertion.problem().needle.tip_radius())),
      layer_names_(layer_names(insertion.problem().layers)), mesh_(plane_mesh(insertion.model())) {
  base::make_folder(path_);
  if (options_.fields) {
    base::make_folder(path_ + "/fields");
    base::make_folder(path_ + "/.steps");
  }
  log_ = make_log(path_ + "/log.jsonl");
}

std::string RunFolder::step_name(const unsigned int step) const {
  return fmt::format("{:04}", step);
}

void RunFolder::resume(const stepping::Insertion& insertion) {
  saved_.clear();
  if (options_.fields)
    for (const stepping::StepRecord& record : insertion.records()) {
      const std::string name = step_name(record.step);
      const bool whole = fs::exists(path_ + "/.steps/" + name + ".h5") &&
                         fs::exists(path_ + "/fields/" + skin_prefix + name + ".vtu") &&
                         fs::exists(path_ + "/fields/" + needle_prefix + name + ".vtu");
      if (whole)
        saved_.insert(record.step);
    }
  needle_ = needle_mesh(insertion.problem().needle, insertion.state().surface_height);
  if (options_.fields && !insertion.records().empty() && saved_.count(insertion.records().back().step) == 0)
    previous_ = std::make_unique<Snapshot>(snapshot(insertion));
  write_collection(insertion.records());
  log_event("resumed", fmt::format("from step {}", insertion.records().back().step));
}

RunFolder::Snapshot RunFolder::snapshot(const stepping::Insertion& insertion) const {
  return {insertion.records().back(), skin_fields(insertion, mesh_)};
}

bool RunFolder::observe(const stepping::Insertion& insertion) {
  const auto& records = insertion.records();
  log_step(records.back());
  if (!options_.fields)
    return records.back().step % options_.every == 0;
  if (needle_.points.empty())
    needle_ = needle_mesh(insertion.problem().needle, insertion.state().surface_height);
  const bool previous = previous_ && schedule_.wants_previous(records);
  if (previous)
    save(*previous_);
  previous_ = std::make_unique<Snapshot>(snapshot(insertion));
  const bool last = schedule_.wants_last(records);
  if (last)
    save(*previous_);
  if (last)
    previous_.reset();
  if (last || previous)
    write_collection(records);
  return last || previous;
}

void RunFolder::save(const Snapshot& snapshot) {
  const std::string name = step_name(snapshot.record.step);
  base::Hdf5Writer file;
  file.make_group("/fields");
  write_field_arrays(file, snapshot.fields);
  for (const auto& column : stepping::record_columns({}))
    if (column.name == "step" || column.name == "time" || column.name == "travel" || column.name == "force") {
      file.write_scalar("/" + column.name, column.get(snapshot.record));
      file.write_attribute("/" + column.name, "unit", column.unit);
    }
  file.save(path_ + "/.steps/" + name + ".h5");
  base::write_atomically(path_ + "/fields/" + skin_prefix + name + ".vtu", vtu_text(mesh_, snapshot.fields));
  base::write_atomically(path_ + "/fields/" + needle_prefix + name + ".vtu",
                         vtu_text(needle_, needle_fields(needle_, snapshot.record.travel)));
  saved_.insert(snapshot.record.step);
}

void RunFolder::write_collection(const std::vector<stepping::StepRecord>& records) const {
  if (!options_.fields)
    return;
  std::vector<CollectionStep> steps;
  for (const stepping::StepRecord& record : records)
    if (saved_.count(record.step) > 0)
      steps.push_back(
          {record.time,
           {skin_prefix + step_name(record.step) + ".vtu", needle_prefix + step_name(record.step) + ".vtu"}});
  base::write_atomically(path_ + "/fields/insertion.pvd", pvd_text(steps));
}

void RunFolder::write_history(const stepping::Insertion& insertion) const {
  base::write_atomically(path_ + "/history.csv", history_csv(insertion.records(), layer_names_));
}

void RunFolder::write_results(const stepping::Insertion& insertion, const Summary& summary) const {
  base::Hdf5Writer file;
  write_mesh(file, mesh_);
  results::write_history(file, insertion.records(), layer_names_);
  write_outcomes(file, summary);
  file.make_group("/steps");
  for (const unsigned int step : saved_)
    file.copy_from(path_ + "/.steps/" + step_name(step) + ".h5", "/steps/" + step_name(step));
  for (const auto& [group, name] : attachments_)
    file.copy_from(name, group);
  std::string names;
  for (const std::string& name : layer_names_)
    names += (names.empty() ? "" : ",") + name;
  file.write_attribute("/mesh", "layers", names);
  file.save(path_ + "/results.h5");
}

void RunFolder::finish(const stepping::Insertion& insertion, const Summary& summary) {
  if (previous_)
    save(*previous_);
  previous_.reset();
  write_collection(insertion.records());
  write_history(insertion);
  write_results(insertion, summary);
  std::error_code ignored;
  for (const auto& attachment : attachments_)
    fs::remove(attachment.second, ignored);
  base::write_atomically(path_ + "/summary.json", summary_json(summary));
  log_event(summary.status, summary.diagnosis.reason);
}

void RunFolder::clear_intermediate() const {
  std::error_code ignored;
  fs::remove_all(path_ + "/.steps", ignored);
}

void RunFolder::log_event(const std::string& name, const std::string& text) {
  log_->info(nlohmann::ordered_json({{"event", name}, {"text", text}}).dump());
}

void RunFolder::log_step(const stepping::StepRecord& record) {
  nlohmann::ordered_json line;
  line["event"] = "step";
  for (const auto& column : stepping::record_columns(layer_names_))
    line[column.name + " [" + column.unit + "]"] = column.get(record);
  log_->info(line.dump());
}

} // namespace acumen::results
