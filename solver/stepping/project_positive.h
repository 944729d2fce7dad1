#pragma once

#include "solver/mechanics/mean_dilatation_element.h"

namespace acumen::stepping {

/// Replaces the displacement block of an element's Hessian by its nearest positive semi-definite one (Teran et al. 2005).
void project_positive(mechanics::ElementResponse<2>& response);

} // namespace acumen::stepping
