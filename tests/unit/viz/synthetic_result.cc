#include "tests/unit/viz/synthetic_result.h"

#include <algorithm>
#include <cmath>
#include <fstream>
#include <unistd.h>
#include <vtkCellData.h>
#include <vtkCellType.h>
#include <vtkDoubleArray.h>
#include <vtkFieldData.h>
#include <vtkIntArray.h>
#include <vtkNew.h>
#include <vtkPointData.h>
#include <vtkStringArray.h>
#include <vtkUnstructuredGrid.h>
#include <vtkXMLUnstructuredGridWriter.h>

namespace acumen::viz {

namespace {

constexpr double needle_length = 600e-6, needle_radius = 100e-6, radius = 2e-3, thickness = 1.5e-3;
constexpr int columns = 40, rows = 60;

double needle_radius_at(double z, double travel) {
  return needle_radius * std::clamp((z + travel) / needle_length, 0., 1.);
}

// Finer towards the axis and the surface.
double graded(int i, int count, double length) {
  return length * std::pow(static_cast<double>(i) / count, 2.);
}

int layer_at(double z) {
  return z > -20e-6 ? 0 : z > -1.1e-3 ? 1 : 2;
}

vtkNew<vtkDoubleArray> array(const char* name, int components, vtkIdType count) {
  vtkNew<vtkDoubleArray> values;
  values->SetName(name);
  values->SetNumberOfComponents(components);
  values->SetNumberOfTuples(count);
  values->Fill(0.);
  return values;
}

void write(vtkUnstructuredGrid* grid, const std::filesystem::path& file) {
  vtkNew<vtkXMLUnstructuredGridWriter> writer;
  writer->SetInputData(grid);
  writer->SetFileName(file.c_str());
  writer->Write();
}

void write_skin(const std::filesystem::path& file, double travel) {
  vtkNew<vtkUnstructuredGrid> skin;
  vtkNew<vtkPoints> points;
  const auto displacement = array("displacement", 3, (rows + 1) * (columns + 1));
  for (int j = 0; j <= rows; ++j)
    for (int i = 0; i <= columns; ++i) {
      const double r = graded(i, columns, radius), z = -graded(j, rows, thickness);
      const double hole = needle_radius_at(z, travel);
      points->InsertNextPoint(r, z, 0.);
      displacement->SetTuple3(j * (columns + 1) + i, (std::hypot(r, hole) - r) * (1. - r / radius),
                              -0.1 * travel * std::exp(-r / 200e-6) * (1. + z / thickness), 0.);
    }
  skin->SetPoints(points);
  skin->GetPointData()->AddArray(displacement);
  const auto von_mises = array("von_mises", 1, rows * columns), stress = array("cauchy_stress", 9, rows * columns);
  vtkNew<vtkIntArray> layer;
  layer->SetName("layer_id");
  for (int j = 0; j < rows; ++j)
    for (int i = 0; i < columns; ++i) {
      const vtkIdType corner = j * (columns + 1) + i;
      const vtkIdType ids[4] = {corner + columns + 1, corner + columns + 2, corner + 1, corner};
      skin->InsertNextCell(VTK_QUAD, 4, ids);
      const double* const x = points->GetPoint(corner);
      layer->InsertNextValue(layer_at(x[1] - 1e-9));
      von_mises->SetValue(j * columns + i, 1e6 * std::exp(-std::hypot(x[0], x[1] + travel) / 100e-6));
      stress->SetComponent(j * columns + i, 4, -von_mises->GetValue(j * columns + i));
    }
  skin->GetCellData()->AddArray(layer);
  skin->GetCellData()->AddArray(von_mises);
  skin->GetCellData()->AddArray(stress);
  vtkNew<vtkStringArray> names;
  names->SetName("layer_names");
  for (const char* const name : {"stratum_corneum", "dermis", "hypodermis"})
    names->InsertNextValue(name);
  skin->GetFieldData()->AddArray(names);
  write(skin, file);
}

// One cell from the axis to the flank, its two points on the axis at the tip coinciding; moved by `displacement`.
void write_needle(const std::filesystem::path& file, double travel) {
  vtkNew<vtkUnstructuredGrid> needle;
  vtkNew<vtkPoints> points;
  points->InsertNextPoint(0., 0., 0.);
  points->InsertNextPoint(0., 0., 0.);
  points->InsertNextPoint(needle_radius, needle_length, 0.);
  points->InsertNextPoint(0., needle_length, 0.);
  needle->SetPoints(points);
  const vtkIdType ids[4] = {0, 1, 2, 3};
  needle->InsertNextCell(VTK_QUAD, 4, ids);
  const auto displacement = array("displacement", 3, 4);
  for (vtkIdType i = 0; i < 4; ++i)
    displacement->SetTuple3(i, 0., -travel, 0.);
  needle->GetPointData()->AddArray(displacement);
  write(needle, file);
}

} // namespace

SyntheticResult::SyntheticResult() {
  std::string name = (std::filesystem::temp_directory_path() / "acumen-viz-XXXXXX").string();
  directory_ = mkdtemp(name.data());
  std::filesystem::create_directories(directory_ / "fields");
  std::string entries;
  int step = 0;
  for (const double travel : {0., 200e-6, 500e-6}) {
    const std::string number = std::to_string(step++);
    write_skin(directory_ / "fields" / ("skin_" + number + ".vtu"), travel);
    write_needle(directory_ / "fields" / ("needle_" + number + ".vtu"), travel);
    for (const char* const part : {"skin_", "needle_"})
      entries += "<DataSet timestep=\"" + std::to_string(travel * 1e3) + "\" part=\"" + (part[0] == 's' ? "0" : "1") +
                 "\" file=\"" + part + number + ".vtu\"/>\n";
  }
  overwrite("fields/insertion.pvd",
            "<?xml version=\"1.0\"?>\n<VTKFile type=\"Collection\" version=\"0.1\">\n<Collection>\n" + entries +
                "</Collection>\n</VTKFile>\n");
  overwrite("history.csv", "step,time [s],travel [m],force [N]\n0,0,0,0\n1,0.1,1e-4,0.02\n2,0.2,2e-4,0.05\n"
                           "3,0.21,2.1e-4,0.03\n4,0.5,5e-4,0.08\n5,0.6,4e-4,0.01\n6,0.7,3e-4,-0.01\n");
  overwrite("summary.json", R"({"quantities": {"insertion.punctured": {"value": 1, "unit": "1"},
    "insertion.puncture_displacement": {"value": 2e-4, "unit": "m"},
    "insertion.puncture_force": {"value": 0.05, "unit": "N"}}})");
  overwrite("case.yaml", "title: Synthetic cone\n");
}

SyntheticResult::~SyntheticResult() {
  std::error_code ignored; // a file left in the temporary directory fails no test
  std::filesystem::remove_all(directory_, ignored);
}

void SyntheticResult::overwrite(const std::string& file, const std::string& content) const {
  std::ofstream(directory_ / file) << content;
}

} // namespace acumen::viz
