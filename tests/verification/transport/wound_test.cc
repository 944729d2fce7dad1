// What transport takes over of the wound: slits as holes of equal exchange, swollen needles, amounts that stay
// positive.
#include "solver/transport/deficits.h"
#include "solver/transport/delivery.h"
#include "solver/transport/permeation.h"
#include "tests/verification/transport/sample_skin.h"

#include <Eigen/Dense>
#include <gtest/gtest.h>

#include <cmath>
#include <complex>

namespace acumen::transport {
namespace {

/// Logarithmic capacity of n evenly spaced slits of length 1 from one point, by collocation: the equilibrium measure
/// makes sum_j q_j mean(log |x_i - y|) over panel j the same everywhere; its exponential is the capacity.
double capacity_of_star(const unsigned int n) {
  constexpr int panels = 300;
  const auto edge = [](const int i) { // panels narrow towards the tip, where the charge is singular
    const double s = double(i) / panels;
    return 1. - (1. - s) * (1. - s);
  };
  Eigen::MatrixXd A = Eigen::MatrixXd::Zero(panels + 1, panels + 1);
  Eigen::VectorXd b = Eigen::VectorXd::Zero(panels + 1);
  const auto own = [](const double h) { return std::log(0.5 * h) - 1.; }; // mean of log |x| over a centred panel
  for (int i = 0; i < panels; ++i) {
    const double x = 0.5 * (edge(i) + edge(i + 1));
    for (int j = 0; j < panels; ++j) {
      const double y = 0.5 * (edge(j) + edge(j + 1));
      for (unsigned int arm = 0; arm < n; ++arm)
        A(i, j) += arm == 0 && i == j ? own(edge(j + 1) - edge(j))
                                      : std::log(std::abs(x - std::polar(y, 2. * M_PI * arm / n)));
    }
    A(i, panels) = -1.;
    A(panels, i) = n;
  }
  b[panels] = 1.;
  return std::exp(A.partialPivLu().solve(b)[panels]);
}

class Star : public testing::TestWithParam<unsigned int> {};

// The wall's radius of a hole that has closed but for its slits.
TEST_P(Star, ExchangesLikeAHoleOfItsCapacity) {
  const unsigned int n = GetParam();
  const double length = 80e-6;
  const WoundedSkin skin = skin_with_open_hole(test::layers(), {{0., 1e-6, length, 2e-10}}, n, 200e-6, 500e-6);
  EXPECT_NEAR(skin.hole_at(100e-6).radius / length, capacity_of_star(n), 5e-3);
}

INSTANTIATE_TEST_SUITE_P(Wound, Star, testing::Values(1u, 2u, 3u, 4u, 6u));

TEST(Wound, OpenHoleIsWhatTheCracksLeave) {
  const WoundedSkin skin = skin_with_open_hole(
      test::layers(), {{0., 40e-6, 30e-6, 1.5e-9}, {50e-6, 10e-6, 60e-6, 4e-10}}, 2, 150e-6, 500e-6);
  EXPECT_NEAR(skin.hole_at(25e-6).radius, 20e-6, 1e-9); // wider than half the slits' reach
  EXPECT_NEAR(skin.hole_at(25e-6).area, 1.5e-9, 1e-15);
  EXPECT_NEAR(skin.hole_at(100e-6).radius, 30e-6, 1e-9);
  EXPECT_NEAR(skin.hole_at(100e-6).area, 4e-10, 1e-15);
  EXPECT_EQ(skin.hole.back().area, 0.);
  EXPECT_TRUE(skin.needle.empty());
  EXPECT_THROW(skin_with_open_hole(test::layers(), {}, 0, 150e-6, 500e-6), std::invalid_argument);
}

TEST(Wound, SwollenNeedleGrowsSidewaysWithinItsCell) {
  const WoundedSkin dry = test::cone_in_skin();
  const WoundedSkin wet = with_swollen_needle(dry, 0.44);
  EXPECT_DOUBLE_EQ(wet.depth(), dry.depth());
  EXPECT_NEAR(wet.hole_at(100e-6).radius, 1.2 * dry.hole_at(100e-6).radius, 1e-12);
  EXPECT_NEAR(wet.hole_at(0.).area, 1.44 * dry.hole_at(0.).area, 1e-6 * dry.hole_at(0.).area);
  EXPECT_NEAR(with_swollen_needle(dry, 1e4).hole_at(0.).radius, 0.8 * dry.cell_radius, 1e-12);
}

// A gel that takes up more water conducts a wider stream.
TEST(Delivery, SwellingLetsMoreThrough) {
  Polymer stiff = test::polymer(), soft = test::polymer();
  stiff.swelling_mass = 0.;
  soft.swelling_mass = 1.;
  const auto settings = test::settings(DeliverySystem::hydrogel);
  const double less = deliver(test::cone_in_skin(), test::small_drug(), stiff, settings, {}).delivered_share(1800.);
  const double more = deliver(test::cone_in_skin(), test::small_drug(), soft, settings, {}).delivered_share(1800.);
  EXPECT_GT(more, 1.2 * less);
  EXPECT_LT(more, 3. * less);
}

// Measured at 37 degC: mannitol, sucrose, formamide, dextrans (Table 1 of PMC8145727); insulin, ovalbumin, albumin from
// general knowledge, 20 or 25 degC brought to 37 degC by T/viscosity.
TEST(Permeation, WaterDiffusivityAgreesWithMeasuredOnes) {
  const std::vector<std::pair<double, double>> measured = {{45.04, 2.20e-5},  {182.2, 0.91e-5}, {342.3, 0.72e-5},
                                                           {4457., 1.57e-6},  {9479., 1.06e-6}, {5808., 2.0e-6},
                                                           {44300., 1.19e-6}, {66500., 0.92e-6}};
  for (const auto& [mass, diffusivity] : measured) {
    const double ratio = water_diffusivity(1e-3 * mass) / (1e-4 * diffusivity);
    EXPECT_TRUE(ratio > 1. / 1.6 && ratio < 1.6) << mass << " g/mol: " << ratio;
    EXPECT_LT(dermal_diffusivity(1e-3 * mass), water_diffusivity(1e-3 * mass));
  }
}

/// A chain of five nodes, one of which loses to a ledger.
DiffusionSystem chain() {
  DiffusionSystem system;
  for (const double capacity : {1., 2., 1., 3., 1.})
    system.add_node(capacity);
  for (unsigned int i = 0; i < 4; ++i)
    system.connect(i, i + 1, 1.);
  system.n_ledgers = 1;
  system.losses.push_back({4, 1., 0});
  return system;
}

TEST(Deficits, AreFilledFromNeighboursAndNothingIsLost) {
  const DiffusionSystem system = chain();
  DiffusionState state = initial_state(system);
  state.concentration = {-0.1, -0.2, 1., -0.05, 0.4};
  state.ledgers = {-0.1};
  const double before = total_amount(system, state);
  EXPECT_GT(fill_deficits(system, neighbours_of(system), state), 0.);
  EXPECT_NEAR(total_amount(system, state), before, 1e-15);
  for (const double u : state.concentration)
    EXPECT_GE(u, 0.);
  EXPECT_EQ(state.ledgers[0], 0.);
  EXPECT_LT(state.concentration[4], 0.4 - 0.1 + 1e-15); // paid for the ledger
}

TEST(Deficits, StayWhereThereIsNothingToFillThem) {
  const DiffusionSystem system = chain();
  DiffusionState state = initial_state(system);
  state.concentration = {0., 0., -1., 0., 0.};
  fill_deficits(system, neighbours_of(system), state);
  EXPECT_DOUBLE_EQ(total_amount(system, state), -1.);
}

} // namespace
} // namespace acumen::transport
