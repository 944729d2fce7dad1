#pragma once

#include <CLI/CLI.hpp>

namespace acumen::app {

/// Each adds one sub-command, whose callback leaves the process's exit code in `exit_code` or throws base::InputError
/// or base::OutputError.
void add_run(CLI::App& app, int& exit_code);
void add_check(CLI::App& app, int& exit_code);
void add_describe(CLI::App& app, int& exit_code);
void add_schema(CLI::App& app, int& exit_code);
void add_doctor(CLI::App& app, int& exit_code);
void add_batch(CLI::App& app, int& exit_code);

} // namespace acumen::app
