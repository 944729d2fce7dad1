#include "scenarios/app/batch_worker.h"

#include "solver/base/error.h"

#include <fstream>
#include <nlohmann/json.hpp>

namespace acumen::app {

std::string answer_with_finite_elements(const std::string&, const std::string& id,
                                        const scenarios::ResolvedCase& resolved, const RunOptions& options) {
  const int exit_code = execute(resolved, options);
  std::ifstream file(options.output_directory + "/summary.json");
  const auto summary = nlohmann::json::parse(file, nullptr, false);
  if (!summary.is_object())
    return refusal(id, "output_failure", base::output_failure,
                   "cannot read " + options.output_directory + "/summary.json");
  std::string reason;
  if (summary.contains("diagnosis"))
    reason = summary["diagnosis"].value("reason", "");
  const nlohmann::json rest = {{"status", summary.at("status")},
                               {"exit_code", exit_code},
                               {"reason", reason},
                               {"quantities", summary.at("quantities")},
                               {"warnings", summary.at("warnings")}};
  return "{\"id\":" + id + "," + rest.dump().substr(1);
}

} // namespace acumen::app
