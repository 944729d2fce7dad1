#pragma once

#include <vector>

namespace acumen::linear {

/// Rows of a symmetric pattern in the order in which a sparse factorisation should eliminate them: fill-reducing
/// (CHOLMOD's choice of AMD and METIS), rows of the elimination tree in post-order.
///
/// \param columns for each column the rows below the diagonal (and the diagonal itself), sorted
/// \param last rows that come last of all, whatever fill that costs, in any order; other rows stand between them only
/// where nothing connects those with the rest
std::vector<unsigned int> elimination_order(const std::vector<std::vector<int>>& columns,
                                            const std::vector<unsigned int>& last);

} // namespace acumen::linear
