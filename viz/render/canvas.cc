#include "viz/render/canvas.h"

#include "viz/render/image.h"

#include <cmath>
#include <vtkActor2D.h>
#include <vtkCellArray.h>
#include <vtkPoints.h>
#include <vtkPolyData.h>
#include <vtkPolyDataMapper2D.h>
#include <vtkProperty2D.h>
#include <vtkTextActor.h>
#include <vtkTextProperty.h>

namespace acumen::viz {

Canvas::Canvas(int width, int height, const std::array<double, 4>& plot_box, double font_scale)
    : width_(width), height_(height), plot_part_(plot_box), font_scale_(font_scale) {
  window_->SetOffScreenRendering(1);
  window_->SetMultiSamples(0);
  window_->SetSize(supersampling * width, supersampling * height);
  // At 72 dots an inch a font's size is its height in pixels.
  window_->SetDPI(72);
  window_->SetNumberOfLayers(2);
  // The lower layer clears the whole window; the plot must not leave the margins undefined.
  plot_->SetViewport(plot_box[0], plot_box[2], plot_box[1], plot_box[3]);
  plot_->SetBackground(white.data());
  vtkNew<vtkRenderer> margins;
  margins->SetBackground(white.data());
  overlay_->SetLayer(1);
  window_->AddRenderer(margins);
  window_->AddRenderer(plot_);
  window_->AddRenderer(overlay_);
}

std::array<double, 4> Canvas::plot_box() const {
  return {plot_part_[0] * width_, plot_part_[1] * width_, plot_part_[2] * height_, plot_part_[3] * height_};
}

void Canvas::rectangle(double left, double right, double bottom, double top, const Colour& colour) {
  vtkNew<vtkPoints> points;
  points->InsertNextPoint(supersampling * left, supersampling * bottom, 0.);
  points->InsertNextPoint(supersampling * right, supersampling * bottom, 0.);
  points->InsertNextPoint(supersampling * right, supersampling * top, 0.);
  points->InsertNextPoint(supersampling * left, supersampling * top, 0.);
  vtkNew<vtkCellArray> polygons;
  polygons->InsertNextCell({0, 1, 2, 3});
  vtkNew<vtkPolyData> shape;
  shape->SetPoints(points);
  shape->SetPolys(polygons);
  vtkNew<vtkPolyDataMapper2D> mapper;
  mapper->SetInputData(shape);
  vtkNew<vtkActor2D> actor;
  actor->SetMapper(mapper);
  actor->GetProperty()->SetColor(colour[0], colour[1], colour[2]);
  overlay_->AddActor2D(actor);
}

// A line is a thin rectangle along an axis, or a polyline as wide as the driver allows.
void Canvas::line(double x0, double y0, double x1, double y1, double line_width, const Colour& colour) {
  const double half = line_width / 2.;
  if (x0 == x1 || y0 == y1) {
    rectangle(std::min(x0, x1) - half, std::max(x0, x1) + half, std::min(y0, y1) - half, std::max(y0, y1) + half,
              colour);
    return;
  }
  vtkNew<vtkPoints> points;
  points->InsertNextPoint(supersampling * x0, supersampling * y0, 0.);
  points->InsertNextPoint(supersampling * x1, supersampling * y1, 0.);
  vtkNew<vtkCellArray> lines;
  lines->InsertNextCell({0, 1});
  vtkNew<vtkPolyData> shape;
  shape->SetPoints(points);
  shape->SetLines(lines);
  vtkNew<vtkPolyDataMapper2D> mapper;
  mapper->SetInputData(shape);
  vtkNew<vtkActor2D> actor;
  actor->SetMapper(mapper);
  actor->GetProperty()->SetColor(colour[0], colour[1], colour[2]);
  actor->GetProperty()->SetLineWidth(static_cast<float>(supersampling * line_width));
  overlay_->AddActor2D(actor);
}

void Canvas::text(double x, double y, const std::string& words, Align align, double size, bool bold,
                  const Colour& colour) {
  vtkNew<vtkTextActor> actor;
  actor->SetInput(words.c_str());
  actor->SetTextScaleModeToNone();
  actor->SetPosition(supersampling * x, supersampling * y);
  vtkTextProperty& property = *actor->GetTextProperty();
  property.SetFontFamilyToArial();
  property.SetFontSize(static_cast<int>(std::lround(supersampling * size * font_height())));
  property.SetColor(colour[0], colour[1], colour[2]);
  property.SetBold(bold);
  property.SetVerticalJustificationToCentered();
  property.SetJustification(align == Align::left     ? VTK_TEXT_LEFT
                            : align == Align::centre ? VTK_TEXT_CENTERED
                                                     : VTK_TEXT_RIGHT);
  overlay_->AddActor2D(actor);
}

} // namespace acumen::viz
