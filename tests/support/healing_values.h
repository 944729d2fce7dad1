#pragma once

#include "solver/outcomes/healing_parameters.h"

namespace acumen::tests {

/// Healing parameters without spread, round numbers near the library's, for tests that compare with hand arithmetic.
inline outcomes::HealingParameters healing_values() {
  using outcomes::fixed;
  constexpr double hour = 3600., day = 24. * hour;
  outcomes::HealingParameters p;
  p.hole_ratio = fixed(0.5);
  p.closure_base = fixed(4. * hour);
  p.closure_slope = fixed(0.06 * hour / 1e-6);
  p.closure_scatter = fixed(0.25);
  p.barrier_half_life_open = fixed(0.5 * hour);
  p.barrier_half_life_occluded = fixed(23. * hour);
  p.cornification_time = fixed(day);
  p.slow_width = fixed(150e-6);
  p.slow_width_scale = fixed(25e-6);
  p.open_tewl_ratio = fixed(8.);
  p.redness_early = fixed(2.);
  p.redness_early_time = fixed(hour);
  p.redness_late_per_depth = fixed(2000.);
  p.redness_shallow_time = fixed(4. * hour);
  p.redness_deep_time = fixed(12. * hour);
  p.redness_thermal_time = fixed(day);
  p.redness_thermal_factor = fixed(8.);
  p.redness_shallow_depth = fixed(0.5e-3);
  p.redness_deep_depth = fixed(1.25e-3);
  p.inflammation_decay = fixed(0.7 / day);
  p.fibroblast_gain = fixed(0.6 / day);
  p.half_inflammation = fixed(0.2);
  p.fibroblast_decay = fixed(0.1 / day);
  p.collagen_deposition = fixed(0.1 / day);
  p.collagen_turnover = fixed(0.01 / day);
  p.injury_reference = fixed(0.05);
  p.scar_width = fixed(450e-6);
  p.scar_width_scale = fixed(40e-6);
  p.scar_depth_share = fixed(0.33);
  p.scar_depth_scale = fixed(50e-6);
  p.pigment_mechanical = fixed(0.03);
  p.pigment_thermal = fixed(0.2);
  p.pigment_light_factor = fixed(0.1);
  p.pigment_coverage = fixed(0.05);
  p.bruise_retained = fixed(0.3);
  p.bruise_film = fixed(5e-6);
  p.bruise_scatter = fixed(0.7);
  p.bruise_spread = fixed(5e-3);
  p.pain_reference = fixed(0.05);
  p.pain_reference_length = fixed(480e-6);
  p.pain_length_exponent = fixed(1.77);
  p.pain_number_exponent = fixed(0.33);
  p.age_reference = fixed(30.);
  p.age_slope = fixed(0.005);
  return p;
}

} // namespace acumen::tests
