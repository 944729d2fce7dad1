#pragma once

#include "solver/results/field_set.h"
#include "solver/results/save_schedule.h"
#include "solver/results/summary.h"

#include <memory>
#include <set>

namespace spdlog {
class logger;
}

namespace acumen::results {

/// What of a run is kept.
struct SaveOptions {
  unsigned int every = 1; ///< steps between saved fields
  bool fields = true;     ///< whether fields are saved at all
};

/// The folder of one run's results. Every file in it is whole at any moment, also after a kill: files are renamed into
/// place, and a collection lists only steps whose files are there. (log.jsonl alone grows line by line.)
///
/// Fields of saved steps are kept in `.steps/` as small HDF5 files until the run is complete; results.h5 is put
/// together from them. Throws base::OutputError wherever something cannot be written.
class RunFolder {
public:
  RunFolder(std::string path, const stepping::Insertion& insertion, const SaveOptions& options);

  const std::string& path() const { return path_; }
  std::string checkpoint_file() const { return path_ + "/checkpoint.h5"; }

  /// Forgets steps after the last record of `insertion` (a restored run computes them again).
  void resume(const stepping::Insertion& insertion);

  /// Logs the newest step and saves its fields (and, in hindsight, the previous step's) where the schedule asks for it.
  /// Returns whether anything was saved.
  bool observe(const stepping::Insertion& insertion);

  /// history.csv up to now.
  void write_history(const stepping::Insertion& insertion) const;

  /// Takes an HDF5 file into results.h5 below `group` when the run is finished, and removes it then.
  void attach(const std::string& group, const std::string& file) { attachments_.push_back({group, file}); }

  /// Saves the last step and writes history.csv, summary.json and results.h5.
  void finish(const stepping::Insertion& insertion, const Summary& summary);
  /// Removes what only a resumed run needs.
  void clear_intermediate() const;

  /// One line {"event": name, "text": text} into the log.
  void log_event(const std::string& name, const std::string& text);

private:
  /// A step's fields before it is known whether they are worth keeping.
  struct Snapshot {
    stepping::StepRecord record;
    FieldSet fields;
  };
  std::string step_name(unsigned int step) const;
  Snapshot snapshot(const stepping::Insertion& insertion) const;
  void save(const Snapshot& snapshot);
  void save_needle(const stepping::StepRecord& record) const;
  void write_collection(const std::vector<stepping::StepRecord>& records) const;
  void write_results(const stepping::Insertion& insertion, const Summary& summary) const;
  void log_step(const stepping::StepRecord& record);

  std::string path_;
  SaveOptions options_;
  SaveSchedule schedule_;
  std::vector<std::string> layer_names_;
  SkinPlaneMesh mesh_;
  PlaneMesh needle_;
  std::set<unsigned int> saved_;
  std::vector<std::pair<std::string, std::string>> attachments_; ///< group, file
  std::unique_ptr<Snapshot> previous_;                           ///< of the newest step, if it is not saved
  std::shared_ptr<spdlog::logger> log_;
};

} // namespace acumen::results
