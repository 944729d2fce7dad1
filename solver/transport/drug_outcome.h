#pragma once

#include "solver/results/output_quantities.h"
#include "solver/transport/delivery.h"
#include "solver/transport/infusion.h"
#include "solver/transport/loading.h"

#include <optional>

namespace acumen::transport {

/// A number of an outcome, declared in drug_quantities().
struct NamedValue {
  std::string name;
  double value = 0.;
};

/// Everything the drug's outcome depends on.
struct DrugCase {
  WoundedSkin skin;
  Drug drug;
  Polymer polymer;
  DeliverySettings settings;
  std::optional<InfusionSettings> infusion; ///< hollow needles
  double drug_free_margin = unknown;        ///< failure over insertion force of the drug-free needle; NaN = not known
  double safety_factor = 3.;                ///< margin to keep
};

struct DrugOutcome {
  std::vector<NamedValue> values;
  Delivery delivery;          ///< empty history where nothing is delivered
  std::vector<double> plasma; ///< one a record; empty where the drug's kinetics are not known [kg/m^3]
  std::vector<std::string> notes, warnings;
};

/// Loading limit, delivery, plasma curve and, for hollow needles, infusion. Amounts are those of all needles.
DrugOutcome drug_outcome(const DrugCase& drug_case, const DeliveryOptions& options);

/// Declarations of all `drug.*` and `infusion.*` numbers.
const std::vector<results::OutputQuantity>& drug_quantities();

} // namespace acumen::transport
