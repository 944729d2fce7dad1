#include "solver/outcomes/healing_parameters.h"

namespace acumen::outcomes {

namespace {

constexpr double large = 1e30;

} // namespace

const std::vector<ParameterSpec<HealingParameters>>& healing_specs() {
  using P = HealingParameters;
  static const std::vector<ParameterSpec<P>> specs = {
      {"hole_ratio", "1", 0.01, 2., "Width of the hole left over the needle's diameter at the surface.",
       &P::hole_ratio},
      {"closure_base", "s", 0., large, "Time to close a channel of no width.", &P::closure_base},
      {"closure_slope", "s/m", 0., large, "Further time per width of the channel.", &P::closure_slope},
      {"closure_scatter", "1", 0., 2., "Standard deviation of the logarithm of the closure time.", &P::closure_scatter},
      {"barrier_half_life_open", "s", 1., large, "Half-life of the barrier's leak in air.", &P::barrier_half_life_open},
      {"barrier_half_life_occluded", "s", 1., large, "The same under an occlusive cover.",
       &P::barrier_half_life_occluded},
      {"cornification_time", "s", 0., large, "From closure to a working barrier.", &P::cornification_time},
      {"slow_width", "m", 0., 1., "Width at which half of the leak waits for new epidermis.", &P::slow_width},
      {"slow_width_scale", "m", 1e-9, 1., "Width of that transition.", &P::slow_width_scale},
      {"open_tewl_ratio", "1", 1., 100., "Water loss of an open wound over that of intact skin.", &P::open_tewl_ratio},
      {"redness_early", "1", 0., large, "Early redness, over the least that shows.", &P::redness_early},
      {"redness_early_time", "s", 1., large, "Decay time of the early redness.", &P::redness_early_time},
      {"redness_late_per_depth", "m-1", 0., large, "Peak of the late redness per wound depth.",
       &P::redness_late_per_depth},
      {"redness_shallow_time", "s", 1., large, "Time of the late redness' peak, shallow wound.",
       &P::redness_shallow_time},
      {"redness_deep_time", "s", 1., large, "The same, deep wound.", &P::redness_deep_time},
      {"redness_thermal_time", "s", 1., large, "The same, heated wound.", &P::redness_thermal_time},
      {"redness_thermal_factor", "1", 0., large, "Factor of the late redness of heated wounds.",
       &P::redness_thermal_factor},
      {"redness_shallow_depth", "m", 0., 1., "Depth up to which a wound is shallow.", &P::redness_shallow_depth},
      {"redness_deep_depth", "m", 0., 1., "Depth from which a wound is deep.", &P::redness_deep_depth},
      {"inflammation_decay", "s-1", 0., large, "Decay rate of inflammation I.", &P::inflammation_decay},
      {"fibroblast_gain", "s-1", 0., large, "Rate at which inflammation activates fibroblasts F.", &P::fibroblast_gain},
      {"half_inflammation", "1", 1e-9, large, "Inflammation of half that rate.", &P::half_inflammation},
      {"fibroblast_decay", "s-1", 0., large, "Rate at which fibroblasts calm down.", &P::fibroblast_decay},
      {"collagen_deposition", "s-1", 0., large, "Deposition rate of collagen C.", &P::collagen_deposition},
      {"collagen_turnover", "s-1", 0., large, "Turnover rate of the new collagen.", &P::collagen_turnover},
      {"injury_reference", "1", 1e-9, 1., "Injured share of the dermis that counts as inflammation 1.",
       &P::injury_reference},
      {"scar_width", "m", 0., 1., "Width of a round defect that scars in half of the cases.", &P::scar_width},
      {"scar_width_scale", "m", 1e-9, 1., "Width of that transition.", &P::scar_width_scale},
      {"scar_depth_share", "1", 0., 1., "Share of the skin's thickness below which a wound scars.",
       &P::scar_depth_share},
      {"scar_depth_scale", "m", 1e-9, 1., "Width of that transition.", &P::scar_depth_scale},
      {"pigment_mechanical", "1", 0., 1., "Dark spots after needling, dark skin, at the reference coverage.",
       &P::pigment_mechanical},
      {"pigment_thermal", "1", 0., 1., "The same after ablative laser or radio frequency.", &P::pigment_thermal},
      {"pigment_light_factor", "1", 0., 1., "Odds in light skin over those in dark skin.", &P::pigment_light_factor},
      {"pigment_coverage", "1", 1e-9, 1., "Reference coverage of the two risks.", &P::pigment_coverage},
      {"bruise_retained", "1", 0., 1., "Share of the blood lost that stays in the tissue.", &P::bruise_retained},
      {"bruise_film", "m", 1e-12, 1., "Blood per area of skin that shows as a bruise.", &P::bruise_film},
      {"bruise_scatter", "1", 1e-3, 10., "Scatter of the logarithm of that film.", &P::bruise_scatter},
      {"bruise_spread", "m", 1e-9, 1., "Radius over which a single needle's blood spreads.", &P::bruise_spread},
      {"pain_reference", "1", 0., 10., "Pain of one needle of the reference length over a 26G needle's.",
       &P::pain_reference},
      {"pain_reference_length", "m", 1e-9, 1., "Reference length.", &P::pain_reference_length},
      {"pain_length_exponent", "1", 0., 10., "Exponent of the length.", &P::pain_length_exponent},
      {"pain_number_exponent", "1", 0., 10., "Exponent of the number of needles.", &P::pain_number_exponent},
      {"age_reference", "year", 0., 120., "Age up to which healing is as fast as the data say.", &P::age_reference},
      {"age_slope", "year-1", 0., 0.02, "Loss of healing rate per year beyond.", &P::age_slope}};
  return specs;
}

const std::vector<ParameterSpec<HealingModifier>>& healing_modifier_specs() {
  using M = HealingModifier;
  static const std::vector<ParameterSpec<M>> specs = {
      {"rate", "1", 0.01, 10., "Factor of the rate of closure, barrier repair and fading of redness.", &M::rate},
      {"scar_threshold", "1", 0.01, 10., "Factor of the width and depth above which a scar forms.", &M::scar_threshold},
      {"redness", "1", 0.01, 100., "Factor of the strength of redness.", &M::redness},
      {"pigment", "1", 0.01, 100., "Factor of the odds of dark spots.", &M::pigment},
      {"collagen", "1", 0.01, 10., "Factor of the deposition of collagen.", &M::collagen},
      {"bruise", "1", 0.01, 100., "Factor of the blood that stays in the tissue.", &M::bruise}};
  return specs;
}

} // namespace acumen::outcomes
