#include "tests/support/material_drivers.h"
#include "tests/support/sample_laws.h"

#include "materials/laws/volumetric_energy.h"

#include <gtest/gtest.h>

namespace acumen::materials {
namespace {

// Relative agreement asked of a closed form: rounding of a few operations.
constexpr double tolerance = 1e-12;

void expect_relative(double value, double expected) {
  EXPECT_NEAR(value, expected, tolerance * std::abs(expected));
}

TEST(ClosedForms, NeoHookean) {
  const double mu = 0.2e6;
  const NeoHookean law{mu};
  for (const double l : {0.3, 0.8, 1.5, 3.}) {
    expect_relative(uniaxial_stress(law, l), mu * (l * l - 1. / l));
    expect_relative(equibiaxial_stress(law, l), mu * (l * l - std::pow(l, -4)));
    expect_relative(simple_shear(law, l).shear, mu * l);
    expect_relative(simple_shear(law, l).first_normal_difference, mu * l * l);
  }
}

TEST(ClosedForms, Ogden) {
  const Ogden law{{{0.11e6, 9.}, {0.05e6, -4.}, {0.2e6, 1.3}}};
  for (const double l : {0.4, 0.9, 1.5, 2.5}) {
    double uniaxial = 0., biaxial = 0., principal_difference = 0.;
    // Simple shear by gamma = l - 1/l has the principal stretches l, 1/l and 1.
    for (const auto& [mu, alpha] : law.terms) {
      uniaxial += 2. * mu / alpha * (std::pow(l, alpha) - std::pow(l, -alpha / 2.));
      biaxial += 2. * mu / alpha * (std::pow(l, alpha) - std::pow(l, -2. * alpha));
      principal_difference += 2. * mu / alpha * (std::pow(l, alpha) - std::pow(l, -alpha));
    }
    expect_relative(uniaxial_stress(law, l), uniaxial);
    expect_relative(equibiaxial_stress(law, l), biaxial);
    // sigma_01 = (sigma_1 - sigma_2)/(l + 1/l); Rivlin's universal relation sigma_00 - sigma_11 = gamma sigma_01
    const double shear = principal_difference / (l + 1. / l);
    expect_relative(simple_shear(law, l - 1. / l).shear, shear);
    expect_relative(simple_shear(law, l - 1. / l).first_normal_difference, (l - 1. / l) * shear);
  }
}

TEST(ClosedForms, Gent) {
  const double mu = 0.2e6, limit = 5.;
  const Gent law{mu, limit};
  const auto factor = [&](double invariant) { return mu * limit / (limit - invariant + 3.); };
  for (const double l : {0.7, 0.9, 1.3, 1.6}) {
    expect_relative(uniaxial_stress(law, l), factor(l * l + 2. / l) * (l * l - 1. / l));
    expect_relative(equibiaxial_stress(law, l), factor(2. * l * l + std::pow(l, -4)) * (l * l - std::pow(l, -4)));
    expect_relative(simple_shear(law, l).shear, factor(3. + l * l) * l);
    expect_relative(simple_shear(law, l).first_normal_difference, factor(3. + l * l) * l * l);
  }
}

/// sigma = 2 W_1 b + 2 sum_i W_4i (F a_i) (x) (F a_i) - p I, both families having the same strain E in these cases.
struct FibreSlopes {
  double first, fourth;
  FibreSlopes(const HolzapfelGasserOgden& law, double first_invariant, double fourth_invariant) {
    const double strain = law.dispersion * first_invariant + (1. - 3. * law.dispersion) * fourth_invariant - 1.;
    const double slope = strain > 0. ? law.k1 * strain * std::exp(law.k2 * strain * strain) : 0.;
    first = 0.5 * law.shear_modulus + 2. * law.dispersion * slope;
    fourth = (1. - 3. * law.dispersion) * slope;
  }
};

TEST(ClosedForms, HolzapfelGasserOgden) {
  HolzapfelGasserOgden law{0.1e6, 0.3e6, 1.5, 0.1, {}, {}};
  for (const double l : {0.7, 0.9, 1.2, 1.6}) {
    law.first_fibre = law.second_fibre = dealii::Tensor<1, 3>({1., 0., 0.});
    const FibreSlopes uniaxial(law, l * l + 2. / l, l * l);
    expect_relative(uniaxial_stress(law, l), 2. * uniaxial.first * (l * l - 1. / l) + 4. * uniaxial.fourth * l * l);

    law.first_fibre = dealii::Tensor<1, 3>({M_SQRT1_2, M_SQRT1_2, 0.});
    law.second_fibre = dealii::Tensor<1, 3>({M_SQRT1_2, -M_SQRT1_2, 0.});
    const FibreSlopes biaxial(law, 2. * l * l + std::pow(l, -4), l * l);
    expect_relative(equibiaxial_stress(law, l),
                    2. * biaxial.first * (l * l - std::pow(l, -4)) + 2. * biaxial.fourth * l * l);

    law.first_fibre = law.second_fibre = dealii::Tensor<1, 3>({0., 1., 0.});
    const FibreSlopes shear(law, 3. + l * l, 1. + l * l);
    expect_relative(simple_shear(law, l).shear, 2. * shear.first * l + 4. * shear.fourth * l);
    expect_relative(simple_shear(law, l).first_normal_difference,
                    2. * shear.first * l * l + 4. * shear.fourth * (l * l - 1.));
  }
}

TEST(ClosedForms, VolumeChangeAloneCostsTheIsochoricLawsNothing) {
  for (const auto& [name, law] : sample_laws())
    for (const double jacobian : {0.5, 1., 2.}) {
      SCOPED_TRACE(name);
      const double l = std::cbrt(jacobian);
      const auto response =
          std::visit([&](const auto& one) { return respond(one, right_cauchy_green(diagonal(l, l, l))); }, law);
      EXPECT_NEAR(response.energy, 0., 1e-9);
      EXPECT_NEAR(response.second_piola_kirchhoff_stress.norm(), 0., 1e-9);
    }
}

TEST(ClosedForms, VolumetricEnergy) {
  const double bulk = 20e6;
  const VolumetricEnergy law{bulk};
  for (const double j : {0.5, 0.999, 1.001, 1.7}) {
    expect_relative(law.first_derivative(j), 0.5 * bulk * (j - 1. / j));
    expect_relative(law.second_derivative(j), 0.5 * bulk * (1. + 1. / (j * j)));
    const auto rate =
        central_difference_rate([&](double h) { return law.value(j + h); }, law.first_derivative(j), 0.01);
    EXPECT_NEAR(rate.order, 2., 0.1) << "J = " << j;
  }
  expect_relative(law.value(2.), bulk / 4. * (3. - 2. * std::log(2.)));
  // Near J = 1: U = K/2 x^2 - K/6 x^3 + O(x^4), to more digits than J^2 - 1 - 2 ln J evaluated as written would keep.
  EXPECT_NEAR(law.value(1. + 0x1p-20), bulk * (0x1p-41 - 0x1p-60 / 6.), 1e-7 * bulk * 0x1p-41);
  EXPECT_EQ(law.second_derivative(1.), bulk);
  for (const double j : {0., -0.1})
    EXPECT_EQ(law.value(j), std::numeric_limits<double>::infinity());
}

} // namespace
} // namespace acumen::materials
