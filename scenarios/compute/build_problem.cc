#include "scenarios/compute/build_problem.h"

#include <algorithm>
#include <cmath>

namespace acumen::scenarios {

namespace {

/// Rows grow downwards by this ratio: near-square cells at the tip, the full height a few tip radii below.
constexpr double row_growth = 1.25;
/// Before puncture a crack runs up through the uppermost layer to the surface under the tip. Rows there are as high as
/// one layer of corneocytes, below which a continuum's crack has no meaning, or finer than any blunter tip needs. The
/// puncture force depends on this length: 5 to 7 % for a factor of two.
constexpr double corneocyte_height = 1e-6; // [m]
constexpr double crack_row_per_tip_radius = 1. / 20., crack_depth_per_tip_radius = 4., least_crack_depth = 20e-6;
/// Beyond some needle radii the skin only bends and stretches smoothly: columns may grow faster.
constexpr double far_per_needle_radius = 4., far_growth = 1.3;
/// Rows through the thinnest layer: a layer of fewer bends too stiffly.
constexpr unsigned int rows_in_thin_layer = 6;
/// Sharper tips than this are resolved by fewer cells: beside rows of 10 um at depth, slimmer columns shear themselves
/// to nothing, and such tips slide in almost without a peak.
constexpr double sharp_tip = 4.8e-6, column_at_sharp_tip = 0.4e-6, column_per_sharpest_tip = 1. / 3.; // [m], [m], [-]
/// The outer edge is far enough when the skin's dent does not feel it: a plain distance, or multiples of what is
/// pressed in.
constexpr double smallest_disc = 8e-3; // [m]
constexpr double disc_per_travel = 10., disc_per_needle_radius = 20.;
/// A contact pressure above what the layers bear (100 MPa on skin, less on phantoms, in proportion to their strength)
/// sinks the surface by less than a hundredth of the tip radius. Thick stratum corneum squeezed against the tip answers
/// with several times that: contact hardens before it sinks in. Stiffer contact than the layers need costs iterations.
constexpr double skin_contact_pressure = 100e6, contact_pressure_per_strength = 8.; // [Pa], [-]
constexpr double overlap_per_tip_radius = 0.009, hardening_per_tip_radius = 0.009;
/// Slip below which friction is elastic, as a share of the step's travel: sliding is fully developed in every step, and
/// what sticks creeps by as little. Four times as much opens the skin 3 % earlier, a fifth of it changes 0.5 %.
constexpr double slip_per_travel = 0.005;
/// A contact point's area on the axis, where the reference has none, counts from this share of the tip radius.
constexpr double smallest_radius_per_tip_radius = 0.05;
/// The skin drapes round the needle well outside its radius.
constexpr double contact_per_needle_radius = 3., contact_per_tip_radius = 10.;
/// Cracks end within 1.5 needle radii; twice that leaves them free.
constexpr double crack_per_needle_radius = 3.;
/// As stiff as the stratum corneum's tangent: holds a corner open in every layer, and acts only on nearly folded ones.
/// On weak phantoms it is lower as contact is.
constexpr double barrier_per_contact_pressure = 0.3;
/// Steps of 1.5 tip radii, within these bounds: larger ones cost accuracy with friction, smaller ones only time.
constexpr double step_per_tip_radius = 1.5, lower_step = 3e-6, upper_step = 8e-6; // [m]
constexpr double first_step_per_tip_radius = 0.2;
/// The puncture force rises by about 0.3 % of itself over such a step.
constexpr double step_at_instability_per_tip_radius = 0.1;
constexpr double smallest_per_largest_step = 1e-3;
/// A slide to a far equilibrium may take so many times the iterations of a step that stays near one.
constexpr unsigned int iterations_of_snap = 10;

double largest_step(const ResolvedCase& resolved) {
  return resolved.input.solver.largest_step.value_or(
      std::clamp(step_per_tip_radius * resolved.needle.tip_radius(), lower_step, upper_step));
}

/// Largest radius [m] of what goes into the skin.
double inserted_radius(const ResolvedCase& resolved) {
  return std::max(resolved.needle.radius_at(resolved.depth), resolved.needle.tip_radius());
}

/// What contact must bear [Pa]: the strongest layer within reach decides.
double contact_pressure(const ResolvedCase& resolved) {
  double strength = 0., top = 0.;
  for (const ResolvedLayer& layer : resolved.layers) {
    if (top <= resolved.depth)
      strength = std::max(strength, layer.material.cohesive.strength);
    top += layer.thickness;
  }
  return std::min(skin_contact_pressure, contact_pressure_per_strength * strength);
}

double disc_radius(const ResolvedCase& resolved) {
  if (resolved.cell_radius)
    return *resolved.cell_radius;
  // A plate moves the edge outwards by its own radius.
  return resolved.input.skin.radius.value_or(resolved.needle.plate_radius() +
                                             std::max({smallest_disc, disc_per_travel * resolved.depth,
                                                       disc_per_needle_radius * resolved.needle.largest_radius()}));
}

/// Radius [m] of the part of the surface that can touch needle or plate.
double contact_radius(const ResolvedCase& resolved) {
  const double reach = contact_per_needle_radius * resolved.needle.largest_radius() +
                       contact_per_tip_radius * resolved.needle.tip_radius();
  return std::min(disc_radius(resolved), resolved.needle.plate_radius() + reach);
}

std::vector<stepping::Layer> build_layers(const ResolvedCase& resolved) {
  std::vector<stepping::Layer> layers;
  double top = 0.;
  for (const ResolvedLayer& given : resolved.layers) {
    stepping::Layer layer{given.name, given.thickness, given.material};
    // What the needle never reaches need not be asked for cracks in every step.
    if (top > resolved.depth)
      layer.material.cohesive = {};
    if (given.is_support)
      layer.material.pre_stretch = 1.;
    top += given.thickness;
    layers.push_back(std::move(layer));
  }
  return layers;
}

meshes::MeshParameters build_mesh(const ResolvedCase& resolved) {
  const MeshInput& input = resolved.input.mesh;
  const double refinement = static_cast<double>(input.refinement);
  const double tip_radius = resolved.needle.tip_radius();
  meshes::MeshParameters mesh;
  // The peak at puncture converges with the width of the first columns, so they are narrow and grow from the axis on.
  const double narrowest =
      tip_radius < sharp_tip ? std::min(column_at_sharp_tip, column_per_sharpest_tip * tip_radius) : 0.;
  mesh.cell_size_at_axis = std::max(narrowest, tip_radius / input.cells_per_tip_radius) / refinement;
  mesh.row_height_at_surface = mesh.cell_size_at_axis;
  // Twice as many columns to the same radius: the square root of the ratio.
  mesh.radial_growth = std::pow(input.radial_growth, 1. / refinement);
  mesh.far_radius = far_per_needle_radius * inserted_radius(resolved);
  mesh.far_growth = std::pow(std::max(far_growth, input.radial_growth), 1. / refinement);
  mesh.fine_row_height =
      std::max({corneocyte_height, crack_row_per_tip_radius * tip_radius, mesh.cell_size_at_axis * refinement}) /
      refinement;
  mesh.fine_depth =
      std::min(resolved.layers.front().thickness, std::max(crack_depth_per_tip_radius * tip_radius, least_crack_depth));
  mesh.row_growth = std::pow(row_growth, 1. / refinement);
  mesh.row_height_at_depth = input.row_height_at_depth / refinement;
  mesh.rows_in_thin_layer = rows_in_thin_layer * static_cast<unsigned int>(input.refinement);
  mesh.reach = resolved.depth;
  mesh.radius = disc_radius(resolved);
  return mesh;
}

contact::ContactParameters build_contact(const ResolvedCase& resolved) {
  const SolverInput& input = resolved.input.solver;
  const double tip_radius = resolved.needle.tip_radius();
  contact::ContactParameters contact;
  contact.stiffness =
      input.contact_stiffness_factor *
      input.contact_stiffness.value_or(contact_pressure(resolved) / (overlap_per_tip_radius * tip_radius));
  contact.friction_coefficient = resolved.input.insertion.friction;
  contact.slip_regularisation = slip_per_travel * largest_step(resolved);
  contact.smallest_radius = smallest_radius_per_tip_radius * tip_radius;
  contact.slip_per_travel = slip_per_travel;
  contact.hardening_depth = hardening_per_tip_radius * tip_radius;
  return contact;
}

stepping::SteppingParameters build_stepping(const ResolvedCase& resolved) {
  const SolverInput& input = resolved.input.solver;
  stepping::SteppingParameters stepping;
  stepping.largest_step = largest_step(resolved);
  stepping.smallest_step = input.smallest_step.value_or(smallest_per_largest_step * stepping.largest_step);
  stepping.step_at_instability = step_at_instability_per_tip_radius * resolved.needle.tip_radius();
  stepping.first_step = std::min(first_step_per_tip_radius * resolved.needle.tip_radius(), stepping.largest_step);
  stepping.minimiser.tolerance = input.tolerance;
  stepping.minimiser.max_iterations = static_cast<unsigned int>(input.maximum_iterations);
  stepping.minimiser.max_iterations_of_snap = iterations_of_snap * stepping.minimiser.max_iterations;
  return stepping;
}

} // namespace

stepping::InsertionProblem build_problem(const ResolvedCase& resolved) {
  stepping::InsertionProblem problem{
      build_layers(resolved),    resolved.needle,         build_mesh(resolved), build_contact(resolved), 0., {}, {},
      build_programme(resolved), build_stepping(resolved)};
  const double tip_radius = resolved.needle.tip_radius();
  problem.contact_radius = contact_radius(resolved);
  problem.cracks.number = static_cast<unsigned int>(resolved.input.insertion.cracks);
  problem.cracks.radius = std::min(problem.mesh.radius, crack_per_needle_radius * inserted_radius(resolved));
  // The input's viscosity acts on a strain rate; over one tip radius it is the opening's rate.
  problem.cracks.viscosity = resolved.input.solver.viscosity / tip_radius;
  problem.barrier.stiffness = barrier_per_contact_pressure * contact_pressure(resolved);
  return problem;
}

} // namespace acumen::scenarios
