#include "solver/results/output_quantities.h"

namespace acumen::results {

namespace {

const std::vector<OutputQuantity> insertion = {
    {"insertion.punctured", "1", "Whether the needle broke through the uppermost layer (0 or 1)."},
    {"insertion.puncture_force", "N", "Largest axial force up to puncture, when the uppermost layer opens."},
    {"insertion.puncture_displacement", "m", "Needle travel from first touch to puncture."},
    {"insertion.indentation_at_puncture", "m", "How far the surface at the flank had sunk just before puncture."},
    {"insertion.maximum_force", "N", "Largest axial force of the insertion."},
    {"insertion.force_at_end", "N", "Axial force at full travel (or force), before hold and withdrawal."},
    {"insertion.force_after_hold", "N", "Axial force after the hold, before withdrawal."},
    {"insertion.penetration_depth", "m", "Tip below the deformed surface at the flank, before withdrawal."},
    {"insertion.tip_depth", "m", "Tip below the undisturbed surface, before withdrawal."},
    {"insertion.surface_depression", "m", "How far the surface at the flank has sunk, before withdrawal."},
    {"insertion.travel", "m", "Largest travel of the needle."},
    {"insertion.plate_force", "N", "Share of the base plate in force_at_end; with a base plate only."},
    {"insertion.plate_contact_travel", "m", "Needle travel at which the base plate meets the skin; with a plate only."},
    {"insertion.plate_contact_depth", "m", "Tip below the deformed surface when the base plate meets the skin."},
    {"insertion.withdrawal_force", "N", "Largest pull while the needle is withdrawn."}};

const std::vector<OutputQuantity> energy = {
    {"energy.external", "J", "Work done by the needle."},
    {"energy.stored", "J", "Elastic energy in the tissue, closed cracks included."},
    {"energy.fracture", "J", "Energy spent on cracks."},
    {"energy.fracture.<layer>", "J", "Energy spent on cracks in the layer."},
    {"energy.friction", "J", "Energy spent on friction between needle and tissue."},
    {"energy.viscous", "J", "Work of the viscoelastic overstress and of artificial viscosity."},
    {"energy.released", "J", "Energy set free (to motion and sound) where the skin snapped."},
    {"energy.closure_error", "1", "Energy not accounted for, relative to the largest external work."}};

const std::vector<OutputQuantity> solver = {
    {"solver.unknowns", "1", "Degrees of freedom."},
    {"solver.cells", "1", "Cells of the mesh."},
    {"solver.steps", "1", "Accepted steps."},
    {"solver.newton_iterations", "1", "Newton iterations of all accepted steps."},
    {"solver.factorisations", "1", "Matrix factorisations of all accepted steps."},
    {"solver.wall_time", "s", "Elapsed time of the run, earlier parts of a resumed one included."},
    {"solver.deepest_overlap", "m", "Deepest overlap of skin and needle in any step."},
    {"solver.smallest_corner_jacobian", "1", "Smallest area ratio at any cell's corner in any step; below 0 = folded."},
    {"solver.reaction_mismatch", "1", "Largest mismatch of contact force and support reaction, relative."}};

const std::vector<OutputQuantity> wound = {
    {"wound.depth", "m", "Depth down to which the axis has ever opened, before deformation."},
    {"wound.crack_area", "m^2", "Area of all cracks, weighted with their damage."},
    {"wound.residual_opening", "m", "Diameter of the opening at the surface after withdrawal."},
    {"wound.<layer>.depth", "m", "The share of wound.depth in the layer."},
    {"wound.<layer>.crack_area", "m^2", "Area of the cracks in the layer, weighted with their damage."},
    {"wound.<layer>.opening", "m", "Largest diameter the cracks have ever opened to in the layer."},
    {"wound.<layer>.residual_opening", "m", "Diameter of the opening in the layer after withdrawal."}};

std::vector<OutputQuantity> joined() {
  std::vector<OutputQuantity> all;
  for (const auto* const group : {&insertion, &energy, &solver, &wound})
    all.insert(all.end(), group->begin(), group->end());
  return all;
}

} // namespace

const std::vector<OutputQuantity>& output_quantities() {
  static const std::vector<OutputQuantity> all = joined();
  return all;
}

} // namespace acumen::results
