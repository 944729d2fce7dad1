#include "solver/stepping/contact_model.h"

#include "tests/support/small_insertion.h"

#include <gtest/gtest.h>

namespace acumen::stepping {
namespace {

/// The small insertion's skin at rest under a needle whose tip is 4 um below the surface.
class ContactModelTest : public ::testing::Test {
protected:
  ContactModelTest()
      : model_(problem_.layers, problem_.mesh, problem_.cracks), potential_(model_, problem_.barrier),
        rest_(model_.n_dofs(), 0.), held_(model_.n_dofs()) {
    for (unsigned int i = 0; i < held_.size(); ++i)
      held_[i] = potential_.is_constrained(i);
    potential_.attach_needle(problem_.needle, problem_.contact, model_.contact_faces(problem_.contact_radius));
    potential_.begin_step(1e-3, {-4e-6, -1e-6});
    energy_ = potential_.assemble(rest_, gradient_);
  }

  /// A way of `size` [m] of the surface down and outwards, fading with depth.
  std::vector<double> way(const double size) const {
    std::vector<double> result(model_.n_dofs(), 0.);
    for (const auto& element : model_.elements())
      for (unsigned int a = 0; a < 4; ++a)
        for (unsigned int d = 0; d < 2; ++d) {
          const auto& x = element.nodes[a];
          const unsigned int dof = element.dofs[2 * a + d];
          if (!held_[dof])
            result[dof] = (d == 0 ? 0.1 * x[0] / 1e-5 : -1.) * size * std::exp(-(x[0] * x[0] + x[1] * x[1]) / 1e-9);
        }
    return result;
  }

  InsertionProblem problem_ = small_insertion();
  SkinModel model_;
  SkinPotential potential_;
  std::vector<double> rest_, gradient_;
  std::vector<bool> held_;
  double energy_ = 0.;
};

TEST_F(ContactModelTest, AgreesWithThePotentialToSecondOrder) {
  const ContactModel model(potential_, rest_, gradient_, held_);
  const double here = model.at(std::vector<double>(rest_.size(), 0.)).energy;
  std::vector<double> errors;
  for (const double size : {5e-8, 2.5e-8}) {
    const auto way = this->way(size);
    errors.push_back(std::abs(model.at(way).energy - here - (potential_.trial_energy(model.end(way)) - energy_)));
  }
  EXPECT_GT(errors[0], 0.);
  EXPECT_NEAR(std::log2(errors[0] / errors[1]), 3., 0.3); // the skin beyond its quadratic model
}

TEST_F(ContactModelTest, GradientIsTheEnergysDerivative) {
  const ContactModel model(potential_, rest_, gradient_, held_);
  const auto point = model.at(way(1e-6)), other = model.at(way(1.001e-6)), before = model.at(way(0.999e-6));
  const double slope = dot(point.gradient, way(1.)); // of the energy with the way's size
  EXPECT_NEAR((other.energy - before.energy) / 0.002e-6, slope, 1e-4 * std::abs(slope));
}

TEST_F(ContactModelTest, DescendsAlongADirectionThatOvershootsIntoTheNeedle) {
  const ContactModel model(potential_, rest_, gradient_, held_);
  const auto start = model.at(std::vector<double>(rest_.size(), 0.));
  std::vector<double> downhill(rest_.size());
  for (unsigned int i = 0; i < downhill.size(); ++i)
    downhill[i] = -1e-3 * start.gradient[i];
  double share = 0.;
  const auto end = model.descend(start, downhill, share);
  EXPECT_GT(share, 0.);
  EXPECT_LT(share, 1.);
  EXPECT_LT(end.energy, start.energy);
  for (double& entry : downhill)
    entry = -entry;
  EXPECT_EQ(model.descend(start, downhill, share).energy, start.energy); // uphill: nothing found
  EXPECT_EQ(share, 0.);
}

} // namespace
} // namespace acumen::stepping
