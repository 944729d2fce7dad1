#include "solver/results/vtu_file.h"

#include "solver/base/error.h"

#include <deal.II/base/utilities.h>

#include <cstdint>
#include <cstring>
#include <fmt/format.h>
#include <zlib.h>

namespace acumen::results {

namespace {

constexpr int vtk_quad = 9;

template <class Number> std::string encode(const std::vector<Number>& values) {
  const auto* const bytes = reinterpret_cast<const unsigned char*>(values.data());
  return dealii::Utilities::encode_base64({bytes, bytes + values.size() * sizeof(Number)});
}

/// VTK's inline binary form: [number of blocks, block size, size of a last partial block, compressed sizes…], then the
/// blocks; header and data are encoded apart.
template <class Number> std::string compressed(const std::vector<Number>& values) {
  const uLong size = values.size() * sizeof(Number);
  uLongf packed_size = compressBound(size);
  std::vector<unsigned char> packed(packed_size);
  if (compress2(packed.data(), &packed_size, reinterpret_cast<const Bytef*>(values.data()), size, Z_BEST_SPEED) != Z_OK)
    throw base::OutputError("zlib cannot compress a field: out of memory");
  packed.resize(packed_size);
  return encode(std::vector<std::uint64_t>{1, size, size, packed_size}) + encode(packed);
}

/// One array; `unit` empty for what has none by nature (connectivity).
template <class Number>
std::string data_array(const std::string& type, const std::string& name, const unsigned int components,
                       const std::vector<Number>& values, const std::string& unit) {
  std::string text =
      fmt::format("<DataArray type=\"{}\" Name=\"{}\" NumberOfComponents=\"{}\" format=\"binary\">\n{}\n", type, name,
                  components, compressed(values));
  if (!unit.empty())
    text += fmt::format("<InformationKey name=\"UNITS_LABEL\" location=\"vtkDataArray\">{}</InformationKey>\n", unit);
  return text + "</DataArray>\n";
}

std::string field_arrays(const FieldSet& fields, const bool on_points) {
  std::string text;
  for (const FieldArray& field : fields)
    if (field.on_points == on_points)
      text += data_array("Float32", field.name, field.components,
                         std::vector<float>(field.values.begin(), field.values.end()), field.unit);
  return text;
}

std::string topology(const PlaneMesh& mesh) {
  std::vector<std::int32_t> connectivity, offsets;
  for (const auto& cell : mesh.cells) {
    connectivity.insert(connectivity.end(), cell.begin(), cell.end());
    offsets.push_back(static_cast<std::int32_t>(connectivity.size()));
  }
  return "<Cells>\n" + data_array("Int32", "connectivity", 1, connectivity, "") +
         data_array("Int32", "offsets", 1, offsets, "") +
         data_array("UInt8", "types", 1, std::vector<std::uint8_t>(mesh.cells.size(), vtk_quad), "") + "</Cells>\n";
}

} // namespace

std::string vtu_text(const PlaneMesh& mesh, const FieldSet& fields) {
  std::vector<double> coordinates;
  for (const auto& point : mesh.points)
    coordinates.insert(coordinates.end(), point.begin(), point.end());
  std::string text = "<?xml version=\"1.0\"?>\n<VTKFile type=\"UnstructuredGrid\" version=\"1.0\" "
                     "byte_order=\"LittleEndian\" header_type=\"UInt64\" compressor=\"vtkZLibDataCompressor\">\n"
                     "<UnstructuredGrid>\n";
  text += fmt::format("<Piece NumberOfPoints=\"{}\" NumberOfCells=\"{}\">\n", mesh.points.size(), mesh.cells.size());
  text += "<Points>\n" + data_array("Float64", "Points", 3, coordinates, "m") + "</Points>\n" + topology(mesh);
  text += "<PointData Vectors=\"displacement\">\n" + field_arrays(fields, true) + "</PointData>\n";
  text += "<CellData>\n" + field_arrays(fields, false) + "</CellData>\n";
  return text + "</Piece>\n</UnstructuredGrid>\n</VTKFile>\n";
}

std::string pvd_text(const std::vector<CollectionStep>& steps) {
  std::string text = "<?xml version=\"1.0\"?>\n<VTKFile type=\"Collection\" version=\"0.1\" "
                     "byte_order=\"LittleEndian\">\n<Collection>\n";
  for (const CollectionStep& step : steps)
    for (std::size_t part = 0; part < step.files.size(); ++part)
      text +=
          fmt::format("<DataSet timestep=\"{:.12g}\" part=\"{}\" file=\"{}\"/>\n", step.time, part, step.files[part]);
  return text + "</Collection>\n</VTKFile>\n";
}

} // namespace acumen::results
