#pragma once

#include "solver/transport/drug_outcome.h"

namespace acumen::transport {

/// What needles carry: `drug.*` numbers that need no delivery to be computed.
struct DrugLoad {
  std::vector<NamedValue> values;
  std::vector<std::string> notes, warnings;
};

/// Loading limit and the margin of the needle as it is loaded, dose, and drug that stays above the surface. Amounts are
/// those of all needles.
/// \param settings the case's own, with the infusion's time where it is known: NaN leaves out the limit by flow
DrugLoad drug_load(const DrugCase& drug_case, const DeliverySettings& settings);

/// What bounds the infusion through a hollow needle: closed forms for the tissue at the tip.
struct InfusionBounds {
  InfusionResult unbounded; ///< an infinite tissue that the infusate has opened
  InfusionResult at_depth;  ///< the same with a source that stays below the surface
  InfusionResult compacted; ///< while the tissue that the needle has compacted holds
  double lumen_load = 0.;   ///< drug in the lumens of all needles [kg]
};
/// The tip must be below the surface. Throws std::bad_optional_access where nothing is infused.
InfusionBounds infusion_bounds(const DrugCase& drug_case);

} // namespace acumen::transport
