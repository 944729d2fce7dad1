#pragma once

#include "scenarios/input/case.h"
#include "scenarios/input/reader.h"

namespace acumen::scenarios {

/// Which keys belong together, before anything is looked up: a shape's, a control's. Keys with a default that do not
/// apply are cleared from `input` (NaN or empty); ones the user wrote are reported.
void check_needle_keys(CaseInput& input, ReadLog& log);
void check_insertion_keys(CaseInput& input, ReadLog& log);

/// Sizes against each other within the needle and the array: base, tip, angle, pitch.
void check_needle_sizes(const CaseInput& input, ReadLog& log);

/// Needle length and travel [m] against the depth of all tissue [m].
void check_depths(const CaseInput& input, double travel, double total_thickness, ReadLog& log);

/// Step sizes against each other.
void check_steps(const CaseInput& input, ReadLog& log);

/// What this version does not compute yet.
void check_model(const CaseInput& input, ReadLog& log);

} // namespace acumen::scenarios
