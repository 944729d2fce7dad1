#include "scenarios/app/solve/transport_files.h"

#include "solver/base/atomic_file.h"
#include "solver/base/hdf5_file.h"
#include "solver/results/vtu_file.h"

#include <fmt/format.h>
#include <functional>

namespace acumen::app {

namespace {

using transport::DeliveryRecord;

struct Column {
  const char *name, *unit;
  std::function<double(const DeliveryRecord&)> get;
};

/// One needle's amounts.
const std::vector<Column>& columns() {
  static const std::vector<Column> all = {{"time", "s", [](const DeliveryRecord& r) { return r.time; }},
                                          {"delivered", "kg", [](const DeliveryRecord& r) { return r.delivered(); }},
                                          {"in_needle", "kg", [](const DeliveryRecord& r) { return r.needle; }},
                                          {"on_skin", "kg", [](const DeliveryRecord& r) { return r.on_skin; }},
                                          {"in_hole", "kg", [](const DeliveryRecord& r) { return r.hole; }},
                                          {"in_tissue", "kg", [](const DeliveryRecord& r) { return r.tissue; }},
                                          {"cleared", "kg", [](const DeliveryRecord& r) { return r.cleared; }},
                                          {"into_deep_tissue", "kg", [](const DeliveryRecord& r) { return r.deep; }}};
  return all;
}

std::string csv(const transport::DrugOutcome& outcome) {
  std::string text;
  for (const Column& column : columns())
    text += fmt::format("{}{} [{}]", text.empty() ? "" : ",", column.name, column.unit);
  text += outcome.plasma.empty() ? "\n" : ",plasma [kg/m^3]\n";
  for (std::size_t i = 0; i < outcome.delivery.history.size(); ++i) {
    std::string row;
    for (const Column& column : columns())
      row += fmt::format("{}{:.10g}", row.empty() ? "" : ",", column.get(outcome.delivery.history[i]));
    if (!outcome.plasma.empty())
      row += fmt::format(",{:.10g}", outcome.plasma[i]);
    text += row + "\n";
  }
  return text;
}

void write_pictures(const std::string& folder, const transport::Delivery& delivery) {
  if (delivery.snapshots.empty())
    return;
  base::make_folder(folder + "/fields");
  std::vector<results::CollectionStep> steps;
  for (std::size_t i = 0; i < delivery.snapshots.size(); ++i) {
    const std::string name = fmt::format("transport_{:04}.vtu", i);
    base::write_atomically(folder + "/fields/" + name, results::vtu_text(delivery.mesh, delivery.snapshots[i].fields));
    steps.push_back({delivery.snapshots[i].time, {name}});
  }
  base::write_atomically(folder + "/fields/transport.pvd", results::pvd_text(steps));
}

} // namespace

std::string write_delivery(const std::string& folder, const transport::DrugOutcome& outcome) {
  base::write_atomically(folder + "/transport.csv", csv(outcome));
  write_pictures(folder, outcome.delivery);
  base::Hdf5Writer file;
  for (const Column& column : columns()) {
    std::vector<double> values;
    for (const DeliveryRecord& record : outcome.delivery.history)
      values.push_back(column.get(record));
    file.write(fmt::format("/history/{}", column.name), values);
    file.write_attribute(fmt::format("/history/{}", column.name), "unit", column.unit);
  }
  if (!outcome.plasma.empty()) {
    file.write("/history/plasma", outcome.plasma);
    file.write_attribute("/history/plasma", "unit", "kg/m^3");
  }
  const std::string name = folder + "/.transport.h5";
  file.save(name);
  return name;
}

void write_rf(const std::string& folder, const transport::RfHeating& heating) {
  base::make_folder(folder + "/fields");
  base::write_atomically(folder + "/fields/rf.vtu", heating.vtu_text());
}

} // namespace acumen::app
