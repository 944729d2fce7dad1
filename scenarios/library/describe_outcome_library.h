#pragma once

#include <string>
#include <vector>

namespace acumen::scenarios {

/// Folders of the library that outcomes read: vessels, blood, antithrombotics, …
std::vector<std::string> outcome_folders();

/// An entry of one of these folders in words: every value with spread, source, label and note. Throws base::InputError
/// where its file is damaged.
std::string describe_outcome_entry(const std::string& folder, const std::string& name);

} // namespace acumen::scenarios
