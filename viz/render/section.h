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
  vtkSmartPointer<vtkPolyData> outlines; ///< the skin's free surface, the hole's wall, interfaces between layers
  std::vector<int> layers;               ///< of each cell, from 0; all 0 where the file has no `layer_id`
  std::vector<std::string> layer_names;  ///< one for each layer that occurs
};

/// Reads the step's files. `layer_names` from the resolved case are used where the VTU has no field data of that name.
///
/// Throws base::InputError when a file cannot be read or has no point array `displacement` of 3 components.
Section read_section(const SavedStep& step, const std::vector<std::string>& layer_names);

} // namespace acumen::viz
