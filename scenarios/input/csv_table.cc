#include "scenarios/input/csv_table.h"

#include "solver/base/quantity.h"

#include <filesystem>
#include <fmt/format.h>
#include <fstream>
#include <sstream>

namespace acumen::scenarios {

namespace {

std::string trimmed(const std::string& text) {
  const auto first = text.find_first_not_of(" \t\r");
  return first == std::string::npos ? "" : text.substr(first, text.find_last_not_of(" \t\r") - first + 1);
}

std::vector<std::string> cells_of(const std::string& line) {
  std::vector<std::string> cells;
  std::istringstream stream(line);
  for (std::string cell; std::getline(stream, cell, ',');)
    cells.push_back(trimmed(cell));
  return cells;
}

struct FoundColumn {
  std::size_t index;
  std::string unit;
};

class CsvReader {
public:
  CsvReader(std::string file, const std::array<CsvColumn, 2>& columns) : file_(std::move(file)), columns_(columns) {}

  void read_line(const std::string& line) {
    ++number_;
    const std::string body = trimmed(line);
    if (body.empty() || body[0] == '#')
      return;
    if (found_.empty())
      read_header(cells_of(body));
    else
      read_row(cells_of(body));
  }

  std::vector<std::array<double, 2>> rows;

private:
  void read_header(const std::vector<std::string>& cells) {
    for (const CsvColumn& column : columns_)
      for (std::size_t i = 0; i < cells.size(); ++i) {
        const auto open = cells[i].find('['), close = cells[i].find(']');
        if (open != std::string::npos && close != std::string::npos &&
            trimmed(cells[i].substr(0, open)) == column.name) {
          found_.push_back({i, cells[i].substr(open + 1, close - open - 1)});
          break;
        }
      }
    if (found_.size() != columns_.size())
      fail(1, "the header must name its columns with units", "",
           fmt::format("begin the file with {} [unit],{} [unit]", columns_[0].name, columns_[1].name));
  }

  void read_row(const std::vector<std::string>& cells) {
    std::array<double, 2> row{};
    for (std::size_t i = 0; i < columns_.size(); ++i)
      try {
        const std::string cell = found_[i].index < cells.size() ? cells[found_[i].index] : "";
        row[i] = base::parse_quantity(cell + " " + found_[i].unit, columns_[i].si_unit);
      } catch (const base::QuantityError& error) {
        fail(int(found_[i].index) + 1, fmt::format("column {}: {}", columns_[i].name, error.what()),
             found_[i].index < cells.size() ? cells[found_[i].index] : "nothing",
             "write plain numbers in the columns and their unit in the header");
      }
    rows.push_back(row);
  }

  // One problem is enough: a wrong header would otherwise repeat itself in every row.
  void fail(int column, const std::string& rule, const std::string& value, const std::string& remedy) {
    throw base::InputError({problem_at({file_, number_, column}, rule, value, remedy)});
  }

  std::string file_;
  const std::array<CsvColumn, 2>& columns_;
  std::vector<FoundColumn> found_;
  int number_ = 0;
};

} // namespace

std::vector<std::array<double, 2>> read_csv(const std::string& file, const std::array<CsvColumn, 2>& columns,
                                            std::size_t fewest_rows, const std::string& path, ReadLog& log) {
  std::ifstream stream(file);
  if (!stream || !std::filesystem::is_regular_file(file)) {
    log.report(path, fmt::format("{}: the file does not exist or cannot be read", path), file,
               "the name counts from the folder of the case file");
    return {};
  }
  try {
    CsvReader reader(file, columns);
    for (std::string line; std::getline(stream, line);)
      reader.read_line(line);
    if (reader.rows.size() < fewest_rows)
      throw base::InputError({problem_at({file, 0, 0}, fmt::format("the table needs at least {} rows", fewest_rows),
                                         fmt::format("{} rows", reader.rows.size()), "add rows")});
    return std::move(reader.rows);
  } catch (const base::InputError& error) {
    log.problems.insert(log.problems.end(), error.problems().begin(), error.problems().end());
    return {};
  }
}

} // namespace acumen::scenarios
