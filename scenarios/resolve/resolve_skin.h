#pragma once

#include "scenarios/resolve/resolved_case.h"

namespace acumen::scenarios {

/// Find site, tissues and support in the library, apply the user's changes and make `input.skin.layers` explicit: every
/// layer then carries its thickness, pre-stretch and full tissue, and `change`, `age` and `pre_stretch` are spent.
///
/// Returns the layers top down, support last; adds library values labelled `assumed` to `assumptions`. Problems go to
/// `log`; then the answer may be short.
std::vector<ResolvedLayer> resolve_skin(CaseInput& input, std::vector<std::string>& assumptions, ReadLog& log);

} // namespace acumen::scenarios
