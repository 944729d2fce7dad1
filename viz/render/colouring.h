#pragma once

#include "viz/render/colours.h"
#include "viz/render/options.h"

#include <optional>

namespace acumen::viz {

/// What colours the skin: the layers, or a field with its scale.
struct Colouring {
  std::optional<Field> field; ///< none: the layers
  Range range;
  bool logarithmic = false;
  bool on_points = false; ///< shown with a value a point, interpolated between them
  vtkSmartPointer<vtkLookupTable> table;
};

/// Whether the options ask for a field, not for the layers.
bool shows_field(const PictureOptions& options);

/// Range of the options' field in the box {r_min, r_max, z_min, z_max} [um]; throws base::InputError for an unknown
/// one.
Range range_of_field(const Section& section, const PictureOptions& options, const std::array<double, 4>& box);

/// Makes the layers, or the field, the active scalars of the section's skin and chooses the colours.
/// `range` is the field's; it is not used for layers. A field of the cells is smoothed within each layer, unless the
/// options ask for the mesh.
Colouring apply_colouring(Section& section, const PictureOptions& options, const Range& range);

} // namespace acumen::viz
