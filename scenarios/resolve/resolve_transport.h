#pragma once

#include "scenarios/input/case.h"
#include "scenarios/library/transport_library.h"
#include "solver/transport/drug.h"
#include "solver/transport/wounded_skin.h"

namespace acumen::scenarios {

/// The library entries behind `drug` and `rf`: nothing is left to look up.
struct ResolvedTransport {
  bool has_drug = false, has_rf = false;
  DrugInput input; ///< with everything automatic filled in
  LibraryItem<DrugEntry> drug;
  LibraryItem<PolymerEntry> polymer;           ///< empty where the system needs none
  std::vector<LibraryItem<MediumEntry>> media; ///< one a layer; empty without drug and current

  transport::DeliverySettings settings() const;
};

/// Check and complete `drug` and `rf`. \param tissues of the layers, top down
ResolvedTransport resolve_transport(CaseInput& input, const std::vector<std::string>& tissues,
                                    std::vector<std::string>& assumptions, ReadLog& log);

/// Properties of drug, polymer and each layer's tissue.
struct TransportProperties {
  transport::Drug drug;
  transport::Polymer polymer;
  std::vector<transport::TissueTransport> tissues;
};

/// The library's own values.
TransportProperties properties_of(const ResolvedTransport& transport);

/// Names of all values with a spread; entries that share a value (`like`) share a name.
std::vector<std::string> uncertain_names(const ResolvedTransport& transport);

/// The properties with every value with a spread at the given quantile in (0, 1), in the order of uncertain_names().
TransportProperties properties_at(const ResolvedTransport& transport, const std::vector<double>& quantiles);

} // namespace acumen::scenarios
