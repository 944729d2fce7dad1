// Declarations of the bleeding model's uncertain parameters.
#include "solver/outcomes/bleeding.h"

namespace acumen::outcomes {

const std::vector<ParameterSpec<VesselPopulation>>& vessel_specs() {
  using V = VesselPopulation;
  static const std::vector<ParameterSpec<V>> specs = {
      {"density", "1/m^2", 0., 1e12, "Loops: number per area of skin; else length per volume.", &V::density},
      {"diameter", "m", 1e-6, 1e-2, "Median diameter.", &V::diameter},
      {"diameter_sigma", "1", 0., 2., "Standard deviation of ln(diameter) from vessel to vessel.", &V::diameter_sigma},
      {"top", "m", -0.1, 0.1, "Upper end of the band (loops: of their apices) below its reference.", &V::top},
      {"bottom", "m", -0.1, 0.1, "Lower end of the band below its reference.", &V::bottom},
      {"pressure", "Pa", 0., 1e5, "Blood pressure at heart level above that of the wound.", &V::pressure},
      {"path", "m", 1e-6, 1., "Length of the path that feeds a cut.", &V::path},
      {"loop_width", "m", 0., 1e-2, "Loops: distance of the two limbs.", &V::loop_width}};
  return specs;
}

const std::vector<ParameterSpec<BloodParameters>>& blood_specs() {
  using B = BloodParameters;
  static const std::vector<ParameterSpec<B>> specs = {
      {"haematocrit", "1", 0.05, 0.75, "Share of cells in blood.", &B::haematocrit},
      {"plasma_viscosity", "Pa s", 1e-4, 1e-1, "Viscosity of plasma.", &B::plasma_viscosity},
      {"density", "kg/m^3", 900., 1200., "Density of blood.", &B::density},
      {"openness", "1", 0., 1., "Share of Poiseuille's flow that leaves a severed vessel.", &B::openness},
      {"clotting_time", "s", 1., 1e5, "Time in which a severed small vessel closes, normal clotting.",
       &B::clotting_time},
      {"visible_volume", "m^3", 0., 1e-6, "Blood on the skin that the eye sees.", &B::visible_volume},
      {"rupture_opening", "1", 0., 100., "Crack opening that tears a vessel, over its diameter.", &B::rupture_opening},
      {"pressure_transmission", "1", 0., 1., "How much of a change of arterial pressure reaches small vessels.",
       &B::pressure_transmission},
      {"normal_pressure", "Pa", 1e3, 1e5, "Mean arterial pressure the vessels' pressures hold for.",
       &B::normal_pressure},
      {"empirical_density", "1/m", 0., 1e6, "L_b of P = 1 - exp(-L_b d G).", &B::empirical_density},
      {"empirical_depth", "m", 0., 0.1, "L_50 below the dermo-epidermal junction.", &B::empirical_depth},
      {"empirical_width", "m", 1e-6, 0.1, "Width s of G.", &B::empirical_width},
      {"loop_loss", "1", 0., 1., "Share of capillary loops lost from the 4th to the 9th decade.", &B::loop_loss},
      {"track_gap", "m", 1e-9, 1e-3, "Gap to which the tissue closes the track behind the needle.", &B::track_gap},
      {"surface_tension", "N/m", 0., 1., "Surface tension of blood.", &B::surface_tension},
      {"contact_angle", "rad", 0., 3.1416, "Contact angle of blood on skin.", &B::contact_angle}};
  return specs;
}

const std::vector<ParameterSpec<BleedingModifier>>& bleeding_modifier_specs() {
  static const std::vector<ParameterSpec<BleedingModifier>> specs = {
      {"time_factor", "1", 0.1, 100., "Bleeding time over normal.", &BleedingModifier::time_factor}};
  return specs;
}

const std::vector<ParameterSpec<BleedingModifier>>& rebleeding_specs() {
  using M = BleedingModifier;
  static const std::vector<ParameterSpec<M>> specs = {
      {"rebleed_probability", "1", 0., 1., "Probability that a clotted cut opens again.", &M::rebleed_probability},
      {"rebleed_volume", "1", 0., 1e4, "Volume lost then, over what was lost at first.", &M::rebleed_volume}};
  return specs;
}

} // namespace acumen::outcomes
