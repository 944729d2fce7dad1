#include "solver/outcomes/blood_flow.h"

#include <gtest/gtest.h>

#include <cmath>
#include <stdexcept>

namespace acumen::outcomes {
namespace {

TEST(RelativeViscosity, FollowsTheInVivoLawByHand) {
  // H = 0.45: the haematocrit's factor is 1. D = 10 um: mu_45 = 6 e^-0.85 + 3.2 - 2.44 e^(-0.06 10^0.645).
  const double mu_45 = 6. * std::exp(-0.85) + 3.2 - 2.44 * std::exp(-0.06 * std::pow(10., 0.645));
  const double X = std::pow(10. / 8.9, 2);
  EXPECT_NEAR(relative_viscosity(10e-6, 0.45), (1. + (mu_45 - 1.) * X) * X, 1e-12);
  // Known shape: about 3.2 in wide tubes, lowest above 20 um, much higher in capillaries.
  EXPECT_NEAR(relative_viscosity(1e-3, 0.45), 3.2, 0.02);
  EXPECT_GT(relative_viscosity(8e-6, 0.45), 6.);
  EXPECT_LT(relative_viscosity(40e-6, 0.45), relative_viscosity(15e-6, 0.45));
}

TEST(RelativeViscosity, IsNearPlasmasWithoutCells) {
  EXPECT_NEAR(relative_viscosity(50e-6, 0.), std::pow(50. / 48.9, 2), 1e-12);
  EXPECT_LT(relative_viscosity(30e-6, 0.3), relative_viscosity(30e-6, 0.45));
  EXPECT_THROW(relative_viscosity(30e-6, 1.), std::invalid_argument);
}

TEST(Outflow, IsPoiseuilles) {
  // 20 um, 1 mm, 2 kPa, 4 mPa s: pi 2000 (1e-5)^4/(8 4e-3 1e-3) = 1.9635e-12 m^3/s
  EXPECT_NEAR(poiseuille_flow({2000., 20e-6, 1e-3, 4e-3, 1.}), 1.96349540849e-12, 1e-21);
  EXPECT_NEAR(poiseuille_flow({2000., 20e-6, 1e-3, 4e-3, 0.12}), 0.12 * 1.96349540849e-12, 1e-21);
  EXPECT_EQ(poiseuille_flow({-100., 20e-6, 1e-3, 4e-3, 1.}), 0.);
}

TEST(BledVolume, IsTheIntegralOfTheClosingVessel) {
  // Simpson's rule of Q0 (1 - t/T)^4 over [0, T].
  const double flow = 3e-12, time = 120.;
  const int n = 200;
  double integral = 0.;
  for (int i = 0; i <= n; ++i)
    integral += (i == 0 || i == n ? 1. : i % 2 ? 4. : 2.) * flow * std::pow(1. - double(i) / n, 4);
  integral *= time / n / 3.;
  EXPECT_NEAR(bled_volume(flow, time), integral, 1e-9 * integral);
  // A needle that leaves after half of the clotting time: (1/2)^5 is left to bleed; after all of it, nothing.
  EXPECT_NEAR(bled_volume(flow, time, 0.5 * time), integral / 32., 1e-9 * integral);
  EXPECT_EQ(bled_volume(flow, time, time), 0.);
}

} // namespace
} // namespace acumen::outcomes
