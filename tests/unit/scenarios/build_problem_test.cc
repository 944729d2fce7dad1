#include "scenarios/compute/build_problem.h"

#include "scenarios/resolve/read_case.h"
#include "tests/support/case_file.h"

#include <gtest/gtest.h>

namespace {

using namespace acumen;
using Kind = stepping::LoadPhase::Kind;
using scenarios::build_problem;
using scenarios::read_case;
using tests::CaseFile;

const std::string cone = "skin: {site: volar_forearm}\n"
                         "needle: {length: 600 um, base_diameter: 200 um, tip_radius: 10 um}\n";

TEST(BuildProblem, LengthsFollowTheTipRadius) {
  const CaseFile file(cone +
                      "insertion: {depth: 300 um}\nmesh: {cells_per_tip_radius: 4, row_height_at_depth: 12 um}\n");
  const auto problem = build_problem(read_case(file.path()));
  EXPECT_DOUBLE_EQ(problem.mesh.cell_size_at_axis, 2.5e-6);
  EXPECT_DOUBLE_EQ(problem.mesh.row_height_at_depth, 12e-6);
  EXPECT_DOUBLE_EQ(problem.mesh.reach, 300e-6);
  EXPECT_DOUBLE_EQ(problem.mesh.radius, 8e-3);
  EXPECT_DOUBLE_EQ(problem.stepping.largest_step, 8e-6);
  EXPECT_DOUBLE_EQ(problem.stepping.smallest_step, 8e-9);
  EXPECT_NEAR(problem.contact.stiffness, 100e6 / 0.09e-6, 1.);
  EXPECT_DOUBLE_EQ(problem.contact.hardening_depth, 0.09e-6);
  EXPECT_NEAR(problem.cracks.radius, 3. * problem.needle.radius_at(300e-6), 1e-12);
}

TEST(BuildProblem, ContactIsSofterOnWeakPhantoms) {
  const CaseFile file("skin: {site: agarose}\nneedle: {length: 600 um, base_diameter: 200 um, tip_radius: 10 um}\n");
  const auto problem = build_problem(read_case(file.path()));
  const double strength = problem.layers.front().material.cohesive.strength;
  EXPECT_LT(strength, 1e6);
  EXPECT_NEAR(problem.contact.stiffness, 8. * strength / 0.09e-6, 1.);
  EXPECT_NEAR(problem.barrier.stiffness, 0.3 * 8. * strength, 1.);
  const CaseFile skin(cone);
  EXPECT_DOUBLE_EQ(build_problem(read_case(skin.path())).barrier.stiffness, 30e6);
}

TEST(BuildProblem, RefinementHalvesCellsAndKeepsTheGrading) {
  const CaseFile file(cone);
  const auto plain = build_problem(read_case(file.path()));
  const auto fine = build_problem(read_case(file.path(), {"mesh.refinement=2"}));
  EXPECT_DOUBLE_EQ(fine.mesh.cell_size_at_axis, 0.5 * plain.mesh.cell_size_at_axis);
  EXPECT_DOUBLE_EQ(fine.mesh.row_height_at_depth, 0.5 * plain.mesh.row_height_at_depth);
  // Two cells grow as much as one did.
  EXPECT_NEAR(fine.mesh.radial_growth * fine.mesh.radial_growth, plain.mesh.radial_growth, 1e-12);
}

TEST(BuildProblem, OnlyLayersWithinReachCrackAndOnlySkinIsStretched) {
  const CaseFile file(cone + "insertion: {depth: 300 um}\n");
  const auto resolved = read_case(file.path());
  const auto problem = build_problem(resolved);
  ASSERT_EQ(problem.layers.size(), resolved.layers.size());
  EXPECT_TRUE(problem.layers.front().material.cohesive.can_crack());
  EXPECT_GT(problem.layers.front().material.pre_stretch, 1.);
  EXPECT_FALSE(problem.layers.back().material.cohesive.can_crack());
  EXPECT_EQ(problem.layers.back().material.pre_stretch, 1.);
}

TEST(BuildProblem, AnArrayCellSetsTheDisc) {
  const CaseFile file(cone + "array: {rows: 10, columns: 10, pitch: 700 um}\n");
  const auto resolved = read_case(file.path());
  ASSERT_TRUE(resolved.cell_radius);
  EXPECT_DOUBLE_EQ(build_problem(resolved).mesh.radius, *resolved.cell_radius);
  EXPECT_LE(build_problem(resolved).contact_radius, *resolved.cell_radius);
}

TEST(BuildProgramme, DisplacementHoldWithdraw) {
  const CaseFile file(cone + "insertion: {depth: 300 um, speed: 2 mm/s, hold_time: 0.5 s, withdraw: true}\n");
  const auto programme = scenarios::build_programme(read_case(file.path()));
  ASSERT_EQ(programme.size(), 3u);
  EXPECT_EQ(programme[0].kind, Kind::travel);
  EXPECT_DOUBLE_EQ(programme[0].target, 300e-6);
  EXPECT_DOUBLE_EQ(programme[0].speed, 2e-3);
  EXPECT_EQ(programme[1].kind, Kind::dwell);
  EXPECT_DOUBLE_EQ(programme[1].duration, 0.5);
  EXPECT_EQ(programme[2].kind, Kind::withdraw);
  EXPECT_DOUBLE_EQ(programme[2].speed, 2e-3);
}

TEST(BuildProgramme, ForceRampAndHold) {
  const CaseFile file(cone + "insertion: {control: force, force: 0.1 N, ramp_time: 2 s, hold_time: 1 s}\n");
  const auto programme = scenarios::build_programme(read_case(file.path()));
  ASSERT_EQ(programme.size(), 2u);
  EXPECT_EQ(programme[0].kind, Kind::force);
  EXPECT_DOUBLE_EQ(programme[0].target, 0.1);
  EXPECT_DOUBLE_EQ(programme[0].duration, 2.);
  EXPECT_EQ(programme[1].kind, Kind::force_hold);
}

TEST(BuildProgramme, SpeedHistoryKeepsTravelAndTime) {
  const CaseFile table("time [s],speed [m/s]\n0,0\n0.1,0.002\n0.2,0.002\n0.3,0\n0.4,0\n", "speed.csv");
  const CaseFile file(cone + "insertion: {control: speed_history, history: " + table.path() + "}\n");
  const auto programme = scenarios::build_programme(read_case(file.path()));
  double time = 0., travel = 0.;
  for (const auto& phase : programme) {
    time += phase.kind == Kind::dwell ? phase.duration : std::abs(phase.target - travel) / phase.speed;
    if (phase.kind == Kind::travel)
      travel = phase.target;
  }
  EXPECT_NEAR(time, 0.4, 1e-12);
  EXPECT_NEAR(travel, 0.4e-3, 1e-12);
}

} // namespace
