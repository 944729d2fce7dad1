#include "viz/render/section.h"

#include "solver/base/error.h"
#include "viz/render/data_file.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <vtkCell.h>
#include <vtkCellArray.h>
#include <vtkCellData.h>
#include <vtkFieldData.h>
#include <vtkIntArray.h>
#include <vtkNew.h>
#include <vtkPlane.h>
#include <vtkPointData.h>
#include <vtkPoints.h>
#include <vtkStringArray.h>
#include <vtkTableBasedClipDataSet.h>

namespace acumen::viz {

namespace {

// x = X + u(X), in micrometres.
void deform(vtkUnstructuredGrid& grid, const std::string& file) {
  vtkDataArray* const displacement = grid.GetPointData()->GetArray("displacement");
  if (!displacement || displacement->GetNumberOfComponents() != 3)
    throw base::InputError({{"there is no point field \"displacement\" of 3 components", "", file, 0, 0, ""}});
  vtkNew<vtkPoints> deformed;
  deformed->SetDataTypeToDouble();
  deformed->SetNumberOfPoints(grid.GetNumberOfPoints());
  for (vtkIdType i = 0; i < grid.GetNumberOfPoints(); ++i) {
    std::array<double, 3> x, u;
    grid.GetPoint(i, x.data());
    displacement->GetTuple(i, u.data());
    for (unsigned int d = 0; d < 3; ++d)
      x[d] = micrometres_per_metre * (x[d] + u[d]);
    deformed->SetPoint(i, x.data());
  }
  grid.SetPoints(deformed);
}

vtkSmartPointer<vtkUnstructuredGrid> read_deformed(const std::filesystem::path& file) {
  vtkSmartPointer<vtkUnstructuredGrid> grid = read_data_file(file);
  deform(*grid, file.string());
  return grid;
}

std::vector<int> layers_of(vtkUnstructuredGrid& skin) {
  std::vector<int> layers(skin.GetNumberOfCells(), 0);
  if (vtkDataArray* const ids = skin.GetCellData()->GetArray("layer_id")) {
    for (std::size_t i = 0; i < layers.size(); ++i)
      layers[i] = std::max(0, static_cast<int>(std::lround(ids->GetTuple1(i))));
  }
  return layers;
}

std::vector<std::string> names_of(vtkUnstructuredGrid& skin, const std::vector<int>& layers,
                                  const std::vector<std::string>& names_in_case) {
  std::vector<std::string> names = names_in_case;
  if (auto* const array = vtkStringArray::SafeDownCast(skin.GetFieldData()->GetAbstractArray("layer_names"))) {
    names.clear();
    for (vtkIdType i = 0; i < array->GetNumberOfValues(); ++i)
      names.push_back(array->GetValue(i));
  }
  const std::size_t count = *std::max_element(layers.begin(), layers.end()) + 1;
  // The resolved case lists the skin's layers; those below are its support's.
  const std::size_t named = names.size();
  for (std::size_t layer = named; layer < count; ++layer)
    names.push_back(named > 0 ? "support " + std::to_string(layer - named + 1) : "layer " + std::to_string(layer));
  names.resize(count);
  for (std::string& name : names)
    std::replace(name.begin(), name.end(), '_', ' ');
  return names;
}

struct EdgeUse {
  vtkIdType cell = 0;
  int layer = 0, cells = 0;
  bool interface = false;
};

// An edge is drawn where one cell has it, or cells of two layers. On the closed axis there is nothing to see.
vtkSmartPointer<vtkPolyData> outlines_of(vtkUnstructuredGrid& grid, const std::vector<int>& layers) {
  std::map<std::pair<vtkIdType, vtkIdType>, EdgeUse> edges;
  for (vtkIdType i = 0; i < grid.GetNumberOfCells(); ++i) {
    vtkCell* const cell = grid.GetCell(i);
    const int count = cell->GetNumberOfPoints();
    for (int corner = 0; corner < count; ++corner) {
      const auto ends = std::minmax({cell->GetPointId(corner), cell->GetPointId((corner + 1) % count)});
      EdgeUse& use = edges[{ends.first, ends.second}];
      use.interface |= use.cells > 0 && use.layer != layers[i];
      use.layer = layers[i];
      use.cell = i;
      ++use.cells;
    }
  }
  constexpr double closed = 1e-2; // um
  vtkNew<vtkCellArray> lines;
  vtkNew<vtkIntArray> cells, interfaces;
  cells->SetName("cell");
  interfaces->SetName("interface");
  for (const auto& [ends, use] : edges) {
    const bool on_axis = grid.GetPoint(ends.first)[0] < closed && grid.GetPoint(ends.second)[0] < closed;
    if ((use.cells != 1 || on_axis) && !use.interface)
      continue;
    lines->InsertNextCell({ends.first, ends.second});
    cells->InsertNextValue(static_cast<int>(use.cell));
    interfaces->InsertNextValue(use.interface);
  }
  auto outlines = vtkSmartPointer<vtkPolyData>::New();
  outlines->SetPoints(grid.GetPoints());
  outlines->SetLines(lines);
  outlines->GetCellData()->AddArray(cells);
  outlines->GetCellData()->AddArray(interfaces);
  return outlines;
}

// What lies on the side of the plane that its normal points to.
vtkSmartPointer<vtkUnstructuredGrid> clipped(vtkUnstructuredGrid& grid, const std::array<double, 3>& origin,
                                             const std::array<double, 3>& normal) {
  vtkNew<vtkPlane> plane;
  plane->SetOrigin(origin.data());
  plane->SetNormal(normal.data());
  vtkNew<vtkTableBasedClipDataSet> clip;
  clip->SetInputData(&grid);
  clip->SetClipFunction(plane);
  clip->Update();
  return clip->GetOutput();
}

vtkSmartPointer<vtkUnstructuredGrid> cut_to(vtkSmartPointer<vtkUnstructuredGrid> grid, double radius, double bottom,
                                            double top) {
  std::array<double, 6> bounds;
  grid->GetBounds(bounds.data());
  if (bounds[1] > radius)
    grid = clipped(*grid, {radius, 0., 0.}, {-1., 0., 0.});
  if (bounds[2] < bottom)
    grid = clipped(*grid, {0., bottom, 0.}, {0., 1., 0.});
  if (bounds[3] > top)
    grid = clipped(*grid, {0., top, 0.}, {0., -1., 0.});
  return grid;
}

} // namespace

Section read_section(const SavedStep& step, const std::vector<std::string>& layer_names) {
  Section section;
  section.skin = read_deformed(step.skin);
  section.layers = layers_of(*section.skin);
  section.layer_names = names_of(*section.skin, section.layers, layer_names);
  section.outlines = outlines_of(*section.skin, section.layers);
  if (!step.needle.empty()) {
    section.needle = read_deformed(step.needle);
    section.needle_outline = outlines_of(*section.needle, std::vector<int>(section.needle->GetNumberOfCells(), 0));
  }
  return section;
}

Section cropped(const Section& section, double radius, double bottom, double top) {
  Section part;
  part.skin = cut_to(section.skin, radius, bottom, top);
  part.layers = layers_of(*part.skin);
  part.layer_names = section.layer_names;
  part.outlines = outlines_of(*part.skin, part.layers);
  if (section.needle) {
    part.needle = cut_to(section.needle, radius, bottom, top);
    part.needle_outline = outlines_of(*part.needle, std::vector<int>(part.needle->GetNumberOfCells(), 0));
  }
  return part;
}

} // namespace acumen::viz
