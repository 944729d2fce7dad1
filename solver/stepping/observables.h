#pragma once

#include "solver/stepping/skin_potential.h"
#include "solver/stepping/step_record.h"

namespace acumen::stepping {

/// Fills the geometric entries of a record from a converged displacement.
void observe_geometry(const SkinModel& model, double tip, const meshes::NeedleProfile& needle,
                      const std::vector<double>& displacement, double surface_height, StepRecord& record);

/// Axial reaction of the bottom support on the skin [N], from the internal forces (needs a converged state).
double support_reaction(SkinPotential& potential, const std::vector<double>& displacement);

/// Reference depth down to which the axis has opened by more than `threshold` [m].
double hole_depth(const SkinModel& model, const std::vector<double>& displacement, double threshold);

/// What the needle leaves in one layer.
struct LayerWound {
  double depth = 0.;           ///< reference depth of the deepest crack below the layer's top [m]
  double crack_area = 0.;      ///< broken area, damage-weighted [m^2]
  double largest_opening = 0.; ///< hole diameter equivalent n w / pi, largest ever [m]
  double opening = 0.;         ///< the same, now [m]
};
std::vector<LayerWound> layer_wounds(const SkinModel& model, const std::vector<fracture::CrackHistory>& cracks);

} // namespace acumen::stepping
