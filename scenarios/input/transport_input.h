#pragma once

#include <limits>
#include <optional>
#include <string>

/// The sections `drug` and `rf` of a case, and the library entries behind them. Meanings, ranges and defaults stand in
/// declare_transport.cc.
namespace acumen::scenarios {

enum class DrugSystem { none, poke_and_patch, coated, dissolving, hydrogel, hollow };

struct DrugInput {
  static constexpr double none = std::numeric_limits<double>::signaling_NaN();
  DrugSystem system = DrugSystem::none;
  std::optional<std::string> name, polymer;
  std::optional<double> molecular_weight, log_partition, solubility; // [kg/mol], [-], [kg/m^3]
  double drug_fraction = none, filled_fraction = none;               // [-]
  double coating_thickness = none, patch_thickness = none;           // [m]
  std::optional<double> coated_length;                               // [m]
  std::optional<double> wear_time, duration;                         // [s]
  double closure_half_time = none;                                   // [s]
  double safety_factor = none;                                       // [-]
  std::optional<double> lumen_diameter, lumen_length;                // [m]
  double infusion_pressure = none, infused_volume = none;            // [Pa], [m^3]
  double viscosity = none;                                           // [Pa s]
  double sealing_pressure = none;                                    // [Pa]
  long samples = 0;
};

struct RfInput {
  std::optional<double> voltage;                               // [V]
  double pulse = std::numeric_limits<double>::signaling_NaN(); // [s]
  std::optional<double> spacing, insulated_length;             // [m]
};

/// drugs/<name>.yaml
struct DrugEntry {
  std::string name, title;
  std::optional<double> molecular_weight, log_partition, solubility, unbound_fraction, clearance_rate, density,
      half_life, distribution_volume;
};

/// polymers/<name>.yaml
struct PolymerEntry {
  std::string name, title;
  std::optional<double> density, maximum_drug_fraction, front_speed, stiffness_exponent, gel_diffusivity, swelling_time,
      swelling_mass;
};

/// media/<tissue>.yaml: what a tissue does to drugs, water, current and heat
struct MediumEntry {
  std::string name, title;
  std::optional<std::string> like; ///< takes over whatever is not given from this entry
  bool barrier = false;
  std::optional<double> water_fraction, lipid_fraction, hindrance, perfused, permeability, permeability_exponent,
      drained_modulus, conductivity, conductivity_rise, heat_conductivity, heat_capacity, density, perfusion;
};

} // namespace acumen::scenarios
