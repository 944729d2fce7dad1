#pragma once

#include "solver/results/field_set.h"

namespace acumen::results {

/// The text of a VTK XML unstructured grid: reference coordinates, quadrilaterals, point and cell data, each array with
/// its unit where ParaView looks for it (information key UNITS_LABEL). Coordinates are doubles, fields single
/// precision, all zlib-compressed.
///
/// Written here and not through deal.II's DataOut, which gives every cell its own points and knows no cell data.
std::string vtu_text(const PlaneMesh& mesh, const FieldSet& fields);

/// One saved step in a collection: its time [s] and the files of its data sets, relative to the collection.
struct CollectionStep {
  double time = 0.;
  std::vector<std::string> files;
};

/// The text of a ParaView collection (.pvd); a step's files become parts 0, 1, ….
std::string pvd_text(const std::vector<CollectionStep>& steps);

} // namespace acumen::results
