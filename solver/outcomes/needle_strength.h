#pragma once

#include "solver/outcomes/buckling.h"
#include "solver/outcomes/outcome.h"
#include "solver/outcomes/section_strength.h"

#include <array>

namespace acumen::outcomes {

/// What a needle is made of, with spread.
struct NeedleMaterialData {
  UncertainValue youngs_modulus; ///< [Pa]
  UncertainValue strength;       ///< yield stress, or fracture stress in tension of a brittle material [Pa]
  bool brittle = false;
  /// Brittle only [Pa]; a value of 0 is not known, and the tensile strength stands in (conservative, said so).
  UncertainValue compressive_strength;
  /// Ductile only: yield stress in compression over that in tension, above 1 for glassy polymers [-].
  UncertainValue compression_ratio = fixed(1.);
  double weibull_modulus = 0.; ///< brittle only: scatter from needle to needle about the drawn strength; 0 = none
  double poisson_ratio = 0.3;
};

/// Everything the strength of one needle depends on.
struct StrengthInput {
  NeedleColumn column;
  AxialLoad load;                 ///< at the largest force
  double tip_zone = 0.;           ///< height of the tip's rounding [m]
  UncertainValue insertion_force; ///< largest force, one needle [N]
  UncertainValue angle;           ///< between the needle's axis and the push [rad]
  UncertainValue offset;          ///< of the skin's force from the axis over the section's radius [-]
  UncertainValue shell_knockdown; ///< measured over ideal buckling load of a thin wall [-]; hollow needles only
  NeedleMaterialData material;
  MonteCarloParameters monte_carlo;
  /// Ductile only: the tip may be flattened up to this radius over `tip_radius` before that counts as failure [-]; 0
  /// = nothing above the rounding may yield.
  UncertainValue blunting = fixed(0.);
  double tip_radius = 0.;      ///< of curvature [m]
  double puncture_force = 0.;  ///< of that tip [N]; 0 where there was no puncture
  AxialLoad worst_tip_load;    ///< at the instant the tip is loaded most; empty = `load`
  double worst_tip_share = 1.; ///< force at that instant over the largest [-]
};

/// Ways to fail. Buckling and bending are given twice, for the tip free to move aside (lower bound) and held by the
/// skin (upper): a held tip gives the side force of a push askew to the skin, and only the offset bends the needle.
enum class FailureMode { buckling, buckling_supported, section_yield, tip_crushing, bending, bending_supported, wall };
constexpr std::size_t failure_modes = 7;
/// "buckling", "buckling_supported", …
const char* name_of(FailureMode mode);

/// Forces are those of the skin on one needle at its failure [N]; a margin is failure force over insertion force.
///
/// A needle's failure is the first of buckling, section yield, bending and wall failure. A ductile needle bends when a
/// plastic hinge forms, a brittle one when an extreme fibre breaks. Crushing of the tip counts for brittle materials
/// only (a chip): a ductile tip is blunted, which ends where the section has grown enough. It is a failure only beyond
/// `StrengthInput::blunting`.
struct StrengthResult {
  std::array<Interval, failure_modes> force; ///< by mode; infinite where the mode cannot occur
  /// Share of samples that the mode governs, tip free [-]. Intervals of shares and probabilities: the assumed inputs
  /// (angle, offset, blunting) all at their favourable and all at their unfavourable ends.
  std::array<Interval, failure_modes> governing_share;
  FailureMode governing = FailureMode::section_yield; ///< the most frequent
  Interval failure_force;                             ///< tip free
  Interval margin;                                    ///< tip free: the lower bound
  Interval margin_supported;                          ///< tip held by the skin
  Interval probability_of_failure;                    ///< share of samples with margin < 1, tip free
  Interval probability_of_failure_supported;
  Interval probability_of_blunting; ///< share of samples whose tip yields at all [-]
  Interval tip_margin;              ///< crushing of the tip [-]
  Interval first_yield_margin;      ///< first yield of any fibre above the rounding over insertion force [-]
  Interval weakest_height;          ///< of the section that yields first in compression beyond blunting [m]
  Interval crushed_radius;          ///< of the tip at the insertion force, at the instant it is loaded most [m]
  Interval burst_pressure;          ///< of the bore [Pa]; infinite for solid needles
};

/// Strength of one needle: medians with the input's medians, intervals and probabilities by Monte Carlo. Buckling is
/// solved once for the needle's shape and load; every sample only scales it.
///
/// Not counted: the skin's support along the flank and its pressure across it, imperfections of shape other than
/// `angle` and `offset`, hardening, fatigue, moisture, size effect of brittle strength. Throws std::invalid_argument
/// for a modulus, strength or insertion force that is not positive.
StrengthResult needle_strength(const StrengthInput& input);

/// The spread of an insertion force for which nothing better is known: half to twice the computed force (skin differs
/// that much from person to person, and the computed puncture force is not free of the mesh). ASSUMED.
UncertainValue assumed_insertion_force(double force);

/// The result as `strength.*` numbers with its assumptions and warnings.
Outcome strength_outcome(const StrengthInput& input, const StrengthResult& result);
/// Declarations of all `strength.*` numbers.
std::vector<OutcomeQuantity> strength_quantities();

} // namespace acumen::outcomes
