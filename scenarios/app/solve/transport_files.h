#pragma once

#include "solver/transport/drug_outcome.h"
#include "solver/transport/rf_heating.h"

namespace acumen::app {

/// Writes transport.csv, fields/transport.pvd with its pictures, and an HDF5 file with the history; returns the
/// latter's name. Throws base::OutputError.
std::string write_delivery(const std::string& folder, const transport::DrugOutcome& outcome);

/// Writes fields/rf.vtu. Throws base::OutputError.
void write_rf(const std::string& folder, const transport::RfHeating& heating);

} // namespace acumen::app
