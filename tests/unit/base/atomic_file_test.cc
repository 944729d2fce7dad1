#include "solver/base/atomic_file.h"

#include "solver/base/error.h"
#include "tests/support/temporary_folder.h"

#include <fstream>
#include <gtest/gtest.h>
#include <sstream>

namespace acumen::base {
namespace {

std::string content(const std::string& path) {
  std::ifstream file(path);
  std::ostringstream text;
  text << file.rdbuf();
  return text.str();
}

TEST(AtomicFile, ReplacesWholeAndLeavesNothingElse) {
  const TemporaryFolder folder;
  write_atomically(folder.file("a.txt"), "first, longer");
  write_atomically(folder.file("a.txt"), "second");
  EXPECT_EQ(content(folder.file("a.txt")), "second");
  EXPECT_EQ(folder.count(), 1);
}

TEST(AtomicFile, ReportsPlaceAndReason) {
  const TemporaryFolder folder;
  try {
    write_atomically(folder.file("missing/a.txt"), "text");
    FAIL() << "no exception";
  } catch (const OutputError& error) {
    EXPECT_NE(std::string(error.what()).find("missing/a.txt: No such file"), std::string::npos) << error.what();
  }
  EXPECT_EQ(folder.count(), 0);
}

TEST(AtomicFile, AFullDiskKeepsTheEarlierFile) {
  // A device that is always full; the folder for the temporary file is not writable for ordinary users.
  EXPECT_THROW(write_atomically("/dev/full/a.txt", "text"), OutputError);
  const TemporaryFolder folder;
  // A folder of the file's name stands in the way of the rename.
  make_folder(folder.file("a.txt/below"));
  EXPECT_THROW(write_atomically(folder.file("a.txt"), "text"), OutputError);
  EXPECT_EQ(folder.count(), 1);
}

} // namespace
} // namespace acumen::base
