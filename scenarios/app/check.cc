#include "scenarios/app/commands.h"
#include "scenarios/resolve/read_case.h"
#include "solver/base/quantity.h"

#include <fmt/format.h>
#include <memory>

namespace acumen::app {

namespace {

struct Arguments {
  std::vector<std::string> files, overrides;
  bool print = false;
};

std::string length(double value) {
  return base::format_quantity(value, "m", 4);
}

void print_summary(const std::string& file, const scenarios::ResolvedCase& resolved) {
  fmt::print("OK  {}: {}\n", file, resolved.input.title);
  fmt::print("    needle {} long, {} wide; travel {}; tissue {} deep in {} layers\n", length(resolved.needle.length()),
             length(2. * resolved.needle.largest_radius()), length(resolved.depth), length(resolved.total_thickness()),
             resolved.layers.size());
  for (const scenarios::ResolvedLayer& layer : resolved.layers)
    fmt::print("    {:<18} {:>10}{}\n", layer.name, length(layer.thickness), layer.is_support ? "  (support)" : "");
  for (const std::string& warning : resolved.warnings)
    fmt::print("    warning: {}\n", warning);
  if (!resolved.assumptions.empty())
    fmt::print("    {} of the values used are assumed, not measured (acumen describe --library NAME)\n",
               resolved.assumptions.size());
}

} // namespace

void add_check(CLI::App& app, int& exit_code) {
  const auto arguments = std::make_shared<Arguments>();
  CLI::App* const command = app.add_subcommand("check", "Check case files without computing them");
  command->add_option("cases", arguments->files, "Case files (YAML)")->required();
  command->add_option("--set", arguments->overrides, "Override a parameter: --set needle.tip_radius=\"15 um\"")
      ->allow_extra_args(false);
  command->add_flag("--resolved", arguments->print, "Print the case with every default and library value filled in");
  command->footer("Example:\n  acumen check scenarios/cases/forearm_cone.yaml");
  command->callback([arguments, &exit_code] {
    std::vector<base::InputProblem> problems;
    for (const std::string& file : arguments->files)
      try {
        const scenarios::ResolvedCase resolved = scenarios::read_case(file, arguments->overrides);
        if (arguments->print)
          fmt::print("{}", resolved.yaml);
        else
          print_summary(file, resolved);
      } catch (const base::InputError& error) {
        problems.insert(problems.end(), error.problems().begin(), error.problems().end());
      }
    if (!problems.empty())
      throw base::InputError(problems);
    exit_code = base::success;
  });
}

} // namespace acumen::app
