#include "solver/stepping/checkpoint.h"

#include "solver/base/error.h"
#include "solver/stepping/record_table.h"
#include "tests/support/small_insertion.h"
#include "tests/support/temporary_folder.h"

#include <gtest/gtest.h>

namespace acumen::stepping {
namespace {

/// Runs until `last` records exist.
void run_to(Insertion& insertion, const std::size_t last) {
  insertion.run([last](const Insertion& now) { return now.records().size() < last; });
}

void expect_equal(const std::vector<StepRecord>& a, const std::vector<StepRecord>& b) {
  ASSERT_EQ(a.size(), b.size());
  for (std::size_t i = 0; i < a.size(); ++i)
    for (const RecordColumn& column : record_columns({"upper", "lower"}))
      EXPECT_EQ(column.get(a[i]), column.get(b[i])) << column.name << " of step " << i;
}

TEST(Checkpoint, AResumedRunEqualsTheUndisturbedOneToTheLastBit) {
  const TemporaryFolder folder;
  Insertion undisturbed(small_insertion());
  ASSERT_EQ(undisturbed.run([](const Insertion&) { return true; }), InsertionOutcome::completed);
  const std::size_t all = undisturbed.records().size();
  // Within the travel, and within the dwell, in which the viscous branches relax.
  for (const std::size_t stop : {all / 2, all - 1}) {
    Insertion first(small_insertion());
    run_to(first, stop);
    write_checkpoint(folder.file("c.h5"), {"small", "12ab34cd", 1.5}, first.state());
    Insertion second(small_insertion());
    Checkpoint checkpoint = read_checkpoint(folder.file("c.h5"), "12ab34cd", second.potential());
    EXPECT_EQ(checkpoint.header.case_name, "small");
    EXPECT_EQ(checkpoint.header.wall_time, 1.5);
    second.restore(std::move(checkpoint.state));
    ASSERT_EQ(second.run([](const Insertion&) { return true; }), InsertionOutcome::completed);
    expect_equal(second.records(), undisturbed.records());
    EXPECT_EQ(second.state().skin.displacement, undisturbed.state().skin.displacement);
  }
}

TEST(Checkpoint, RefusesAnotherCaseAndAnotherMesh) {
  const TemporaryFolder folder;
  Insertion insertion(small_insertion());
  run_to(insertion, 2);
  write_checkpoint(folder.file("c.h5"), {"small", "12ab34cd", 0.}, insertion.state());
  try {
    read_checkpoint(folder.file("c.h5"), "00000000", insertion.potential());
    FAIL() << "accepted";
  } catch (const base::OutputError& error) {
    EXPECT_NE(std::string(error.what()).find("belongs to another case"), std::string::npos) << error.what();
  }
  InsertionProblem finer = small_insertion();
  finer.mesh.cell_size_at_axis *= 0.5;
  const Insertion other(std::move(finer));
  EXPECT_THROW(read_checkpoint(folder.file("c.h5"), "12ab34cd", other.potential()), base::OutputError);
}

} // namespace
} // namespace acumen::stepping
