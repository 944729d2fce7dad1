#pragma once

#include "scenarios/input/parameter.h"

#include <string>

namespace acumen::scenarios {

/// The allowed values of a parameter in words: "above 0 m to 1 mm", "1 to 12", "cone | profile".
std::string range_text(const Parameter& parameter);

/// Every parameter below a group: path, kind or dimension, range, default, meaning and source; only paths that contain
/// `filter`. Empty when nothing matches.
std::string describe(const Group& group, const std::string& filter = "");

} // namespace acumen::scenarios
