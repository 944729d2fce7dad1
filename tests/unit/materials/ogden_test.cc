#include "materials/laws/neo_hookean.h"
#include "materials/laws/ogden.h"
#include "tests/support/expect_rejected.h"
#include "tests/support/material_drivers.h"

#include <gtest/gtest.h>

namespace acumen::materials {
namespace {

using Sym2 = dealii::SymmetricTensor<2, 3>;

void expect_same(const StrainEnergyResponse& a, const StrainEnergyResponse& b, double tolerance) {
  EXPECT_NEAR(a.energy, b.energy, tolerance * std::abs(b.energy) + 1e-15 * b.material_tangent.norm());
  EXPECT_NEAR((a.second_piola_kirchhoff_stress - b.second_piola_kirchhoff_stress).norm(), 0.,
              tolerance * b.material_tangent.norm());
  EXPECT_NEAR((a.material_tangent - b.material_tangent).norm(), 0., tolerance * b.material_tangent.norm());
}

TEST(Ogden, WithExponentTwoIsNeoHookean) {
  const NeoHookean reference{0.3e6};
  const Ogden law{{{0.3e6, 2.}}};
  RandomStates random(3);
  for (const bool axisymmetric : {true, false})
    for (int state = 0; state < 100; ++state) {
      const Sym2 c = right_cauchy_green(random.deformation_gradient(0.3, axisymmetric));
      expect_same(respond(law, c), respond(reference, c), 1e-12);
    }
}

/// Q diag(1.7, 1.7 (1 + gap), 0.6) Q^T, turned within the plane of directions 0 and 1, or in space.
Sym2 nearly_equal_stretches(double gap, bool axisymmetric, int place) {
  const std::array<double, 3> squared{1.7, 1.7 * (1. + gap), 0.6};
  const Sym2 c = right_cauchy_green(diagonal(std::sqrt(squared[place % 3]), std::sqrt(squared[(place + 1) % 3]),
                                             std::sqrt(squared[(place + 2) % 3])));
  const double cosine = std::cos(0.4), sine = std::sin(0.4);
  dealii::Tensor<2, 3> q = diagonal(cosine, cosine, 1.);
  q[0][1] = -sine;
  q[1][0] = sine;
  if (!axisymmetric)
    q = RandomStates(5).rotation();
  return symmetrize(q * dealii::Tensor<2, 3>(c) * transpose(q));
}

class NearlyEqualStretches : public ::testing::TestWithParam<std::tuple<bool, int>> {};

TEST_P(NearlyEqualStretches, AgreeWithTheLawThatNeedsNoEigenvalues) {
  const auto [axisymmetric, place] = GetParam();
  for (const double gap : {1e-1, 1e-4, 1e-6, 1e-8, 1e-10, 1e-12, 0.}) {
    const Sym2 c = nearly_equal_stretches(gap, axisymmetric, place);
    expect_same(respond(Ogden{{{0.3e6, 2.}}}, c), respond(NeoHookean{0.3e6}, c), 1e-12);
  }
}

TEST_P(NearlyEqualStretches, MoveStressAndTangentOnlyByTheGap) {
  const auto [axisymmetric, place] = GetParam();
  const Ogden law{{{0.11e6, 9.}, {0.05e6, -4.}}};
  const auto equal = respond(law, nearly_equal_stretches(0., axisymmetric, place));
  for (const double gap : {1e-4, 1e-5, 1e-6, 1e-7, 1e-8, 1e-9, 1e-10, 1e-11, 1e-12}) {
    const auto near = respond(law, nearly_equal_stretches(gap, axisymmetric, place));
    // Smooth: first order in the gap, plus rounding.
    EXPECT_LT((near.material_tangent - equal.material_tangent).norm(),
              (20. * gap + 1e-13) * equal.material_tangent.norm());
    EXPECT_LT((near.second_piola_kirchhoff_stress - equal.second_piola_kirchhoff_stress).norm(),
              (20. * gap + 1e-13) * equal.material_tangent.norm());
  }
}

INSTANTIATE_TEST_SUITE_P(Ogden, NearlyEqualStretches,
                         ::testing::Combine(::testing::Bool(), ::testing::Values(0, 1, 2)));

TEST(Ogden, ClosedFormAndIterativeEigenvectorsAgree) {
  const Ogden law{{{0.11e6, 9.}}};
  RandomStates random(23);
  for (int state = 0; state < 50; ++state) {
    const DeformationGradient f = random.deformation_gradient(0.3, true);
    const auto q = random.rotation();
    // An isotropic law answers Q C Q^T with Q S Q^T.
    const dealii::Tensor<2, 3> stress(respond(law, right_cauchy_green(f)).second_piola_kirchhoff_stress);
    const dealii::Tensor<2, 3> turned(respond(law, right_cauchy_green(f * transpose(q))).second_piola_kirchhoff_stress);
    EXPECT_NEAR((turned - q * stress * transpose(q)).norm(), 0., 1e-11 * stress.norm());
  }
}

TEST(Ogden, KeepsTheDigitsOfSmallEnergies) {
  // W = mu (e_0^2 + e_1^2 + e_2^2) for isochoric logarithmic strains e -> 0, whatever the exponent.
  const double strain = 1e-7;
  const double energy = respond(Ogden{{{0.11e6, 9.}}},
                                right_cauchy_green(diagonal(std::exp(strain), std::exp(-strain), 1.)), Evaluate::energy)
                            .energy;
  EXPECT_NEAR(energy, 0.11e6 * 2. * strain * strain, 1e-2 * 0.11e6 * 2. * strain * strain);
}

TEST(Ogden, HugeStretchesCostInfiniteEnergyInsteadOfNaN) {
  EXPECT_EQ(respond(Ogden{{{0.11e6, 40.}}}, right_cauchy_green(diagonal(1e10, 1e-5, 1e-5))).energy,
            std::numeric_limits<double>::infinity());
}

TEST(Ogden, RejectsImpossibleParameters) {
  EXPECT_THROW(Ogden{}.validate(), std::invalid_argument);
  EXPECT_THROW((Ogden{{{1e5, 0.}}}.validate()), std::invalid_argument);
  EXPECT_NO_THROW((Ogden{{{3e5, 2.}, {-1e5, 4.}}}.validate()));
  base::expect_rejected(
      [] {
        Ogden{{{1e5, 2.}, {-2e5, 4.}}}.validate();
      },
      {"sum of the Ogden shear moduli is -100000 Pa"});
}

} // namespace
} // namespace acumen::materials
