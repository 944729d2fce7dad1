#include "scenarios/app/commands.h"
#include "scenarios/input/declarations.h"
#include "scenarios/input/json_schema.h"
#include "solver/base/error.h"

#include <fmt/format.h>

namespace acumen::app {

void add_schema(CLI::App& app, int& exit_code) {
  CLI::App* const command = app.add_subcommand("schema", "Print the JSON Schema of a case file, for editors");
  command->footer("Example:\n  acumen schema > acumen.schema.json");
  command->callback([&exit_code] {
    fmt::print("{}\n", scenarios::json_schema(scenarios::case_declaration(), "Acumen case"));
    exit_code = base::success;
  });
}

} // namespace acumen::app
