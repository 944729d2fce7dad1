// A base plate against what is known of flat plates, and a needle that goes in up to its plate.
#include "solver/stepping/insertion.h"

#include "meshes/needle/shapes.h"
#include "tests/support/elastic_problem.h"
#include "tests/support/figure.h"
#include "tests/support/weak_skin.h"

namespace acumen::stepping {
namespace {

constexpr double um = 1e-6, mm = 1e-3;
constexpr double shear_modulus = 1e4, bulk_modulus = 500. * shear_modulus;

/// A plate whose needle is too small to be felt, on a disc of the given size.
InsertionProblem plate_alone(const double plate_radius, const double disc_radius, const double height,
                             const double bulk) {
  InsertionProblem problem{{{"block", height, elastic_material(materials::NeoHookean{shear_modulus}, bulk)}},
                           meshes::cone({0.1 * um, 0.5 * um, 0.5 * um}, {plate_radius})};
  problem.mesh.radius = disc_radius;
  problem.contact.stiffness = 1e12;
  problem.contact.smallest_radius = 0.01 * um;
  problem.contact_radius = disc_radius;
  problem.stepping.smallest_step = 1e-3 * um;
  return problem;
}

struct Pressed {
  std::vector<StepRecord> records;
  double mismatch = 0., closure = 0.; ///< largest relative errors of reaction and energy
};

Pressed press(const InsertionProblem& problem) {
  Insertion insertion(problem);
  EXPECT_EQ(insertion.run([](const Insertion&) { return true; }), InsertionOutcome::completed)
      << insertion.diagnosis().reason;
  Pressed result;
  result.records = insertion.records();
  double work = 0.;
  for (const StepRecord& record : result.records) {
    result.mismatch = std::max(result.mismatch, record.reaction_mismatch);
    work = std::max(work, record.ledger.external);
  }
  for (const StepRecord& record : result.records)
    result.closure = std::max(result.closure, std::abs(record.ledger.closure_error()) / work);
  return result;
}

TEST(BasePlate, CompressesAConfinedDiscUniformly) {
  // F = diag(1, 1, l): P_zz = dW/dl of mu/2 (J^(-2/3) (2 + l^2) - 3) + K/4 (l^2 - 1 - 2 ln l).
  constexpr double radius = 1 * mm, height = 0.5 * mm, depth = 5 * um;
  InsertionProblem problem = plate_alone(2. * radius, radius, height, bulk_modulus);
  problem.mesh.cell_size_at_axis = problem.mesh.row_height_at_surface = 50 * um;
  problem.mesh.row_height_at_depth = 100 * um;
  problem.programme = {{LoadPhase::Kind::travel, 0.5 * um + depth, 1., 0.}};
  problem.stepping.first_step = problem.stepping.largest_step = 0.5 * um;
  const Pressed result = press(problem);
  const StepRecord& last = result.records.back();
  // The penalty gives way by p / k.
  double force = 0.;
  for (int i = 0; i < 20; ++i) {
    const double overlap = force / (M_PI * radius * radius) / problem.contact.stiffness,
                 l = 1. - (depth - overlap) / height;
    const double isochoric = 0.5 * shear_modulus * (4. / 3.) * (std::pow(l, 1. / 3.) - std::pow(l, -5. / 3.));
    force = -M_PI * radius * radius * (isochoric + 0.5 * bulk_modulus * (l - 1. / l));
  }
  std::printf("[ figures  ] force %.5e N, closed form %.5e N\n", last.force, force);
  figures::near("force of a base plate over that of uniform confined compression", last.force / force, 1., 0.01);
  figures::at_most("contact force with a base plate off the support's reaction", result.mismatch, 1e-6);
  figures::at_most("energy closure under a base plate", result.closure, 0.01);
  EXPECT_NEAR(last.plate_force / last.force, 1., 1e-3);
}

/// Force over that of a rigid frictionless circular punch on a half-space (Sneddon 1965: F = 2 E* a d), nu = 0.49. A
/// stiffer bulk or a shallower dent would lose the block's far field in rounding: its energy is a difference of numbers
/// of the bulk modulus' size.
double force_over_flat_punch(const double cells_a_radius, const double radii_a_block) {
  constexpr double radius = 0.2 * mm, depth = 1 * um, bulk = 50. * shear_modulus;
  InsertionProblem problem = plate_alone(radius, radii_a_block * radius, radii_a_block * radius, bulk);
  problem.mesh.cell_size_at_axis = problem.mesh.row_height_at_surface = radius / cells_a_radius;
  problem.mesh.fine_radius = 1.2 * radius;
  problem.mesh.radial_growth = problem.mesh.row_growth = 1.12;
  problem.mesh.row_height_at_depth = 1.;
  problem.contact_radius = 1.5 * radius;
  problem.programme = {{LoadPhase::Kind::travel, 0.5 * um + depth, 1., 0.}};
  problem.stepping.first_step = problem.stepping.largest_step = 0.5 * um;
  const double young = 9. * bulk * shear_modulus / (3. * bulk + shear_modulus);
  const double poisson = 0.5 * young / shear_modulus - 1.;
  const double force = 2. * young / (1. - poisson * poisson) * radius * depth;
  problem.stepping.minimiser.force_floor = 0.5 * force;
  problem.stepping.minimiser.tolerance = 1e-4;
  return press(problem).records.back().force / force;
}

TEST(BasePlate, IndentsAHalfSpaceAsAFlatPunch) {
  // The stress is singular at the punch's edge: the error is of first order in the cells' size. The block's finite
  // size stiffens it in proportion to the punch's radius over the block's.
  const double coarse = force_over_flat_punch(10., 100.), medium = force_over_flat_punch(20., 100.),
               fine = force_over_flat_punch(40., 100.), small_block = force_over_flat_punch(10., 50.);
  std::printf(
      "[ figures  ] force over closed form %.4f, %.4f, %.4f with 10, 20, 40 cells a radius, %.4f in a block half "
      "as large\n",
      coarse, medium, fine, small_block);
  figures::near("observed order of a flat punch's force", std::log2((coarse - medium) / (medium - fine)), 1., 0.3);
  figures::near("extrapolated force of a base plate over that of a flat punch",
                2. * fine - medium - (small_block - coarse), 1., 0.01);
}

/// A short needle through a weak skin, in an array's cell, with a plate of radius `plate` (0: none).
InsertionProblem short_needle(const double plate, const double travel) {
  constexpr double tip_radius = 15 * um;
  InsertionProblem problem = weak_skin(meshes::cone({tip_radius, 80 * um, 120 * um}, {plate}), tip_radius);
  problem.mesh.radius = problem.contact_radius = 300 * um;
  problem.cracks.radius = 120 * um;
  problem.programme = {{LoadPhase::Kind::travel, travel, 1e-3, 0.}};
  return problem;
}

TEST(BasePlate, StopsTheNeedleAtItsLength) {
  const Pressed plated = press(short_needle(400 * um, 126 * um));
  const Pressed bare = press(short_needle(0., 90 * um));
  const StepRecord& last = plated.records.back();
  std::printf("[ figures  ] %zu steps, plate %.3f of %.3f mN, %.1f um in\n", plated.records.size(),
              1e3 * last.plate_force, 1e3 * last.force, 1e6 * last.penetration_depth);
  figures::at_most("contact force of needle and plate off the support's reaction", plated.mismatch, 1e-5);
  figures::at_most("energy closure of a needle pressed up to its plate", plated.closure, 0.01);
  EXPECT_GT(last.plate_force, 0.2 * last.force);
  EXPECT_LE(last.penetration_depth, 120.5 * um);
  EXPECT_GT(last.penetration_depth, bare.records.back().penetration_depth);
  // Until the plate arrives, it is not felt.
  std::size_t compared = 0;
  for (std::size_t i = 0; i < std::min(plated.records.size(), bare.records.size()); ++i)
    if (plated.records[i].plate_force == 0. && plated.records[i].travel == bare.records[i].travel) {
      EXPECT_NEAR(plated.records[i].force, bare.records[i].force, 1e-6 * bare.records.back().force);
      ++compared;
    }
  EXPECT_GT(compared, 10U);
}

} // namespace
} // namespace acumen::stepping
