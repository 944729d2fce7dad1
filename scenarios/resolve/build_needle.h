#pragma once

#include "meshes/needle/shapes.h"
#include "scenarios/input/case.h"
#include "scenarios/input/reader.h"

namespace acumen::scenarios {

/// The needle's outline from its keys (already checked by check_needle_keys; `needle.file` a path that can be opened).
/// An impossible geometry is reported at `needle`; then, and when a key is missing, the answer is empty. A cone given
/// by its half-angle gets its base diameter filled in, so that the resolved case is explicit. `plate`: what of the base
/// plate belongs to this needle.
std::optional<meshes::NeedleProfile> build_needle(NeedleInput& needle, const meshes::BasePlate& plate, ReadLog& log);

} // namespace acumen::scenarios
