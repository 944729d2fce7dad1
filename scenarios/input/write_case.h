#pragma once

#include "scenarios/input/parameter.h"

#include <string>

namespace acumen::scenarios {

/// What `owner`, the struct that `group` declares, holds, as YAML with units; unset members are left out. Reading the
/// text back gives the same values to 12 digits.
std::string write_yaml(const Group& group, const void* owner);

} // namespace acumen::scenarios
