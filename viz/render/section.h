#pragma once

#include "viz/render/result.h"

#include <vtkPolyData.h>
#include <vtkSmartPointer.h>
#include <vtkUnstructuredGrid.h>

namespace acumen::viz {

/// Lengths in pictures are micrometres.
constexpr double micrometres_per_metre = 1e6;

/// One saved step's meridian half (r >= 0) in the deformed configuration; points are (r, z, 0) [um].
struct Section {
  vtkSmartPointer<vtkUnstructuredGrid> skin;   ///< with all fields of the file, in SI units
  vtkSmartPointer<vtkUnstructuredGrid> needle; ///< null where the result has none
  vtkSmartPointer<vtkPolyData> needle_outline;
  /// The skin's free surface, the hole's wall, interfaces between layers. Points are the skin's; cell arrays `cell`
  /// (the skin's cell the line belongs to) and `interface` (0 or 1).
  vtkSmartPointer<vtkPolyData> outlines;
  std::vector<int> layers;              ///< of each cell, from 0; all 0 where the file has no `layer_id`
  std::vector<std::string> layer_names; ///< one for each layer that occurs
};

/// Reads the step's files. `layer_names` from the resolved case are used where the VTU has no field data of that name.
///
/// Throws base::InputError when a file cannot be read or has no point array `displacement` of 3 components.
Section read_section(const SavedStep& step, const std::vector<std::string>& layer_names);

/// The part within a cylinder about the axis [um], cut cleanly through cells; fields are kept.
Section cropped(const Section& section, double radius, double bottom, double top);

} // namespace acumen::viz
