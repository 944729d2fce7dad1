// Whole deliveries: amounts add up node by node, needles dissolve like the closed form, answers settle with the mesh.
#include "solver/transport/delivery.h"
#include "solver/transport/dissolution.h"
#include "solver/transport/plasma.h"
#include "tests/verification/transport/sample_skin.h"

#include <gtest/gtest.h>

#include <cmath>

namespace acumen::transport {
namespace {

using test::cone_in_skin;

class EverySystem : public testing::TestWithParam<DeliverySystem> {};

TEST_P(EverySystem, ConservesTheDoseNodeByNode) {
  const auto settings = test::settings(GetParam());
  const Delivery delivery = deliver(cone_in_skin(), test::small_drug(), test::polymer(), settings, {});
  EXPECT_LT(delivery.statistics.largest_local_residual, 1e-6);
  EXPECT_LT(delivery.statistics.largest_total_error, 1e-6);
  double delivered = 0.;
  for (const DeliveryRecord& record : delivery.history) {
    EXPECT_NEAR(record.total() / delivery.dose, 1., 1e-6) << record.time;
    // What is infused lies in the tissue at once and can only go back from there.
    if (GetParam() != DeliverySystem::hollow) {
      EXPECT_GE(record.delivered(), delivered * (1. - 1e-6));
    }
    EXPECT_GE(record.needle, 0.);
    delivered = record.delivered();
  }
  EXPECT_GT(delivered, 1e-3 * delivery.dose);
  EXPECT_GT(delivery.statistics.lowest_concentration, -5e-3 * test::small_drug().solubility);
  RecordProperty("steps", static_cast<int>(delivery.statistics.steps));
}

INSTANTIATE_TEST_SUITE_P(Delivery, EverySystem,
                         testing::Values(DeliverySystem::poke_and_patch, DeliverySystem::coated,
                                         DeliverySystem::dissolving, DeliverySystem::hydrogel, DeliverySystem::hollow));

// In surroundings that never fill, a cone shrinks to similar cones.
TEST(Dissolution, ConeFollowsItsClosedForm) {
  const double depth = 400e-6, radius = 80e-6, angle = std::atan(radius / depth);
  Drug drug = test::small_drug();
  drug.solubility = 1e9;
  auto settings = test::settings(DeliverySystem::dissolving);
  settings.duration = settings.wear_time = 1000.;
  DeliveryOptions options;
  options.integrator.tolerance = 1e-6;
  const Delivery delivery = deliver(cone_in_skin(depth, radius), drug, test::polymer(), settings, options);
  double largest = 0.;
  for (const DeliveryRecord& record : delivery.history) {
    const double exact = dissolved_share_of_cone(radius, angle, test::polymer().front_speed * record.time);
    largest = std::max(largest, std::abs(1. - record.needle / delivery.dose - exact));
  }
  EXPECT_LT(largest, 0.003);
  EXPECT_EQ(delivery.history.back().needle, 0.);
}

TEST(Dissolution, OutlineIntegralAgreesWithTheCone) {
  const double depth = 400e-6, radius = 80e-6, angle = std::atan(radius / depth);
  for (const double share : {0.1, 0.5, 0.9, 1.5})
    EXPECT_NEAR(dissolved_share({{0., radius, 0.}, {depth, 0., 0.}}, share * radius * std::cos(angle)),
                dissolved_share_of_cone(radius, angle, share * radius * std::cos(angle)), 2e-3);
  const NeedleSlice whole = whole_slice({{0., radius, 0.}, {depth, 0., 0.}});
  EXPECT_NEAR(whole.volume, M_PI / 3. * radius * radius * depth, 1e-9 * whole.volume);
  EXPECT_NEAR(whole.area, M_PI * radius * std::hypot(radius, depth), 1e-9 * whole.area);
}

// A film recedes evenly: its mass falls linearly and is gone after thickness over speed.
TEST(Dissolution, FilmRecedesEvenly) {
  Drug drug = test::small_drug();
  drug.solubility = 1e9;
  auto settings = test::settings(DeliverySystem::coated);
  settings.duration = settings.wear_time = 100.;
  const Delivery delivery = deliver(cone_in_skin(), drug, test::polymer(), settings, {});
  const double gone = settings.coating_thickness / test::polymer().front_speed;
  for (const DeliveryRecord& record : delivery.history)
    EXPECT_NEAR(record.needle / delivery.dose, std::max(0., 1. - record.time / gone), 1e-3) << record.time;
}

// What is pumped in arrives evenly, whatever the drug's solubility.
TEST(Delivery, InfusionLastsAsLongAsItTakes) {
  Drug drug = test::small_drug();
  drug.solubility = 1.;
  auto settings = test::settings(DeliverySystem::hollow);
  settings.infusion_time = 60.;
  const Delivery delivery = deliver(cone_in_skin(), drug, test::polymer(), settings, {});
  for (const DeliveryRecord& record : delivery.history)
    EXPECT_NEAR(record.needle / delivery.dose, std::max(0., 1. - record.time / 60.), 1e-3) << record.time;
  EXPECT_LT(delivery.statistics.largest_total_error, 1e-6);
  EXPECT_NEAR(delivery.time_to(0.5), 30., 1.);
}

// A conductance that opens as 1 - exp(-t/tau) between a large reservoir and a sink passes
// G u (t - tau (1 - exp(-t/tau))).
TEST(Delivery, SwellingGelOpensLikeItsClosedForm) {
  DiffusionSystem system;
  const double G = 1e-14, tau = 600., end = 1800.;
  const unsigned int reservoir = system.add_node(1.), gel = system.add_node(1e-18), group = system.add_group();
  system.connect(reservoir, gel, G, group);
  system.n_ledgers = 1;
  system.losses.push_back({gel, 1e-6, 0});
  system.factor_in_time = [&](const unsigned int g, const double t) {
    return g == group ? 1. - std::exp(-t / tau) : 1.;
  };
  DiffusionState state = initial_state(system);
  state.concentration[reservoir] = 1.;
  const double exact = G * (end - tau * (1. - std::exp(-end / tau)));
  IntegratorParameters parameters;
  parameters.tolerance = 1e-5;
  parameters.largest_step = 60.;
  TimeIntegrator integrator(system, exact, parameters);
  integrator.advance(state, end);
  EXPECT_NEAR(state.ledgers[0] / exact, 1., 2e-3);
}

// A drug that hardly dissolves holds the needle's front back.
TEST(Dissolution, SaturationSlowsTheFront) {
  Drug drug = test::small_drug();
  drug.solubility = 1.;
  auto settings = test::settings(DeliverySystem::dissolving);
  const Delivery slow = deliver(cone_in_skin(), drug, test::polymer(), settings, {});
  const Delivery fast = deliver(cone_in_skin(), test::small_drug(), test::polymer(), settings, {});
  EXPECT_GT(slow.history.back().needle, 2. * fast.history.back().needle);
  EXPECT_LT(slow.delivered_share(1800.), 0.5 * fast.delivered_share(1800.));
}

TEST(Delivery, SettlesWithMeshAndTolerance) {
  const auto settings = test::settings(DeliverySystem::dissolving);
  std::vector<double> shares;
  for (const unsigned int refinement : {1u, 2u}) {
    DeliveryOptions options;
    options.mesh.refinement = refinement;
    options.integrator.tolerance = refinement == 1 ? 2e-5 : 2e-6;
    shares.push_back(
        deliver(cone_in_skin(), test::small_drug(), test::polymer(), settings, options).delivered_share(600.));
  }
  EXPECT_NEAR(shares[0], shares[1], 0.01);
}

// Bolus into blood at once: C = dose/V e^(-kt) once everything is taken up.
TEST(Plasma, EndsLikeABolusAfterFastUptake) {
  Delivery delivery;
  delivery.dose = 1e-6;
  for (int i = 0; i <= 1000; ++i)
    delivery.history.push_back({10. * i, 0., 0., 0., 0., i > 0 ? 1e-6 : 0., 0.});
  const Drug drug = test::small_drug();
  const auto plasma = plasma_concentration(delivery, drug, 4.);
  EXPECT_NEAR(plasma.back(), 4e-6 / 0.05 * std::exp(-std::log(2.) * (1e4 - 5.) / 7200.), 1e-3 * plasma.back());
}

TEST(Delivery, RefusesWhatItDoesNotKnow) {
  Polymer polymer = test::polymer();
  polymer.front_speed = unknown;
  EXPECT_THROW(deliver(cone_in_skin(), test::small_drug(), polymer, test::settings(DeliverySystem::dissolving), {}),
               std::invalid_argument);
  WoundedSkin intact = cone_in_skin();
  intact.hole.clear();
  intact.needle.clear();
  EXPECT_THROW(deliver(intact, test::small_drug(), test::polymer(), test::settings(DeliverySystem::dissolving), {}),
               std::invalid_argument);
}

} // namespace
} // namespace acumen::transport
