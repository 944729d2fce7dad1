#pragma once

#include "scenarios/input/case.h"
#include "scenarios/input/parameter.h"

namespace acumen::scenarios {

/// The whole input: every parameter of a case, for a CaseInput.
const Group& case_declaration();

/// `skin`, for a CaseInput.
Group skin_group();
/// `needle`, for a CaseInput.
Group needle_group();
/// `insertion` and `array`, for a CaseInput.
Group insertion_group();
Group array_group();
/// `drug` and `rf`, for a CaseInput.
Group drug_group();
Group rf_group();
/// `patient`, `treatment` and `comparator`, for a CaseInput.
Group patient_group();
Group treatment_group();
Group comparator_group();
/// `mesh`, `solver` and `output`, for a CaseInput.
Group mesh_group();
Group solver_group();
Group output_group();

/// A tissue's own parameters and its lists (Ogden terms, Prony terms), for a TissueProperties.
std::vector<Parameter> tissue_parameters();
std::vector<Group> tissue_groups();
/// The same with thickness and pre-stretch, for a LayerProperties.
std::vector<Parameter> layer_parameters();
std::vector<Group> layer_groups();

/// In-plane pre-strain [-] that a declaration of `pre_stretch` allows.
Range pre_stretch_range();

} // namespace acumen::scenarios
