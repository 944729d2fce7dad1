// Grading and mesh of layered skin: exact ends, growth, layer boundaries on rows, cell measures and aspect ratios.
#include "meshes/skin/skin_mesh.h"

#include <gtest/gtest.h>

#include <cmath>
#include <numeric>
#include <set>
#include <stdexcept>

namespace acumen::meshes {
namespace {

constexpr double um = 1e-6;

/// Skin as cases ask for it: fine below the needle, coarse at the rim.
MeshParameters sample_parameters() {
  MeshParameters p;
  p.cell_size_at_axis = 2.5 * um;
  p.row_height_at_surface = 3 * um;
  p.fine_radius = 40 * um;
  p.fine_row_height = 6 * um;
  p.fine_depth = 100 * um;
  p.reach = 700 * um;
  p.radius = 6000 * um;
  return p;
}

/// Thicknesses of which no multiple of a row height is exact.
const std::vector<double> layers = {22.6 * um, 56.6 * um, 150 * um, 1100 * um, 3000 * um};

std::vector<double> differences(const std::vector<double>& values) {
  std::vector<double> result;
  for (std::size_t i = 1; i < values.size(); ++i)
    result.push_back(std::abs(values[i] - values[i - 1]));
  return result;
}

TEST(GradedRadii, BeginAtTheAxisAndEndExactlyAtTheRadius) {
  for (const double radius : {100 * um, 777.7 * um, 6000 * um}) {
    MeshParameters p = sample_parameters();
    p.radius = radius;
    const auto radii = graded_radii(p);
    EXPECT_EQ(radii.front(), 0.);
    EXPECT_EQ(radii.back(), radius);
  }
}

TEST(GradedRadii, KeepTheFirstWidthOutToTheFineRadius) {
  const MeshParameters p = sample_parameters();
  const auto radii = graded_radii(p);
  for (std::size_t i = 1; i < radii.size() && radii[i] <= p.fine_radius; ++i)
    EXPECT_NEAR(radii[i] - radii[i - 1], p.cell_size_at_axis, 1e-12 * p.fine_radius);
}

TEST(GradedRadii, GrowByTheGivenRatiosAndNeverShrink) {
  MeshParameters p = sample_parameters();
  p.far_radius = 1000 * um;
  const auto radii = graded_radii(p);
  const auto widths = differences(radii);
  for (std::size_t i = 1; i < widths.size(); ++i) {
    EXPECT_GT(widths[i], 0.);
    // The columns beyond far_radius are scaled by one common factor to end at the radius: one ratio there is not exact.
    const bool scaled_here = radii[i] <= p.far_radius * 1.3 && radii[i + 1] > p.far_radius;
    if (!scaled_here)
      EXPECT_LE(widths[i] / widths[i - 1], (radii[i] > p.far_radius ? p.far_growth : p.radial_growth) + 1e-9) << i;
  }
}

TEST(GradedRadii, RejectWhatMakesNoMesh) {
  MeshParameters p = sample_parameters();
  p.cell_size_at_axis = 0.;
  EXPECT_THROW(graded_radii(p), std::invalid_argument);
  p = sample_parameters();
  p.radial_growth = 0.9;
  EXPECT_THROW(graded_radii(p), std::invalid_argument);
  p = sample_parameters();
  p.radius = p.cell_size_at_axis;
  EXPECT_THROW(graded_radii(p), std::invalid_argument);
}

TEST(GradedDepths, PutEveryLayerBoundaryExactlyOnARow) {
  const auto rows = graded_depths(sample_parameters(), layers);
  ASSERT_EQ(rows.size(), layers.size());
  double top = 0.;
  for (std::size_t l = 0; l < layers.size(); ++l) {
    EXPECT_EQ(rows[l].front(), top);
    top -= layers[l];
    EXPECT_EQ(rows[l].back(), top);
  }
}

TEST(GradedDepths, GiveEveryLayerItsFewestRows) {
  MeshParameters p = sample_parameters();
  p.row_height_at_surface = 50 * um;
  // With rows that grow by 1.25 no more than four are sure: only a layer's first row is bounded by the number asked
  // for.
  for (const unsigned int fewest : {2u, 3u, 4u}) {
    p.rows_in_thin_layer = fewest;
    for (const auto& rows : graded_depths(p, layers))
      EXPECT_GE(rows.size() - 1, fewest);
  }
}

TEST(GradedDepths, HoldTheHeightsAskedForNearTheSurfaceAndWithinReach) {
  const MeshParameters p = sample_parameters();
  for (const auto& rows : graded_depths(p, layers))
    for (std::size_t j = 1; j < rows.size(); ++j) {
      const double height = rows[j - 1] - rows[j];
      EXPECT_GT(height, 0.);
      if (-rows[j] < p.fine_depth)
        EXPECT_LE(height, p.fine_row_height * (1. + 1e-12));
      // Heights are chosen before the layer's rows are scaled to end on its boundary: the last row may have grown once.
      if (-rows[j] < p.reach)
        EXPECT_LE(height, p.row_height_at_depth * p.row_growth);
      if (-rows[j] < 0.9 * p.reach)
        EXPECT_LE(height, p.row_height_at_depth * (1. + 1e-12));
    }
}

TEST(GradedDepths, RejectLayersWithoutThickness) {
  EXPECT_THROW(graded_depths(sample_parameters(), {10 * um, 0.}), std::invalid_argument);
  MeshParameters p = sample_parameters();
  p.row_growth = 0.5;
  EXPECT_THROW(graded_depths(p, layers), std::invalid_argument);
}

class SkinMesh : public ::testing::Test {
protected:
  SkinMesh() { make_skin_mesh(parameters, layers, mesh); }

