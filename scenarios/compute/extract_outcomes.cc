// Apart from run_outcomes.cc, so that what knows no finite elements does not load them.
#include "scenarios/compute/run_outcomes.h"

namespace acumen::scenarios {

void add_outcomes(const ResolvedCase& resolved, const stepping::Insertion& insertion,
                  const outcomes::RunCapture& capture, results::Summary& summary) {
  add_outcomes(resolved, outcomes::finished_run(insertion, capture, layer_extents(resolved)), summary);
}

} // namespace acumen::scenarios
