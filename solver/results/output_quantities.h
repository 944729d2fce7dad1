#pragma once

#include <string>
#include <vector>

namespace acumen::results {

/// One entry of `summary.json`: dotted name, SI unit ("1" for a pure number) and meaning.
struct OutputQuantity {
  std::string name, unit, meaning;
};

/// Every quantity a summary can hold, box by box; `<layer>` stands for the name of each layer.
const std::vector<OutputQuantity>& output_quantities();

} // namespace acumen::results
