#pragma once

#include <string>
#include <vector>

namespace acumen::results {

/// One entry of `summary.json`: dotted name, SI unit ("1" for a pure number) and meaning.
struct OutputQuantity {
  std::string name, unit, meaning;
};

/// Every quantity a summary can hold, box by box.
inline const std::vector<OutputQuantity>& output_quantities() {
  static const std::vector<OutputQuantity> quantities = {
      {"insertion.punctured", "1", "Whether the needle broke through the uppermost layer (0 or 1)."},
      {"insertion.puncture_force", "N", "Axial force at the first drop, when the uppermost layer opens."},
      {"insertion.puncture_displacement", "m", "Needle travel from first touch to puncture: how far the skin dents."},
      {"insertion.maximum_force", "N", "Largest axial force of the insertion."},
      {"insertion.force_at_end", "N", "Axial force at full depth, before hold and withdrawal."},
      {"insertion.penetration_depth", "m", "Tip below the deformed surface at the needle's flank."},
      {"insertion.tip_depth", "m", "Tip below the undisturbed surface."},
      {"energy.external", "J", "Work done by the needle."},
      {"energy.stored", "J", "Elastic energy in the tissue, closed cracks included."},
      {"energy.fracture", "J", "Energy spent on cracks."},
      {"energy.friction", "J", "Energy spent on friction between needle and tissue."},
      {"energy.viscous", "J", "Energy spent on viscoelastic relaxation and artificial viscosity."},
      {"energy.closure_error", "1", "Energy not accounted for, relative to the external work."},
      {"solver.unknowns", "1", "Degrees of freedom."},
      {"solver.steps", "1", "Accepted steps."},
      {"solver.newton_iterations", "1", "Newton iterations of all steps."},
      {"solver.wall_time", "s", "Elapsed time of the run."},
      {"wound.depth", "m", "Depth of the open crack below the undisturbed surface."},
      {"wound.crack_area", "m^2", "Area of all cracks, each counted once."},
      {"wound.residual_opening", "m", "Width of the opening at the surface after withdrawal."}};
  return quantities;
}

} // namespace acumen::results
