#pragma once

#include "solver/results/summary.h"

namespace acumen::app {

/// Outcomes of a run for people: one line a number, with the interval that holds 90 % of persons or samples.
std::string outcome_table(const results::Summary& summary);

/// Whether a warning is a statement on patient or technique, which the table lists apart.
bool is_check(const std::string& warning);

} // namespace acumen::app
