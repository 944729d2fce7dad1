#include "scenarios/app/after_run.h"
#include "scenarios/app/commands.h"
#include "scenarios/app/execute.h"
#include "scenarios/app/output_directory.h"
#include "scenarios/schema/read_case.h"
#include "solver/base/quantity.h"

#include <filesystem>
#include <memory>

namespace acumen::app {

namespace {

struct Arguments {
  std::string file, output, resume, time_limit;
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
  if (!arguments.file.empty() || !arguments.overrides.empty() || !arguments.output.empty())
    refuse("a resumed run takes its case and its place from the folder", "", "--resume",
           "leave out the case file, --set and --output");
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

int run(const Arguments& arguments) {
  const scenarios::ResolvedCase resolved = scenarios::read_case(case_file(arguments), arguments.overrides);
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
  prepare_output_directory(options.output_directory);
  const int exit_code = execute(resolved, options);
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
  command->add_option("--time-limit", arguments->time_limit, "Stop with a checkpoint after this wall time");
  command->add_flag("-q,--quiet", arguments->quiet, "No progress and no table");
  command->add_flag("--no-report", arguments->no_report, "Do not write report.html");
  command->footer("Example:\n  acumen run scenarios/cases/forearm_cone.yaml --set needle.tip_radius=\"15 um\"");
  command->callback([arguments, &exit_code] { exit_code = run(*arguments); });
}

} // namespace acumen::app
