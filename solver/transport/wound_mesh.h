#pragma once

#include "solver/transport/wounded_skin.h"

#include <deal.II/grid/tria.h>

namespace acumen::transport {

/// Sizes of the cells around a wound [m].
struct WoundMeshParameters {
  double first_width = 5e-6;   ///< of the columns at the wall
  double radial_growth = 1.18; ///< width ratio of neighbouring columns
  double row_height = 10e-6;   ///< along the hole
  double row_growth = 1.25;    ///< height ratio of neighbouring rows below it
  unsigned int rows_in_thin_layer = 4;
  unsigned int refinement = 1; ///< divides every cell's sides
};

/// Boundary ids.
enum class WoundBoundary : dealii::types::boundary_id { wall = 0, outer = 1, bottom = 2, top = 3 };

/// Meridian mesh (r, z) of the skin around the hole: z = 0 at the surface, downwards negative; material id = layer.
/// Body-fitted: the first column follows the hole's wall and below its end the axis.
void make_wound_mesh(const WoundedSkin& skin, const WoundMeshParameters& parameters,
                     dealii::Triangulation<2>& triangulation);

} // namespace acumen::transport
