#include "solver/transport/rf_mesh.h"

#include <deal.II/grid/grid_generator.h>

#include <algorithm>
#include <cmath>
#include <stdexcept>

namespace acumen::transport {

namespace {

/// The blend from circle to square ends this many radii from the needle, at most.
constexpr double blend_radii = 3.;

/// Cell sizes from `first` growing to fill `length`.
std::vector<double> growing(const double length, const double first, const double growth) {
  std::vector<double> steps;
  double sum = 0., width = std::min(first, length);
  while (sum < length) {
    steps.push_back(width);
    sum += width;
    width *= growth;
  }
  for (double& step : steps)
    step *= length / sum;
  return steps;
}

std::vector<double> x_steps(const ElectrodePair& pair, const RfMeshParameters& parameters) {
  const double cell = 2. * pair.radius / parameters.cells_across_needle;
  std::vector<double> steps = growing(0.5 * pair.spacing - pair.radius, cell, parameters.growth);
  std::reverse(steps.begin(), steps.end());
  steps.insert(steps.end(), parameters.cells_across_needle, cell);
  const auto outside = growing(parameters.margin * pair.spacing, cell, parameters.growth);
  steps.insert(steps.end(), outside.begin(), outside.end());
  return steps;
}

std::vector<double> y_steps(const ElectrodePair& pair, const RfMeshParameters& parameters) {
  const double cell = 2. * pair.radius / parameters.cells_across_needle;
  std::vector<double> steps(parameters.cells_across_needle / 2, cell);
  const auto outside = growing(parameters.margin * pair.spacing, cell, parameters.growth);
  steps.insert(steps.end(), outside.begin(), outside.end());
  return steps;
}

/// From the bottom upwards; layer boundaries, tip and end of the insulation are rows' boundaries.
std::vector<double> z_steps(const std::vector<SkinLayer>& layers, const ElectrodePair& pair,
                            const RfMeshParameters& parameters) {
  std::vector<double> stops = {0., pair.inserted, pair.insulated_length};
  double depth = 0.;
  for (const SkinLayer& layer : layers)
    stops.push_back(depth += layer.thickness);
  std::sort(stops.begin(), stops.end());
  std::vector<double> down;
  double height = parameters.row_height;
  for (std::size_t i = 1; i < stops.size(); ++i) {
    const double length = stops[i] - stops[i - 1];
    if (length < 1e-9)
      continue;
    const bool below = stops[i - 1] >= pair.inserted * (1. - 1e-9);
    const auto steps = growing(length, std::min(height, length), below ? parameters.row_growth : 1.);
    down.insert(down.end(), steps.begin(), steps.end());
    if (below)
      height = std::max(height, down.back());
  }
  return {down.rbegin(), down.rend()};
}

/// Squares round the needle's axis become circles up to the needle's surface and squares again further out.
void round_off(dealii::Point<3>& point, const ElectrodePair& pair) {
  const double dx = point[0] - 0.5 * pair.spacing, dy = point[1];
  const double t = std::max(std::abs(dx), std::abs(dy)), distance = std::hypot(dx, dy);
  const double end = std::min(blend_radii * pair.radius, 0.45 * pair.spacing);
  if (distance == 0. || t >= end)
    return;
  const double blend = t <= pair.radius ? 1. : (end - t) / (end - pair.radius);
  const double factor = 1. - blend + blend * t / distance;
  point[0] = 0.5 * pair.spacing + factor * dx;
  point[1] = factor * dy;
}

unsigned int layer_at(const std::vector<SkinLayer>& layers, const double depth) {
  double bottom = 0.;
  for (unsigned int l = 0; l + 1 < layers.size(); ++l)
    if (depth < (bottom += layers[l].thickness))
      return l;
  return static_cast<unsigned int>(layers.size()) - 1;
}

double sum(const std::vector<double>& steps) {
  double total = 0.;
  for (const double step : steps)
    total += step;
  return total;
}

} // namespace

void make_rf_mesh(const std::vector<SkinLayer>& layers, const ElectrodePair& pair, const RfMeshParameters& parameters,
                  dealii::Triangulation<3>& triangulation) {
  if (!(pair.radius > 0.) || !(pair.spacing > 2.5 * pair.radius) || !(pair.inserted > pair.insulated_length))
    throw std::invalid_argument("electrodes: the spacing must exceed 2.5 radii and the inserted length the insulation");
  const std::vector<std::vector<double>> steps = {x_steps(pair, parameters), y_steps(pair, parameters),
                                                  z_steps(layers, pair, parameters)};
  const double bottom = 0. - sum(steps[2]);
  dealii::GridGenerator::subdivided_hyper_rectangle(triangulation, steps, dealii::Point<3>(0., 0., bottom),
                                                    dealii::Point<3>(sum(steps[0]), sum(steps[1]), 0.), true);
  for (const auto& cell : triangulation.active_cell_iterators()) {
    const auto centre = cell->center();
    const bool across = std::abs(centre[0] - 0.5 * pair.spacing) < pair.radius && centre[1] < pair.radius;
    const double depth = 0. - centre[2];
    cell->set_material_id(across && depth < pair.inserted ? needle_material : layer_at(layers, depth));
  }
  std::vector<bool> moved(triangulation.n_vertices(), false);
  for (const auto& cell : triangulation.active_cell_iterators())
    for (const unsigned int v : cell->vertex_indices())
      if (!moved[cell->vertex_index(v)]) {
        moved[cell->vertex_index(v)] = true;
        round_off(cell->vertex(v), pair);
      }
}

} // namespace acumen::transport
