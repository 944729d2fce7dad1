#pragma once

#include "solver/outcomes/mechanics_spread.h"
#include "solver/outcomes/treatment.h"

namespace acumen::outcomes {

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
