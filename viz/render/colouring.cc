#include "viz/render/colouring.h"

#include "viz/render/smooth.h"

#include <vtkCellData.h>
#include <vtkDoubleArray.h>
#include <vtkNew.h>
#include <vtkPointData.h>

namespace acumen::viz {

namespace {

void show_values(vtkUnstructuredGrid& skin, const std::vector<double>& values, bool on_points) {
  vtkNew<vtkDoubleArray> array;
  array->SetName("shown");
  for (const double value : values)
    array->InsertNextValue(value);
  skin.GetPointData()->SetActiveScalars(nullptr);
  skin.GetCellData()->SetActiveScalars(nullptr);
  if (on_points)
    skin.GetPointData()->SetScalars(array);
  else
    skin.GetCellData()->SetScalars(array);
}

} // namespace

bool shows_field(const PictureOptions& options) {
  return !options.field.empty() && options.field != "layer";
}

Range range_of_field(const Section& section, const PictureOptions& options, const std::array<double, 4>& box) {
  return range_within(section, choose_field(section, options.field), box, options.logarithmic);
}

Colouring apply_colouring(Section& section, const PictureOptions& options, const Range& range) {
  Colouring colouring;
  if (!shows_field(options)) {
    show_values(*section.skin, {section.layers.begin(), section.layers.end()}, false);
    colouring.table = layer_colours(section.layer_names);
    return colouring;
  }
  colouring.field = choose_field(section, options.field);
  colouring.range = range;
  colouring.logarithmic = options.logarithmic;
  colouring.on_points = colouring.field->on_points || !options.mesh;
  if (colouring.on_points && !colouring.field->on_points) {
    Smoothed smooth = smoothed(section, colouring.field->values);
    section = std::move(smooth.section);
    show_values(*section.skin, smooth.values, true);
  } else
    show_values(*section.skin, colouring.field->values, colouring.on_points);
  const auto& neutral = colouring.field->neutral;
  const bool two_sided = neutral && !options.logarithmic && range.low < *neutral && range.high > *neutral;
  colouring.table = two_sided ? two_sided_colours(range) : field_colours(range, options.logarithmic);
  return colouring;
}

} // namespace acumen::viz
