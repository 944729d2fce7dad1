#pragma once

#include "solver/outcomes/finished_run.h"
#include "solver/outcomes/outcome.h"
#include "solver/outcomes/parameter_spec.h"

namespace acumen::outcomes {

/// How far one computed run may be off: skin, friction and tips differ. Factors on what it gives; medians 1.
struct MechanicsSpread {
  UncertainValue dent;            ///< on the depth of the skin's dent about the needle at a given travel [-]
  UncertainValue opening;         ///< on hole diameters after withdrawal, beyond what follows from the depth [-]
  UncertainValue puncture_force;  ///< with what is known of the model's own error [-]
  UncertainValue puncture_travel; ///< on the travel at which it punctures [-]
  UncertainValue force;           ///< at a given travel after puncture, with what is known of the model's own error [-]
};

/// Quantiles between which an interval of the library's factors reaches.
constexpr double low_quantile = 0.05, high_quantile = 0.95;

/// A number times an uncertain factor, which keeps the number as its best value.
Interval times(double value, const UncertainValue& factor);

/// Factor on the wound's depth that follows from the dent's: the travel is given, and what the skin does not dent the
/// needle is in it, depth = travel - dent. Never below a twentieth; 1 where the needle did not get in [-].
UncertainValue depth_factor(const FinishedRun& run, const MechanicsSpread& spread);
/// Factor on the diameters of the hole round the needle: the needle's own at the mouth, for the depths of `depth` [-].
UncertainValue opening_factor(const FinishedRun& run, const UncertainValue& depth);

/// Interval and label of a force, travel or depth that the mechanical run itself reports (`insertion.puncture_force`,
/// `insertion.penetration_depth`, …), for a given travel. No interval and no label for any other name, nor for a
/// number that does not exist.
OutcomeValue bounded_insertion(const FinishedRun& run, const MechanicsSpread& spread, const std::string& name,
                               double value);

const std::vector<ParameterSpec<MechanicsSpread>>& mechanics_spread_specs();

} // namespace acumen::outcomes
