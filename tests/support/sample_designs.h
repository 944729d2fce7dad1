#pragma once

#include "meshes/needle/shapes.h"
#include "solver/screening/screening_model.h"

namespace acumen::tests {

/// A neo-Hookean layer; no strength means that it cannot crack.
inline screening::Layer sample_layer(const std::string& name, const double thickness, const double shear_modulus,
                                     const double strength = 0., const double toughness = 0.) {
  screening::Layer layer{name, thickness, {}};
  layer.material.isochoric = materials::NeoHookean{shear_modulus};
  if (strength > 0.) {
    layer.material.cohesive.strength = strength;
    layer.material.cohesive.energy = toughness;
  }
  return layer;
}

/// A cone of 600 um length in skin-like layers: stiff, stiff, soft.
inline screening::Design sample_design(const double tip_radius = 5e-6, const double base_radius = 100e-6) {
  screening::Design design{{sample_layer("stratum_corneum", 22e-6, 3.3e6, 25e6, 3.6e3),
                            sample_layer("viable_epidermis", 57e-6, 0.5e6, 2e6, 200.),
                            sample_layer("dermis", 5e-3, 0.1e6, 10e6, 2e3)},
                           meshes::cone({tip_radius, 2. * base_radius, 600e-6})};
  design.depth = 400e-6;
  design.speed = 1e-3;
  design.friction = 0.3;
  return design;
}

} // namespace acumen::tests
