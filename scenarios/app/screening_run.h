#pragma once

#include "scenarios/app/execute.h"
#include "scenarios/compute/screen_case.h"

namespace acumen::app {

/// Screens a case with its outcomes and writes case.yaml, history.csv, results.h5 and summary.json into the output
/// folder. Returns the exit code; throws base::OutputError where something cannot be written.
int run_screening(const scenarios::ResolvedCase& resolved, const RunOptions& options);

/// Writes the files of a screened case.
void write_screening(const scenarios::ResolvedCase& resolved, const scenarios::ScreenedCase& screened,
                     const std::string& folder);

} // namespace acumen::app
