#pragma once

#include "scenarios/input/input_node.h"

#include <memory>

namespace acumen::scenarios {

/// From now on load_yaml() reads a file again only when its time or size has changed: for a process that reads many
/// cases.
void keep_yaml_in_memory();

/// The same, and lists of the library's entries are never read again.
void keep_files_in_memory();

/// load_yaml() without a copy of what is kept.
std::shared_ptr<const InputNode> shared_yaml(const std::string& path);

} // namespace acumen::scenarios
