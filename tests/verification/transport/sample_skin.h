#pragma once

#include "solver/transport/drug.h"
#include "solver/transport/wounded_skin.h"

namespace acumen::transport::test {

inline TissueTransport barrier() {
  TissueTransport tissue;
  tissue.barrier = true;
  tissue.water_fraction = 0.3;
  tissue.lipid_fraction = 0.05;
  return tissue;
}

inline TissueTransport viable(const double perfused) {
  TissueTransport tissue;
  tissue.water_fraction = 0.7;
  tissue.hindrance = 1.;
  tissue.perfused = perfused;
  tissue.permeability = 9.6e-15;
  tissue.permeability_exponent = 2.94;
  tissue.drained_modulus = 100e3;
  return tissue;
}

inline std::vector<SkinLayer> layers() {
  return {
      {"stratum_corneum", 20e-6, barrier()}, {"viable_epidermis", 60e-6, viable(0.)}, {"dermis", 1.5e-3, viable(1.)}};
}

/// A conical hole with the needle in it.
inline WoundedSkin cone_in_skin(const double depth = 400e-6, const double radius = 80e-6) {
  WoundedSkin skin;
  skin.layers = layers();
  skin.cell_radius = 350e-6;
  for (int i = 0; i <= 40; ++i) {
    const double r = radius * (1. - i / 40.);
    skin.hole.push_back({depth * i / 40., r, 3.14159265358979 * r * r});
  }
  skin.needle = skin.hole;
  skin.needle_volume = 3.14159265358979 / 3. * radius * radius * depth;
  return skin;
}

inline Drug small_drug() {
  Drug drug;
  drug.name = "test drug";
  drug.molecular_weight = 0.25;
  drug.log_partition = 2.;
  drug.solubility = 100.;
  drug.clearance_rate = 1e-3;
  drug.half_life = 7200.;
  drug.distribution_volume = 0.05;
  return drug;
}

inline Polymer polymer() {
  Polymer polymer;
  polymer.density = 1200.;
  polymer.maximum_drug_fraction = 0.4;
  polymer.front_speed = 0.1e-6;
  polymer.gel_diffusivity = 0.5;
  polymer.swelling_time = 1800.;
  polymer.swelling_mass = 0.3;
  return polymer;
}

inline DeliverySettings settings(const DeliverySystem system) {
  DeliverySettings settings;
  settings.system = system;
  settings.drug_fraction = 0.2;
  settings.coating_thickness = 5e-6;
  settings.patch_thickness = 200e-6;
  settings.wear_time = 1800.;
  settings.duration = 4. * 3600.;
  settings.closure_half_time = 86400.;
  settings.infused_volume = 1e-11;
  return settings;
}

} // namespace acumen::transport::test
