#include "scenarios/app/commands.h"
#include "scenarios/app/start.h"
#include "solver/base/error.h"
#include "solver/base/provenance.h"

#include <algorithm>
#include <csignal>
#include <fmt/format.h>

namespace {

using namespace acumen;

int report(const base::InputError& error) {
  const std::size_t count = error.problems().size();
  fmt::print(stderr, "acumen: {} in the input\n{}\n", count == 1 ? "a problem" : fmt::format("{} problems", count),
             error.what());
  return base::bad_input;
}

// CLI11 calls an unknown sub-command an unexpected argument; the user wants to hear which ones exist.
void refuse_unknown_command(const CLI::App& app, int count, char** arguments) {
  if (count < 2 || arguments[1][0] == '-')
    return;
  const std::string given = arguments[1];
  std::vector<std::string> names;
  std::string list;
  for (const CLI::App* const command : app.get_subcommands([](const CLI::App*) { return true; })) {
    names.push_back(command->get_name());
    list += (list.empty() ? "" : ", ") + names.back();
  }
  if (std::find(names.begin(), names.end(), given) != names.end())
    return;
  const auto nearest = base::nearest_name(given, names);
  throw base::InputError(
      {{"there is no such sub-command in this version", given, "acumen", 0, 0,
        (nearest ? fmt::format("did you mean \"{}\"? ", *nearest) : "") + "the sub-commands are: " + list}});
}

int run(int count, char** arguments) {
  CLI::App app("Acumen simulates a needle going into skin.", "acumen");
  app.set_version_flag("--version", "acumen " + base::provenance().version);
  app.footer("Start with:\n  acumen run scenarios/cases/forearm_cone.yaml\n"
             "Help on one sub-command:\n  acumen run --help");
  app.require_subcommand(1);
  int exit_code = base::internal_error;
  app::add_run(app, exit_code);
  app::add_check(app, exit_code);
  app::add_describe(app, exit_code);
  app::add_schema(app, exit_code);
  app::add_doctor(app, exit_code);
  app::add_batch(app, exit_code);
  refuse_unknown_command(app, count, arguments);
  try {
    app.parse(count, arguments);
  } catch (const CLI::ParseError& error) {
    return app.exit(error) == 0 ? base::success : base::bad_input;
  }
  return exit_code;
}

} // namespace

int main(int count, char** arguments) {
  acumen::app::start(arguments);
  // A file-size limit that is reached shall be a write error with a message, not a silent death.
  std::signal(SIGXFSZ, SIG_IGN);
  try {
    return run(count, arguments);
  } catch (const base::InputError& error) {
    return report(error);
  } catch (const base::OutputError& error) {
    fmt::print(stderr, "acumen: {}\n", error.what());
    return base::output_failure;
  } catch (const std::exception& error) {
    fmt::print(stderr, "acumen: internal error: {}\n", error.what());
    return base::internal_error;
  }
}
