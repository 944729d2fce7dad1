#include "meshes/skin/skin_mesh.h"

#include <deal.II/grid/grid_generator.h>

#include <algorithm>
#include <cmath>

namespace acumen::meshes {

void make_skin_mesh(const MeshParameters& parameters, const std::vector<double>& layer_thicknesses,
                    dealii::Triangulation<2>& triangulation) {
  const std::vector<double> radii = graded_radii(parameters);
  const auto layers = graded_depths(parameters, layer_thicknesses);
  std::vector<double> heights; // bottom up
  for (auto layer = layers.rbegin(); layer != layers.rend(); ++layer)
    for (auto z = layer->rbegin(); z != layer->rend(); ++z)
      if (heights.empty() || *z > heights.back())
        heights.push_back(*z);

  std::vector<std::vector<double>> steps(2);
  for (std::size_t i = 1; i < radii.size(); ++i)
    steps[0].push_back(radii[i] - radii[i - 1]);
  for (std::size_t j = 1; j < heights.size(); ++j)
    steps[1].push_back(heights[j] - heights[j - 1]);
  dealii::GridGenerator::subdivided_hyper_rectangle(triangulation, steps, dealii::Point<2>(0., heights.front()),
                                                    dealii::Point<2>(radii.back(), 0.), true);
  for (const auto& cell : triangulation.active_cell_iterators()) {
    const double z = cell->center()[1];
    double bottom = 0.;
    unsigned int layer = 0;
    for (; layer + 1 < layer_thicknesses.size(); ++layer) {
      bottom -= layer_thicknesses[layer];
      if (z > bottom)
        break;
    }
    cell->set_material_id(layer);
  }
}

} // namespace acumen::meshes
