#pragma once

#include "viz/render/field.h"

#include <vtkLookupTable.h>

namespace acumen::viz {

/// Red, green, blue in 0..1.
using Colour = std::array<double, 3>;

constexpr Colour black = {0.1, 0.1, 0.1};
constexpr Colour white = {1., 1., 1.};
/// Of lines between layers that a dark field colours.
constexpr Colour outline_on_field = {0.62, 0.62, 0.64};
constexpr Colour outline_grey = {0.22, 0.20, 0.20};
constexpr Colour steel = {0.60, 0.64, 0.68};
constexpr Colour blue = {0., 0.447, 0.698}; ///< told apart from `vermilion` with every kind of colour blindness
constexpr Colour vermilion = {0.835, 0.369, 0.};

/// Tint of a layer by its name: every picture shows a tissue in the same colour. What is not a skin layer (a phantom)
/// gets one of four neutral tints in turn of its `position` in the stack.
Colour layer_colour(const std::string& name, std::size_t position);

/// Dark violet through green to yellow, lightness rising evenly: readable in grey and with every colour blindness.
vtkSmartPointer<vtkLookupTable> field_colours(const Range& range, bool logarithmic);

/// Blue below, near-white at, orange-brown above the middle of the range: told apart with every colour blindness.
vtkSmartPointer<vtkLookupTable> two_sided_colours(const Range& range);

/// One entry a layer, from the surface down.
vtkSmartPointer<vtkLookupTable> layer_colours(const std::vector<std::string>& names);

} // namespace acumen::viz
