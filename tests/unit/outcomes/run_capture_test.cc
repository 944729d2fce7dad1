#include "solver/outcomes/run_capture.h"
#include "tests/support/small_insertion.h"
#include "tests/support/temporary_folder.h"

#include <gtest/gtest.h>

#include <cmath>

namespace acumen::outcomes {
namespace {

TEST(RunCapture, KnowsContactAndHoleOfTheWay) {
  stepping::InsertionProblem problem = small_insertion();
  problem.programme.push_back({stepping::LoadPhase::Kind::withdraw, 0., 1e-3, 0.});
  stepping::Insertion insertion(std::move(problem));
  RunCapture capture;
  insertion.run([&](const stepping::Insertion& run) {
    capture.observe(run);
    return true;
  });
  const FinishedRun run = finished_run(insertion, capture,
                                       {{"upper", base::TissueRole::phantom, 0., 40e-6, false},
                                        {"lower", base::TissueRole::phantom, 40e-6, 500e-6, false}});

  // The rings' axial forces add up to the force of the step.
  double axial = 0., friction = 0.;
  for (const ContactRing& ring : run.contact) {
    axial += ring.axial_force;
    friction += ring.friction_force;
    EXPECT_GT(ring.pressure, 0.);
    EXPECT_NEAR(ring.radius, run.needle.radius_at(ring.z), 1e-6);
  }
  EXPECT_NEAR(axial, run.insertion.maximum_force, 0.01 * run.insertion.maximum_force);
  EXPECT_GT(friction, 0.);
  EXPECT_NEAR(run.section_force(run.needle.length), axial, 1e-12);

  ASSERT_FALSE(run.hole_deepest.empty());
  EXPECT_EQ(run.hole_deepest.front().depth, 0.);
  // With the needle in, the hole is as wide as the needle at the mouth's height; without it, narrower.
  const double inserted = run.needle.radius_at(run.insertion.tip_depth - run.hole_deepest.front().deformed_depth);
  EXPECT_NEAR(run.hole_deepest.front().radius, inserted, 0.05 * inserted);
  const double left = run.hole_end.empty() ? 0. : run.hole_end.front().radius;
  EXPECT_LT(left, run.hole_deepest.front().radius);
  EXPECT_TRUE(run.insertion.withdrawn);
  EXPECT_TRUE(run.insertion.punctured);
  EXPECT_FALSE(run.cracks.empty());
  EXPECT_NEAR(run.insertion.tip_depth, 150e-6, 10e-6);

  // What was captured survives a stop.
  const TemporaryFolder folder;
  capture.save(folder.path() + "/captured.h5");
  RunCapture again;
  again.load(folder.path() + "/captured.h5");
  ASSERT_EQ(again.contact().size(), capture.contact().size());
  EXPECT_EQ(again.contact().back().axial_force, capture.contact().back().axial_force);
  ASSERT_EQ(again.contact_at_tip().size(), capture.contact_at_tip().size());
  EXPECT_FALSE(run.contact_at_tip.empty());
  ASSERT_EQ(again.hole_deepest().size(), capture.hole_deepest().size());
  EXPECT_EQ(again.hole_deepest().front().radius, capture.hole_deepest().front().radius);
  again.load(folder.path() + "/nothing.h5");
  EXPECT_TRUE(again.contact().empty());
}

} // namespace
} // namespace acumen::outcomes
