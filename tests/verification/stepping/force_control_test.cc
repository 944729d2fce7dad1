// A needle that is pressed with a force: the force follows its course, and a hold keeps it.
#include "solver/stepping/insertion.h"

#include "tests/support/figure.h"
#include "tests/support/small_insertion.h"

namespace acumen::stepping {
namespace {

constexpr double ramp_time = 1., hold_time = 0.5;

std::vector<StepRecord> press(const double force, const double device_speed) {
  InsertionProblem problem = small_insertion();
  problem.programme = {{LoadPhase::Kind::force, force, device_speed, ramp_time},
                       {LoadPhase::Kind::force_hold, force, device_speed, hold_time}};
  problem.stepping.step_at_instability = 1e-6;
  Insertion insertion(std::move(problem));
  EXPECT_EQ(insertion.run([](const Insertion&) { return true; }), InsertionOutcome::completed)
      << insertion.diagnosis().reason;
  return insertion.records();
}

/// The largest distance of the force from its course [N], and of the device from standing still [m/s].
struct Course {
  double above = 0., below = 0., speed = 0., closure = 0.;
};

Course course(const std::vector<StepRecord>& records, const double force) {
  Course result;
  double work = 0.;
  for (std::size_t i = 1; i < records.size(); ++i) {
    const StepRecord &last = records[i - 1], &now = records[i];
    const double wanted = force * std::min(1., now.time / ramp_time);
    result.above = std::max(result.above, now.force - wanted);
    result.below = std::max(result.below, wanted - now.force);
    EXPECT_GT(now.time, last.time);
    result.speed = std::max(result.speed, std::abs(now.travel - last.travel) / (now.time - last.time));
    work = std::max(work, now.ledger.external);
    result.closure = std::max(result.closure, std::abs(now.ledger.closure_error()));
  }
  result.closure /= work;
  return result;
}

TEST(ForceControl, FollowsARampAndHoldsIt) {
  constexpr double force = 1.5e-3, device_speed = 10e-3;
  const auto records = press(force, device_speed);
  const Course followed = course(records, force);
  std::printf("[ figures  ] %zu steps, %.1f um in, hole %.1f um deep\n", records.size(), 1e6 * records.back().travel,
              1e6 * records.back().hole_depth);
  figures::at_most("force above its course, share of the last", followed.above / force, 2e-3);
  figures::at_most("force below its course, share of the last", followed.below / force, 2e-3);
  figures::at_most("energy ledger open under force control, share of the work", followed.closure, 0.01);
  EXPECT_NEAR(records.back().time, ramp_time + hold_time, 1e-9);
  // Viscous skin creeps under a force that stays.
  const auto ramp_end = std::find_if(records.begin(), records.end(), [](const auto& r) { return r.time > 0.999; });
  EXPECT_GT(records.back().travel, ramp_end->travel);
}

TEST(ForceControl, JumpsInNoFasterThanTheDeviceAndReachesTheForce) {
  constexpr double force = 5e-3, device_speed = 10e-3;
  const auto records = press(force, device_speed);
  const Course followed = course(records, force);
  std::printf("[ figures  ] %zu steps, %.1f um in, hole %.1f um deep, force %.2f mN behind at worst\n", records.size(),
              1e6 * records.back().travel, 1e6 * records.back().hole_depth, 1e3 * followed.below);
  EXPECT_GT(records.back().hole_depth, 0.);
  figures::at_most("force above its course, share of the last", followed.above / force, 0.05);
  figures::near("force at the end of the hold over the one asked for", records.back().force / force, 1., 2e-3);
  figures::at_most("speed over the device's", followed.speed / device_speed, 1.001);
  figures::at_most("energy ledger open under force control, share of the work", followed.closure, 0.01);
}

} // namespace
} // namespace acumen::stepping
