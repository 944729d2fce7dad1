#include "scenarios/app/after_run.h"
#include "scenarios/app/commands.h"
#include "scenarios/app/execute.h"
#include "scenarios/app/output_directory.h"
#include "scenarios/app/screening_run.h"
#include "scenarios/app/start.h"
#include "scenarios/input/compare_cases.h"
#include "scenarios/resolve/read_case.h"
#include "solver/base/quantity.h"

#include <filesystem>
#include <memory>

namespace acumen::app {

namespace {

struct Arguments {
  std::string file, output, resume, mechanics, time_limit;
  std::vector<std::string> overrides;
  bool quiet = false, no_report = false;
};

[[noreturn]] void refuse(const std::string& rule, const std::string& value, const std::string& option,
                         const std::string& remedy) {
  throw base::InputError({{rule, value, option, 0, 0, remedy}});
}

std::string case_file(const Arguments& arguments) {
  namespace fs = std::filesystem;
  if (arguments.resume.empty()) {
    if (arguments.file.empty())
      refuse("run needs a case file", "", "acumen run", "for example: acumen run scenarios/cases/forearm_cone.yaml");
    return arguments.file;
  }
  if (!arguments.file.empty() || !arguments.overrides.empty() || !arguments.output.empty() ||
      !arguments.mechanics.empty())
    refuse("a resumed run takes its case and its place from the folder", "", "--resume",
           "leave out the case file, --set, --output and --mechanics");
  const fs::path file = fs::path(arguments.resume) / "case.yaml";
  if (!fs::exists(file))
    refuse("this is not the folder of an earlier run: it has no case.yaml", arguments.resume, "--resume",
           "give the folder that the run printed, such as out/forearm_cone-1a2b3c4d");
  return file.string();
}

std::optional<double> time_limit(const Arguments& arguments, const scenarios::ResolvedCase& resolved) {
  if (arguments.time_limit.empty())
    return resolved.input.solver.time_limit;
  double limit = 0.;
  try {
    limit = base::parse_quantity(arguments.time_limit, "s");
  } catch (const base::QuantityError& error) {
    refuse(error.what(), arguments.time_limit, "--time-limit", "for example --time-limit \"2 h\"");
  }
  if (!(limit > 0.))
    refuse("the time limit must be above zero", arguments.time_limit, "--time-limit",
           "for example --time-limit \"2 h\"");
  return limit;
}

/// The earlier run must have been of the same needle, skin and insertion.
void take_mechanics(const Arguments& arguments, const scenarios::ResolvedCase& resolved, RunOptions& options) {
  namespace fs = std::filesystem;
  const fs::path file = fs::path(arguments.mechanics) / "case.yaml";
  if (!fs::exists(file) || !fs::exists(file.parent_path() / "checkpoint.h5"))
    refuse("this is not the folder of a completed run: it lacks case.yaml or checkpoint.h5", arguments.mechanics,
           "--mechanics", "give the folder that the run printed, such as out/forearm_cone-1a2b3c4d");
  const scenarios::ResolvedCase earlier = scenarios::read_case(file.string());
  std::vector<base::InputProblem> problems;
  for (const std::string& difference : scenarios::mechanical_differences(resolved.input, earlier.input))
    problems.push_back({"the earlier run is of another mechanical case", difference, "--mechanics", 0, 0,
                        "run this case without --mechanics, or make the two alike"});
  if (!problems.empty())
    throw base::InputError(problems);
  std::error_code ignored;
  if (fs::equivalent(arguments.mechanics, options.output_directory, ignored))
    refuse("the results would overwrite the earlier run", arguments.mechanics, "--mechanics",
           "give another folder with --output");
  options.mechanics_directory = arguments.mechanics;
  options.mechanics_hash = earlier.hash;
}

int run(const Arguments& arguments) {
  const scenarios::ResolvedCase resolved = scenarios::read_case(case_file(arguments), arguments.overrides);
  const bool screening = resolved.input.model == scenarios::Model::screening;
  if (!screening)
    need_finite_elements(); // an unsound case has been refused by now, without loading them
  RunOptions options;
  options.quiet = arguments.quiet;
  options.time_limit = time_limit(arguments, resolved);
  if (!arguments.resume.empty()) {
    options.resume_directory = arguments.resume;
    options.output_directory = arguments.resume;
  } else if (!arguments.output.empty()) {
    options.output_directory = arguments.output;
  } else
    options.output_directory = resolved.input.output.directory.value_or("out/" + resolved.name + "-" + resolved.hash);
  if (!arguments.mechanics.empty())
    take_mechanics(arguments, resolved, options);
  prepare_output_directory(options.output_directory);
  const int exit_code = screening ? run_screening(resolved, options) : execute(resolved, options);
  if (!arguments.no_report)
    write_report(options.output_directory, options.quiet);
  return exit_code;
}

} // namespace

void add_run(CLI::App& app, int& exit_code) {
  const auto arguments = std::make_shared<Arguments>();
  CLI::App* const command = app.add_subcommand("run", "Compute one case and write its results");
  command->add_option("case", arguments->file, "Case file (YAML)");
  command->add_option("--set", arguments->overrides, "Override a parameter: --set needle.tip_radius=\"15 um\"")
      ->allow_extra_args(false);
  command->add_option("-o,--output", arguments->output, "Folder of the results [out/<case>-<hash>]");
  command->add_option("--resume", arguments->resume, "Continue the run in this folder from its last checkpoint");
  command->add_option("--mechanics", arguments->mechanics,
                      "Take the mechanical run from this folder of a completed run and compute everything after it "
                      "(wound, drug, current, healing) anew");
  command->add_option("--time-limit", arguments->time_limit, "Stop with a checkpoint after this wall time");
  command->add_flag("-q,--quiet", arguments->quiet, "No progress and no table");
  command->add_flag("--no-report", arguments->no_report, "Do not write report.html");
  command->footer("Example:\n  acumen run scenarios/cases/forearm_cone.yaml --set needle.tip_radius=\"15 um\"");
  command->callback([arguments, &exit_code] { exit_code = run(*arguments); });
}

} // namespace acumen::app
