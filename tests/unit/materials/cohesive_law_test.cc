#include "materials/cohesive/cohesive_law.h"
#include "tests/support/expect_rejected.h"
#include "tests/support/material_drivers.h"

#include <gtest/gtest.h>

namespace acumen::materials {
namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();

class EverySoftening : public ::testing::TestWithParam<Softening> {
protected:
  CohesiveLaw law{20e6, 2000., 0.05e-6, GetParam()};
};

TEST_P(EverySoftening, AreaUnderTheEnvelopeIsTheFractureEnergy) {
  // Trapezoids of the traction alone, so that the potential is not checked against itself; 40 characteristic openings.
  double area = 0.;
  const int steps = 2000000;
  const double width = 40. * law.energy / law.strength / steps;
  for (int i = 0; i < steps; ++i)
    area += 0.5 * width * (law.evaluate(i * width, 0.).traction + law.evaluate((i + 1) * width, 0.).traction);
  EXPECT_NEAR(area, law.energy, 1e-6 * law.energy);
  EXPECT_EQ(law.dissipated_energy(infinity), law.energy);
  EXPECT_EQ(law.damage(infinity), 1.);
  EXPECT_EQ(law.evaluate(infinity, 0.).potential, law.energy);
}

TEST_P(EverySoftening, ReachesItsStrengthAndSoftens) {
  EXPECT_DOUBLE_EQ(law.evaluate(law.initial_opening, 0.).traction, law.strength);
  EXPECT_LT(law.evaluate(1.1 * law.initial_opening, 0.).traction, law.strength);
  EXPECT_DOUBLE_EQ(law.evaluate(0., 0.).slope, law.strength / law.initial_opening);
}

TEST_P(EverySoftening, TractionAndSlopeAreDerivativesToSecondOrder) {
  for (const double largest : {0., 0.03e-6, 60e-6})
    for (const double opening : {0.02e-6, 20e-6, 90e-6}) {
      const auto response = law.evaluate(opening, largest);
      const auto potential_rate =
          central_difference_rate([&](double h) { return law.evaluate(opening * (1. + h), largest).potential; },
                                  response.traction * opening, 0.1);
      const auto traction_rate = central_difference_rate(
          [&](double h) { return law.evaluate(opening * (1. + h), largest).traction; }, response.slope * opening, 0.1);
      // Straight branches are exact at once; the rest must converge with order 2.
      EXPECT_TRUE(potential_rate.error < 1e-7 || std::abs(potential_rate.order - 2.) < 0.1)
          << opening << " " << largest;
      EXPECT_TRUE(traction_rate.error < 1e-7 || std::abs(traction_rate.order - 2.) < 0.1) << opening << " " << largest;
    }
}

TEST_P(EverySoftening, UnloadsToTheOriginAndReloadsOntoTheEnvelope) {
  const double largest = 40e-6;
  const auto peak = law.evaluate(largest, 0.);
  EXPECT_NEAR(law.evaluate(largest / 2., largest).traction, peak.traction / 2., 1e-9 * law.strength);
  EXPECT_EQ(law.evaluate(0., largest).traction, 0.);
  EXPECT_DOUBLE_EQ(law.evaluate(0., largest).potential, law.dissipated_energy(largest));
  // Potential and traction are continuous where unloading meets the envelope.
  const double below = largest * (1. - 1e-12);
  EXPECT_NEAR(law.evaluate(below, largest).potential, peak.potential, 1e-9 * peak.potential);
  EXPECT_NEAR(law.evaluate(below, largest).traction, peak.traction, 1e-9 * peak.traction);
  // Beyond the largest opening the history is forgotten.
  EXPECT_EQ(law.evaluate(2. * largest, largest).potential, law.evaluate(2. * largest, 0.).potential);
}

TEST_P(EverySoftening, PotentialIsRecoverablePlusDissipatedEnergy) {
  for (const double largest : {0., 0.04e-6, 1e-6, 50e-6, 500e-6})
    for (const double opening : {0.01e-6, 1e-6, 30e-6, 300e-6}) {
      const double reached = std::max(opening, largest);
      EXPECT_NEAR(law.evaluate(opening, largest).potential,
                  law.recoverable_energy(opening, largest) + law.dissipated_energy(reached), 1e-12 * law.energy);
    }
}

TEST_P(EverySoftening, DamageOnlyGrows) {
  EXPECT_EQ(law.damage(0.), 0.);
  EXPECT_EQ(law.damage(law.initial_opening), 0.);
  double last = 0.;
  for (double largest = 0.06e-6; largest < 150e-6; largest *= 1.3) {
    EXPECT_GT(law.damage(largest), last);
    EXPECT_LE(law.damage(largest), 1.);
    last = law.damage(largest);
  }
}

INSTANTIATE_TEST_SUITE_P(Cohesive, EverySoftening, ::testing::Values(Softening::exponential, Softening::linear));

TEST(CohesiveLaw, LinearSofteningEndsAtItsFinalOpening) {
  const CohesiveLaw law{20e6, 2000., 0.05e-6, Softening::linear};
  EXPECT_DOUBLE_EQ(law.final_opening(), 200e-6);
  EXPECT_GT(law.evaluate(199e-6, 0.).traction, 0.);
  EXPECT_EQ(law.evaluate(201e-6, 0.).traction, 0.);
  EXPECT_EQ(law.evaluate(50e-6, 201e-6).traction, 0.);
  EXPECT_EQ(law.damage(201e-6), 1.);
}

TEST(CohesiveLaw, InfiniteStrengthCannotOpen) {
  const CohesiveLaw law;
  EXPECT_FALSE(law.can_crack());
  EXPECT_NO_THROW(law.validate());
  EXPECT_EQ(law.evaluate(0., 0.).potential, 0.);
  EXPECT_EQ(law.evaluate(0., 0.).traction, 0.);
  EXPECT_EQ(law.evaluate(1e-12, 0.).potential, infinity);
}

TEST(CohesiveLaw, RejectsAnEnergySpentBeforeTheStrengthIsReached) {
  EXPECT_NO_THROW((CohesiveLaw{20e6, 2000.}.validate()));
  EXPECT_THROW((CohesiveLaw{-20e6, 2000.}.validate()), std::invalid_argument);
  EXPECT_THROW((CohesiveLaw{20e6, 2000., 0.}.validate()), std::invalid_argument);
  EXPECT_THROW((CohesiveLaw{20e6}.validate()), std::invalid_argument);
  base::expect_rejected(
      [] {
        CohesiveLaw{20e6, 0.4}.validate();
      },
      {"fracture energy is 0.4 J/m^2 but must be greater than 0.5 J/m^2"});
}

} // namespace
} // namespace acumen::materials
