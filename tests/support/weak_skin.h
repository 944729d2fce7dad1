#pragma once

#include "solver/stepping/insertion.h"
#include "tests/support/elastic_problem.h"

namespace acumen::stepping {

/// Two layers weak enough to be punctured within 150 um: same regime as real skin, a fifth of its cells. Wants a
/// programme.
inline InsertionProblem weak_skin(const meshes::NeedleProfile& needle, const double tip_radius) {
  constexpr double um = 1e-6;
  const auto tissue = [](const double shear_modulus, const double exponent, const double strength) {
    auto material = elastic_material(materials::Ogden{{{shear_modulus, exponent}}}, 20. * strength);
    material.cohesive.strength = strength;
    material.cohesive.energy = 60.;
    return material;
  };
  InsertionProblem problem{
      {{"horny layer", 20 * um, tissue(1e6, 6., 3e6)}, {"dermis", 480 * um, tissue(0.1e6, 9., 1e6)}}, needle};
  auto& mesh = problem.mesh;
  mesh.cell_size_at_axis = mesh.row_height_at_surface = tip_radius / 3.;
  mesh.fine_radius = tip_radius;
  mesh.radial_growth = 1.3;
  mesh.row_height_at_depth = 15 * um;
  mesh.reach = 150 * um;
  mesh.radius = 600 * um;
  problem.contact = {100e6 / (0.01 * tip_radius), 0.3, 0.05 * um, 0.05 * tip_radius};
  problem.contact_radius = 150 * um;
  problem.cracks = {2, 150 * um, 0.};
  problem.barrier.stiffness = 1e6;
  problem.stepping.first_step = 0.05 * tip_radius;
  problem.stepping.largest_step = 4 * um;
  problem.stepping.smallest_step = 1e-3 * um;
  return problem;
}

} // namespace acumen::stepping
