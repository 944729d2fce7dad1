#pragma once

#include "scenarios/app/execute.h"

#include <string>

namespace acumen::app {

/// The answer, one line of JSON without its end, to a request of `acumen batch` that needs finite elements.
///
/// In acumen_fe the case is computed in this process. Elsewhere the request goes on to one acumen_fe, started once and
/// kept; where that dies, the answer says so and the next request starts another. `request` is the line as it came,
/// `id` its id as JSON text.
std::string answer_with_finite_elements(const std::string& request, const std::string& id,
                                        const scenarios::ResolvedCase& resolved, const RunOptions& options);

/// An answer without quantities.
std::string refusal(const std::string& id, const std::string& status, int exit_code, const std::string& reason);

} // namespace acumen::app
