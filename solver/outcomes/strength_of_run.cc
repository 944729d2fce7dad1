#include "solver/outcomes/strength_of_run.h"

#include <cmath>

namespace acumen::outcomes {

const std::vector<ParameterSpec<StrengthSettings>>& strength_specs() {
  using S = StrengthSettings;
  static const std::vector<ParameterSpec<S>> specs = {
      {"angle", "rad", 0., 1.5, "Angle between the needle's axis and the direction of the push.", &S::angle},
      {"offset_share", "1", 0., 1., "Distance of the skin's force from the axis over the section's radius.",
       &S::offset_share},
      {"force_factor", "1", 0.01, 100., "Insertion force over the computed one.", &S::force_factor},
      {"shell_knockdown", "1", 0.01, 1., "Measured over ideal buckling load of a thin conical wall.",
       &S::shell_knockdown},
      {"blunting", "1", 1., 10.,
       "Radius to which a ductile tip may be flattened over its own before it counts as failed.", &S::blunting}};
  return specs;
}

double tip_zone_of(const NeedleShape& needle) {
  const double radius = needle.tip_radius;
  if (needle.flat_end || !(radius > 0.))
    return radius;
  // The flank just above the cap: a full radius up, any cap with a flank steeper than 0 has ended.
  const double slope = (needle.radius_at(2. * radius) - needle.radius_at(radius)) / radius;
  return radius * (1. - std::sin(std::atan(slope)));
}

StrengthInput strength_input(const FinishedRun& run, const NeedleMaterialData& material,
                             const StrengthSettings& settings, const Bore& bore) {
  const NeedleColumn column = column_of(run.needle, bore);
  const double tip_zone = tip_zone_of(run.needle);
  StrengthInput input{column,
                      load_of_contact(run.contact, run.needle.flat_end ? tip_zone : 0.),
                      tip_zone,
                      settings.force_factor.scaled(run.insertion.maximum_force).named("strength.insertion_force", "N"),
                      settings.angle,
                      settings.offset_share,
                      settings.shell_knockdown,
                      material,
                      {}};
  input.blunting = settings.blunting;
  input.tip_radius = run.needle.flat_end ? 0. : run.needle.tip_radius;
  if (run.insertion.punctured)
    input.puncture_force = run.insertion.puncture_force;
  if (!run.contact_at_tip.empty()) {
    input.worst_tip_load = load_of_contact(run.contact_at_tip);
    double force = 0.;
    for (const ContactRing& ring : run.contact_at_tip)
      force += ring.axial_force;
    input.worst_tip_share = force / run.insertion.maximum_force;
  }
  return input;
}

} // namespace acumen::outcomes
