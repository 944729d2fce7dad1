// Many cases by one process: requests and answers, one JSON line each.
#include "scenarios/app/batch_worker.h"
#include "scenarios/app/commands.h"
#include "scenarios/app/output_directory.h"
#include "scenarios/app/screening_run.h"
#include "scenarios/input/file_memory.h"
#include "scenarios/resolve/read_case.h"
#include "solver/results/output_quantities.h"
#include "solver/transport/drug_outcome.h"
#include "solver/transport/rf_heating.h"

#include <cmath>
#include <fmt/format.h>
#include <fmt/ranges.h>
#include <iostream>
#include <nlohmann/json.hpp>

namespace acumen::app {

namespace {

using nlohmann::json;

/// Not dump()'s default: a file name need not be UTF-8, and an answer must come out all the same.
std::string text_of(const json& value) {
  return value.dump(-1, ' ', false, json::error_handler_t::replace);
}

json number(const double value) {
  return std::isfinite(value) ? json(value) : json(nullptr);
}

struct Request {
  std::string id = "null"; ///< as JSON text
  std::string file, output;
  std::vector<std::string> overrides;
  scenarios::OutcomeChoice outcomes{false, {}};
};

[[noreturn]] void refuse(const std::string& rule, const std::string& value, const std::string& remedy) {
  throw base::InputError({{rule, value, "batch", 0, 0, remedy}});
}

const std::string& text_member(const json& value, const std::string& key) {
  if (!value.is_string())
    refuse("\"" + key + "\" must be a string", text_of(value), "for example {\"id\": 1, \"case\": \"case.yaml\"}");
  return value.get_ref<const std::string&>();
}

/// Families of everything `describe --outputs` lists.
std::set<std::string> output_families() {
  std::set<std::string> families = scenarios::outcome_families();
  for (const auto* const list :
       {&results::output_quantities(), &transport::drug_quantities(), &transport::rf_quantities()})
    for (const results::OutputQuantity& quantity : *list)
      families.insert(scenarios::family_of(quantity.name));
  return families;
}

/// Families that come from the screening model itself, or that it does not have, may be named and change nothing.
scenarios::OutcomeChoice outcomes_of(const json& value) {
  if (value.is_boolean())
    return {value.get<bool>(), {}};
  if (!value.is_array())
    refuse("\"outcomes\" must be true, false or a list of families", text_of(value), "leave it out for false");
  const std::set<std::string> known = output_families();
  const std::set<std::string> screened = scenarios::screened_families();
  scenarios::OutcomeChoice choice{false, {}};
  for (const json& name : value) {
    const std::string& family = text_member(name, "outcomes");
    if (screened.count(family) > 0)
      choice.families.insert(family);
    if (known.count(family) == 0)
      refuse("no such family of outcomes", text_of(name), fmt::format("the families are: {}", fmt::join(known, ", ")));
  }
  return choice;
}

/// Reads a request; its id is stored as soon as it is known, so that an error can be answered under it.
void read_request(const std::string& line, Request& request) {
  const json given = json::parse(line, nullptr, false);
  if (!given.is_object())
    refuse("the line is not a JSON object", line.substr(0, 80),
           "for example {\"id\": 1, \"case\": \"case.yaml\", \"set\": [\"needle.tip_radius=5 um\"], \"output\": null}");
  if (given.contains("id"))
    request.id = text_of(given["id"]);
  for (const auto& [key, value] : given.items())
    if (key == "case")
      request.file = text_member(value, key);
    else if (key == "output") {
      if (!value.is_null())
        request.output = text_member(value, key);
    } else if (key == "set") {
      if (!value.is_array())
        refuse("\"set\" must be a list of strings", text_of(value), "for example [\"needle.tip_radius=5 um\"]");
      for (const json& assignment : value)
        request.overrides.push_back(text_member(assignment, key));
    } else if (key == "outcomes")
      request.outcomes = outcomes_of(value);
    else if (key != "id")
      refuse("unknown key \"" + key + "\"", "", "the keys are: id, case, set, output, outcomes");
  if (request.file.empty())
    refuse("\"case\" is missing", "", "give the path of a case file");
}

std::string answer_screening(const Request& request, const scenarios::ResolvedCase& resolved) {
  const scenarios::ScreenedCase screened = scenarios::screen_case(resolved, request.outcomes);
  if (!request.output.empty()) {
    prepare_output_directory(request.output);
    write_screening(resolved, screened, request.output);
  }
  json quantities = json::object();
  for (const results::SummaryValue& quantity : screened.summary.quantities)
    quantities[quantity.name] = {{"value", number(quantity.value)},
                                 {"unit", quantity.unit},
                                 {"low", number(quantity.low)},
                                 {"high", number(quantity.high)}};
  json features = json::object();
  for (const screening::Feature& feature : screening::features_of(scenarios::screening_design(resolved)))
    features[feature.name] = number(feature.value);
  const json rest = {{"status", screened.summary.status},
                     {"features", features},
                     {"exit_code", screened.summary.exit_code},
                     {"reason", ""},
                     {"quantities", quantities},
                     {"warnings", screened.summary.label.warnings}};
  return "{\"id\":" + request.id + "," + text_of(rest).substr(1);
}

std::string answer(const std::string& line) {
  Request request;
  try {
    read_request(line, request);
    const scenarios::ResolvedCase resolved = scenarios::read_case(request.file, request.overrides);
    if (resolved.input.model == scenarios::Model::screening)
      return answer_screening(request, resolved);
    if (request.output.empty())
      refuse("a finite-element case needs \"output\"", "null", "give the folder for its results");
    RunOptions options;
    options.quiet = true;
    options.output_directory = request.output;
    options.time_limit = resolved.input.solver.time_limit;
    prepare_output_directory(request.output);
    return answer_with_finite_elements(line, request.id, resolved, options);
  } catch (const base::InputError& error) {
    return refusal(request.id, "bad_input", base::bad_input, error.what());
  } catch (const base::OutputError& error) {
    return refusal(request.id, "output_failure", base::output_failure, error.what());
  } catch (const std::exception& error) {
    return refusal(request.id, "internal_error", base::internal_error, error.what());
  }
}

} // namespace

std::string refusal(const std::string& id, const std::string& status, const int exit_code, const std::string& reason) {
  const json rest = {{"status", status}, {"exit_code", exit_code}, {"reason", reason}, {"quantities", json::object()}};
  return "{\"id\":" + id + "," + text_of(rest).substr(1);
}

void add_batch(CLI::App& app, int& exit_code) {
  CLI::App* const command =
      app.add_subcommand("batch", "Answer many cases: one JSON line in (stdin), one JSON line out (stdout)");
  command->footer(
      "A request: {\"id\": 7, \"case\": \"case.yaml\", \"set\": [\"needle.tip_radius=5 um\"], "
      "\"output\": null, \"outcomes\": false}\n"
      "Finite-element cases need \"output\"; \"outcomes\" adds wound, bleeding, strength, healing and drug load to\n"
      "a screening case, or those of a list: [\"strength\"]. A bad request is answered with exit_code 2 and its "
      "reason; the worker goes on.\n"
      "The library and case files are read once: changes on disk are seen by the next worker.\nExample:\n"
      "  echo '{\"case\": \"scenarios/cases/forearm_cone.yaml\", \"set\": [\"model=screening\"]}' | "
      "acumen batch");
  command->callback([&exit_code] {
    scenarios::keep_files_in_memory();
    std::ios::sync_with_stdio(false);
    for (std::string line; std::getline(std::cin, line);) {
      if (line.find_first_not_of(" \t\r") == std::string::npos)
        continue;
      std::cout << answer(line) << '\n' << std::flush;
      if (!std::cout)
        throw base::OutputError("the answers cannot be written: stdout is closed or full");
    }
    exit_code = base::success;
  });
}

} // namespace acumen::app
