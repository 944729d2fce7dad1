#pragma once

#include <vtkPolyData.h>
#include <vtkSmartPointer.h>
#include <vtkUnstructuredGrid.h>

namespace acumen::viz {

/// The surface that the free edges of a meridian half sweep about the axis (r = 0, along y), with normals.
///
/// `outlines` as in Section: its lines with `interface` 0 are swept. The half's active scalars go along: of the cell an
/// edge belongs to, or of its points. Angles [degree]; at the angle t the half's point (r, y) is (r cos t, y, -r sin
/// t).
vtkSmartPointer<vtkPolyData> revolve(vtkPolyData& outlines, vtkUnstructuredGrid& half, double from, double to);

} // namespace acumen::viz
