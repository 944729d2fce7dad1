#pragma once

#include "scenarios/resolve/resolved_case.h"
#include "solver/results/summary.h"
#include "solver/transport/drug_outcome.h"

namespace acumen::scenarios {

/// The drug of a case in a given wound.
/// \param drug_free_margin of safety of the needle without drug [-]; NaN = not known
transport::DrugCase drug_case(const ResolvedCase& resolved, const TransportProperties& properties,
                              transport::WoundedSkin skin, double drug_free_margin);

/// The needle's margin of safety at a quantile in (0, 1) of its interval in a summary; NaN where there is none. A
/// margin without interval is taken as it is.
double margin_at(const results::Summary& summary, double quantile);

/// The number with the unit of its declaration. Throws std::logic_error if it is not declared.
results::SummaryValue declared_value(const transport::NamedValue& value,
                                     const std::vector<results::OutputQuantity>& declarations);

} // namespace acumen::scenarios
