#include "solver/results/summary.h"

#include "solver/base/provenance.h"

#include <cmath>
#include <nlohmann/json.hpp>

namespace acumen::results {

namespace {

nlohmann::ordered_json number(const double value) {
  return std::isfinite(value) ? nlohmann::ordered_json(value) : nlohmann::ordered_json(nullptr);
}

nlohmann::ordered_json provenance_json() {
  const base::Provenance made = base::provenance();
  return {
      {"version", made.version}, {"compiler", made.compiler}, {"build_type", made.build_type}, {"dealii", made.dealii}};
}

} // namespace

const SummaryValue* Summary::find(const std::string& name) const {
  for (const SummaryValue& quantity : quantities)
    if (quantity.name == name)
      return &quantity;
  return nullptr;
}

double Summary::value(const std::string& name) const {
  const SummaryValue* const quantity = find(name);
  return quantity != nullptr ? quantity->value : std::numeric_limits<double>::quiet_NaN();
}

std::string summary_json(const Summary& summary) {
  nlohmann::ordered_json json;
  json["case"] = summary.label.name;
  json["title"] = summary.label.title;
  json["hash"] = summary.label.hash;
  json["status"] = summary.status;
  json["exit_code"] = summary.exit_code;
  if (!summary.diagnosis.reason.empty())
    json["diagnosis"] = {
        {"reason", summary.diagnosis.reason}, {"place", summary.diagnosis.place}, {"advice", summary.diagnosis.advice}};
  json["quantities"] = nlohmann::ordered_json::object();
  for (const SummaryValue& quantity : summary.quantities)
    json["quantities"][quantity.name] = {
        {"value", number(quantity.value)},
        {"unit", quantity.unit},
        {"low", number(quantity.low)},
        {"high", number(quantity.high)},
        {"label", quantity.label.empty() ? nlohmann::ordered_json(nullptr) : nlohmann::ordered_json(quantity.label)}};
  json["notes"] = summary.label.notes;
  json["warnings"] = summary.label.warnings;
  json["assumptions"] = summary.label.assumptions;
  json["provenance"] = provenance_json();
  return json.dump(2) + "\n";
}

void write_outcomes(base::Hdf5Writer& file, const Summary& summary) {
  file.make_group("/outcomes");
  file.write_attribute("/outcomes", "status", summary.status);
  for (const SummaryValue& quantity : summary.quantities) {
    const std::string path = "/outcomes/" + quantity.name;
    file.write_scalar(path, quantity.value);
    file.write_attribute(path, "unit", quantity.unit);
    if (!quantity.label.empty())
      file.write_attribute(path, "label", quantity.label);
    if (std::isfinite(quantity.low) && std::isfinite(quantity.high)) {
      const std::string interval = "/intervals/" + quantity.name;
      file.write(interval, {quantity.low, quantity.high});
      file.write_attribute(interval, "unit", quantity.unit);
    }
  }
  file.make_group("/provenance");
  for (const auto& [name, value] :
       {std::pair{"case", summary.label.name}, {"hash", summary.label.hash}, {"title", summary.label.title}})
    file.write_attribute("/provenance", name, value);
  const auto made = provenance_json();
  for (const auto& [name, value] : made.items())
    file.write_attribute("/provenance", name, value.get<std::string>());
}

std::vector<std::string> layer_names(const std::vector<stepping::Layer>& layers) {
  std::vector<std::string> names;
  for (const stepping::Layer& layer : layers)
    names.push_back(layer.name);
  return names;
}

} // namespace acumen::results
