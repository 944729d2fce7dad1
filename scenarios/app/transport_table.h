#pragma once

#include "solver/results/summary.h"

#include <string>

namespace acumen::app {

/// The run's table: drug, infusion and current, with intervals; empty where the case has none.
std::string transport_table(const results::Summary& summary);

} // namespace acumen::app
