#include "scenarios/input/describe.h"

#include "scenarios/app/commands.h"
#include "scenarios/compute/run_outcomes.h"
#include "scenarios/input/declarations.h"
#include "scenarios/library/library.h"
#include "solver/results/output_quantities.h"
#include "solver/transport/drug_outcome.h"
#include "solver/transport/rf_heating.h"

#include <fmt/format.h>
#include <memory>

namespace acumen::app {

namespace {

struct Arguments {
  std::string filter, library;
  bool outputs = false;
};

void print_outputs() {
  for (const auto* const list :
       {&results::output_quantities(), &transport::drug_quantities(), &transport::rf_quantities()})
    for (const results::OutputQuantity& quantity : *list)
      fmt::print("{:<39} {:<6} {}\n", quantity.name, quantity.unit, quantity.meaning);
  for (const outcomes::OutcomeQuantity& quantity : scenarios::outcome_quantities())
    fmt::print("{:<39} {:<6} {}\n", quantity.name, quantity.unit, quantity.meaning);
}

void print_parameters(const std::string& filter) {
  const std::string text = scenarios::describe(scenarios::case_declaration(), filter);
  if (text.empty())
    throw base::InputError(
        {{"no parameter's name contains this", filter, "describe", 0, 0, "list all with: acumen describe"}});
  fmt::print("{}", text);
}

} // namespace

void add_describe(CLI::App& app, int& exit_code) {
  const auto arguments = std::make_shared<Arguments>();
  CLI::App* const command =
      app.add_subcommand("describe", "Explain input parameters, library values and output quantities");
  command->add_option("filter", arguments->filter, "Only parameters whose name contains this");
  CLI::Option* const library =
      command->add_option("--library", arguments->library, "List the library, or one entry's values with sources")
          ->expected(0, 1);
  command->add_flag("--outputs", arguments->outputs, "List the quantities of summary.json");
  command->footer("Examples:\n  acumen describe needle\n  acumen describe --library volar_forearm\n"
                  "  acumen describe --outputs");
  command->callback([arguments, library, &exit_code] {
    if (arguments->outputs)
      print_outputs();
    else if (library->count() > 0)
      fmt::print("{}", scenarios::describe_library(arguments->library));
    else
      print_parameters(arguments->filter);
    exit_code = base::success;
  });
}

} // namespace acumen::app
