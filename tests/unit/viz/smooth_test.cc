// Fields smoothed within layers, on a made-up section: even cells in two layers, one above the other.
#include "viz/render/smooth.h"

#include <array>
#include <cmath>
#include <functional>
#include <gtest/gtest.h>
#include <set>
#include <vtkCellData.h>
#include <vtkDoubleArray.h>
#include <vtkNew.h>
#include <vtkPoints.h>

namespace acumen::viz {
namespace {

constexpr int columns = 6, rows = 8, interface_row = 4;
constexpr double width = 2., height = 3.; ///< of a cell [um]

using Field = std::function<double(double r, double z, int layer)>;

vtkIdType point_at(const int column, const int row) {
  return row * (columns + 1) + column;
}

int layer_of(const int row) {
  return row < interface_row ? 0 : 1;
}

/// Two layers; the outline is their interface, its lines belonging to the cells above it.
Section two_layers() {
  Section section;
  vtkNew<vtkPoints> points;
  points->SetDataTypeToDouble();
  for (int row = 0; row <= rows; ++row)
    for (int column = 0; column <= columns; ++column)
      points->InsertNextPoint(column * width, row * height, 0.);
  section.skin = vtkSmartPointer<vtkUnstructuredGrid>::New();
  section.skin->SetPoints(points);
  section.outlines = vtkSmartPointer<vtkPolyData>::New();
  section.outlines->SetPoints(points);
  vtkNew<vtkCellArray> lines;
  vtkNew<vtkDoubleArray> owners;
  owners->SetName("cell");
  for (int row = 0; row < rows; ++row)
    for (int column = 0; column < columns; ++column) {
      const std::array corners = {point_at(column, row), point_at(column + 1, row), point_at(column + 1, row + 1),
                                  point_at(column, row + 1)};
      const vtkIdType cell = section.skin->InsertNextCell(VTK_QUAD, 4, corners.data());
      section.layers.push_back(layer_of(row));
      if (row == interface_row) {
        lines->InsertNextCell({corners[0], corners[1]});
        owners->InsertNextValue(double(cell));
      }
    }
  section.outlines->SetLines(lines);
  section.outlines->GetCellData()->AddArray(owners);
  section.layer_names = {"lower", "upper"};
  return section;
}

Smoothed smoothed_field(const Field& field) {
  std::vector<double> values;
  for (int row = 0; row < rows; ++row)
    for (int column = 0; column < columns; ++column)
      values.push_back(field((column + 0.5) * width, (row + 0.5) * height, layer_of(row)));
  return smoothed(two_layers(), values);
}

/// Calls `visit` with the place, layer and value of every corner of every cell.
void at_corners(const Smoothed& smooth, const std::function<void(double r, double z, int layer, double value)>& visit) {
  for (vtkIdType i = 0; i < smooth.section.skin->GetNumberOfCells(); ++i) {
    vtkCell* const cell = smooth.section.skin->GetCell(i);
    for (int p = 0; p < 4; ++p) {
      std::array<double, 3> place;
      cell->GetPoints()->GetPoint(p, place.data());
      visit(place[0], place[1], smooth.section.layers[i], smooth.values[cell->GetPointId(p)]);
    }
  }
}

TEST(Smoothed, KeepsConstantsAndTheirJumpBetweenLayers) {
  const Smoothed smooth = smoothed_field([](double, double, const int layer) { return layer == 0 ? -2. : 5.; });
  at_corners(smooth, [](double, double, const int layer, const double value) {
    EXPECT_DOUBLE_EQ(value, layer == 0 ? -2. : 5.);
  });
  // Every point of the interface stands twice, once for each layer.
  EXPECT_EQ(smooth.values.size(), std::size_t((columns + 1) * (rows + 2)));
  EXPECT_EQ(smooth.section.skin->GetNumberOfPoints(), (columns + 1) * (rows + 2));
}

TEST(Smoothed, ReproducesLinearFieldsInsideALayer) {
  const Field field = [](const double r, const double z, const int layer) {
    return layer == 0 ? 1. + 0.5 * r - 2. * z : 100. - 3. * r + 0.25 * z;
  };
  int inside = 0;
  at_corners(smoothed_field(field), [&](const double r, const double z, const int layer, const double value) {
    const double bottom = layer == 0 ? 0. : interface_row * height, top = bottom + interface_row * height;
    if (r > 0. && r < columns * width && z > bottom && z < top) {
      EXPECT_NEAR(value, field(r, z, layer), 1e-9) << r << ", " << z;
      ++inside;
    }
  });
  EXPECT_GT(inside, 0);
}

// At a layer's rim the cells lie on one side only: the value is that of half a cell further in, never the neighbour's.
TEST(Smoothed, IsHalfACellLateAtALayersRim) {
  const Field field = [](double, const double z, const int layer) { return layer == 0 ? 2. * z : 1000. + 2. * z; };
  at_corners(smoothed_field(field), [&](double, const double z, const int layer, const double value) {
    const double bottom = layer == 0 ? 0. : interface_row * height, top = bottom + interface_row * height;
    const double inwards = z == bottom ? 0.5 * height : z == top ? -0.5 * height : 0.;
    EXPECT_NEAR(value, field(0., z + inwards, layer), 1e-9) << z;
  });
}

TEST(Smoothed, OutlinesFollowTheLayerOfTheirCell) {
  const Smoothed smooth = smoothed_field([](double, double, const int layer) { return double(layer); });
  ASSERT_EQ(smooth.section.outlines->GetNumberOfCells(), columns);
  for (vtkIdType i = 0; i < columns; ++i) {
    vtkNew<vtkIdList> ends;
    smooth.section.outlines->GetCellPoints(i, ends);
    for (int p = 0; p < 2; ++p)
      EXPECT_DOUBLE_EQ(smooth.values[ends->GetId(p)], 1.) << "of the layer above";
  }
}

} // namespace
} // namespace acumen::viz
