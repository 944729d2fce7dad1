#pragma once

namespace acumen::app {

/// The same sub-commands are built into two programs. `acumen` starts in milliseconds, because it loads none of the two
/// hundred libraries behind deal.II; `acumen_fe` beside it computes. The former turns into the latter (execv, the same
/// process) as soon as finite elements are asked for. Each program has its own version of these two functions.

/// To be called first in main, with its arguments.
void start(char** arguments);

/// Returns in the program that computes; elsewhere it goes on as that program, with the same arguments from the start,
/// and does not return. Throws base::OutputError when that program is missing.
void need_finite_elements();

} // namespace acumen::app
