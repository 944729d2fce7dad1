#pragma once

#include <limits>
#include <string>

/// What is delivered, in what, and how. SI units; NaN = not known.
namespace acumen::transport {

inline constexpr double unknown = std::numeric_limits<double>::quiet_NaN();

struct Drug {
  std::string name;
  double molecular_weight = unknown;    ///< [kg/mol]
  double log_partition = unknown;       ///< log10 of the octanol-water partition coefficient [-]
  double solubility = unknown;          ///< in tissue water [kg/m^3]
  double unbound_fraction = 1.;         ///< of the drug in viable tissue that is free to move [-]
  double clearance_rate = unknown;      ///< of free drug from dermis to blood [1/s]
  double density = 1200.;               ///< of the solid [kg/m^3]
  double half_life = unknown;           ///< in plasma [s]
  double distribution_volume = unknown; ///< of the body [m^3]
};

struct Polymer {
  std::string name;
  double density = unknown;               ///< [kg/m^3]
  double maximum_drug_fraction = unknown; ///< mass share up to which needles form [-]
  double front_speed = unknown;           ///< of the dissolving surface into the needle [m/s]
  double stiffness_exponent = 2.;         ///< n of E(w) = E0 (1 - w)^n, taken for strength too [-]
  double gel_diffusivity = unknown;       ///< of a drug in the swollen gel, relative to water [-]
  double swelling_time = unknown;         ///< time constant of the swelling [s]
  double swelling_mass = unknown;         ///< mass taken up, relative to the dry needle [-]
};

enum class DeliverySystem { poke_and_patch, coated, dissolving, hydrogel, hollow };

/// How the drug is given. What a system does not use is ignored.
struct DeliverySettings {
  DeliverySystem system = DeliverySystem::dissolving;
  double needles = 1.;
  double drug_fraction = unknown;     ///< mass share of drug in needle, coating or patch [-]
  double coating_thickness = unknown; ///< [m]
  double coated_length = unknown;     ///< of the film, from the tip [m]; NaN = the whole inserted needle
  double filled_fraction = 1.;        ///< share of the intended volume that carries drug (eta) [-]
  double patch_thickness = unknown;   ///< of the reservoir on the skin [m]
  double wear_time = unknown;         ///< until needle and patch are taken off [s]
  double duration = unknown;          ///< simulated time [s]
  double closure_half_time = unknown; ///< of the hole under an occlusive patch [s]
  double infused_volume = unknown;    ///< [m^3] a needle
  double infusion_time = unknown;     ///< in which it goes in, at an even rate [s]; NaN = at once
};

} // namespace acumen::transport
