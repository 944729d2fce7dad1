#pragma once

#include <string>
#include <vector>

namespace acumen::results {

/// Makes sure that the steps in a run's checkpoint have the columns of this version of the program: without names they
/// would be read shifted. What the columns were is told by the history.csv beside it.
///
/// Throws base::OutputError with what is missing or unknown, which version wrote it where summary.json says so, and the
/// remedy; also where the checkpoint cannot be read.
/// \param folder      of the run, with checkpoint.h5
/// \param layer_names of the case, top down
void require_known_columns(const std::string& folder, const std::vector<std::string>& layer_names);

} // namespace acumen::results
