#include "scenarios/app/execute.h"

#include "scenarios/app/result_table.h"
#include "scenarios/app/solve/interruption.h"
#include "scenarios/app/solve/progress.h"
#include "scenarios/app/solve/transport_run.h"
#include "scenarios/app/terminal.h"
#include "scenarios/compute/build_problem.h"
#include "scenarios/compute/run_outcomes.h"
#include "scenarios/resolve/read_case.h"
#include "solver/base/atomic_file.h"
#include "solver/base/error.h"
#include "solver/outcomes/run_capture.h"
#include "solver/results/checkpoint_table.h"
#include "solver/results/run_folder.h"
#include "solver/stepping/checkpoint.h"

#include <filesystem>
#include <fmt/format.h>
#include <unistd.h>

namespace acumen::app {

namespace {

/// A kill costs at most this much work.
constexpr double checkpoint_interval = 20.; // [s] of wall time
constexpr unsigned int checkpoint_steps = 25;
/// Kept beside the last checkpoint, so that other outcomes can be computed from the run (--mechanics).
constexpr const char* capture_name = "/.captured.h5";

using stepping::InsertionOutcome;

/// One run from its folder's point of view.
class Run {
public:
  Run(const scenarios::ResolvedCase& resolved, const RunOptions& options)
      : resolved_(resolved), options_(options), interruption_(options.time_limit),
        insertion_(scenarios::build_problem(resolved)),
        folder_(options.output_directory, insertion_, save_options(resolved)),
        progress_(options.quiet, insertion_.problem().programme), name_(resolved.name) {}

  int carry_out() {
    if (options_.resume_directory && !restore())
      return base::success;
    if (options_.mechanics_directory)
      borrow(*options_.mechanics_directory);
    const InsertionOutcome outcome = options_.mechanics_directory ? InsertionOutcome::completed : compute();
    progress_.end();
    return conclude(outcome);
  }

private:
  static results::SaveOptions save_options(const scenarios::ResolvedCase& resolved) {
    return {static_cast<unsigned int>(resolved.input.output.every), resolved.input.output.fields};
  }

  std::vector<std::string> layer_names() const {
    std::vector<std::string> names;
    for (const scenarios::ResolvedLayer& layer : resolved_.layers)
      names.push_back(layer.name);
    return names;
  }

  double wall_time() const { return earlier_ + interruption_.elapsed(); }

  std::string capture_file() const { return folder_.path() + capture_name; }

  void save_checkpoint() {
    // Before the checkpoint: steps after it are repeated alike, so that a capture may be ahead but never behind.
    capture_.save(capture_file());
    stepping::write_checkpoint(folder_.checkpoint_file(), {name_, resolved_.hash, wall_time()}, insertion_.state());
    checkpoint_time_ = interruption_.elapsed();
    checkpoint_step_ = insertion_.records().empty() ? 0 : insertion_.records().back().step;
  }

  /// Whether there is anything left to compute.
  bool restore() {
    results::require_known_columns(folder_.path(), layer_names());
    stepping::Checkpoint checkpoint =
        stepping::read_checkpoint(folder_.checkpoint_file(), resolved_.hash, insertion_.potential());
    name_ = checkpoint.header.case_name;
    earlier_ = checkpoint.header.wall_time;
    checkpoint_step_ = checkpoint.state.records.back().step;
    if (checkpoint.state.phase >= insertion_.problem().programme.size()) {
      fmt::print(stderr, "acumen: the run in {} is complete: nothing to resume\n", folder_.path());
      return false;
    }
    insertion_.restore(std::move(checkpoint.state));
    capture_.load(capture_file());
    folder_.resume(insertion_);
    return true;
  }

  /// Takes over a completed mechanical run from another folder.
  void borrow(const std::string& directory) {
    const std::string capture = directory + capture_name;
    if (!std::filesystem::exists(capture))
      throw base::OutputError("the run in " + directory +
                              " did not keep what outcomes need (.captured.h5)\n    mend:  run its case again");
    results::require_known_columns(directory, layer_names());
    stepping::Checkpoint checkpoint =
        stepping::read_checkpoint(directory + "/checkpoint.h5", options_.mechanics_hash, insertion_.potential());
    if (checkpoint.state.phase < insertion_.problem().programme.size())
      throw base::OutputError("the run in " + directory + " is not complete\n    mend:  acumen run --resume " +
                              directory);
    earlier_ = checkpoint.header.wall_time;
    insertion_.restore(std::move(checkpoint.state));
    capture_.load(capture);
    folder_.resume(insertion_);
    folder_.log_event("mechanics", "taken from " + directory);
  }

