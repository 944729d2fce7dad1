#pragma once

#include "scenarios/schema/resolved_case.h"
#include "solver/results/summary.h"
#include "solver/screening/corrections.h"

namespace acumen::scenarios {

/// Puts what a screened needle can carry into the summary: drug.dose, drug.maximum_load and what limits it. How fast
/// it is delivered takes finite elements.
///
/// The skin round the needle is drawn undeformed. Intervals: drug, polymer and tissue over their spreads, the needle's
/// margin over its own (it must stand in `summary` to count), the inserted length over the screening model's error.
/// \param inserted needle below the surface at its flank [m]
void add_drug_load(const ResolvedCase& resolved, double inserted, const screening::Corrections& corrections,
                   results::Summary& summary);

} // namespace acumen::scenarios
