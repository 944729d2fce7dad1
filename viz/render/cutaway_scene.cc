#include "viz/render/image.h"
#include "viz/render/revolve.h"
#include "viz/render/scene.h"

#include <algorithm>
#include <cmath>
#include <vtkActor.h>
#include <vtkCamera.h>
#include <vtkDataSetMapper.h>
#include <vtkLightKit.h>
#include <vtkPolyDataMapper.h>
#include <vtkProperty.h>

namespace acumen::viz {

namespace {

constexpr double degree = 3.14159265358979323846 / 180.;
/// Of the camera above the horizontal.
constexpr double elevation = 26. * degree;
/// Angles about the axis of what is kept; the camera looks from -90 degrees.
constexpr double first_face = -45., last_face = 225.;

vtkSmartPointer<vtkProperty> add(Canvas& canvas, vtkMapper& mapper, double angle) {
  vtkNew<vtkActor> actor;
  actor->SetMapper(&mapper);
  actor->SetOrientation(0., angle, 0.);
  canvas.plot().AddActor(actor);
  return actor->GetProperty();
}

/// Colours by the field, or not at all.
void colour(vtkMapper& mapper, const Colouring* colouring) {
  if (colouring == nullptr) {
    mapper.ScalarVisibilityOff();
    return;
  }
  mapper.SetLookupTable(colouring->table);
  mapper.UseLookupTableScalarRangeOn();
  mapper.SetInterpolateScalarsBeforeMapping(colouring->on_points);
}

// Cut faces are unlit: their colours are the legend's.
void add_face(Canvas& canvas, vtkUnstructuredGrid& half, const Colouring* colouring, double angle, bool mesh) {
  vtkNew<vtkDataSetMapper> mapper;
  mapper->SetInputData(&half);
  colour(*mapper, colouring);
  const auto property = add(canvas, *mapper, angle);
  property->LightingOff();
  property->SetColor(0.80, 0.82, 0.84);
  if (mesh) {
    property->EdgeVisibilityOn();
    property->SetEdgeColor(0.35, 0.35, 0.35);
    property->SetLineWidth(supersampling * 0.5F);
  }
}

void add_lines(Canvas& canvas, vtkPolyData& lines, double angle, const Colour& colour = outline_grey) {
  vtkNew<vtkPolyDataMapper> mapper;
  mapper->SetInputData(&lines);
  mapper->ScalarVisibilityOff();
  const auto property = add(canvas, *mapper, angle);
  property->LightingOff();
  property->SetColor(colour[0], colour[1], colour[2]);
  property->SetLineWidth(supersampling * 1.F);
}

void add_surface(Canvas& canvas, vtkPolyData& surface, const Colouring* colouring) {
  vtkNew<vtkPolyDataMapper> mapper;
  mapper->SetInputData(&surface);
  colour(*mapper, colouring);
  const auto property = add(canvas, *mapper, 0.);
  property->SetAmbient(0.3);
  property->SetDiffuse(0.75);
  property->SetSpecular(colouring ? 0.05 : 0.35);
  property->SetSpecularPower(colouring ? 10. : 40.);
  if (!colouring)
    property->SetColor(steel[0], steel[1], steel[2]);
}

// v of a point (r, y) at this angle about the axis [degree] in the camera's plane, whose u is horizontal.
double up_of(double r, double y, double angle) {
  return y * std::cos(elevation) + r * std::sin(angle * degree) * std::sin(elevation);
}

void aim(Canvas& canvas, const Section& section, const Frame& frame) {
  std::array<double, 6> skin;
  section.skin->GetBounds(skin.data());
  const double reach = 4. * (std::abs(frame.centre) + frame.half_width + frame.half_height + skin[1] - skin[2]);
  vtkCamera& camera = *canvas.plot().GetActiveCamera();
  const std::array<double, 3> up = {0., std::cos(elevation), -std::sin(elevation)};
  const std::array<double, 3> focus = {0., frame.centre * up[1], frame.centre * up[2]};
  camera.ParallelProjectionOn();
  camera.SetParallelScale(frame.half_height);
  camera.SetFocalPoint(focus.data());
  camera.SetPosition(0., focus[1] + reach * std::sin(elevation), focus[2] + reach * std::cos(elevation));
  camera.SetViewUp(up.data());
  camera.SetClippingRange(0.1 * reach, 2. * reach);
}

} // namespace

Frame cutaway_frame(const Section& section, double aspect) {
  constexpr double margin = 1.05;
  std::array<double, 6> skin;
  section.skin->GetBounds(skin.data());
  const double low = up_of(skin[1], skin[2], first_face);
  double high = up_of(skin[1], skin[3], 90.);
  if (section.needle) {
    std::array<double, 6> needle;
    section.needle->GetBounds(needle.data());
    high = std::max(high, up_of(needle[1], needle[3], 90.));
  }
  const double half_height = margin * std::max((high - low) / 2., skin[1] / aspect);
  return {(low + high) / 2., half_height * aspect, half_height};
}

void show_cutaway(Canvas& canvas, const Section& section, const Colouring& colouring, const Frame& frame,
                  const PictureOptions& options) {
  // Faces are drawn a little behind the lines on them.
  vtkMapper::SetResolveCoincidentTopologyToPolygonOffset();
  add_surface(canvas, *revolve(*section.outlines, *section.skin, first_face, last_face), &colouring);
  for (const double angle : {first_face, last_face}) {
    add_face(canvas, *section.skin, &colouring, angle, options.mesh);
    add_lines(canvas, *section.outlines, angle, colouring.field ? outline_on_field : outline_grey);
  }
  if (section.needle) {
    const double end = options.cut_needle ? last_face : first_face + 360.;
    add_surface(canvas, *revolve(*section.needle_outline, *section.needle, first_face, end), nullptr);
    for (const double angle : {first_face, last_face})
      if (options.cut_needle) {
        add_face(canvas, *section.needle, nullptr, angle, false);
        add_lines(canvas, *section.needle_outline, angle);
      }
  }
  vtkNew<vtkLightKit> lights;
  lights->SetKeyLightIntensity(0.85);
  lights->SetKeyToFillRatio(2.5);
  lights->AddLightsToRenderer(&canvas.plot());
  aim(canvas, section, frame);
}

std::vector<LayerMark> cutaway_marks(const Canvas& canvas, const Section& section, const Frame& frame, Align side) {
  std::array<double, 6> bounds;
  section.skin->GetBounds(bounds.data());
  const std::array<double, 4> plot = canvas.plot_box();
  const double scale = (plot[3] - plot[2]) / (2. * frame.half_height);
  const double right = bounds[1] * std::cos(first_face * degree);
  const double x = (plot[0] + plot[1]) / 2. + (side == Align::right ? scale : -scale) * right;
  std::vector<LayerMark> marks;
  for (const LayerSpan& span : layer_spans(section, bounds[1] * (1. - 1e-9))) {
    const double up = up_of(bounds[1], (span.low + span.high) / 2., first_face);
    marks.push_back({span.layer, x, (plot[2] + plot[3]) / 2. + scale * (up - frame.centre)});
  }
  return marks;
}

} // namespace acumen::viz
