#pragma once

#include "solver/transport/diffusion_system.h"

#include <vector>

namespace acumen::transport {

/// Which nodes each node is joined to.
using Neighbours = std::vector<std::vector<unsigned int>>;
Neighbours neighbours_of(const DiffusionSystem& system);

/// Fills nodes and ledgers that hold less than nothing from what they exchange with: a node from the nodes
/// nearest to it along the graph, in proportion to their amounts; a ledger from the nodes that lose to it. The total
/// stays as it is. What nothing within reach can fill is left.
/// \return amount that changed places [kg]
double fill_deficits(const DiffusionSystem& system, const Neighbours& neighbours, DiffusionState& state);

} // namespace acumen::transport
