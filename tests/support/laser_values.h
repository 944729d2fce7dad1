#pragma once

#include "solver/outcomes/laser.h"

namespace acumen::tests {

/// Laser parameters without spread, near the library's, for tests that compare with hand arithmetic.
inline outcomes::LaserParameters laser_values() {
  using outcomes::fixed;
  outcomes::LaserParameters p;
  p.reference_energy = fixed(10e-3);
  p.depth_at_reference = fixed(475e-6);
  p.depth_exponent = fixed(0.61);
  p.width_at_reference = fixed(170e-6);
  p.width_exponent = fixed(0.39);
  p.coagulation = fixed(40e-6);
  p.taper = fixed(0.7);
  p.sealed_diameter = fixed(1.5);
  p.sealing_scatter = fixed(0.35);
  p.ablation_energy = fixed(2.9e9);
  p.vaporised_share = fixed(0.7);
  p.pain = fixed(2.);
  return p;
}

} // namespace acumen::tests
