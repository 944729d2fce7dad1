#include "tests/support/figure.h"
#include "tests/support/material_drivers.h"
#include "tests/support/sample_laws.h"

#include <gtest/gtest.h>

namespace acumen::materials {
namespace {

using Sym2 = dealii::SymmetricTensor<2, 3>;

struct Sample {
  std::string name;
  IsochoricLaw law;
  bool axisymmetric;
};

class EveryLaw : public ::testing::TestWithParam<Sample> {
protected:
  StrainEnergyResponse at(const Sym2& c, Evaluate level = Evaluate::tangent) const {
    return std::visit([&](const auto& law) { return respond(law, c, level); }, GetParam().law);
  }
  dealii::Tensor<2, 3> piola(const DeformationGradient& f) const {
    return std::visit([&](const auto& law) { return first_piola_kirchhoff_stress(law, f); }, GetParam().law);
  }
};

TEST_P(EveryLaw, StressAndTangentAreDerivativesToSecondOrder) {
  RandomStates random(7);
  double least_order = 1e9, greatest_order = 0.;
  for (int state = 0; state < 20; ++state) {
    const Sym2 c = right_cauchy_green(random.deformation_gradient(0.25, GetParam().axisymmetric));
    const Sym2 direction = random.direction(), other = random.direction();
    const StrainEnergyResponse response = at(c);
    // Along C + 2 h D the strain is E + h D: dW/dh = S : D and dS/dh : D' = D' : dS/dE : D.
    const auto stress_rate =
        central_difference_rate([&](double h) { return at(c + 2. * h * direction, Evaluate::energy).energy; },
                                response.second_piola_kirchhoff_stress * direction, 0.01);
    EXPECT_LT(stress_rate.error, 1e-4);
    const auto tangent_rate = central_difference_rate(
        [&](double h) { return at(c + 2. * h * direction, Evaluate::stress).second_piola_kirchhoff_stress * other; },
        other * (response.material_tangent * direction), 0.01);
    EXPECT_LT(tangent_rate.error, 1e-4);
    least_order = std::min({least_order, stress_rate.order, tangent_rate.order});
    greatest_order = std::max({greatest_order, stress_rate.order, tangent_rate.order});
  }
  figures::near("least order of stress and tangent against differences; " + GetParam().name, least_order, 2., 0.15);
  figures::near("greatest order of stress and tangent against differences; " + GetParam().name, greatest_order, 2.,
                0.15);
}

TEST_P(EveryLaw, TangentHasMajorSymmetry) {
  RandomStates random(11);
  for (int state = 0; state < 20; ++state) {
    const auto tangent =
        at(right_cauchy_green(random.deformation_gradient(0.4, GetParam().axisymmetric))).material_tangent;
    for (unsigned int p = 0; p < 6; ++p)
      for (unsigned int q = 0; q < p; ++q)
        EXPECT_NEAR(tangent.access_raw_entry(6 * p + q), tangent.access_raw_entry(6 * q + p), 1e-13 * tangent.norm());
  }
}

TEST_P(EveryLaw, TurningTheDeformedBodyTurnsTheStress) {
  RandomStates random(13);
  for (int state = 0; state < 20; ++state) {
    const DeformationGradient f = random.deformation_gradient(0.4, GetParam().axisymmetric);
    const auto q = random.rotation();
    ASSERT_NEAR((q * transpose(q) - dealii::Tensor<2, 3>(dealii::unit_symmetric_tensor<3>())).norm(), 0., 1e-14);
    // P(Q F) = Q P(F)
    EXPECT_NEAR((piola(q * f) - q * piola(f)).norm(), 0., 1e-11 * piola(f).norm());
  }
}

TEST_P(EveryLaw, EnergyAndStressDoNotDependOnTheLevelAskedFor) {
  RandomStates random(17);
  const Sym2 c = right_cauchy_green(random.deformation_gradient(0.4, GetParam().axisymmetric));
  const auto full = at(c);
  EXPECT_EQ(at(c, Evaluate::energy).energy, full.energy);
  EXPECT_EQ(at(c, Evaluate::stress).energy, full.energy);
  EXPECT_EQ(at(c, Evaluate::stress).second_piola_kirchhoff_stress, full.second_piola_kirchhoff_stress);
}

TEST_P(EveryLaw, InitialShearModulusIsTheTangentAtRest) {
  const auto rest = dealii::unit_symmetric_tensor<3>();
  const double modulus = std::visit([](const auto& law) { return law.initial_shear_modulus(); }, GetParam().law);
  // Entry 0101 of dS/dE; fibres are still slack there and must not count.
  EXPECT_NEAR(at(Sym2(rest)).material_tangent[0][1][0][1], modulus, 1e-9 * modulus);
}

TEST_P(EveryLaw, ImpossibleStatesCostInfiniteEnergy) {
  const double nan = std::numeric_limits<double>::quiet_NaN();
  for (const auto& f : {diagonal(1., 1., 0.), diagonal(1., nan, 1.)})
    EXPECT_EQ(at(right_cauchy_green(f)).energy, std::numeric_limits<double>::infinity());
  Sym2 indefinite = dealii::unit_symmetric_tensor<3>();
  indefinite[0][1] = 1.5;
  EXPECT_EQ(at(indefinite).energy, std::numeric_limits<double>::infinity());
  indefinite[0][0] = indefinite[1][1] = -1.;
  indefinite[0][1] = 0.;
  EXPECT_EQ(at(indefinite).energy, std::numeric_limits<double>::infinity());
}

std::vector<Sample> samples() {
  std::vector<Sample> result;
  for (const auto& [name, law] : sample_laws())
    for (const bool axisymmetric : {true, false})
      result.push_back({name, law, axisymmetric});
  return result;
}

INSTANTIATE_TEST_SUITE_P(Laws, EveryLaw, ::testing::ValuesIn(samples()), [](const auto& info) {
  std::string name = info.param.name + (info.param.axisymmetric ? "Axisymmetric" : "General");
  name.erase(std::remove_if(name.begin(), name.end(), [](char c) { return !std::isalnum(c); }), name.end());
  return name;
});

} // namespace
} // namespace acumen::materials
