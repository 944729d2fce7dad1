#pragma once

#include "solver/results/summary.h"

namespace acumen::app {

/// The table at the end of a run, at most 80 columns wide: what a device engineer asks first, the work split, the wound
/// by layer, warnings, and where the files are.
std::string result_table(const results::Summary& summary, const std::vector<std::string>& layers,
                         const std::string& folder);

} // namespace acumen::app
