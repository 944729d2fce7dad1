#pragma once

#include <hdf5.h>

#include <string>
#include <vector>

namespace acumen::base {

/// A new HDF5 file, put together in memory and saved whole: a full disk or a kill never leaves half of one.
///
/// Datasets are addressed by absolute paths; missing groups are made. Throws OutputError where HDF5 refuses.
class Hdf5Writer {
public:
  Hdf5Writer();
  ~Hdf5Writer();
  Hdf5Writer(const Hdf5Writer&) = delete;
  Hdf5Writer& operator=(const Hdf5Writer&) = delete;

  /// How numbers are kept.
  enum class Precision { full, single, integer };
  /// `values` row by row, `columns` in a row (1 = a plain vector); compressed.
  void write(const std::string& path, const std::vector<double>& values, unsigned int columns = 1,
             Precision precision = Precision::full);
  /// A single number.
  void write_scalar(const std::string& path, double value);
  /// A group of that name, if there is none.
  void make_group(const std::string& path);
  /// Text attribute of a group or dataset.
  void write_attribute(const std::string& path, const std::string& name, const std::string& text);
  /// Copies everything below the root of another file into the group `path`.
  void copy_from(const std::string& file, const std::string& path);

  /// Writes the file atomically; nothing can be added afterwards.
  void save(const std::string& file);

private:
  hid_t file_ = -1;
};

/// An existing HDF5 file, read only. Throws OutputError where something is missing or damaged.
class Hdf5Reader {
public:
  explicit Hdf5Reader(const std::string& file);
  ~Hdf5Reader();
  Hdf5Reader(const Hdf5Reader&) = delete;
  Hdf5Reader& operator=(const Hdf5Reader&) = delete;

  /// Every number of a dataset, row by row.
  std::vector<double> read(const std::string& path) const;
  std::string read_attribute(const std::string& path, const std::string& name) const;
  /// Length of a row of a dataset: its last extent, 1 for a list or a single number.
  std::size_t columns(const std::string& path) const;

private:
  std::string name_;
  hid_t file_ = -1;
};

} // namespace acumen::base
