#pragma once

#include <array>

namespace acumen::stepping {

/// Replaces an element's symmetric 8 x 8 Hessian (row-major) by its nearest positive semi-definite one (Teran et al.
/// 2005).
void project_positive(std::array<double, 64>& hessian);

} // namespace acumen::stepping
