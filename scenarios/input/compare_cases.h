#pragma once

#include "scenarios/input/case.h"

#include <string>
#include <vector>

namespace acumen::scenarios {

/// Where two resolved cases differ in what decides the mechanical run: "insertion.depth: 600 um here, 500 um there", in
/// the order of the declarations; empty where the run of one serves the other.
///
/// Drug, current, patient, treatment, comparator, the needle's material (needles are rigid), numbers of rows and
/// columns, title, output and time limit do not count. Quantities are equal to nine digits, as a written case keeps
/// twelve.
std::vector<std::string> mechanical_differences(const CaseInput& here, const CaseInput& there);

} // namespace acumen::scenarios
