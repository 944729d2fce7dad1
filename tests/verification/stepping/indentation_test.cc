// Frictionless indentation of a half-space in the small-strain limit: Hertz (sphere) and Sneddon (cone).
//
// Sneddon (1965), Int. J. Eng. Sci. 3, 47: a punch of profile f(r), f(0) = 0, in contact out to r = a has
//   d = int_0^{pi/2} a f'(a sin t) dt,   F = 2 E* int_0^{pi/2} a^2 sin^2 t f'(a sin t) dt,   E* = E/(1 - nu^2),
// which contains Hertz's 4/3 E* sqrt(R) d^(3/2) for f = r^2/2R and 2/pi E* tan(alpha) d^2 for the cone.
#include "solver/stepping/insertion.h"

#include "meshes/needle/shapes.h"
#include "tests/support/elastic_problem.h"
#include "tests/support/figure.h"

namespace acumen::stepping {
namespace {

constexpr double shear_modulus = 1e4, bulk_modulus = 500. * shear_modulus; // nu = 0.499 [Pa]

double reduced_modulus() {
  const double young = 9. * bulk_modulus * shear_modulus / (3. * bulk_modulus + shear_modulus);
  const double poisson = 0.5 * young / shear_modulus - 1.;
  return young / (1. - poisson * poisson);
}

/// Force [N] at depth `depth` [m] on a punch whose slope at radius r is `slope(r)`, by bisection for the contact
/// radius.
template <class Slope> double sneddon_force(const Slope& slope, const double depth, const double largest_radius) {
  constexpr unsigned int n = 20000;
  const auto integral = [&](const double a, const int power) {
    double sum = 0.;
    for (unsigned int i = 0; i < n; ++i) {
      const double s = std::sin(0.5 * M_PI * (i + 0.5) / n);
      sum += std::pow(a * s, power) * slope(a * s);
    }
    return sum * 0.5 * M_PI / n;
  };
  double lower = 0., upper = largest_radius;
  for (unsigned int k = 0; k < 60; ++k) {
    const double a = 0.5 * (lower + upper);
    (a * integral(a, 0) < depth ? lower : upper) = a;
  }
  return 2. * reduced_modulus() * integral(lower, 2);
}

/// A uniform, uncrackable, elastic half-space, 150 contact radii deep and wide.
InsertionProblem half_space(const meshes::NeedleProfile& needle, const double contact_radius, const double depth) {
  InsertionProblem problem{
      {{"half-space", 150. * contact_radius, elastic_material(materials::NeoHookean{shear_modulus}, bulk_modulus)}},
      needle};
  problem.mesh.cell_size_at_axis = contact_radius / 24.;
  problem.mesh.row_height_at_surface = contact_radius / 24.;
  problem.mesh.fine_radius = 1.2 * contact_radius;
  problem.mesh.radial_growth = 1.12;
  problem.mesh.row_growth = 1.12;
  problem.mesh.radius = 150. * contact_radius;
  problem.contact.stiffness = 1e3 * reduced_modulus() / contact_radius;
  problem.contact.smallest_radius = 1e-3 * contact_radius;
  problem.contact_radius = 3. * contact_radius;
  problem.programme = {{LoadPhase::Kind::travel, depth, 1., 0.}};
  problem.stepping.first_step = problem.stepping.largest_step = depth;
  problem.stepping.smallest_step = 1e-3 * depth;
  // The energy of the far field, mu/2 (I1_bar - 3), is lost in rounding long before its stress: below this residual the
  // line search cannot tell lower from higher.
  problem.stepping.minimiser.force_floor = reduced_modulus() * contact_radius * depth;
  problem.stepping.minimiser.tolerance = 1e-4;
  return problem;
}

/// Runs the punch and returns the last record; every record's contact force must equal the support's reaction.
StepRecord press(const InsertionProblem& problem) {
  Insertion insertion(problem);
  const auto outcome = insertion.run([](const Insertion&) { return true; });
  EXPECT_EQ(outcome, InsertionOutcome::completed) << insertion.diagnosis().reason;
  double mismatch = 0.;
  for (const auto& record : insertion.records())
    mismatch = std::max(mismatch, record.reaction_mismatch);
  std::printf("[ figures  ] %u unknowns, contact force against support reaction within %.1e\n",
              insertion.model().n_dofs(), mismatch);
  figures::at_most("contact force off the support's reaction", mismatch, 1e-6);
  return insertion.records().back();
}

void compare(const std::string& solution, const StepRecord& record, const double ideal, const double exact,
             const double largest_overlap) {
  std::printf(
      "[ figures  ] force %.5e N, closed form %.5e N (%+.2f %%), exact profile %.5e N (%+.2f %%), overlap %.2f %% "
      "of the depth\n",
      record.force, ideal, 100. * (record.force / ideal - 1.), exact, 100. * (record.force / exact - 1.),
      100. * record.deepest_overlap / record.travel);
  figures::near("force over " + solution, record.force / ideal, 1., 0.02);
  figures::near("force over " + solution + " with the exact profile", record.force / exact, 1., 0.02);
  EXPECT_LT(record.deepest_overlap, largest_overlap * record.travel);
}

TEST(Indentation, SphereFollowsHertz) {
  constexpr double radius = 0.5e-3, contact_radius = 0.05e-3;
  const double depth = contact_radius * contact_radius / radius;
  const auto needle = meshes::sphere_cylinder({2. * radius, 4. * radius});
  const StepRecord record = press(half_space(needle, contact_radius, depth));
  const double hertz = 4. / 3. * reduced_modulus() * std::sqrt(radius) * std::pow(depth, 1.5);
  const double exact =
      sneddon_force([&](const double r) { return r / std::sqrt(radius * radius - r * r); }, depth, 0.5 * radius);
  compare("Hertz", record, hertz, exact, 0.01);
}

TEST(Indentation, ConeFollowsSneddon) {
  // A flat cone, so that strains stay small; its tip is rounded within one cell.
  constexpr double contact_radius = 0.05e-3, slope = 0.05;
  constexpr double tip_radius = contact_radius / 24. / slope;
  const double depth = 0.5 * M_PI * contact_radius * slope;
  // Half the base such that the flank, tangent to the cap, rises by `slope`.
  const double base_radius = 20. * contact_radius, angle = std::atan(1. / slope); // from the axis
  const double tangent_radius = tip_radius * std::cos(angle);
  const double cap = tip_radius * (1. - std::sin(angle));
  const double height = cap + slope * (base_radius - tangent_radius);
  const auto needle = meshes::cone({tip_radius, 2. * base_radius, height});
  const StepRecord record = press(half_space(needle, contact_radius, depth));
  // The depth counts from where the flanks would meet, which is below the rounded tip.
  const double apex = depth + slope * tangent_radius - cap;
  const double sneddon = 2. / M_PI * reduced_modulus() / slope * apex * apex;
  const double exact = sneddon_force(
      [&](const double r) { return r < tangent_radius ? r / std::sqrt(tip_radius * tip_radius - r * r) : slope; },
      depth, 0.5 * base_radius);
  compare("Sneddon", record, sneddon, exact, 0.01);
}

} // namespace
} // namespace acumen::stepping
