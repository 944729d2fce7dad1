#include "solver/base/hdf5_file.h"

#include "solver/base/atomic_file.h"
#include "solver/base/error.h"
#include "tests/support/temporary_folder.h"

#include <gtest/gtest.h>

namespace acumen::base {
namespace {

TEST(Hdf5File, ReturnsWhatWasWritten) {
  const TemporaryFolder folder;
  const std::vector<double> values = {1. / 3., -0., 1e-300, 4e300, 5., 6.};
  {
    Hdf5Writer writer;
    writer.write("/group/table", values, 2);
    writer.write("/empty", {}, 3);
    writer.write_scalar("/number", 1. / 7.);
    writer.write_attribute("/group/table", "unit", "J/m^2");
    writer.write_attribute("/group", "none", "");
    writer.save(folder.file("a.h5"));
  }
  const Hdf5Reader reader(folder.file("a.h5"));
  EXPECT_EQ(reader.read("/group/table"), values);
  EXPECT_TRUE(reader.read("/empty").empty());
  EXPECT_EQ(reader.read("/number"), std::vector<double>{1. / 7.});
  EXPECT_EQ(reader.read_attribute("/group/table", "unit"), "J/m^2");
  EXPECT_EQ(reader.read_attribute("/group", "none"), "");
  EXPECT_EQ(folder.count(), 1);
}

TEST(Hdf5File, CopiesAnotherFile) {
  const TemporaryFolder folder;
  Hdf5Writer part;
  part.write("/fields/J", {1., 2.});
  part.save(folder.file("part.h5"));
  Hdf5Writer whole;
  whole.copy_from(folder.file("part.h5"), "/steps/0001");
  whole.save(folder.file("whole.h5"));
  EXPECT_EQ(Hdf5Reader(folder.file("whole.h5")).read("/steps/0001/fields/J"), (std::vector<double>{1., 2.}));
}

TEST(Hdf5File, RefusesWhatIsMissingOrDamaged) {
  const TemporaryFolder folder;
  EXPECT_THROW(Hdf5Reader(folder.file("none.h5")), OutputError);
  write_atomically(folder.file("text.h5"), "not HDF5");
  EXPECT_THROW(Hdf5Reader(folder.file("text.h5")), OutputError);
  Hdf5Writer writer;
  writer.make_group("/a");
  writer.save(folder.file("a.h5"));
  const Hdf5Reader reader(folder.file("a.h5"));
  EXPECT_THROW(reader.read("/b"), OutputError);
  EXPECT_THROW(reader.read_attribute("/a", "unit"), OutputError);
}

} // namespace
} // namespace acumen::base
