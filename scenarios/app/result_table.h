#pragma once

#include "solver/results/summary.h"

namespace acumen::app {

/// The table at the end of a run, at most 80 columns wide: what a device engineer asks first, the work split, the wound
/// by layer, warnings, and where the files are (their names are not broken).
///
/// \param force  bars of the force against the needle's travel, 53 columns; left out where empty
std::string result_table(const results::Summary& summary, const std::vector<std::string>& layers,
                         const std::string& folder, const std::string& force = "");

/// Bars of the force against travel, from the first touch to the largest depth.
std::string force_bars(const std::vector<stepping::StepRecord>& records);

/// The same from columns: `travel` [m] and `force` [N], of equal length, from the first touch on.
std::string force_bars(const std::vector<double>& travel, const std::vector<double>& force);

} // namespace acumen::app
