#pragma once

#include "scenarios/resolve/resolved_case.h"

#include <optional>
#include <string>

namespace acumen::app {

/// How a run is carried out, beside what the case says.
struct RunOptions {
  std::string output_directory;                   ///< where the results go; exists and can be written
  std::optional<std::string> resume_directory;    ///< continue from this folder's last checkpoint
  std::optional<std::string> mechanics_directory; ///< take the mechanical run from this folder's completed one
  std::string mechanics_hash;                     ///< of the case in that folder
  bool quiet = false;                             ///< no progress, no table
  std::optional<double> time_limit;               ///< wall time [s] after which to stop with a checkpoint
};

/// Compute a case and write its results. Returns the process's exit code (base::ExitCode); throws base::OutputError
/// when a result cannot be written or a checkpoint cannot be read.
int execute(const scenarios::ResolvedCase& resolved, const RunOptions& options);

} // namespace acumen::app
