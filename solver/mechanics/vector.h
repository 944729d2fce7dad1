#pragma once

#include <vector>

namespace acumen::mechanics {

/// Vectors over the unknowns: displacements [m], gradients [N]. The one place that says which type they have.
using Vector = std::vector<double>;

} // namespace acumen::mechanics
