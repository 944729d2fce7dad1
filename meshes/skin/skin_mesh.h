#pragma once

#include "meshes/skin/grading.h"

#include <deal.II/grid/tria.h>

namespace acumen::meshes {

/// Boundary ids of a skin mesh.
enum class SkinBoundary : dealii::types::boundary_id { axis = 0, outer = 1, bottom = 2, top = 3 };

/// Meridian mesh (R, Z) of a layered disc: surface at Z = 0, depth downwards; material id = index of the layer.
void make_skin_mesh(const MeshParameters& parameters, const std::vector<double>& layer_thicknesses,
                    dealii::Triangulation<2>& triangulation);

} // namespace acumen::meshes
