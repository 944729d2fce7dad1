#include "solver/outcomes/buckling.h"

#include <boost/math/constants/constants.hpp>
#include <cmath>
#include <gtest/gtest.h>

namespace acumen::outcomes {
namespace {

constexpr double pi = boost::math::constants::pi<double>();
constexpr double modulus = 3e9;
constexpr double length = 700e-6;
constexpr double radius = 100e-6;

double uniform_scale() {
  return modulus * pi / 4. * std::pow(radius, 4) / (length * length);
}

NeedleColumn cylinder() {
  return truncated_cone_column(radius, radius, length);
}

TEST(EulerLoad, UniformColumnsMatchTheTextbook) {
  // Clamped-free pi^2/4, clamped-pinned 20.1907 (tan x = x), own weight clamped-free 7.8373 (Greenhill 1881).
  EXPECT_NEAR(euler_load(cylinder(), tip_load(), modulus, TipSupport::free), pi * pi / 4. * uniform_scale(),
              1e-6 * uniform_scale());
  EXPECT_NEAR(euler_load(cylinder(), tip_load(), modulus, TipSupport::supported), 20.190729 * uniform_scale(),
              1e-4 * uniform_scale());
  const AxialLoad own_weight{{0., length}, {0., 1.}, {}};
  EXPECT_NEAR(euler_load(cylinder(), own_weight, modulus, TipSupport::free), 7.837347 * uniform_scale(),
              1e-5 * uniform_scale());
}

TEST(EulerLoad, TruncatedConesMatchTheExactRoots) {
  for (const double s : {0.05, 0.1, 0.3, 0.6, 0.99}) {
    const NeedleColumn cone = truncated_cone_column(s * radius, radius, length);
    const double exact_free = truncated_cone_free_tip(s * radius, radius, length, modulus);
    const double exact_supported = truncated_cone_supported_tip(s * radius, radius, length, modulus);
    EXPECT_NEAR(euler_load(cone, tip_load(), modulus, TipSupport::free) / exact_free, 1., 1e-4) << "s = " << s;
    EXPECT_NEAR(euler_load(cone, tip_load(), modulus, TipSupport::supported) / exact_supported, 1., 1e-4)
        << "s = " << s;
    EXPECT_LT(exact_free, exact_supported);
  }
}

TEST(EulerLoad, ConvergesWithTheFourthPowerOfTheElementSize) {
  const double s = 0.3, exact = truncated_cone_free_tip(s * radius, radius, length, modulus);
  const NeedleColumn cone = truncated_cone_column(s * radius, radius, length);
  double last = 0.;
  for (const unsigned int elements : {4u, 8u, 16u}) {
    const double error = euler_load(cone, tip_load(), modulus, TipSupport::free, elements) / exact - 1.;
    EXPECT_GT(error, 0.) << "the load of a conforming element is an upper bound";
    if (last > 0.)
      EXPECT_NEAR(std::log2(last / error), 4., 0.25) << elements << " elements";
    last = error;
  }
}

TEST(EulerLoad, ExactConeTendsToTheUniformColumnAndToTheTip) {
  const double scale = uniform_scale();
  EXPECT_NEAR(truncated_cone_free_tip(radius, radius, length, modulus), pi * pi / 4. * scale, 1e-9 * scale);
  EXPECT_NEAR(truncated_cone_supported_tip(radius, radius, length, modulus), 20.190729 * scale, 1e-5 * scale);
  // s -> 0: theta -> pi, F -> pi^2 s^2 E I_b / L^2: the load goes with the tip's area, not with the base's d^4.
  const double s = 1e-4;
  EXPECT_NEAR(truncated_cone_free_tip(s * radius, radius, length, modulus) / (pi * pi * s * s * scale), 1., 1e-3);
  EXPECT_THROW(truncated_cone_free_tip(0., radius, length, modulus), std::invalid_argument);
}

TEST(EulerLoad, LoadSpreadAlongTheFlankIsLessSevereThanAtTheTip) {
  const NeedleColumn cone = truncated_cone_column(10e-6, radius, length);
  double last = euler_load(cone, tip_load(), modulus, TipSupport::free);
  for (const double inserted : {100e-6, 300e-6, 700e-6}) {
    const double now = euler_load(cone, uniform_pressure_load(cone, inserted), modulus, TipSupport::free);
    EXPECT_GT(now, last) << inserted;
    last = now;
  }
}

TEST(EulerLoad, UniformPressureOnATruncatedConeMatchesTheExactRoot) {
  for (const double s : {0.02, 0.1, 0.3, 0.7}) {
    const NeedleColumn cone = truncated_cone_column(s * radius, radius, length);
    const double exact = truncated_cone_uniform_pressure(s * radius, radius, length, modulus);
    const AxialLoad load = uniform_pressure_load(cone, length);
    EXPECT_NEAR(euler_load(cone, load, modulus, TipSupport::free) / exact, 1., 2e-3) << "s = " << s;
    EXPECT_GT(exact, truncated_cone_free_tip(s * radius, radius, length, modulus));
  }
  // A point: the local limit 9/16 E tan^2 alpha on the base's area, approached from above as 1/ln^2(s).
  const double limit = 9. / 16. * modulus * std::pow(radius / length, 2) * pi * radius * radius;
  EXPECT_NEAR(truncated_cone_uniform_pressure(1e-60 * radius, radius, length, modulus) / limit, 1., 1e-3);
  EXPECT_GT(truncated_cone_uniform_pressure(1e-3 * radius, radius, length, modulus), limit);
}

TEST(EulerLoad, ForgetsTheMeshOnARoundedTip) {
  // A 5 um cap on a cone, as microneedles have it.
  std::vector<double> z{0.}, r{0.};
  for (const double height : {0.2e-6, 0.6e-6, 1.2e-6, 2e-6, 3e-6, 4.2e-6}) {
    z.push_back(height);
    r.push_back(std::sqrt(2. * 5e-6 * height - height * height));
  }
  z.push_back(length);
  r.push_back(radius);
  const NeedleColumn needle(z, r, std::vector<double>(z.size(), 0.));
  const AxialLoad load = uniform_pressure_load(needle, 500e-6);
  const double coarse = euler_load(needle, load, modulus, TipSupport::free, 40);
  const double fine = euler_load(needle, load, modulus, TipSupport::free, 160);
  EXPECT_NEAR(coarse / fine, 1., 5e-3);
}

TEST(EulerLoad, PulledNeedleDoesNotBuckle) {
  const AxialLoad pull{{0.}, {-1.}, {}};
  EXPECT_TRUE(std::isinf(euler_load(cylinder(), pull, modulus, TipSupport::free)));
}

TEST(Johnson, UniformColumnGivesTheParabolaBack) {
  const InelasticBuckling buckling(cylinder(), tip_load(), TipSupport::supported);
  const double area = pi * radius * radius;
  const double euler = euler_load(cylinder(), tip_load(), modulus, TipSupport::supported);
  EXPECT_NEAR(modulus * buckling.euler_per_modulus(), euler, 1e-4 * euler);
  for (const double strength : {5e6, 30e6, 60e6, 300e6, 3e9}) {
    const double squash = squash_load(cylinder(), tip_load(), strength);
    EXPECT_NEAR(squash, strength * area, 1e-9 * squash);
    EXPECT_NEAR(buckling.load(modulus, squash) / johnson_load(euler, squash), 1., 5e-3) << strength;
  }
}

TEST(Johnson, BeginsWhereTheSlendernessSays) {
  const double strength = 50e6;
  const double slenderness = johnson_transition_slenderness(modulus, strength);
  // K L / (D/4) = slenderness with K = 2: the Euler stress is half of the strength there.
  const double length_there = slenderness * (2. * radius) / 4. / 2.;
  const NeedleColumn column = truncated_cone_column(radius, radius, length_there);
  const double euler = euler_load(column, tip_load(), modulus, TipSupport::free);
  EXPECT_NEAR(euler / squash_load(column, tip_load(), strength), 0.5, 1e-4);
  EXPECT_DOUBLE_EQ(johnson_load(euler, 2. * euler), euler);
}

// park2010 (10.3938/jkps.56.1223): measured failure of tapered polymer columns turns from Euler to Johnson at
// L / D_eq = 12 with K = 0.7 and E about 3 GPa.
TEST(Johnson, TransitionAgreesWithPark2010) {
  for (const double strength : {40e6, 48e6, 55e6}) {
    const double ratio = johnson_transition_slenderness(3e9, strength) / (4. * 0.7);
    std::printf("park2010: strength %.0f MPa: Euler to Johnson at L/D_eq = %.1f predicted, 12 published, ratio %.2f\n",
                strength / 1e6, ratio, ratio / 12.);
    EXPECT_NEAR(ratio / 12., 1., 0.2);
  }
  // K = 0.7 is the tip held by the skin: clamped-pinned has K = 0.699.
  const double effective =
      pi / std::sqrt(euler_load(cylinder(), tip_load(), modulus, TipSupport::supported) / uniform_scale());
  std::printf("park2010: effective length factor with supported tip %.3f, published fit 0.7\n", effective);
  EXPECT_NEAR(effective, 0.7, 0.005);
}

} // namespace
} // namespace acumen::outcomes
