#pragma once

#include "solver/stepping/insertion.h"

#include <array>
#include <string>
#include <vector>

namespace acumen::results {

/// A named field on the points or cells of a mesh, SI units.
struct FieldArray {
  std::string name;
  std::string unit; ///< "1" for a pure number
  std::string meaning;
  bool on_points = false; ///< else on cells
  unsigned int components = 1;
  std::vector<double> values; ///< entity by entity
};
using FieldSet = std::vector<FieldArray>;

/// Points (R, Z, 0) of the reference configuration [m] and quadrilaterals, counter-clockwise.
struct PlaneMesh {
  std::vector<std::array<double, 3>> points;
  std::vector<std::array<unsigned int, 4>> cells;
};

/// The skin's mesh, and where each point's two unknowns stand in the global vector.
struct SkinPlaneMesh : PlaneMesh {
  std::vector<std::array<unsigned int, 2>> dofs;
};
SkinPlaneMesh plane_mesh(const stepping::SkinModel& model);

/// Displacement on the points and everything of stepping::CellFields on the cells, at the last converged step.
FieldSet skin_fields(const stepping::Insertion& insertion, const SkinPlaneMesh& mesh);

/// The needle's meridian half as a strip of quadrilaterals, at first touch with its tip at Z = `surface_height` [m].
PlaneMesh needle_mesh(const meshes::NeedleProfile& needle, double surface_height);

/// The needle's `displacement` after `travel` [m].
FieldSet needle_fields(const PlaneMesh& mesh, double travel);

} // namespace acumen::results
