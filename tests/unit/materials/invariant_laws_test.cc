#include "materials/laws/gent.h"
#include "materials/laws/holzapfel_gasser_ogden.h"
#include "materials/laws/neo_hookean.h"
#include "tests/support/expect_rejected.h"
#include "tests/support/material_drivers.h"

#include <gtest/gtest.h>

namespace acumen::materials {
namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();

double gent_energy(const Gent& law, double stretch) {
  return respond(law, right_cauchy_green(diagonal(stretch, 1. / std::sqrt(stretch), 1. / std::sqrt(stretch)))).energy;
}

TEST(Gent, LocksAtTheLimitAndNeverAnswersNaN) {
  // I1_bar = 3 + J_m at lambda = 2 for J_m = 4 + 1 - 3
  const Gent law{0.2e6, 2.};
  EXPECT_TRUE(std::isfinite(gent_energy(law, 2. - 1e-9)));
  EXPECT_GT(gent_energy(law, 2. - 1e-9), gent_energy(law, 1.99));
  EXPECT_EQ(gent_energy(law, 2. + 1e-9), infinity);
  EXPECT_EQ(gent_energy(law, 10.), infinity);
}

TEST(Gent, WithoutLimitIsNeoHookean) {
  RandomStates random(3);
  const auto c = right_cauchy_green(random.deformation_gradient(0.3, false));
  const auto gent = respond(Gent{0.2e6, 1e14}, c), reference = respond(NeoHookean{0.2e6}, c);
  EXPECT_NEAR(gent.energy, reference.energy, 1e-12 * reference.energy);
  EXPECT_NEAR((gent.material_tangent - reference.material_tangent).norm(), 0.,
              1e-12 * reference.material_tangent.norm());
}

HolzapfelGasserOgden aligned_fibres(double dispersion) {
  return {0.1e6, 0.3e6, 1.5, dispersion, dealii::Tensor<1, 3>({1., 0., 0.}), dealii::Tensor<1, 3>({1., 0., 0.})};
}

TEST(HolzapfelGasserOgden, FibresCarryTensionOnly) {
  const NeoHookean matrix{0.1e6};
  for (const double dispersion : {0., 0.2}) {
    const auto law = aligned_fibres(dispersion);
    EXPECT_NEAR(uniaxial_stress(law, 0.9), uniaxial_stress(matrix, 0.9), 1e-12 * 0.1e6);
    EXPECT_GT(uniaxial_stress(law, 1.1), 1.1 * uniaxial_stress(matrix, 1.1));
  }
}

TEST(HolzapfelGasserOgden, StressIsContinuousWhereFibresSwitch) {
  const NeoHookean matrix{0.1e6};
  // E = 0 at rest; a strain of 1e-8 on the taut side may add no more than k1 times the strain.
  EXPECT_NEAR(uniaxial_stress(aligned_fibres(0.1), 1. + 1e-8), uniaxial_stress(matrix, 1. + 1e-8), 10. * 0.3e6 * 1e-8);
}

TEST(HolzapfelGasserOgden, FullDispersionForgetsTheDirection) {
  auto law = aligned_fibres(1. / 3.);
  RandomStates random(5);
  const auto c = right_cauchy_green(random.deformation_gradient(0.3, false));
  const auto along = respond(law, c);
  law.first_fibre = law.second_fibre = dealii::Tensor<1, 3>({0., 0., 1.});
  EXPECT_NEAR((respond(law, c).material_tangent - along.material_tangent).norm(), 0.,
              1e-12 * along.material_tangent.norm());
}

TEST(HolzapfelGasserOgden, WithoutStiffeningIsTheLimitOfLittleStiffening) {
  auto law = aligned_fibres(0.1);
  law.k2 = 0.;
  const double limit = uniaxial_stress(law, 1.3);
  law.k2 = 1e-9;
  EXPECT_NEAR(uniaxial_stress(law, 1.3), limit, 1e-8 * limit);
}

TEST(HolzapfelGasserOgden, OverflowCostsInfiniteEnergy) {
  EXPECT_EQ(respond(aligned_fibres(0.), right_cauchy_green(diagonal(20., 0.2, 0.25))).energy, infinity);
}

TEST(InvariantLaws, RejectImpossibleParameters) {
  EXPECT_THROW(NeoHookean{}.validate(), std::invalid_argument);
  EXPECT_THROW(NeoHookean{-1.}.validate(), std::invalid_argument);
  EXPECT_THROW((Gent{1e5, 0.}.validate()), std::invalid_argument);
  EXPECT_NO_THROW(aligned_fibres(0.1).validate());
  auto crooked = aligned_fibres(0.1);
  crooked.second_fibre *= 2.;
  EXPECT_THROW(crooked.validate(), std::invalid_argument);
  base::expect_rejected([] { aligned_fibres(0.5).validate(); }, {"dispersion is 0.5", "at most 0.333333"});
}

} // namespace
} // namespace acumen::materials
