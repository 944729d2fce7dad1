#pragma once

#include "scenarios/resolve/resolved_case.h"
#include "solver/stepping/insertion.h"

namespace acumen::scenarios {

/// The finite-element problem of a resolved case: layers, needle, mesh, contact, cracks, programme and step control.
///
/// Lengths of mesh, contact and steps are multiples of the needle's tip radius (a flat end's edge radius); the
/// multiples stand as named constants in the source, each with its reason.
stepping::InsertionProblem build_problem(const ResolvedCase& resolved);

/// What the needle does, phase by phase.
stepping::LoadProgramme build_programme(const ResolvedCase& resolved);

} // namespace acumen::scenarios
