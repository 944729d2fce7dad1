#pragma once

#include "meshes/needle/shapes.h"
#include "solver/stepping/insertion.h"

namespace acumen {

/// A blunt cone into two soft layers on a coarse mesh: pierces the upper one, and takes a second or two.
inline stepping::InsertionProblem small_insertion() {
  const auto layer = [](const char* name, const double thickness, const double shear_modulus) {
    stepping::Layer result{name, thickness, {}};
    materials::Ogden law;
    law.terms.push_back({shear_modulus, 6.});
    result.material.isochoric = law;
    result.material.volumetric.bulk_modulus = 200. * shear_modulus;
    result.material.cohesive.strength = 3. * shear_modulus;
    result.material.cohesive.energy = 20.;
    result.material.pre_stretch = 1.05;
    result.material.viscoelasticity.terms = {{0.5, 0.05}};
    return result;
  };
  meshes::ConeShape cone;
  cone.length = 500e-6;
  cone.base_diameter = 200e-6;
  cone.tip_radius = 10e-6;
  stepping::InsertionProblem problem{{layer("upper", 40e-6, 2e5), layer("lower", 500e-6, 5e4)}, meshes::cone(cone)};
  problem.mesh.cell_size_at_axis = problem.mesh.row_height_at_surface = 5e-6;
  problem.mesh.fine_radius = 10e-6;
  problem.mesh.radial_growth = 1.5;
  problem.mesh.row_height_at_depth = 20e-6;
  problem.mesh.reach = 150e-6;
  problem.mesh.radius = 2e-3;
  problem.contact = {100e6 / 0.2e-6, 0.3, 0.1e-6, 1e-6};
  problem.contact_radius = 400e-6;
  problem.cracks.radius = 200e-6;
  problem.barrier.stiffness = 1e6;
  problem.programme = {{stepping::LoadPhase::Kind::travel, 150e-6, 1e-3, 0.},
                       {stepping::LoadPhase::Kind::dwell, 0., 0., 0.05}};
  problem.stepping.first_step = 2e-6;
  problem.stepping.largest_step = 5e-6;
  problem.stepping.smallest_step = 5e-9;
  return problem;
}

} // namespace acumen
