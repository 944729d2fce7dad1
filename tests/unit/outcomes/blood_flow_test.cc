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

TEST(Track, AddsToTheVesselsResistance) {
  // Slit of 10 um by 0.1 mm, 1 mm long, 4 mPa s: 12 4e-3 1e-3/(1e-4 1e-15) = 4.8e14 Pa s/m^3.
  EXPECT_NEAR(track_resistance(4e-3, 1e-3, 1e-4, 10e-6), 4.8e14, 1e3);
  EXPECT_EQ(track_resistance(4e-3, 0., 1e-4, 0.), 0.) << "at the surface";
  EXPECT_TRUE(std::isinf(track_resistance(4e-3, 1e-3, 1e-4, 0.))) << "closed";
  const double alone = poiseuille_flow({2000., 20e-6, 1e-3, 4e-3, 1.});
  // Two equal resistances in series halve the flow; a closed track stops it.
  EXPECT_NEAR(poiseuille_flow({2000., 20e-6, 1e-3, 4e-3, 1., 2000. / alone}), 0.5 * alone, 1e-12 * alone);
  EXPECT_EQ(poiseuille_flow({2000., 20e-6, 1e-3, 4e-3, 1., track_resistance(4e-3, 1e-3, 1e-4, 0.)}), 0.);
}

TEST(MouthBarrier, IsYoungAndLaplaces) {
  const double right = 0.5 * 3.14159265358979;
  // A hemisphere of 0.1 mm: 2 gamma/r.
  EXPECT_NEAR(mouth_barrier(0.055, right, 100e-6), 2. * 0.055 / 50e-6, 1e-9);
  EXPECT_EQ(mouth_barrier(0.055, 2., 100e-6), mouth_barrier(0.055, right, 100e-6)) << "pinned at the rim";
  EXPECT_NEAR(mouth_barrier(0.055, 3.14159265358979 / 6., 100e-6), 0.5 * 2200., 1e-9) << "spreads at 30 deg";
  EXPECT_EQ(mouth_barrier(0.055, 0., 100e-6), 0.) << "wets the skin";
  EXPECT_TRUE(std::isinf(mouth_barrier(0.055, right, 0.)));
  EXPECT_EQ(mouth_barrier(0., right, 0.), 0.);
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
