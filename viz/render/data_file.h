#pragma once

#include <filesystem>
#include <vtkSmartPointer.h>
#include <vtkUnstructuredGrid.h>

namespace acumen::viz {

/// Reads a VTU file; throws base::InputError when it is missing, damaged or without cells.
vtkSmartPointer<vtkUnstructuredGrid> read_data_file(const std::filesystem::path& file);

} // namespace acumen::viz
