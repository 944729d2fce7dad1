#include "solver/transport/wound_mesh.h"

#include <deal.II/grid/grid_generator.h>

#include <algorithm>
#include <cmath>
#include <map>

namespace acumen::transport {

namespace {

/// Widths from 0 to 1 in units of `length`, growing from the first.
std::vector<double> graded(const double length, const double first, const double growth,
                           const unsigned int refinement) {
  std::vector<double> steps;
  double sum = 0., width = std::min(first, length);
  while (sum < length) {
    steps.push_back(width);
    sum += width;
    width *= growth;
  }
  // Stretched to fit; then each cell divided.
  std::vector<double> points = {0.};
  for (const double step : steps)
    for (unsigned int k = 0; k < refinement; ++k)
      points.push_back(points.back() + step * length / sum / refinement);
  points.back() = length;
  return points;
}

/// Depths of all rows' boundaries: fine along the hole, coarser below, every layer boundary and the hole's end among
/// them.
std::vector<double> row_depths(const WoundedSkin& skin, const WoundMeshParameters& parameters) {
  std::vector<double> stops = {0.};
  double bottom = 0.;
  for (const SkinLayer& layer : skin.layers)
    stops.push_back(bottom += layer.thickness);
  const double end = skin.depth();
  // A stop that all but coincides with another would make a row of no height.
  const bool near_stop =
      std::any_of(stops.begin(), stops.end(), [&](const double s) { return std::abs(s - end) < 1e-7; });
  if (end > 0. && !near_stop)
    stops.push_back(end);
  std::sort(stops.begin(), stops.end());
  std::vector<double> depths = {0.};
  double height = parameters.row_height;
  for (std::size_t s = 1; s < stops.size(); ++s) {
    const double length = stops[s] - stops[s - 1];
    const bool below = stops[s - 1] >= end * (1. - 1e-9);
    const double first = std::min(height, length / parameters.rows_in_thin_layer);
    const std::vector<double> points = graded(length, first, below ? parameters.row_growth : 1., parameters.refinement);
    for (std::size_t i = 1; i < points.size(); ++i)
      depths.push_back(stops[s - 1] + points[i]);
    if (below)
      height = std::max(height, (depths.back() - depths[depths.size() - 2]) * parameters.refinement);
  }
  return depths;
}

std::vector<double> steps_between(const std::vector<double>& points) {
  std::vector<double> steps;
  for (std::size_t i = 1; i < points.size(); ++i)
    steps.push_back(points[i] - points[i - 1]);
  return steps;
}

unsigned int layer_at(const WoundedSkin& skin, const double depth) {
  double bottom = 0.;
  for (unsigned int l = 0; l + 1 < skin.layers.size(); ++l)
    if (depth < (bottom += skin.layers[l].thickness))
      return l;
  return static_cast<unsigned int>(skin.layers.size()) - 1;
}

} // namespace

void make_wound_mesh(const WoundedSkin& skin, const WoundMeshParameters& parameters,
                     dealii::Triangulation<2>& triangulation) {
  check(skin);
  const double R = skin.cell_radius;
  const std::vector<double> columns =
      graded(R, parameters.first_width, parameters.radial_growth, parameters.refinement);
  std::vector<double> depths = row_depths(skin, parameters);
  const double height = depths.back();
  std::reverse(depths.begin(), depths.end());
  for (double& depth : depths)
    depth = height - depth;
  dealii::GridGenerator::subdivided_hyper_rectangle(triangulation, {steps_between(columns), steps_between(depths)},
                                                    dealii::Point<2>(0., 0. - height), dealii::Point<2>(R, 0.), true);
  for (const auto& cell : triangulation.active_cell_iterators())
    cell->set_material_id(layer_at(skin, 0. - cell->center()[1]));
  std::vector<bool> moved(triangulation.n_vertices(), false);
  for (const auto& cell : triangulation.active_cell_iterators())
    for (const unsigned int v : cell->vertex_indices()) {
      if (moved[cell->vertex_index(v)])
        continue;
      moved[cell->vertex_index(v)] = true;
      dealii::Point<2>& point = cell->vertex(v);
      const double wall = skin.hole_at(0. - point[1]).radius;
      point[0] = wall + (R - wall) * point[0] / R;
    }
}

} // namespace acumen::transport
