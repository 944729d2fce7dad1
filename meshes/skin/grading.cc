#include "meshes/skin/grading.h"

#include <algorithm>
#include <cmath>
#include <stdexcept>

namespace acumen::meshes {

std::vector<double> graded_radii(const MeshParameters& p) {
  if (!(p.cell_size_at_axis > 0.) || !(p.radius > p.cell_size_at_axis) || !(p.radial_growth >= 1.) ||
      !(p.far_growth >= 1.))
    throw std::invalid_argument("graded_radii: cell size and radius must be positive, cells smaller than the disc and "
                                "the growth at least 1");
  std::vector<double> widths;
  double width = p.cell_size_at_axis, sum = 0.;
  while (sum < p.radius) {
    widths.push_back(width);
    sum += width;
    if (sum >= p.fine_radius)
      width *= sum >= p.far_radius ? p.far_growth : p.radial_growth;
  }
  // End exactly at the radius without adding a sliver: stretch the columns far out a little, or all graded ones where
  // none are far out. The columns at the axis keep the width that was asked for.
  const double fine = std::min(p.far_radius < 0.5 * p.radius ? p.far_radius : p.fine_radius, 0.5 * p.radius);
  double kept = 0.;
  std::vector<double> radii{0.};
  for (const double w : widths) {
    if (kept + w > fine * (1. + 1e-12))
      break;
    kept += w;
    radii.push_back(kept);
  }
  const double scale = (p.radius - kept) / (sum - kept);
  for (std::size_t i = radii.size() - 1; i < widths.size(); ++i)
    radii.push_back(radii.back() + scale * widths[i]);
  radii.back() = p.radius;
  return radii;
}

std::vector<std::vector<double>> graded_depths(const MeshParameters& p, const std::vector<double>& thicknesses) {
  if (!(p.row_height_at_surface > 0.) || !(p.row_height_at_depth > 0.) || !(p.row_growth >= 1.))
    throw std::invalid_argument("graded_depths: row heights must be positive and the growth at least 1");
  std::vector<std::vector<double>> layers;
  double top = 0., height = p.row_height_at_surface;
  for (const double thickness : thicknesses) {
    if (!(thickness > 0.))
      throw std::invalid_argument("graded_depths: every layer must have a positive thickness");
    height = std::min(height, thickness / p.rows_in_thin_layer);
    std::vector<double> heights;
    double sum = 0.;
    while (sum < thickness) {
      heights.push_back(height);
      sum += height;
      const bool within_reach = -top + sum < p.reach;
      const double next = height * p.row_growth;
      height = within_reach ? std::min(next, std::max(height, p.row_height_at_depth)) : next;
      if (-top + sum < p.fine_depth)
        height = std::min(height, p.fine_row_height);
    }
    std::vector<double> depths{top};
    for (const double h : heights)
      depths.push_back(depths.back() - h * thickness / sum);
    top -= thickness;
    depths.back() = top;
    layers.push_back(depths);
  }
  return layers;
}

} // namespace acumen::meshes
