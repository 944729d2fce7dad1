#pragma once

#include "solver/base/hdf5_file.h"
#include "solver/stepping/record_table.h"

namespace acumen::results {

/// The text of history.csv: one row a step, units in the header ("force [N]"), every digit that counts.
std::string history_csv(const std::vector<stepping::StepRecord>& records, const std::vector<std::string>& layer_names);

/// The same columns below /history, each a dataset with its unit and meaning as attributes.
void write_history(base::Hdf5Writer& file, const std::vector<stepping::StepRecord>& records,
                   const std::vector<std::string>& layer_names);

} // namespace acumen::results
