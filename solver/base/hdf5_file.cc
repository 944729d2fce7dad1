#include "solver/base/hdf5_file.h"

#include "solver/base/atomic_file.h"
#include "solver/base/error.h"

#include <algorithm>

namespace acumen::base {

namespace {

/// Closes an HDF5 identifier at the end of its scope.
class Handle {
public:
  Handle(const hid_t id, herr_t (*close)(hid_t), const std::string& what) : id_(id), close_(close) {
    if (id < 0)
      throw OutputError("HDF5 cannot " + what);
  }
  ~Handle() { close_(id_); }
  Handle(const Handle&) = delete;
  Handle& operator=(const Handle&) = delete;
  operator hid_t() const { return id_; }

private:
  hid_t id_;
  herr_t (*close_)(hid_t);
};

Handle open_dataset(const hid_t file, const std::string& path, const std::string& name) {
  return Handle(H5Dopen2(file, path.c_str(), H5P_DEFAULT), H5Dclose,
                "find " + path + " in " + name + ": it is damaged or was written by another version of the program");
}

void require(const herr_t status, const std::string& what) {
  if (status < 0)
    throw OutputError("HDF5 cannot " + what);
}

/// Memory is taken from the system in pieces of this size [bytes].
constexpr std::size_t memory_increment = 1 << 20;
constexpr hsize_t largest_chunk = 1 << 16; // rows
constexpr unsigned int deflate_level = 4;

/// A type for texts of any length: h5py and others then read them as text, not as bytes.
hid_t make_text_type() {
  const hid_t type = H5Tcopy(H5T_C_S1);
  H5Tset_size(type, H5T_VARIABLE);
  H5Tset_cset(type, H5T_CSET_UTF8);
  return type;
}

/// A property list under which missing groups of a path are made.
hid_t make_link_properties() {
  const hid_t list = H5Pcreate(H5P_LINK_CREATE);
  H5Pset_create_intermediate_group(list, 1);
  return list;
}

hid_t file_type(const Hdf5Writer::Precision precision) {
  switch (precision) {
  case Hdf5Writer::Precision::full:
    return H5T_IEEE_F64LE;
  case Hdf5Writer::Precision::single:
    return H5T_IEEE_F32LE;
  case Hdf5Writer::Precision::integer:
    return H5T_STD_I32LE;
  }
  return H5T_IEEE_F64LE;
}

} // namespace

Hdf5Writer::Hdf5Writer() {
  // Failures become exceptions; HDF5's own error stack stays off the terminal.
  H5Eset_auto2(H5E_DEFAULT, nullptr, nullptr);
  const Handle access(H5Pcreate(H5P_FILE_ACCESS), H5Pclose, "make a property list");
  require(H5Pset_fapl_core(access, memory_increment, false), "keep a file in memory");
  file_ = H5Fcreate("in_memory.h5", H5F_ACC_TRUNC, H5P_DEFAULT, access);
  require(file_ < 0 ? -1 : 0, "make a file in memory");
}

Hdf5Writer::~Hdf5Writer() {
  if (file_ >= 0)
    H5Fclose(file_);
}

void Hdf5Writer::write(const std::string& path, const std::vector<double>& values, const unsigned int columns,
                       const Precision precision) {
  const hsize_t rows = values.size() / columns;
  const hsize_t extent[2] = {rows, columns};
  const int rank = columns > 1 ? 2 : 1;
  const Handle space(H5Screate_simple(rank, extent, nullptr), H5Sclose, "describe " + path);
  const Handle creation(H5Pcreate(H5P_DATASET_CREATE), H5Pclose, "make a property list");
  if (rows > 0) {
    const hsize_t chunk[2] = {std::min(rows, largest_chunk), columns};
    require(H5Pset_chunk(creation, rank, chunk), "divide " + path);
    require(H5Pset_shuffle(creation), "arrange " + path);
    require(H5Pset_deflate(creation, deflate_level), "compress " + path);
  }
  const Handle links(make_link_properties(), H5Pclose, "make a property list");
  const Handle dataset(H5Dcreate2(file_, path.c_str(), file_type(precision), space, links, creation, H5P_DEFAULT),
                       H5Dclose, "make " + path);
  if (rows > 0)
    require(H5Dwrite(dataset, H5T_NATIVE_DOUBLE, H5S_ALL, H5S_ALL, H5P_DEFAULT, values.data()), "fill " + path);
}

void Hdf5Writer::write_scalar(const std::string& path, const double value) {
  const Handle space(H5Screate(H5S_SCALAR), H5Sclose, "describe " + path);
  const Handle links(make_link_properties(), H5Pclose, "make a property list");
  const Handle dataset(H5Dcreate2(file_, path.c_str(), H5T_IEEE_F64LE, space, links, H5P_DEFAULT, H5P_DEFAULT),
                       H5Dclose, "make " + path);
  require(H5Dwrite(dataset, H5T_NATIVE_DOUBLE, H5S_ALL, H5S_ALL, H5P_DEFAULT, &value), "fill " + path);
}

void Hdf5Writer::make_group(const std::string& path) {
  if (H5Lexists(file_, path.c_str(), H5P_DEFAULT) > 0)
    return;
  const Handle links(make_link_properties(), H5Pclose, "make a property list");
  const Handle group(H5Gcreate2(file_, path.c_str(), links, H5P_DEFAULT, H5P_DEFAULT), H5Gclose, "make " + path);
}

void Hdf5Writer::write_attribute(const std::string& path, const std::string& name, const std::string& text) {
  const Handle object(H5Oopen(file_, path.c_str(), H5P_DEFAULT), H5Oclose, "open " + path);
  const Handle type(make_text_type(), H5Tclose, "make a text type");
  const Handle space(H5Screate(H5S_SCALAR), H5Sclose, "describe " + name);
  const Handle attribute(H5Acreate2(object, name.c_str(), type, space, H5P_DEFAULT, H5P_DEFAULT), H5Aclose,
                         "make the attribute " + name);
  const char* const start = text.c_str();
  require(H5Awrite(attribute, type, &start), "fill the attribute " + name);
}

void Hdf5Writer::copy_from(const std::string& file, const std::string& path) {
  const Handle source(H5Fopen(file.c_str(), H5F_ACC_RDONLY, H5P_DEFAULT), H5Fclose, "read " + file);
  const Handle links(make_link_properties(), H5Pclose, "make a property list");
  require(H5Ocopy(source, "/", file_, path.c_str(), H5P_DEFAULT, links), "copy " + file);
}

void Hdf5Writer::save(const std::string& file) {
  require(H5Fflush(file_, H5F_SCOPE_GLOBAL), "complete " + file);
  const ssize_t size = H5Fget_file_image(file_, nullptr, 0);
  require(size < 0 ? -1 : 0, "measure " + file);
  std::string image(static_cast<std::size_t>(size), '\0');
  require(H5Fget_file_image(file_, image.data(), image.size()) < 0 ? -1 : 0, "copy " + file);
  H5Fclose(file_);
  file_ = -1;
  write_atomically(file, image);
}

Hdf5Reader::Hdf5Reader(const std::string& file) : name_(file) {
  H5Eset_auto2(H5E_DEFAULT, nullptr, nullptr);
  file_ = H5Fopen(file.c_str(), H5F_ACC_RDONLY, H5P_DEFAULT);
  if (file_ < 0)
    throw OutputError("cannot read " + file + ": it is missing, unreadable or not a whole HDF5 file");
}

Hdf5Reader::~Hdf5Reader() {
  if (file_ >= 0)
    H5Fclose(file_);
}

std::vector<double> Hdf5Reader::read(const std::string& path) const {
  const Handle dataset = open_dataset(file_, path, name_);
  const Handle space(H5Dget_space(dataset), H5Sclose, "measure " + path + " in " + name_);
  std::vector<double> values(static_cast<std::size_t>(H5Sget_simple_extent_npoints(space)));
  if (!values.empty())
    require(H5Dread(dataset, H5T_NATIVE_DOUBLE, H5S_ALL, H5S_ALL, H5P_DEFAULT, values.data()),
            "read " + path + " in " + name_);
  return values;
}

std::size_t Hdf5Reader::columns(const std::string& path) const {
  const Handle dataset = open_dataset(file_, path, name_);
  const Handle space(H5Dget_space(dataset), H5Sclose, "measure " + path + " in " + name_);
  const int rank = H5Sget_simple_extent_ndims(space);
  if (rank < 2)
    return 1;
  std::vector<hsize_t> extents(static_cast<std::size_t>(rank));
  H5Sget_simple_extent_dims(space, extents.data(), nullptr);
  return static_cast<std::size_t>(extents.back());
}

std::string Hdf5Reader::read_attribute(const std::string& path, const std::string& name) const {
  const Handle object(H5Oopen(file_, path.c_str(), H5P_DEFAULT), H5Oclose, "find " + path + " in " + name_);
  const Handle attribute(H5Aopen(object, name.c_str(), H5P_DEFAULT), H5Aclose, "find " + name + " in " + name_);
  const Handle type(make_text_type(), H5Tclose, "make a text type");
  char* start = nullptr;
  require(H5Aread(attribute, type, &start), "read " + name + " in " + name_);
  const std::string text = start == nullptr ? "" : start;
  H5free_memory(start);
  return text;
}

} // namespace acumen::base
