#pragma once

#include "scenarios/compute/run_outcomes.h"
#include "solver/outcomes/finished_run.h"
#include "solver/results/summary.h"
#include "solver/screening/screening_model.h"

namespace acumen::scenarios {

/// A case as the screening model sees it.
screening::Design screening_design(const ResolvedCase& resolved);

/// What outcomes need of a run, from the screening model: contact and cracks by slices, the hole with the needle in it.
outcomes::FinishedRun screened_run(const ResolvedCase& resolved, const screening::Design& design,
                                   const screening::Result& result);

/// A screened case: the model's answer, and the same content as a finite-element run's summary.json.
struct ScreenedCase {
  screening::Result result;
  results::Summary summary;
};

/// Screens a case. Intervals are the measured error against finite elements; what is left out, and where the case lies
/// outside the space in which that was measured, stands among the warnings: there the numbers have no interval.
/// `choice`: which of wound, bleeding, strength, healing and drug load too (their Monte-Carlo intervals take a hundred
/// times as long as the model itself). Throws base::InputError where the library's table cannot be read.
ScreenedCase screen_case(const ResolvedCase& resolved, const OutcomeChoice& choice);

/// The families of outcomes that a choice may name.
std::set<std::string> screened_families();

} // namespace acumen::scenarios
