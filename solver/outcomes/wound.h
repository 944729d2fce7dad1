#pragma once

#include "solver/outcomes/outcome.h"
#include "solver/outcomes/parameter_spec.h"
#include "solver/outcomes/treatment.h"

namespace acumen::outcomes {

/// How far a computed wound may be off: factors on what one run gives, whose own inputs are uncertain too.
struct MechanicsSpread {
  UncertainValue dent;    ///< on the depth of the skin's dent about the needle at a given travel [-]
  UncertainValue opening; ///< on hole diameters after withdrawal, beyond what follows from the depth [-]
};

/// Factor on the wound's depth that follows from the dent's: the travel is given, and what the skin does not dent the
/// needle is in it, depth = travel - dent. Never below a twentieth; 1 where the needle did not get in [-].
UncertainValue depth_factor(const FinishedRun& run, const MechanicsSpread& spread);
/// Factor on the diameters of the hole round the needle: the needle's own at the mouth, for the depths of `depth` [-].
UncertainValue opening_factor(const FinishedRun& run, const UncertainValue& depth);

const std::vector<ParameterSpec<MechanicsSpread>>& mechanics_spread_specs();

/// Diameter of a hole at a depth (before deformation), linear between the wall's points; 0 below it [m].
double hole_diameter(const std::vector<HolePoint>& wall, double depth);
/// Volume of a hole between its mouth and its end: truncated cones between the wall's points, as deformed [m^3].
double hole_volume(const std::vector<HolePoint>& wall);

/// Beyond what the mechanical run itself reports (wound.depth, crack areas weighted with damage): the hole while the
/// needle is in and afterwards, which layers it reaches, and how much of the treated skin it covers.
///
/// Recoil is the elastic and viscoelastic closing that the run itself computed up to its last step; later creep is not
/// in it. Without withdrawal in the run there is no value for afterwards.
Outcome wound(const FinishedRun& run, const TreatmentPlan& plan, const MechanicsSpread& spread,
              const MonteCarloParameters& parameters = {});

/// Interval and label of a number that the mechanical run itself reports of the wound (`wound.depth`,
/// `wound.<layer>.crack_area`, …), by the same spread. No interval and no label for any other name.
OutcomeValue bounded_wound(const FinishedRun& run, const MechanicsSpread& spread, const std::string& name,
                           double value);

/// What wound() reports.
std::vector<OutcomeQuantity> wound_quantities();

} // namespace acumen::outcomes
