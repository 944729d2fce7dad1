#include "viz/render/history.h"

#include "solver/base/error.h"

#include <algorithm>
#include <cmath>
#include <fstream>
#include <sstream>

namespace acumen::viz {

namespace {

std::vector<std::string> split(std::string line) {
  if (!line.empty() && line.back() == '\r')
    line.pop_back();
  std::vector<std::string> cells;
  std::stringstream stream(line);
  for (std::string cell; std::getline(stream, cell, ',');)
    cells.push_back(cell);
  return cells;
}

double si_factor(const std::string& unit) {
  static const std::map<std::string, double> factors = {{"mm", 1e-3}, {"um", 1e-6}, {"mN", 1e-3},
                                                        {"ms", 1e-3}, {"uJ", 1e-6}, {"mJ", 1e-3}};
  const auto found = factors.find(unit);
  return found == factors.end() ? 1. : found->second;
}

struct Header {
  std::string name;
  double factor = 1.;
};

Header parse_header(const std::string& cell) {
  const std::size_t bracket = cell.find('[');
  if (bracket == std::string::npos)
    return {cell, 1.};
  const std::size_t end = cell.find(']', bracket);
  std::string name = cell.substr(0, bracket);
  name.erase(name.find_last_not_of(' ') + 1);
  return {name, si_factor(cell.substr(bracket + 1, end == std::string::npos ? end : end - bracket - 1))};
}

double parse_number(const std::string& cell, const std::string& file, int line, std::size_t column) {
  // Yes/no columns may be written as words.
  if (cell == "true" || cell == "false")
    return cell == "true" ? 1. : 0.;
  std::size_t used = 0;
  double value = 0.;
  try {
    value = std::stod(cell, &used);
  } catch (const std::exception&) {
    used = 0;
  }
  if (used == 0 || cell.find_first_not_of(' ', used) != std::string::npos)
    throw base::InputError({{"a history holds numbers only", cell, file, line, static_cast<int>(column) + 1, ""}});
  return value;
}

} // namespace

History::History(const std::filesystem::path& file) : file_(file) {
  std::ifstream stream(file);
  std::string line;
  if (!std::getline(stream, line))
    throw base::InputError({{"the history cannot be read or is empty", "", file.string(), 0, 0, ""}});
  std::vector<Header> headers;
  for (const std::string& cell : split(line))
    headers.push_back(parse_header(cell));
  for (const Header& header : headers)
    columns_[header.name];
  for (int number = 2; std::getline(stream, line); ++number) {
    if (line.empty() || line == "\r")
      continue;
    const std::vector<std::string> cells = split(line);
    if (cells.size() != headers.size())
      throw base::InputError({{"every line of a history has as many cells as its header",
                               std::to_string(cells.size()) + " instead of " + std::to_string(headers.size()),
                               file.string(), number, 0, ""}});
    for (std::size_t i = 0; i < cells.size(); ++i)
      columns_[headers[i].name].push_back(headers[i].factor * parse_number(cells[i], file.string(), number, i));
    ++rows_;
  }
}

const std::vector<double>& History::column(const std::string& name) const {
  const auto found = columns_.find(name);
  if (found != columns_.end())
    return found->second;
  std::vector<std::string> names;
  for (const auto& [existing, values] : columns_)
    names.push_back(existing);
  const auto nearest = base::nearest_name(name, names);
  throw base::InputError({{"the history lacks a column", name, file_.string(), 1, 0,
                           nearest ? "the nearest one is \"" + *nearest + "\"" : ""}});
}

std::size_t History::nearest_row(const std::string& name, double value) const {
  const std::vector<double>& values = column(name);
  return std::min_element(values.begin(), values.end(),
                          [&](double a, double b) { return std::abs(a - value) < std::abs(b - value); }) -
         values.begin();
}

std::size_t History::first_row_reaching(double travel) const {
  const std::vector<double>& travels = column("travel");
  // Both numbers have been rounded for their files.
  const auto found =
      std::find_if(travels.begin(), travels.end(), [&](double value) { return value >= travel * (1. - 1e-6); });
  return found == travels.end() ? deepest_row() : found - travels.begin();
}

std::size_t History::deepest_row() const {
  const std::vector<double>& travel = column("travel");
  const double largest = *std::max_element(travel.begin(), travel.end());
  // During a hold the travel may differ by rounding.
  const auto last =
      std::find_if(travel.rbegin(), travel.rend(), [&](double value) { return value >= largest * (1. - 1e-9); });
  return travel.rend() - last - 1;
}

} // namespace acumen::viz
