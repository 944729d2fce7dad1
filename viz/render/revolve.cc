#include "viz/render/revolve.h"

#include <array>
#include <cmath>
#include <map>
#include <vtkCellArray.h>
#include <vtkCellData.h>
#include <vtkDoubleArray.h>
#include <vtkIdList.h>
#include <vtkNew.h>
#include <vtkPointData.h>
#include <vtkPoints.h>
#include <vtkPolyDataNormals.h>

namespace acumen::viz {

namespace {

constexpr double degree = 3.14159265358979323846 / 180.;
/// Facets every three degrees look round at any picture's size.
constexpr double facet = 3.;
/// Lengths below this are none [um].
constexpr double nothing = 1e-6;

// Points of one rib after the other; each edge's point of the half has a number on the rib.
struct Sweep {
  vtkNew<vtkPoints> points;
  vtkNew<vtkCellArray> quads;
  vtkNew<vtkDoubleArray> point_values, cell_values;
  std::map<vtkIdType, vtkIdType> number_on_rib;
};

void add_ribs(Sweep& sweep, vtkUnstructuredGrid& half, double from, double to, int facets) {
  vtkDataArray* const scalars = half.GetPointData()->GetScalars();
  sweep.points->SetDataTypeToDouble();
  for (int rib = 0; rib <= facets; ++rib) {
    const double angle = (from + (to - from) * rib / facets) * degree;
    for (auto& [id, number] : sweep.number_on_rib) {
      std::array<double, 3> x;
      half.GetPoint(id, x.data());
      const vtkIdType point = sweep.points->InsertNextPoint(x[0] * std::cos(angle), x[1], -x[0] * std::sin(angle));
      if (rib == 0)
        number = point;
      if (scalars)
        sweep.point_values->InsertNextValue(scalars->GetTuple1(id));
    }
  }
}

void add_edge(Sweep& sweep, vtkIdType a, vtkIdType b, double value, int facets) {
  const auto count = static_cast<vtkIdType>(sweep.number_on_rib.size());
  const vtkIdType first = sweep.number_on_rib.at(a), second = sweep.number_on_rib.at(b);
  for (int i = 0; i < facets; ++i) {
    sweep.quads->InsertNextCell(
        {first + i * count, second + i * count, second + (i + 1) * count, first + (i + 1) * count});
    sweep.cell_values->InsertNextValue(value);
  }
}

} // namespace

vtkSmartPointer<vtkPolyData> revolve(vtkPolyData& outlines, vtkUnstructuredGrid& half, double from, double to) {
  vtkDataArray* const interface = outlines.GetCellData()->GetArray("interface");
  vtkDataArray* const cells = outlines.GetCellData()->GetArray("cell");
  vtkDataArray* const scalars = half.GetCellData()->GetScalars();
  std::vector<std::array<vtkIdType, 3>> edges;
  Sweep sweep;
  vtkNew<vtkIdList> ends;
  for (vtkIdType i = 0; i < outlines.GetNumberOfCells(); ++i) {
    outlines.GetCellPoints(i, ends);
    const vtkIdType a = ends->GetId(0), b = ends->GetId(1);
    if (interface->GetTuple1(i) > 0. || std::max(half.GetPoint(a)[0], half.GetPoint(b)[0]) < nothing)
      continue;
    edges.push_back({a, b, static_cast<vtkIdType>(cells->GetTuple1(i))});
    sweep.number_on_rib[a];
    sweep.number_on_rib[b];
  }
  const int facets = std::max(1, static_cast<int>(std::lround((to - from) / facet)));
  add_ribs(sweep, half, from, to, facets);
  for (const auto& [a, b, cell] : edges)
    add_edge(sweep, a, b, scalars ? scalars->GetTuple1(cell) : 0., facets);

  vtkNew<vtkPolyData> surface;
  surface->SetPoints(sweep.points);
  surface->SetPolys(sweep.quads);
  if (scalars)
    surface->GetCellData()->SetScalars(sweep.cell_values);
  else if (half.GetPointData()->GetScalars())
    surface->GetPointData()->SetScalars(sweep.point_values);
  // Smooth around the axis, but with the needle's rims and the hole's mouth as sharp as they are.
  vtkNew<vtkPolyDataNormals> normals;
  normals->SetInputData(surface);
  normals->SetFeatureAngle(35.);
  normals->Update();
  return normals->GetOutput();
}

} // namespace acumen::viz
