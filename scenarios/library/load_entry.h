#pragma once

#include "scenarios/input/reader.h"

namespace acumen::scenarios {

/// Reads the library's file <folder>/<name>.yaml into `entry`, the struct that `declaration` declares, and returns what
/// the file says about its values' origin. An unknown name is a problem at the place that `path` was written (`word`
/// says what was looked for); problems inside the file are reported there. Empty when either occurred.
std::optional<std::map<std::string, Annotation>> load_entry(const std::string& folder, const std::string& word,
                                                            const Group& declaration, void* entry,
                                                            const std::string& name, const std::string& path,
                                                            ReadLog& log);

} // namespace acumen::scenarios
