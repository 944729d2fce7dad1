#pragma once

#include "solver/outcomes/outcome.h"
#include "solver/outcomes/vessels.h"

namespace acumen::outcomes {

/// Blood, clotting and vessels' rupture: the same in every person but for their spread.
struct BloodParameters {
  UncertainValue haematocrit;           ///< [-]
  UncertainValue plasma_viscosity;      ///< [Pa s]
  UncertainValue openness;              ///< phi: share of Poiseuille's flow that leaves a severed vessel [-]
  UncertainValue clotting_time;         ///< of a severed small vessel, normal clotting [s]
  UncertainValue visible_volume;        ///< blood at the surface that the eye sees [m^3]
  UncertainValue rupture_opening;       ///< crack opening at which a vessel is torn, over its diameter [-]
  UncertainValue pressure_transmission; ///< how much of a change of arterial pressure reaches small vessels [-]
  UncertainValue normal_pressure;       ///< mean arterial pressure that the populations' pressures hold for [Pa]
  UncertainValue density;               ///< of blood [kg/m^3]
  UncertainValue empirical_density;     ///< L_b of empirical_probability() [1/m]
  UncertainValue empirical_depth;       ///< L_50 below the dermo-epidermal junction [m]
  UncertainValue empirical_width;       ///< s [m]
  UncertainValue loop_loss;             ///< share of capillary loops lost by the 9th decade of life [-]
  UncertainValue track_gap;             ///< to which the tissue closes the track behind the needle [m]
  UncertainValue surface_tension;       ///< of blood [N/m]
  UncertainValue contact_angle;         ///< of blood on skin [rad]
};

const std::vector<ParameterSpec<BloodParameters>>& blood_specs();

/// What changes a person's bleeding time.
struct BleedingModifier {
  std::string name;
  UncertainValue time_factor;         ///< M: bleeding time over normal [-]
  UncertainValue rebleed_probability; ///< that a clotted cut opens again [-]; fixed 0 where it does not apply
  UncertainValue rebleed_volume;      ///< lost then, over what was lost at first [-]
};

/// `time_factor` alone; the two of re-bleeding.
const std::vector<ParameterSpec<BleedingModifier>>& bleeding_modifier_specs();
const std::vector<ParameterSpec<BleedingModifier>>& rebleeding_specs();

/// A person, as far as bleeding goes.
struct BleedingPatient {
  std::vector<BleedingModifier> modifiers; ///< drugs and disorders; their factors multiply
  double platelet_count = 2.5e14;          ///< [1/m^3]
  double arterial_pressure = 0.;           ///< mean [Pa]; 0 = normal
  UncertainValue site_below_heart;         ///< height of the heart above the site [m]
  double age = 0.;                         ///< [year]; thins the capillary loops
};

/// Needles of one session.
struct BleedingSession {
  double needles = 1.; ///< punctures in all
  double area = 0.;    ///< of skin they are spread over [m^2]; 0 = a single needle: no density
  double suction = 0.; ///< of the device [Pa]
  double dwell = 0.;   ///< time a needle stays in its hole, which it plugs while clotting goes on [s]
};

/// Everything the bleeding model needs; a pure function of it.
struct BleedingInput {
  std::vector<CrackPatch> cracks; ///< of one needle
  double wound_depth = 0.;        ///< [m]
  double needle_diameter = 0.;    ///< at the surface, largest inserted [m]
  /// Diameter of the hole's mouth once the needle is out [m]: blood bulges out of a narrow one only under pressure.
  UncertainValue mouth;
  /// Width of a channel that stays open all the way (a laser's) [m]; 0 = it closes to `blood.track_gap`.
  double open_track = 0.;
  UncertainValue epidermis_depth;          ///< dermo-epidermal junction [m]
  UncertainValue dermis_depth;             ///< dermis-fat junction [m]
  UncertainValue depth_factor = fixed(1.); ///< how far the computed depth of the wound may be off [-]
  std::vector<VesselPopulation> vessels;
  UncertainValue site_density = fixed(1.); ///< factor on the density of all vessels but loops at the site [-]
  BloodParameters blood;
  BleedingPatient patient;
  BleedingSession session;
};

/// Bleeding-time factor of a platelet count [1/m^3]: (30.5 − n/3850)/4.5 with n per microlitre, at least 1; fitted
/// between 10 000 and 100 000 per microlitre (Harker & Slichter 1972), below which its end value is used.
double platelet_factor(double platelet_count);

/// Share of capillary loops left at an age [year]: falls by `loss` from the middle of the 4th decade of life to that of
/// the 9th, linearly.
double loops_left(double age, double loss);

/// P(any visible bleeding) of one needle by the law fitted to pen needles, P = 1 − exp(−L_b d G),
/// G = 1/(1 + exp(−(L − L_50)/s)): `density` L_b [1/m], `diameter` d, depth L, `half_depth` L_50, `width` s [m].
double empirical_probability(double density, double diameter, double depth, double half_depth, double width);

/// Bleeding of one needle and of a session.
///
/// Every random person draws all uncertain inputs; the cuts are Poisson numbers; each severed vessel has its own
/// diameter. A needle's probability is that of at least one vessel that alone bleeds visibly: what several capillaries
/// give together is not added up. Values of probabilities and numbers are means over persons, volumes medians;
/// intervals hold 90 % of persons (volumes: of sessions).
Outcome bleeding(const BleedingInput& input, const MonteCarloParameters& parameters = {});

/// What bleeding() reports.
std::vector<OutcomeQuantity> bleeding_quantities();

} // namespace acumen::outcomes
