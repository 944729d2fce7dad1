#include "solver/results/history_table.h"

#include <fmt/format.h>

namespace acumen::results {

std::string history_csv(const std::vector<stepping::StepRecord>& records, const std::vector<std::string>& layer_names) {
  const auto columns = stepping::record_columns(layer_names);
  std::string text;
  for (const auto& column : columns)
    text += fmt::format("{}{} [{}]", text.empty() ? "" : ",", column.name, column.unit);
  text += "\n";
  for (const stepping::StepRecord& record : records) {
    std::string row;
    for (const auto& column : columns)
      row += fmt::format("{}{}", row.empty() ? "" : ",", column.get(record));
    text += row + "\n";
  }
  return text;
}

void write_history(base::Hdf5Writer& file, const std::vector<stepping::StepRecord>& records,
                   const std::vector<std::string>& layer_names) {
  file.make_group("/history");
  for (const auto& column : stepping::record_columns(layer_names)) {
    std::vector<double> values;
    for (const stepping::StepRecord& record : records)
      values.push_back(column.get(record));
    const std::string path = "/history/" + column.name;
    file.write(path, values);
    file.write_attribute(path, "unit", column.unit);
    file.write_attribute(path, "meaning", column.meaning);
  }
}

} // namespace acumen::results
