// A small insertion through puncture and back out: forces, energies, friction and pressures all the way.
#include "solver/stepping/insertion.h"

#include "meshes/needle/shapes.h"
#include "tests/support/elastic_problem.h"
#include "tests/support/figure.h"
#include "tests/support/weak_skin.h"
#include "tests/verification/stepping/checkerboard.h"

namespace acumen::stepping {
namespace {

constexpr double um = 1e-6, tip_radius = 15 * um;

InsertionProblem small_skin() {
  InsertionProblem problem = weak_skin(meshes::cone({tip_radius, 100 * um, 250 * um}), tip_radius);
  problem.programme = {{LoadPhase::Kind::travel, 150 * um, 1e-3, 0.}, {LoadPhase::Kind::withdraw, 0., 1e-3, 0.}};
  return problem;
}

/// Checkerboard share of the pressures in each layer's columns under and beside the needle, the largest of the layers.
double pressure_checkerboard(const Insertion& insertion) {
  double largest = 0.;
  const auto& model = insertion.model();
  const auto& state = insertion.state().skin;
  for (unsigned int layer = 1; layer < model.layers().size(); ++layer) {
    PlacedField field;
    for (unsigned int c = 0; c < model.elements().size(); ++c) {
      const auto& element = model.elements()[c];
      if (element.layer != layer || element.nodes[0][0] > 100 * um || element.nodes[0][1] < -200 * um)
        continue;
      mechanics::ElementState<2> cell;
      for (unsigned int i = 0; i < 8; ++i)
        cell.displacement[i] = state.displacement[element.dofs[i]];
      cell.opening = insertion.potential().bulk().cracks()[c].opening;
      mechanics::ElementResponse<2> response;
      std::visit(
          [&](const auto& law) {
            mechanics::evaluate_element(element, law, model.layers()[layer].material.volumetric, cell,
                                        materials::Evaluate::energy, response);
          },
          model.layers()[layer].material.isochoric);
      field[{element.column, element.row}] = {response.pressure, element.volume};
    }
    largest = std::max(largest, checkerboard_share(field));
  }
  return largest;
}

TEST(Checkerboard, MeasureFindsAlternationAndNothingElse) {
  PlacedField smooth, mixed;
  for (unsigned int i = 0; i < 20; ++i)
    for (unsigned int j = 0; j < 20; ++j) {
      const double value = std::exp(-0.1 * i) * std::cos(0.25 * j), alternating = (i + j) % 2 == 0 ? 0.1 : -0.1;
      smooth[{i, j}] = {value, 1.};
      mixed[{i, j}] = {value + alternating, 1.};
    }
  double square = 0.;
  for (const auto& [place, cell] : mixed)
    square += cell.value * cell.value / 400.;
  EXPECT_LT(checkerboard_share(smooth), 1e-4);
  EXPECT_NEAR(checkerboard_share(mixed), 0.1 / std::sqrt(square), 1e-3);
}

/// What is watched over the whole run.
struct Extremes {
  double force = 0., closure = 0., step_closure = 0., mismatch = 0., friction_increment = 0., overlap = 0.;
  double smallest_corner = 1., hole_depth = 0.;
  unsigned int snaps = 0, released_without_snap = 0;
};

Extremes extremes(const std::vector<StepRecord>& records) {
  Extremes worst;
  for (std::size_t i = 1; i < records.size(); ++i) {
    const auto& now = records[i];
    const auto& before = records[i - 1];
    const double scale = std::max(now.ledger.external, 1e-3 * records.back().ledger.external);
    worst.force = std::max(worst.force, now.force);
    worst.closure = std::max(worst.closure, std::abs(now.ledger.closure_error()) / scale);
    worst.step_closure =
        std::max(worst.step_closure, std::abs(now.ledger.closure_error() - before.ledger.closure_error()) / scale);
    worst.mismatch = std::max(worst.mismatch, now.reaction_mismatch);
    worst.friction_increment = std::min(worst.friction_increment, now.ledger.friction - before.ledger.friction);
    worst.overlap = std::max(worst.overlap, now.deepest_overlap);
    worst.smallest_corner = std::min(worst.smallest_corner, now.smallest_corner_jacobian);
    worst.hole_depth = std::max(worst.hole_depth, now.hole_depth);
    worst.snaps += now.snapped;
    worst.released_without_snap += !now.snapped && now.ledger.released > before.ledger.released;
    for (unsigned int l = 0; l < now.ledger.fracture.size(); ++l)
      EXPECT_GE(now.ledger.fracture[l], before.ledger.fracture[l]) << "cracks heal in step " << i;
  }
  return worst;
}

TEST(Puncture, ForcesEnergiesAndPressuresAreSound) {
  Insertion insertion(small_skin());
  double checkerboard = 0.;
  const auto outcome = insertion.run([&](const Insertion& run) {
    if (run.records().back().travel > 20 * um && run.records().back().phase == 0)
      checkerboard = std::max(checkerboard, pressure_checkerboard(run));
    return true;
  });
  EXPECT_EQ(outcome, InsertionOutcome::completed) << insertion.diagnosis().reason << insertion.diagnosis().place;
  const auto& records = insertion.records();
  const Extremes worst = extremes(records);
  const auto& ledger = records.back().ledger;
  std::printf(
      "[ figures  ] %u unknowns, %zu steps, largest force %.3f mN, hole %.0f um deep; work %.4g nJ = stored %.4g + "
      "fracture %.4g + friction %.4g + released %.4g\n",
      insertion.model().n_dofs(), records.size() - 1, 1e3 * worst.force, 1e6 * worst.hole_depth, 1e9 * ledger.external,
      1e9 * ledger.stored, 1e9 * ledger.fracture_total(), 1e9 * ledger.friction, 1e9 * ledger.released);
  std::printf("[ figures  ] ledger open by %.2e of the work at worst, %.2e in any step; contact force against reaction "
              "%.1e; overlap %.3f of the tip radius; smallest corner Jacobian %.3f\n",
              worst.closure, worst.step_closure, worst.mismatch, worst.overlap / tip_radius, worst.smallest_corner);
  std::printf("[ figures  ] least friction work in a step %.1e nJ; %u steps flagged as snaps; checkerboard %.4f of the "
              "pressure\n",
              1e9 * worst.friction_increment, worst.snaps, checkerboard);
  EXPECT_GT(worst.hole_depth, 20 * um) << "the horny layer was not punctured";
  EXPECT_GT(ledger.fracture[0], 0.);
  EXPECT_GT(ledger.fracture[1], 0.);
  figures::at_most("energy ledger open through a puncture, share of the work", worst.closure, 0.01);
  figures::at_most("energy ledger open in any one step, share of the work", worst.step_closure, 0.01);
  figures::at_most("contact force off the support's reaction", worst.mismatch, 1e-6);
  EXPECT_GE(worst.friction_increment, 0.);
  figures::at_most("skin inside the needle, share of the tip radius", worst.overlap / tip_radius, 0.02);
  EXPECT_GT(worst.smallest_corner, 0.);
  EXPECT_GE(worst.snaps, 1u);
  EXPECT_EQ(worst.released_without_snap, 0u);
  figures::at_most("pressure checkerboard, share of the pressure", checkerboard, 0.05);
}

TEST(Puncture, TouchesAStiffWideBodyLightly) {
  // A film of 3 MPa, centimetres wide: what energies differ by at the first touch is below their rounding.
  auto problem = small_skin();
  problem.mesh.radius = 20e-3;
  for (auto& layer : problem.layers) {
    layer.material.isochoric = materials::NeoHookean{3.3e6};
    layer.material.volumetric.bulk_modulus = 1e9;
  }
  problem.programme = {{LoadPhase::Kind::travel, 3 * um, 1e-3, 0.}};
  Insertion insertion(problem);
  EXPECT_EQ(insertion.run([](const Insertion&) { return true; }), InsertionOutcome::completed)
      << insertion.diagnosis().reason;
  unsigned int most = 0;
  for (const StepRecord& record : insertion.state().records)
    most = std::max(most, record.iterations);
  EXPECT_LT(most, 60u);
}

TEST(Puncture, WithdrawsUntilClingingSkinLetsGo) {
  // With so much friction the skin is lifted above where it was touched first.
  auto problem = small_skin();
  problem.contact.friction_coefficient = 0.6;
  problem.programme.front().target = 200 * um;
  Insertion insertion(problem);
  EXPECT_EQ(insertion.run([](const Insertion&) { return true; }), InsertionOutcome::completed)
      << insertion.diagnosis().reason;
  const auto& records = insertion.records();
  EXPECT_LT(records.back().travel, 0.) << "nothing clung";
  EXPECT_LT(records[records.size() - 3].force, 0.);
  EXPECT_EQ(records.back().force, 0.);
  EXPECT_EQ(records.back().penetration_depth, 0.);
}

TEST(Puncture, StopsWithADiagnosis) {
  // Two iterations are never enough: the step is cut down to its smallest and the run says where and why.
  auto problem = small_skin();
  problem.stepping.minimiser.max_iterations = problem.stepping.minimiser.max_iterations_of_snap = 2;
  problem.stepping.smallest_step = 0.5 * problem.stepping.first_step;
  Insertion insertion(problem);
  EXPECT_EQ(insertion.run([](const Insertion&) { return true; }), InsertionOutcome::not_converged);
  EXPECT_NE(insertion.diagnosis().reason.find("no equilibrium within 2 iterations"), std::string::npos)
      << insertion.diagnosis().reason;
  EXPECT_NE(insertion.diagnosis().place.find("layer"), std::string::npos) << insertion.diagnosis().place;
  EXPECT_FALSE(insertion.diagnosis().advice.empty());
}

} // namespace
} // namespace acumen::stepping
