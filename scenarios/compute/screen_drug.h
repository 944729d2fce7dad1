#pragma once

#include "scenarios/resolve/resolved_case.h"
#include "solver/results/summary.h"
#include "solver/screening/corrections.h"

namespace acumen::scenarios {

/// Puts what a screened needle can carry into the summary: drug.dose, drug.maximum_load and what limits it, and for
/// hollow needles the closed forms of the infusion. How fast a drug is delivered takes finite elements.
///
/// The skin round the needle is drawn undeformed. Intervals: drug, polymer and tissue over their spreads, the needle's
/// margin over its own (it must stand in `summary` to count), the inserted length over the screening model's error.
/// \param inserted needle below the surface at its flank [m]
/// \param measured whether the case lies in the space in which the model's error was measured: without it no intervals
void add_drug_load(const ResolvedCase& resolved, double inserted, bool measured,
                   const screening::Corrections& corrections, results::Summary& summary);

} // namespace acumen::scenarios
