#include "solver/contact/needle_contact.h"

#include "meshes/needle/shapes.h"
#include "tests/support/material_drivers.h"

#include <gtest/gtest.h>

namespace acumen::contact {
namespace {

using materials::Evaluate;
using mechanics::TangentKind;

constexpr double um = 1e-6;

/// A needle as wide as a wall, with a round tip, so that faces touch cap and flank.
const meshes::NeedleProfile& needle() {
  static const meshes::NeedleProfile profile = meshes::cone({20 * um, 200 * um, 400 * um});
  return profile;
}

/// One horizontal face under the tip.
std::vector<NeedleContact::Face> one_face(const double left, const double right) {
  return {{{{dealii::Point<2>(left, 0.), dealii::Point<2>(right, 0.)}}, {{0, 1, 2, 3}}, 0, 0}};
}

NeedleContact contact(const double friction, const double slip_per_travel = 0.1, const double hardening = 2 * um) {
  return NeedleContact(needle(), {1e13, friction, 0.1 * um, 0.5 * um, slip_per_travel, hardening},
                       one_face(4 * um, 14 * um));
}

/// Contact and friction of the only face.
NeedleContact::Response evaluate(NeedleContact& contact, const std::vector<double>& u, const NeedlePosition& position,
                                 const Evaluate level, const TangentKind tangent = TangentKind::exact) {
  NeedleContact::Response response;
  contact.set_position(position);
  contact.add(0, {u[0], u[1], u[2], u[3]}, level, tangent, response);
  return response;
}

/// Nodes pushed about at random, by up to 2 um.
std::vector<double> displacement(const unsigned int seed) {
  std::mt19937 generator(seed);
  std::uniform_real_distribution<double> uniform(-2 * um, 2 * um);
  std::vector<double> u(4);
  for (double& value : u)
    value = uniform(generator);
  return u;
}

constexpr NeedlePosition pressed{-6 * um, -5 * um};

TEST(NeedleContact, GradientAndHessianAreDerivativesToSecondOrder) {
  double gradient_order = 2., hessian_order = 2.;
  for (unsigned int seed = 1; seed <= 20; ++seed) {
    auto face = contact(0.3);
    face.accept(displacement(seed + 200), {-5 * um, -5 * um}); // a history with normal forces
    const auto u = displacement(seed), d = displacement(seed + 100);
    const auto at = [&](const double h, const Evaluate level) {
      auto moved = u;
      for (unsigned int i = 0; i < 4; ++i)
        moved[i] += h * d[i];
      return evaluate(face, moved, pressed, level);
    };
    const auto response = at(0., Evaluate::tangent);
    ASSERT_TRUE(response.active);
    double slope = 0., curvature = 0.;
    for (unsigned int i = 0; i < 4; ++i) {
      slope += response.gradient[i] * d[i];
      for (unsigned int j = 0; j < 4; ++j) {
        curvature += d[i] * response.hessian[i][j] * d[j];
        EXPECT_NEAR(response.hessian[i][j], response.hessian[j][i], 1e-12 * std::abs(response.hessian[i][i]));
      }
    }
    const auto gradient =
        materials::central_difference_rate([&](const double h) { return at(h, Evaluate::energy).energy; }, slope, 0.01);
    const auto hessian = materials::central_difference_rate(
        [&](const double h) {
          const auto moved = at(h, Evaluate::stress);
          double sum = 0.;
          for (unsigned int i = 0; i < 4; ++i)
            sum += moved.gradient[i] * d[i];
          return sum;
        },
        curvature, 0.01);
    EXPECT_LT(gradient.error, 1e-5);
    EXPECT_LT(hessian.error, 1e-5);
    if (std::abs(gradient.order - 2.) > std::abs(gradient_order - 2.))
      gradient_order = gradient.order;
    if (std::abs(hessian.order - 2.) > std::abs(hessian_order - 2.))
      hessian_order = hessian.order;
  }
  std::printf("[ figures  ] orders: gradient %.3f, Hessian %.3f\n", gradient_order, hessian_order);
  EXPECT_NEAR(gradient_order, 2., 0.2);
  EXPECT_NEAR(hessian_order, 2., 0.2);
}

TEST(NeedleContact, MajorantsLieAboveFrictionWhereverItSlips) {
  // A face out of contact at its end, so that friction is all there is.
  auto face = contact(0.3);
  face.accept(displacement(1), {-5 * um, -5 * um});
  const contact::NeedlePosition away{50 * um, -5 * um};
  for (unsigned int seed = 1; seed <= 20; ++seed) {
    const auto u = displacement(seed), d = displacement(seed + 100);
    const auto at = evaluate(face, u, away, Evaluate::tangent, TangentKind::majorant);
    ASSERT_TRUE(at.active);
    for (const double step : {-10., -1., 0.1, 1., 10.}) {
      auto moved = u;
      double above = at.energy;
      for (unsigned int i = 0; i < 4; ++i) {
        moved[i] += step * d[i];
        above += step * at.gradient[i] * d[i];
        for (unsigned int j = 0; j < 4; ++j)
          above += 0.5 * step * step * d[i] * at.hessian[i][j] * d[j];
      }
      const double energy = evaluate(face, moved, away, Evaluate::energy).energy;
      EXPECT_LE(energy, above + 1e-12 * at.energy);
    }
  }
}

TEST(NeedleContact, WithoutCurvatureTheTangentIsPositive) {
  auto face = contact(0.3);
  for (unsigned int seed = 1; seed <= 20; ++seed) {
    const auto response = evaluate(face, displacement(seed), pressed, Evaluate::tangent, TangentKind::semidefinite);
    for (unsigned int other = 1; other <= 5; ++other) {
      const auto d = displacement(300 + 20 * seed + other);
      double curvature = 0., size = 0.;
      for (unsigned int i = 0; i < 4; ++i)
        for (unsigned int j = 0; j < 4; ++j) {
          curvature += d[i] * response.hessian[i][j] * d[j];
          size += std::abs(d[i] * response.hessian[i][j] * d[j]);
        }
      EXPECT_GE(curvature, -1e-12 * size);
    }
  }
}

TEST(NeedleContact, SummaryAgreesWithTheGradient) {
  auto face = contact(0.3);
  face.accept(displacement(7), {-5 * um, -5 * um});
  const auto u = displacement(8);
  const auto response = evaluate(face, u, pressed, Evaluate::stress);
  const auto summary = face.summarise(u, pressed);
  EXPECT_NEAR(summary.axial_force, -(response.gradient[1] + response.gradient[3]), 1e-15);
  EXPECT_LT(summary.axial_force, 0.);
  EXPECT_GT(summary.normal_force, 0.);
}

TEST(NeedleContact, PenaltyHardensWithDepth) {
  ContactParameters parameters;
  parameters.stiffness = 3e13;
  parameters.hardening_depth = 0.1 * um;
  const auto shallow = contact_penalty(parameters, -1e-4 * um), deep = contact_penalty(parameters, -0.1 * um);
  EXPECT_NEAR(shallow.first, -3e13 * 1e-4 * um, 1e-5 * 3e9);
  EXPECT_DOUBLE_EQ(deep.first, -2. * 3e13 * 0.1 * um);
  EXPECT_DOUBLE_EQ(deep.second, 4. * 3e13);
  EXPECT_DOUBLE_EQ(deep.value, 0.75 * 3e13 * 0.01 * um * um);
  parameters.hardening_depth = std::numeric_limits<double>::infinity();
  EXPECT_DOUBLE_EQ(contact_penalty(parameters, -0.1 * um).first, -3e13 * 0.1 * um);
}

TEST(NeedleContact, StickingPointsCreepByAShareOfTheTravel) {
  // Half the step with half the slip: the same friction, where a fixed regularisation would weaken it.
  const auto friction_at = [](const double travel) {
    auto face = contact(0.3);
    const std::vector<double> u(4, 0.);
    face.accept(u, {-5 * um, -5 * um});
    auto moved = u;
    for (double& value : moved)
      value = 0.05 * travel; // lags behind the needle by a little more than the elastic slip
    return face.summarise(moved, {-5 * um + travel, -5 * um}).axial_friction;
  };
  EXPECT_GT(std::abs(friction_at(0.2 * um)), 0.);
  EXPECT_NEAR(friction_at(0.1 * um), friction_at(0.2 * um), 1e-9 * std::abs(friction_at(0.2 * um)));
}

TEST(NeedleContact, ApartNothingActs) {
  auto face = contact(0.3);
  const std::vector<double> u(4, 0.);
  EXPECT_FALSE(evaluate(face, u, {10 * um, 10 * um}, Evaluate::tangent).active);
  EXPECT_EQ(face.summarise(u, {10 * um, 10 * um}).normal_force, 0.);
}

/// A short ring of wall, pressed against a cylinder's shaft, that moves by `slip` along it in one step.
ContactSummary slide(const double friction, const double slip, double& normal_force) {
  const auto cylinder = meshes::sphere_cylinder({100 * um, 400 * um});
  const std::vector<NeedleContact::Face> wall{
      {{{dealii::Point<2>(48 * um, 200 * um), dealii::Point<2>(48 * um, 210 * um)}}, {{0, 1, 2, 3}}, 0, 0}};
  NeedleContact contact(cylinder, {1e12, friction, 0.01 * um, 0.}, wall);
  std::vector<double> u(4, 0.);
  const NeedlePosition still{0., 0.};
  contact.accept(u, still);
  normal_force = contact.summarise(u, still).normal_force;
  return contact.summarise(u, {-slip, 0.}); // the needle goes down by `slip`
}

TEST(NeedleContact, SlidingBlockFeelsCoulombFriction) {
  double normal_force = 0.;
  constexpr double mu = 0.4, slip = 1 * um, regularisation = 0.01 * um;
  const auto summary = slide(mu, slip, normal_force);
  // pressure k g = 1e12 * 2e-6 Pa on 2 pi 48 um x 10 um
  EXPECT_NEAR(normal_force, 2e6 * 2. * M_PI * 48 * um * 10 * um, 1e-9 * normal_force);
  const double share = slip / std::sqrt(slip * slip + regularisation * regularisation);
  EXPECT_NEAR(summary.axial_friction, -mu * normal_force * share, 1e-9 * normal_force);
  EXPECT_NEAR(std::abs(summary.axial_friction), mu * normal_force, 1e-3 * mu * normal_force);
  EXPECT_NEAR(summary.friction_dissipation, mu * normal_force * slip * share, 1e-9 * normal_force * slip);
  std::printf("[ figures  ] friction over mu N: %.6f at a slip of 100 regularisation lengths\n",
              std::abs(summary.axial_friction) / (mu * normal_force));
}

TEST(NeedleContact, FrictionOpposesEitherWayAndOnlyDissipates) {
  double normal_force = 0.;
  for (const double slip : {-1 * um, -0.01 * um, 0., 0.003 * um, 0.5 * um}) {
    const auto summary = slide(0.3, slip, normal_force);
    EXPECT_GE(summary.friction_dissipation, 0.);
    EXPECT_LE(summary.axial_friction * slip, 0.) << "the needle drags the skin with it";
    EXPECT_LE(std::abs(summary.axial_friction), 0.3 * normal_force);
  }
}

} // namespace
} // namespace acumen::contact
