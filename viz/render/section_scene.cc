#include "viz/render/image.h"
#include "viz/render/scene.h"

#include <algorithm>
#include <vtkActor.h>
#include <vtkCamera.h>
#include <vtkDataSetMapper.h>
#include <vtkMapper.h>
#include <vtkPolyDataMapper.h>
#include <vtkProperty.h>

namespace acumen::viz {

namespace {

// The half and its mirror image; unlit, so that colours in the picture are the legend's. Later layers lie on top.
vtkSmartPointer<vtkProperty> add_mirrored(Canvas& canvas, vtkMapper& mapper, double height) {
  vtkNew<vtkProperty> property;
  property->LightingOff();
  for (const double side : {1., -1.}) {
    vtkNew<vtkActor> actor;
    actor->SetMapper(&mapper);
    actor->SetProperty(property);
    actor->SetScale(side, 1., 1.);
    actor->SetPosition(0., 0., height);
    canvas.plot().AddActor(actor);
  }
  return property.Get();
}

void add_lines(Canvas& canvas, vtkPolyData& lines, double height, const Colour& colour, double pixels) {
  vtkNew<vtkPolyDataMapper> mapper;
  mapper->SetInputData(&lines);
  mapper->ScalarVisibilityOff();
  const auto property = add_mirrored(canvas, *mapper, height);
  property->SetColor(colour[0], colour[1], colour[2]);
  property->SetLineWidth(static_cast<float>(supersampling * pixels));
}

void add_skin(Canvas& canvas, const Section& section, const Colouring& colouring, bool mesh) {
  vtkNew<vtkDataSetMapper> mapper;
  mapper->SetInputData(section.skin);
  mapper->SetLookupTable(colouring.table);
  mapper->UseLookupTableScalarRangeOn();
  // Colours are looked up after interpolation; otherwise a cell between violet and yellow would show grey.
  mapper->SetInterpolateScalarsBeforeMapping(colouring.on_points);
  const auto property = add_mirrored(canvas, *mapper, 0.);
  if (mesh) {
    property->EdgeVisibilityOn();
    property->SetEdgeColor(0.35, 0.35, 0.35);
    property->SetLineWidth(supersampling * 0.5F);
  }
}

void add_needle(Canvas& canvas, const Section& section, double height) {
  vtkNew<vtkDataSetMapper> mapper;
  mapper->SetInputData(section.needle);
  mapper->ScalarVisibilityOff();
  add_mirrored(canvas, *mapper, height)->SetColor(steel[0], steel[1], steel[2]);
  add_lines(canvas, *section.needle_outline, 1.5 * height, outline_grey, 1.5);
}

void aim(Canvas& canvas, const Frame& frame) {
  vtkCamera& camera = *canvas.plot().GetActiveCamera();
  camera.ParallelProjectionOn();
  camera.SetParallelScale(frame.half_height);
  camera.SetFocalPoint(0., frame.centre, 0.);
  camera.SetPosition(0., frame.centre, 10. * frame.half_height);
  camera.SetClippingRange(frame.half_height, 20. * frame.half_height);
}

} // namespace

void show_section(Canvas& canvas, const Section& section, const Colouring& colouring, const Frame& frame, bool mesh) {
  add_skin(canvas, section, colouring, mesh);
  // Heights above the paper, small against the camera's distance.
  const double above = 0.01 * frame.half_height;
  add_lines(canvas, *section.outlines, above, colouring.field ? outline_on_field : outline_grey, 1.);
  if (section.needle)
    add_needle(canvas, section, 2. * above);
  aim(canvas, frame);
}

std::vector<LayerMark> section_marks(const Canvas& canvas, const Section& section, const Frame& frame, Align side) {
  std::array<double, 6> bounds;
  section.skin->GetBounds(bounds.data());
  const double edge = std::min(frame.half_width, bounds[1] * (1. - 1e-9));
  const std::array<double, 4> plot = canvas.plot_box();
  const double x = side == Align::right ? plot[1] : plot[0];
  std::vector<LayerMark> marks;
  for (const LayerSpan& span : layer_spans(section, edge)) {
    const double low = std::max(span.low, frame.centre - frame.half_height);
    const double high = std::min(span.high, frame.centre + frame.half_height);
    if (low >= high)
      continue;
    const double part = ((low + high) / 2. - frame.centre) / (2. * frame.half_height) + 0.5;
    marks.push_back({span.layer, x, plot[2] + part * (plot[3] - plot[2])});
  }
  return marks;
}

} // namespace acumen::viz