  const MeshParameters parameters = sample_parameters();
  dealii::Triangulation<2> mesh;
};

TEST_F(SkinMesh, FillsTheDiscWithCellsOfPositiveMeasure) {
  double area = 0.;
  for (const auto& cell : mesh.active_cell_iterators()) {
    EXPECT_GT(cell->measure(), 0.);
    area += cell->measure();
  }
  const double depth = std::accumulate(layers.begin(), layers.end(), 0.);
  EXPECT_NEAR(area, depth * parameters.radius, 1e-10 * depth * parameters.radius);
}

TEST_F(SkinMesh, KeepsEveryCellWithinOneLayerAndNamesIt) {
  std::vector<double> boundaries{0.};
  for (const double thickness : layers)
    boundaries.push_back(boundaries.back() - thickness);
  const double rounding = 1e-12 * -boundaries.back();
  std::set<unsigned int> found;
  for (const auto& cell : mesh.active_cell_iterators()) {
    const unsigned int layer = cell->material_id();
    ASSERT_LT(layer, layers.size());
    found.insert(layer);
    for (const unsigned int v : cell->vertex_indices()) {
      EXPECT_LE(cell->vertex(v)[1], boundaries[layer] + rounding);
      EXPECT_GE(cell->vertex(v)[1], boundaries[layer + 1] - rounding);
    }
  }
  EXPECT_EQ(found.size(), layers.size());
}

TEST_F(SkinMesh, NamesItsFourSides) {
  const double depth = std::accumulate(layers.begin(), layers.end(), 0.);
  for (const auto& face : mesh.active_face_iterators()) {
    if (!face->at_boundary())
      continue;
    const auto centre = face->center();
    switch (static_cast<SkinBoundary>(face->boundary_id())) {
    case SkinBoundary::axis:
      EXPECT_EQ(centre[0], 0.);
      break;
    case SkinBoundary::outer:
      EXPECT_NEAR(centre[0], parameters.radius, 1e-12 * parameters.radius);
      break;
    case SkinBoundary::bottom:
      EXPECT_NEAR(centre[1], -depth, 1e-12 * depth);
      break;
    case SkinBoundary::top:
      EXPECT_NEAR(centre[1], 0., 1e-12 * depth);
      break;
    }
  }
}

TEST_F(SkinMesh, HasCellsOfModerateAspectBelowTheNeedle) {
  for (const auto& cell : mesh.active_cell_iterators()) {
    if (cell->center()[0] > parameters.fine_radius || cell->center()[1] < -parameters.reach)
      continue;
    const double width = cell->extent_in_direction(0), height = cell->extent_in_direction(1);
    EXPECT_LT(std::max(width / height, height / width), 5.);
  }
}

} // namespace
} // namespace acumen::meshes
