#pragma once

#include "scenarios/input/parameter.h"

#include <string>

namespace acumen::scenarios {

/// JSON Schema (draft 2020-12) of what `group` declares, for editors that complete and check YAML while it is typed.
std::string json_schema(const Group& group, const std::string& title);

} // namespace acumen::scenarios
