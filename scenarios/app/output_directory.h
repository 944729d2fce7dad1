#pragma once

#include <string>

namespace acumen::app {

/// Make the folder, and write and remove a small file in it. Throws base::OutputError, leaving nothing behind, when the
/// folder cannot be made or the file cannot be written: better now than after the computation.
void prepare_output_directory(const std::string& folder);

} // namespace acumen::app
