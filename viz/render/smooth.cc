#include "viz/render/smooth.h"

#include <cmath>
#include <map>
#include <vtkCell.h>
#include <vtkCellArray.h>
#include <vtkCellData.h>
#include <vtkIdList.h>
#include <vtkNew.h>
#include <vtkPoints.h>

namespace acumen::viz {

namespace {

/// The points of one layer each, by (layer, point of the section).
struct SplitPoints {
  const Section* section;
  vtkNew<vtkPoints> points;
  std::map<std::pair<int, vtkIdType>, vtkIdType> numbers;

  vtkIdType number(int layer, vtkIdType point) {
    const auto [found, added] = numbers.try_emplace({layer, point}, points->GetNumberOfPoints());
    if (added)
      points->InsertNextPoint(section->skin->GetPoint(point));
    return found->second;
  }
};

double area_of(vtkPoints& corners) {
  double twice = 0.;
  const vtkIdType count = corners.GetNumberOfPoints();
  for (vtkIdType i = 0; i < count; ++i) {
    std::array<double, 3> a, b;
    corners.GetPoint(i, a.data());
    corners.GetPoint((i + 1) % count, b.data());
    twice += a[0] * b[1] - b[0] * a[1];
  }
  return std::abs(twice) / 2.;
}

vtkSmartPointer<vtkPolyData> moved(vtkPolyData& outlines, const std::vector<int>& layers, SplitPoints& split) {
  vtkDataArray* const cells = outlines.GetCellData()->GetArray("cell");
  vtkNew<vtkCellArray> lines;
  vtkNew<vtkIdList> ends;
  for (vtkIdType i = 0; i < outlines.GetNumberOfCells(); ++i) {
    outlines.GetCellPoints(i, ends);
    const int layer = layers[static_cast<std::size_t>(cells->GetTuple1(i))];
    lines->InsertNextCell({split.number(layer, ends->GetId(0)), split.number(layer, ends->GetId(1))});
  }
  auto result = vtkSmartPointer<vtkPolyData>::New();
  result->SetPoints(split.points);
  result->SetLines(lines);
  result->GetCellData()->ShallowCopy(outlines.GetCellData());
  return result;
}

} // namespace

Smoothed smoothed(const Section& section, const std::vector<double>& values) {
  SplitPoints split{&section, {}, {}};
  split.points->SetDataTypeToDouble();
  auto skin = vtkSmartPointer<vtkUnstructuredGrid>::New();
  std::vector<double> weights, sums;
  for (vtkIdType i = 0; i < section.skin->GetNumberOfCells(); ++i) {
    vtkCell* const cell = section.skin->GetCell(i);
    // A cell pressed flat still has a say.
    const double area = area_of(*cell->GetPoints()) + 1e-12;
    vtkNew<vtkIdList> corners;
    for (int p = 0; p < cell->GetNumberOfPoints(); ++p) {
      const vtkIdType number = split.number(section.layers[i], cell->GetPointId(p));
      corners->InsertNextId(number);
      weights.resize(split.points->GetNumberOfPoints(), 0.);
      sums.resize(weights.size(), 0.);
      weights[number] += area;
      sums[number] += area * values[i];
    }
    skin->InsertNextCell(cell->GetCellType(), corners);
  }
  skin->SetPoints(split.points);
  Smoothed result{section, {}};
  result.section.outlines = moved(*section.outlines, section.layers, split);
  result.section.skin = skin;
  for (std::size_t i = 0; i < sums.size(); ++i)
    result.values.push_back(sums[i] / weights[i]);
  return result;
}

} // namespace acumen::viz
