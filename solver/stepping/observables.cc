#include "solver/stepping/observables.h"

#include <deal.II/base/numbers.h>

#include <algorithm>
#include <cmath>

namespace acumen::stepping {

double hole_depth(const SkinModel& model, const std::vector<double>& displacement, const double threshold) {
  double depth = 0.;
  for (const auto& node : model.axis_nodes()) {
    if (displacement[node.radial] <= threshold)
      break;
    depth = -node.Z;
  }
  return depth;
}

void observe_geometry(const SkinModel& model, const double tip, const meshes::NeedleProfile& needle,
                      const std::vector<double>& displacement, const double surface_height, StepRecord& record) {
  record.tip_depth = surface_height - tip;

  // The flank: the highest node of the top surface that touches the needle, within what contact leaves of a gap.
  const double touching = 0.02 * needle.tip_radius() + 0.1e-6;
  double flank = surface_height;
  bool touched = false;
  for (const auto& node : model.top_nodes()) {
    if (node.R > 3. * needle.largest_radius() + 50e-6)
      break;
    const double r = node.R + displacement[node.radial], z = node.Z + displacement[node.vertical];
    if (needle.is_at_plate(dealii::Point<2>(r, z - tip)))
      continue;
    if (needle.distance(dealii::Point<2>(r, z - tip)) < touching && (!touched || z > flank)) {
      flank = z;
      touched = true;
    }
  }
  record.penetration_depth = touched ? std::max(0., flank - tip) : 0.;
  record.surface_depression = touched ? surface_height - flank : 0.;
  record.hole_depth = hole_depth(model, displacement, 0.01 * needle.tip_radius());
  if (!model.top_nodes().empty())
    record.hole_radius = displacement[model.top_nodes().front().radial];

  record.smallest_corner_jacobian = 1.;
  for (const auto& element : model.elements()) {
    if (element.crack_area == 0.)
      continue;
    std::array<double, 8> u;
    for (unsigned int i = 0; i < 8; ++i)
      u[i] = displacement[element.dofs[i]];
    for (unsigned int v = 0; v < 4; ++v)
      record.smallest_corner_jacobian =
          std::min(record.smallest_corner_jacobian, mechanics::corner_jacobian(element, u, v));
  }
}

double support_reaction(SkinPotential& potential, const std::vector<double>& displacement) {
  std::vector<double> gradient;
  potential.gradient(displacement, gradient);
  double reaction = 0.;
  const auto& model = potential.model();
  std::vector<bool> counted(model.n_dofs(), false);
  for (const auto& element : model.elements())
    for (unsigned int a = 0; a < 4; ++a) {
      const unsigned int vertical = element.dofs[2 * a + 1];
      if (model.constraints().is_constrained(vertical) && !counted[vertical]) {
        reaction += gradient[vertical];
        counted[vertical] = true;
      }
    }
  return reaction;
}

std::vector<LayerWound> layer_wounds(const SkinModel& model, const std::vector<fracture::CrackHistory>& cracks) {
  std::vector<LayerWound> wounds(model.layers().size());
  std::vector<double> tops(1, 0.);
  for (const auto& layer : model.layers())
    tops.push_back(tops.back() + layer.thickness);
  for (unsigned int c = 0; c < model.elements().size(); ++c) {
    const auto& element = model.elements()[c];
    if (element.crack_area == 0.)
      continue;
    auto& wound = wounds[element.layer];
    const auto& crack = cracks[c];
    const double damage = model.layers()[element.layer].material.cohesive.damage(crack.largest_opening);
    wound.crack_area += damage * element.crack_area;
    if (damage > 0.5)
      wound.depth = std::max(wound.depth, -element.nodes[0][1] - tops[element.layer]);
    const double diameter = model.cracks().number / dealii::numbers::PI;
    wound.largest_opening = std::max(wound.largest_opening, diameter * crack.largest_opening);
    wound.opening = std::max(wound.opening, diameter * crack.opening);
  }
  return wounds;
}

} // namespace acumen::stepping
