#pragma once

#include "solver/transport/delivery.h"

namespace acumen::transport {

/// Plasma concentration of a one-compartment model, V dC/dt = input - V (ln 2 / half_life) C, with the rate of uptake
/// from skin (cleared to blood and lost to deeper tissue) of `needles` needles as input. Exact for the piecewise
/// constant rate of the history's steps. One value a record [kg/m^3].
std::vector<double> plasma_concentration(const Delivery& delivery, const Drug& drug, double needles);

} // namespace acumen::transport
