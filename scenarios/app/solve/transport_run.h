#pragma once

#include "scenarios/resolve/resolved_case.h"
#include "solver/results/summary.h"
#include "solver/stepping/insertion.h"

namespace acumen::app {

/// What transport adds to a run's summary and folder.
struct TransportReport {
  std::vector<results::SummaryValue> quantities;
  std::vector<std::string> notes, warnings;
  std::string attachment; ///< HDF5 file to be taken into results.h5 below /transport; empty = none
};

/// Computes drug and current of a finished mechanical run where the case asks for them, with intervals from the spread
/// of the library's values, and writes transport.csv and fields/transport.pvd, fields/rf.vtu into `folder`.
///
/// \param so_far the summary's quantities: strength.safety_factor is used where there is one
TransportReport run_transport(const scenarios::ResolvedCase& resolved, const stepping::Insertion& insertion,
                              const results::Summary& so_far, const std::string& folder);

} // namespace acumen::app
