#pragma once

#include "scenarios/input/reader.h"

#include <array>

namespace acumen::scenarios {

/// One wanted column of a CSV file: its name and coherent SI unit.
struct CsvColumn {
  std::string name;
  std::string si_unit;
};

/// Two columns of a CSV file in SI units, found by name in the header "name [unit],name [unit]". Lines that begin with
/// '#' and empty lines are skipped. Whatever is wrong is noted in `log.problems` with line and column; then the answer
/// is empty. A missing file is reported where `path` was written.
std::vector<std::array<double, 2>> read_csv(const std::string& file, const std::array<CsvColumn, 2>& columns,
                                            std::size_t fewest_rows, const std::string& path, ReadLog& log);

} // namespace acumen::scenarios
