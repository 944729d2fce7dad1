#pragma once

#include "scenarios/resolve/resolved_case.h"

namespace acumen::scenarios {

/// Read a case file, apply `overrides` ("needle.tip_radius=15 um", as after --set), check everything and look up the
/// library. Throws base::InputError with every problem found, in the order of the file.
ResolvedCase read_case(const std::string& path, const std::vector<std::string>& overrides = {});

} // namespace acumen::scenarios
