#pragma once

#include "solver/outcomes/parameter_spec.h"

#include <string>
#include <vector>

namespace acumen::outcomes {

/// Numbers of the healing models. What each means and its unit stand in healing_specs(), the values with their sources
/// in the material library (`healing/`). Functions use the members' `value`.
struct HealingParameters {
  UncertainValue hole_ratio, closure_base, closure_slope, closure_scatter;
  UncertainValue barrier_half_life_open, barrier_half_life_occluded, cornification_time, slow_width, slow_width_scale,
      open_tewl_ratio;
  UncertainValue redness_early, redness_early_time, redness_late_per_depth, redness_shallow_time, redness_deep_time,
      redness_thermal_time, redness_thermal_factor, redness_shallow_depth, redness_deep_depth;
  UncertainValue inflammation_decay, fibroblast_gain, half_inflammation, fibroblast_decay, collagen_deposition,
      collagen_turnover, injury_reference;
  UncertainValue scar_width, scar_width_scale, scar_depth_share, scar_depth_scale;
  UncertainValue pigment_mechanical, pigment_thermal, pigment_light_factor, pigment_coverage;
  UncertainValue bruise_retained, bruise_film, bruise_scatter, bruise_spread;
  UncertainValue pain_reference, pain_reference_length, pain_length_exponent, pain_number_exponent;
  UncertainValue age_reference, age_slope;
};
const std::vector<ParameterSpec<HealingParameters>>& healing_specs();

/// How a condition of the patient changes healing: factors, 1 where it does not. Their values stand in the material
/// library (`healing_modifiers/`).
struct HealingModifier {
  std::string name;
  UncertainValue rate = fixed(1.);           ///< of closure, barrier and redness
  UncertainValue scar_threshold = fixed(1.); ///< of width and depth above which a scar forms
  UncertainValue redness = fixed(1.);        ///< of its strength
  UncertainValue pigment = fixed(1.);        ///< of the odds of dark spots
  UncertainValue collagen = fixed(1.);       ///< of its deposition
  UncertainValue bruise = fixed(1.);         ///< of the blood that stays in the tissue
};
const std::vector<ParameterSpec<HealingModifier>>& healing_modifier_specs();

} // namespace acumen::outcomes
