#pragma once

#include "solver/outcomes/bleeding.h"
#include "solver/outcomes/healing.h"

namespace acumen::outcomes {

/// Numbers of a fractional ablative CO2 laser. Meanings and units stand in laser_specs(), values with their sources in
/// the material library (`lasers/`).
struct LaserParameters {
  UncertainValue reference_energy, depth_at_reference, depth_exponent, width_at_reference, width_exponent, coagulation,
      taper, sealed_diameter, sealing_scatter, ablation_energy;
  UncertainValue vaporised_share, pain;
};
const std::vector<ParameterSpec<LaserParameters>>& laser_specs();

/// One channel: a column of vaporised tissue in a rim of coagulated tissue.
struct LaserChannel {
  UncertainValue lesion_depth; ///< vaporised and coagulated [m]
  UncertainValue lesion_width; ///< at the surface [m]
  UncertainValue coagulation;  ///< thickness of the rim [m]
  double taper = 1.;           ///< radius of the column falls as (1 - z/depth)^taper [-]

  /// Depth and width of the vaporised column at the medians [m].
  double ablated_depth() const { return std::max(lesion_depth.value - coagulation.value, 0.); }
  double ablated_width() const { return std::max(lesion_width.value - 2. * coagulation.value, 0.); }
  /// Volume of the vaporised column and of the whole lesion at the medians [m^3].
  double ablated_volume() const;
  double lesion_volume() const;
};

/// Channel of one pulse of the given energy [J]: depth = d0 (E/E0)^a, width = w0 (E/E0)^b, intervals by Monte Carlo;
/// the rim is `coagulation`, or thicker such that vaporising the column takes at most `vaporised_share` of the pulse.
/// Throws std::invalid_argument for an energy that is not positive.
LaserChannel laser_channel(double energy, const LaserParameters& parameters,
                           const MonteCarloParameters& monte_carlo = {});

/// Share of vessels of a diameter that the rim seals: S(ln(k c/D)/scatter), S logistic, c the rim's thickness and k
/// `sealed_diameter`, the diameter over c at which half are sealed.
double sealed_share(double diameter, double coagulation, const LaserParameters& parameters);

/// The vessels that stay open in the rim, as populations the bleeding model takes: each is split by diameter into
/// classes of equal probability, whose density loses the sealed share; the density's interval takes in that of the
/// rim's thickness.
std::vector<VesselPopulation> unsealed_vessels(const std::vector<VesselPopulation>& vessels,
                                               const UncertainValue& coagulation, const LaserParameters& parameters);

/// The channel as a finished run, in which wound, bleeding and healing see what they see of a needle: a hole that stays
/// as wide as it was made, and a cut surface of half the channel's wall, which meets isotropic vessels as often as the
/// removed column does (a convex body of surface S meets L_V S/4 lines, a plane cut of area A L_V A/2).
FinishedRun laser_run(const LaserChannel& channel, const std::vector<LayerExtent>& layers, const ArrayFacts& array);

/// The channels as a wound that has to heal: as wide as the lesion, heated.
HealingWound laser_wound(const LaserChannel& channel, const FinishedRun& run, const Placement& placement);

/// `laser.*` numbers of a channel.
Outcome laser_outcome(const LaserChannel& channel, const LaserParameters& parameters,
                      const MonteCarloParameters& monte_carlo = {});
std::vector<OutcomeQuantity> laser_quantities();

} // namespace acumen::outcomes
