#include "solver/base/error.h"
#include "solver/base/hdf5_file.h"
#include "solver/results/checkpoint_table.h"
#include "solver/stepping/record_table.h"
#include "tests/support/temporary_folder.h"

#include <fstream>
#include <gtest/gtest.h>

namespace acumen::results {
namespace {

const std::vector<std::string> layers = {"dermis"};

/// A run's folder whose steps lack the named column.
void write_run(const TemporaryFolder& folder, const std::string& without, const bool with_history) {
  std::string header;
  unsigned int n = 0;
  for (const stepping::RecordColumn& column : stepping::record_columns(layers))
    if (column.name != without) {
      header += (n > 0 ? "," : "") + column.name + " [" + column.unit + "]";
      ++n;
    }
  base::Hdf5Writer file;
  file.write("/records", std::vector<double>(2 * n, 1.), n);
  file.save(folder.file("checkpoint.h5"));
  if (with_history)
    std::ofstream(folder.file("history.csv")) << header << "\n1,2\n";
}

void expect_contains(const std::string& text, const std::vector<std::string>& parts) {
  for (const std::string& part : parts)
    EXPECT_NE(text.find(part), std::string::npos) << text << "\nlacks: " << part;
}

std::string complaint(const TemporaryFolder& folder) {
  try {
    require_known_columns(folder.path(), layers);
  } catch (const base::OutputError& error) {
    return error.what();
  }
  return "";
}

TEST(CheckpointTable, OfThisVersionIsAccepted) {
  const TemporaryFolder folder;
  write_run(folder, "", true);
  EXPECT_EQ(complaint(folder), "");
}

TEST(CheckpointTable, OfAnotherVersionNamesTheMissingColumnAndTheRemedy) {
  const TemporaryFolder folder;
  write_run(folder, "plate_force", true);
  std::ofstream(folder.file("summary.json")) << R"({"provenance": {"version": "0.0.9"}})";
  const std::string text = complaint(folder);
  expect_contains(text, {"another version", "missing: plate_force", "0.0.9", "mend:"});
  EXPECT_EQ(text.find("damaged"), std::string::npos) << text;
}

// As many columns, but not the same ones: their numbers would be taken for others.
TEST(CheckpointTable, ARenamedColumnIsFoundToo) {
  const TemporaryFolder folder;
  write_run(folder, "", false);
  std::string header = "old_name [1]";
  for (const stepping::RecordColumn& column : stepping::record_columns(layers))
    if (column.name != "plate_force")
      header += "," + column.name + " [" + column.unit + "]";
  std::ofstream(folder.file("history.csv")) << header << "\n";
  expect_contains(complaint(folder), {"missing: plate_force", "unknown: old_name"});
}

TEST(CheckpointTable, WithoutAHistoryTheNumberOfColumnsStillTells) {
  const TemporaryFolder folder;
  write_run(folder, "plate_force", false);
  expect_contains(complaint(folder), {"another version", "columns"});
}

} // namespace
} // namespace acumen::results
