#pragma once

#include "solver/stepping/step_record.h"

#include <functional>
#include <string>
#include <vector>

namespace acumen::stepping {

/// One column of the table of steps: history.csv, /history in results.h5 and the checkpoint all read this declaration.
struct RecordColumn {
  std::string name;
  std::string unit; ///< SI; "1" for a pure number
  std::string meaning;
  std::function<double(const StepRecord&)> get;
  std::function<void(StepRecord&, double)> set;
};

/// Every column, in the table's order; fracture energies have one a layer, named `fracture_energy.<layer>`.
std::vector<RecordColumn> record_columns(const std::vector<std::string>& layer_names);

} // namespace acumen::stepping
