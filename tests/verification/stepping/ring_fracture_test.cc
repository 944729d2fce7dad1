// A disc with n radial cracks, pulled apart at its rim: the work done is G_c times the area cut.
//
// The rim of a disc of radius b and height h moves out by U, its bottom slides. Once the n cracks run through, the
// sectors move out rigidly: nothing is stored, and n b h G_c has been spent.
#include "solver/stepping/minimiser.h"

#include "tests/support/elastic_problem.h"
#include "tests/support/figure.h"

namespace acumen::stepping {
namespace {

constexpr double rim = 100e-6, height = 10e-6;       // [m]
constexpr double toughness = 100., strength = 0.2e6; // [J/m^2], [Pa]

class Disc {
public:
  Disc(const unsigned int n_cracks, const double cell, const materials::Softening softening)
      : model_({layer(softening)}, mesh(cell), {n_cracks, 2. * rim, 0.}), potential_(model_, {0., 0.15}),
        minimiser_({1e-9, strength * rim * height, 100}), displacement_(model_.n_dofs(), 0.) {
    model_.clear_constraints();
    for (const Node& node : nodes_of(model_)) {
      if (node.position[0] > rim * (1. - 1e-9)) {
        model_.constrain(node.dofs[0]);
        rim_.push_back(node.dofs[0]);
      }
      if (node.position[1] < -height * (1. - 1e-9))
        model_.constrain(node.dofs[1]);
    }
  }

  /// Moves the rim to `target` [m] in equal steps, adding up the work done on it by the trapezoidal rule.
  void pull(const double target, const unsigned int steps) {
    const double start = position_;
    for (unsigned int step = 1; step <= steps; ++step) {
      potential_.begin_step(std::numeric_limits<double>::infinity());
      const double next = start + (target - start) * step / steps;
      // Predict: everything moves with the rim, which sectors that have come apart do exactly.
      for (const Node& node : nodes_of(model_))
        displacement_[node.dofs[0]] +=
            (next - position_) * (potential_.energy_content().fracture[0] > 0. ? 1. : node.position[0] / rim);
      for (const unsigned int i : rim_)
        displacement_[i] = next;
      const auto report = minimiser_.minimise(potential_, displacement_);
      ASSERT_TRUE(report.converged) << report.reason;
      std::vector<double> gradient;
      potential_.gradient(displacement_, gradient);
      double force = 0.;
      for (const unsigned int i : rim_)
        force += gradient[i];
      work_ += 0.5 * (force + force_) * (next - position_);
      potential_.commit_step(displacement_);
      force_ = force;
      position_ = next;
      largest_force_ = std::max(largest_force_, force);
    }
  }

  double work() const { return work_; }
  double force() const { return force_; }
  double largest_force() const { return largest_force_; }
  EnergyContent energies() const { return potential_.energy_content(); }
  double crack_area() const {
    double area = 0.;
    for (const auto& element : model_.elements())
      area += element.crack_area;
    return area;
  }
  /// Largest difference of the openings from 2 pi U / n, relative.
  double opening_error() const {
    const double expected = 2. * M_PI * position_ / model_.cracks().number;
    double error = 0.;
    for (const auto& crack : potential_.bulk().cracks())
      error = std::max(error, std::abs(crack.opening / expected - 1.));
    return error;
  }

private:
  static Layer layer(const materials::Softening softening) {
    Layer result{"disc", height, elastic_material(materials::NeoHookean{1e6}, 20e6)};
    result.material.cohesive.strength = strength;
    result.material.cohesive.energy = toughness;
    result.material.cohesive.softening = softening;
    return result;
  }
  static meshes::MeshParameters mesh(const double cell) {
    meshes::MeshParameters parameters;
    parameters.cell_size_at_axis = cell;
    parameters.row_height_at_surface = cell;
    parameters.fine_radius = rim;
    parameters.radial_growth = 1.;
    parameters.row_growth = 1.;
    parameters.rows_in_thin_layer = 2;
    parameters.radius = rim;
    return parameters;
  }

  SkinModel model_;
  SkinPotential potential_;
  Minimiser minimiser_;
  std::vector<double> displacement_;
  std::vector<unsigned int> rim_;
  double position_ = 0., force_ = 0., largest_force_ = 0., work_ = 0.;
};

/// Rim displacement [m] at which every crack of n is open by many times G_c/strength.
double apart(const unsigned int n_cracks) {
  return 12. * toughness / strength * n_cracks / (2. * M_PI);
}

TEST(RingFracture, WorkIsToughnessTimesArea) {
  for (const auto softening : {materials::Softening::exponential, materials::Softening::linear})
    for (const unsigned int n : {2u, 4u})
      for (const double cell : {10e-6, 5e-6}) {
        Disc disc(n, cell, softening);
        disc.pull(apart(n), 400);
        const double expected = toughness * n * rim * height;
        const auto energies = disc.energies();
        std::printf(
            "[ figures  ] n = %u, cells %2.0f um, %s: area %.6f of n b h, work %.5f, spent %.5f, stored %.1e of "
            "n b h G_c, largest force %.4f of n h b strength\n",
            n, 1e6 * cell, softening == materials::Softening::linear ? "linear" : "exponential",
            disc.crack_area() / (n * rim * height), disc.work() / expected, energies.fracture[0] / expected,
            energies.stored() / expected, disc.largest_force() / (2. * M_PI * rim * height * strength));
        EXPECT_NEAR(disc.crack_area(), n * rim * height, 1e-12 * n * rim * height);
        const std::string name =
            std::to_string(n) +
            (softening == materials::Softening::linear ? " cracks, linear, cells " : " cracks, exponential, cells ") +
            std::to_string(static_cast<int>(1e6 * cell + 0.5)) + " um";
        figures::near("work over toughness times area; " + name, disc.work() / expected, 1., 0.02);
        EXPECT_NEAR(energies.fracture[0], expected, 0.02 * expected);
        EXPECT_LT(std::abs(energies.stored()), 1e-3 * expected);
        EXPECT_LT(disc.opening_error(), 1e-3);
      }
}

TEST(RingFracture, UnloadingSpendsNothingAndReloadingGoesOn) {
  const double end = apart(2);
  Disc disc(2, 10e-6, materials::Softening::exponential);
  disc.pull(0.05 * end, 60);
  const double peak_force = disc.force(), spent = disc.energies().fracture[0];
  const double total_before = disc.work();
  ASSERT_GT(spent, 0.);
  disc.pull(0.025 * end, 30);
  EXPECT_NEAR(disc.energies().fracture[0], spent, 1e-12 * spent);
  EXPECT_LT(disc.force(), peak_force);
  const double half_force = disc.force();
  disc.pull(1e-4 * end, 30);
  EXPECT_NEAR(disc.energies().fracture[0], spent, 1e-12 * spent);
  EXPECT_LT(disc.force(), 0.02 * peak_force);
  disc.pull(0.05 * end, 60);
  std::printf("[ figures  ] force at the turn %.6f of the one before unloading, half way %.4f; closed loop %.1e of the "
              "work\n",
              disc.force() / peak_force, half_force / peak_force, (disc.work() - total_before) / total_before);
  figures::near("force after unloading and reloading over the one before", disc.force() / peak_force, 1., 1e-4);
  EXPECT_NEAR(disc.work(), total_before, 0.01 * total_before);
  disc.pull(end, 380);
  const double expected = toughness * 2. * rim * height;
  EXPECT_NEAR(disc.work(), expected, 0.02 * expected);
}

} // namespace
} // namespace acumen::stepping
