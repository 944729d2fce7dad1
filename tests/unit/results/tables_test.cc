#include "solver/results/history_table.h"
#include "solver/results/save_schedule.h"
#include "solver/results/vtu_file.h"

#include <gtest/gtest.h>

namespace acumen::results {
namespace {

using stepping::StepRecord;

std::vector<StepRecord> records_of(const std::vector<double>& forces) {
  std::vector<StepRecord> records;
  for (const double force : forces) {
    StepRecord record;
    record.step = static_cast<unsigned int>(records.size());
    record.force = force;
    record.ledger.fracture = {1e-9, 2e-9};
    records.push_back(record);
  }
  return records;
}

TEST(HistoryTable, NamesEveryUnitAndKeepsTheDigits) {
  auto records = records_of({0., 1. / 3.});
  records[1].snapped = true;
  const std::string text = history_csv(records, {"upper", "lower"});
  const std::string header = text.substr(0, text.find('\n'));
  EXPECT_EQ(header.find("step [1],phase [1],time [s],travel [m],force [N]"), 0u) << header;
  EXPECT_NE(header.find("fracture_energy.upper [J],fracture_energy.lower [J]"), std::string::npos) << header;
  EXPECT_NE(text.find("0.333333333333333"), std::string::npos);
  EXPECT_NE(text.find(",1,1e-09,2e-09\n"), std::string::npos) << text;
}

TEST(SaveSchedule, KeepsRegularStepsPunctureAndPeak) {
  const SaveSchedule schedule(4, {20e-6, 0.});
  auto records = records_of({0., 1., 3., 2.});
  EXPECT_FALSE(schedule.wants_last(records));
  EXPECT_TRUE(schedule.wants_previous(records)) << "the step before was the largest force so far";
  records.push_back(records_of({0.})[0]);
  records.back().step = 4;
  EXPECT_TRUE(schedule.wants_last(records));
  EXPECT_FALSE(schedule.wants_previous(records)) << "a lower force than the peak's";
  records.push_back(records.back());
  records.back().step = 5;
  EXPECT_FALSE(schedule.wants_last(records));
  records.back().hole_depth = 20e-6;
  EXPECT_TRUE(schedule.wants_last(records)) << "puncture";
  records.push_back(records.back());
  records.back().step = 6;
  EXPECT_FALSE(schedule.wants_last(records)) << "punctured before";
  EXPECT_EQ(puncture_index(records, {20e-6, 0.}), 5u);
  EXPECT_EQ(puncture_index(records, {1., 0.}), records.size());
  records.back().phase = 1;
  EXPECT_TRUE(schedule.wants_previous(records)) << "the end of a phase";
}

TEST(PunctureDepth, IsTheFirstLayersThicknessWithinReason) {
  EXPECT_NEAR(puncture_criterion(20e-6, 5e-6).depth, 20e-6, 1e-10);
  EXPECT_NEAR(puncture_criterion(2e-3, 5e-6).depth, 50e-6, 1e-9);
}

TEST(VtuFile, HasPointsCellsAndUnits) {
  const PlaneMesh mesh{{{{0., 0., 0.}}, {{1., 0., 0.}}, {{1., 1., 0.}}, {{0., 1., 0.}}}, {{{0, 1, 2, 3}}}};
  const FieldSet fields = {{"displacement", "m", "", true, 3, std::vector<double>(12, 0.5)},
                           {"J", "1", "", false, 1, {1.}}};
  const std::string text = vtu_text(mesh, fields);
  EXPECT_NE(text.find("NumberOfPoints=\"4\" NumberOfCells=\"1\""), std::string::npos);
  EXPECT_NE(text.find("Name=\"displacement\" NumberOfComponents=\"3\""), std::string::npos);
  EXPECT_NE(text.find("<InformationKey name=\"UNITS_LABEL\" location=\"vtkDataArray\">m<"), std::string::npos);
  EXPECT_LT(text.find("Name=\"displacement\""), text.find("<CellData>"));
  EXPECT_GT(text.find("Name=\"J\""), text.find("<CellData>"));
}

TEST(Collection, ListsPartsByTime) {
  const std::string text = pvd_text({{0.25, {"a.vtu", "b.vtu"}}});
  EXPECT_NE(text.find("timestep=\"0.25\" part=\"0\" file=\"a.vtu\""), std::string::npos) << text;
  EXPECT_NE(text.find("timestep=\"0.25\" part=\"1\" file=\"b.vtu\""), std::string::npos) << text;
}

} // namespace
} // namespace acumen::results
