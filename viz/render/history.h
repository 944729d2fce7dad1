#pragma once

#include <filesystem>
#include <map>
#include <string>
#include <vector>

namespace acumen::viz {

/// history.csv: one row a converged step, columns by name, in SI units.
class History {
public:
  /// Reads headers of the form `name [unit]`; units of length, force, time and energy are converted to SI.
  /// Throws base::InputError where a line has another number of cells than the header, or a cell is no number.
  explicit History(const std::filesystem::path& file);

  std::size_t size() const { return rows_; }
  /// Throws base::InputError, naming the nearest column, when there is none of this name.
  const std::vector<double>& column(const std::string& name) const;
  /// The row whose entry in the named column is nearest to `value`; `size()` must not be 0.
  std::size_t nearest_row(const std::string& name, double value) const;
  /// The first row whose travel is at least this [m]; the deepest row where none is.
  std::size_t first_row_reaching(double travel) const;
  /// The last row of the largest travel: what comes after it is withdrawal.
  std::size_t deepest_row() const;

private:
  std::filesystem::path file_;
  std::size_t rows_ = 0;
  std::map<std::string, std::vector<double>> columns_;
};

} // namespace acumen::viz
