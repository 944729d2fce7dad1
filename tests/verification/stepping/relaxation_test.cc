// A viscoelastic block, stretched and held: the force falls by the Prony factors, and the ledger closes.
#include "tests/support/elastic_problem.h"
#include "tests/support/figure.h"

namespace acumen::stepping {
namespace {

const materials::PronySeries series{{{0.79, 0.25}, {0.27, 5.}}};
constexpr double shear_modulus = 1e5;

/// A plane-strain block of 1 m x 1 m, its left and right edges held and pulled apart, stepped in real time.
class Block {
public:
  explicit Block(const bool slides)
      : problem_({material()}, mechanics::Symmetry::plane_strain, square(), shear_modulus, 1e-9) {
    for (const Node& node : nodes_of(problem_.model)) {
      const bool left = node.position[0]<1e-9, right = node.position[0]> 1. - 1e-9;
      if (left || right)
        problem_.model.constrain(node.dofs[0]);
      if (slides ? node.position[1] < 1e-9 : left || right)
        problem_.model.constrain(node.dofs[1]);
      if (right)
        pulled_.push_back(node.dofs[0]);
    }
  }
  void step(const double duration, const double extension) {
    for (const Node& node : nodes_of(problem_.model))
      problem_.displacement[node.dofs[0]] += (extension - extension_) * node.position[0];
    for (const unsigned int i : pulled_)
      problem_.displacement[i] = extension;
    auto& potential = problem_.potential;
    potential.begin_step(duration, {});
    const auto report = problem_.minimiser.minimise(potential, problem_.displacement);
    ASSERT_TRUE(report.converged) << report.reason;
    std::vector<double> gradient;
    potential.gradient(problem_.displacement, gradient);
    double force = 0.;
    for (const unsigned int i : pulled_)
      force += gradient[i];
    work_ += 0.5 * (force + force_) * (extension - extension_);
    viscous_ += potential.commit_step(problem_.displacement).viscous;
    force_ = force;
    extension_ = extension;
  }
  double force() const { return force_; }
  double work() const { return work_; }
  double viscous() const { return viscous_; }
  double stored() const { return problem_.potential.energy_content().stored(); }

private:
  static materials::Material material() {
    auto result = elastic_material(materials::Ogden{{{shear_modulus, 9.}}}, 5e3 * shear_modulus);
    result.viscoelasticity = series;
    return result;
  }
  static const dealii::Triangulation<2>& square() {
    static dealii::Triangulation<2> triangulation;
    if (triangulation.n_levels() == 0)
      dealii::GridGenerator::subdivided_hyper_cube(triangulation, 6);
    return triangulation;
  }

  ElasticProblem problem_;
  std::vector<unsigned int> pulled_;
  double extension_ = 0., force_ = 0., work_ = 0., viscous_ = 0.;
};

TEST(Relaxation, HomogeneousBlockRelaxesByThePronyFactors) {
  Block block(true);
  const double ramp = 1e-5;
  for (int i = 1; i <= 10; ++i)
    block.step(0.1 * ramp, 0.02 * i);
  std::vector<std::pair<double, double>> history{{ramp, block.force()}};
  double duration = 0.01;
  for (int i = 0; i < 25; ++i, duration *= 1.4) {
    block.step(duration, 0.2);
    history.emplace_back(history.back().first + duration, block.force());
  }
  block.step(std::numeric_limits<double>::infinity(), 0.2);
  double worst = 0.;
  for (const auto& [time, force] : history) {
    double expected = 1.;
    for (const auto& term : series.terms)
      expected += term.weight * std::exp(-time / term.relaxation_time);
    worst = std::max(worst, std::abs(force / block.force() - expected));
  }
  std::printf(
      "[ figures  ] force at once %.4f of the relaxed one (expected 2.06); worst difference over the hold %.1e\n",
      history.front().second / block.force(), worst);
  // U(J) does not relax, so that the free side shifts by about mu/K while the force falls.
  figures::at_most("relaxing force off the Prony series", worst, 2e-3);
}

/// Ledger's closing error, relative to the work done, for a ramp of the given number of steps and a hold.
double closing_error(const int steps) {
  Block block(false);
  for (int i = 1; i <= steps; ++i)
    block.step(0.5 / steps, 0.25 * i / steps);
  for (int i = 0; i < 5; ++i)
    block.step(0.5, 0.25);
  EXPECT_GT(block.viscous(), 0.1 * block.work());
  return std::abs(block.work() - block.stored() - block.viscous()) / block.work();
}

TEST(Relaxation, LedgerCloses) {
  const double coarse = closing_error(10), fine = closing_error(20);
  std::printf("[ figures  ] work - stored - viscous: %.2e of the work in 10 steps, %.2e in 20\n", coarse, fine);
  figures::at_most("viscous ledger open, share of the work", fine, 0.01);
  EXPECT_LT(fine, coarse);
}

} // namespace
} // namespace acumen::stepping
