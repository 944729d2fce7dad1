#pragma once

#include <limits>
#include <vector>

namespace acumen::meshes {

/// What sets the size of the cells in an axisymmetric mesh of layered skin. Lengths in m.
struct MeshParameters {
  double cell_size_at_axis = 0.;                               ///< width of the first columns
  double row_height_at_surface = 0.;                           ///< height of the first row
  double fine_radius = 0.;                                     ///< columns keep the first width out to here
  double radial_growth = 1.2;                                  ///< width ratio of neighbouring columns beyond
  double far_radius = std::numeric_limits<double>::infinity(); ///< columns grow by `far_growth` from here on
  double far_growth = 1.3;
  double row_growth = 1.25;                                         ///< height ratio of neighbouring rows
  double fine_row_height = std::numeric_limits<double>::infinity(); ///< no row above `fine_depth` is higher
  double fine_depth = 0.; ///< where a crack runs up to the surface before puncture
  /// Rows are chosen no higher than this within `reach`, then stretched to fit their layer: the last ones before
  /// `reach` may come out higher by up to `row_growth`.
  double row_height_at_depth = 10e-6;
  double reach = 0.; ///< depth down to which the needle may come
  /// A layer's first row is at most its thickness over this; as rows grow downwards, a layer can have fewer rows.
  unsigned int rows_in_thin_layer = 4;
  double radius = 0.; ///< of the modelled disc
};

/// Column boundaries from 0 to `radius`, growing outwards.
std::vector<double> graded_radii(const MeshParameters& parameters);

/// Row boundaries from the surface (0) downwards (negative heights), one list a layer, thicknesses given top down.
/// Every layer boundary is a row boundary.
std::vector<std::vector<double>> graded_depths(const MeshParameters& parameters,
                                               const std::vector<double>& layer_thicknesses);

} // namespace acumen::meshes