  InsertionOutcome compute() {
    try {
      const InsertionOutcome outcome = insertion_.run([this](const stepping::Insertion&) { return after_step(); });
      diagnosis_ = insertion_.diagnosis();
      return outcome;
    } catch (const base::OutputError&) {
      throw;
    } catch (const std::runtime_error& error) {
      // The skin itself found no equilibrium: there is no step to show, but a reason.
      diagnosis_ = {error.what(), "", "check the layers' stiffness and pre-stretch"};
      return InsertionOutcome::not_converged;
    }
  }

  bool after_step() {
    capture_.observe(insertion_);
    const bool saved = folder_.observe(insertion_);
    progress_.show(insertion_, saved, wall_time());
    const bool stop = interruption_.requested();
    const bool due = interruption_.elapsed() - checkpoint_time_ >= checkpoint_interval ||
                     insertion_.records().back().step >= checkpoint_step_ + checkpoint_steps;
    if (due && !stop) {
      folder_.write_history(insertion_);
      save_checkpoint();
    }
    return !stop;
  }

  results::Summary summarise(const InsertionOutcome outcome) const {
    results::Summary summary;
    summary.label = {name_, resolved_.hash, resolved_.input.title, resolved_.warnings, resolved_.assumptions, {}};
    summary.quantities = results::headline(insertion_, wall_time());
    const auto more = results::result_warnings(insertion_, summary.quantities);
    summary.label.warnings.insert(summary.label.warnings.end(), more.begin(), more.end());
    if (outcome == InsertionOutcome::completed)
      scenarios::add_outcomes(resolved_, insertion_, capture_, summary);
    switch (outcome) {
    case InsertionOutcome::completed:
      summary.status = "completed";
      summary.exit_code = base::success;
      break;
    case InsertionOutcome::stopped:
      summary.status = "stopped";
      summary.exit_code = base::stopped;
      break;
    case InsertionOutcome::not_converged:
      summary.status = "not_converged";
      summary.exit_code = base::not_converged;
      summary.diagnosis = diagnosis_;
      break;
    }
    return summary;
  }

  void add_transport(results::Summary& summary) {
    const TransportReport report = run_transport(resolved_, insertion_, summary, folder_.path());
    summary.quantities.insert(summary.quantities.end(), report.quantities.begin(), report.quantities.end());
    auto& label = summary.label;
    label.notes.insert(label.notes.end(), report.notes.begin(), report.notes.end());
    label.warnings.insert(label.warnings.end(), report.warnings.begin(), report.warnings.end());
    if (!report.attachment.empty())
      folder_.attach("/transport", report.attachment);
  }

  int conclude(const InsertionOutcome outcome) {
    results::Summary summary = summarise(outcome);
    if (outcome == InsertionOutcome::completed)
      add_transport(summary);
    // The checkpoint first: if the disk is full, what matters most is safe.
    if (outcome != InsertionOutcome::completed && !insertion_.records().empty())
      save_checkpoint();
    folder_.finish(insertion_, summary);
    if (outcome == InsertionOutcome::completed) {
      save_checkpoint();
      folder_.clear_intermediate();
    }
    report(outcome, summary);
    return summary.exit_code;
  }

  void report(const InsertionOutcome outcome, const results::Summary& summary) const {
    if (!options_.quiet)
      fmt::print("{}", results_text(summary));
    if (outcome == InsertionOutcome::stopped)
      fmt::print(stderr, "acumen: {}; go on with: acumen run --resume {}\n", interruption_.reason(), folder_.path());
    if (outcome == InsertionOutcome::not_converged)
      fmt::print(stderr, "acumen: did not converge: {}\n    where: {}\n    mend:  {}\n", diagnosis_.reason,
                 diagnosis_.place, diagnosis_.advice);
  }

  std::string results_text(const results::Summary& summary) const {
    const std::string table = result_table(summary, results::layer_names(insertion_.problem().layers), folder_.path(),
                                           force_bars(insertion_.records()));
    return colours_wanted(STDOUT_FILENO) ? coloured(table) : table;
  }

  const scenarios::ResolvedCase& resolved_;
  const RunOptions& options_;
  Interruption interruption_;
  stepping::Insertion insertion_;
  results::RunFolder folder_;
  Progress progress_;
  std::string name_;
  outcomes::RunCapture capture_;
  stepping::Diagnosis diagnosis_;
  double earlier_ = 0.;         ///< wall time of earlier parts of the run [s]
  double checkpoint_time_ = 0.; ///< of the last checkpoint [s]
  unsigned int checkpoint_step_ = 0;
};

} // namespace

int execute(const scenarios::ResolvedCase& resolved, const RunOptions& options) {
  if (options.resume_directory)
    return Run(resolved, options).carry_out();
  const std::string file = options.output_directory + "/case.yaml";
  base::write_atomically(file, resolved.yaml);
  // What is computed is what the written case says, to the last bit: a resumed run reads nothing else.
  scenarios::ResolvedCase written = scenarios::read_case(file);
  written.name = resolved.name;
  return Run(written, options).carry_out();
}

} // namespace acumen::app
