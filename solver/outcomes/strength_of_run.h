#pragma once

#include "solver/outcomes/needle_strength.h"
#include "solver/outcomes/parameter_spec.h"

namespace acumen::outcomes {

/// What a needle meets besides a straight push, and how well its force is known. Values stand in the material library
/// (`strength/`).
struct StrengthSettings {
  UncertainValue angle, offset_share, force_factor, shell_knockdown, blunting;
};
const std::vector<ParameterSpec<StrengthSettings>>& strength_specs();

/// Height of the tip's rounding [m]: of a cap of radius R on a flank at the angle a to the axis, R (1 - sin a); of a
/// flat end its edge's radius.
double tip_zone_of(const NeedleShape& needle);

/// The strength of a finished run's needle: its outline, the contact traction at the largest force, that force with its
/// spread. Throws std::invalid_argument where the needle never touched the skin.
StrengthInput strength_input(const FinishedRun& run, const NeedleMaterialData& material,
                             const StrengthSettings& settings, const Bore& bore = {});

} // namespace acumen::outcomes
