#include "viz/render/force_curve.h"

#include "solver/base/error.h"
#include "viz/render/colours.h"
#include "viz/render/image.h"
#include "viz/render/legend.h"
#include "viz/render/section.h"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>
#include <vtkAxis.h>
#include <vtkChartLegend.h>
#include <vtkChartXY.h>
#include <vtkContextScene.h>
#include <vtkContextView.h>
#include <vtkDoubleArray.h>
#include <vtkNew.h>
#include <vtkPen.h>
#include <vtkPlotPoints.h>
#include <vtkRenderer.h>
#include <vtkStringArray.h>
#include <vtkTable.h>
#include <vtkTextProperty.h>

namespace acumen::viz {

namespace {

struct Curve {
  std::string label;
  std::vector<double> travel, force; ///< as plotted
  Colour colour;
};

void add_curve(vtkChartXY& chart, const Curve& curve, int kind, float width) {
  vtkNew<vtkDoubleArray> x, y;
  x->SetName("travel");
  // The second column's name is what the legend shows.
  y->SetName(curve.label.c_str());
  for (std::size_t i = 0; i < curve.travel.size(); ++i) {
    x->InsertNextValue(curve.travel[i]);
    y->InsertNextValue(curve.force[i]);
  }
  vtkNew<vtkTable> table;
  table->AddColumn(x);
  table->AddColumn(y);
  vtkPlot* const plot = chart.AddPlot(kind);
  plot->SetInputData(table, 0, 1);
  plot->GetPen()->SetColorF(curve.colour[0], curve.colour[1], curve.colour[2]);
  plot->SetWidth(width);
  if (auto* const points = vtkPlotPoints::SafeDownCast(plot); points && kind == vtkChart::POINTS) {
    points->SetMarkerStyle(vtkPlotPoints::CIRCLE);
    points->SetMarkerSize(4.F * width);
  }
}

void style_text(vtkTextProperty& property, int size, bool bold) {
  property.SetFontSize(size);
  property.SetBold(bold);
  property.SetColor(black[0], black[1], black[2]);
}

// The chart's own choice is about thirty ticks an axis, whose large labels overlap.
void scale_axis(vtkAxis& axis, const Range& range, const std::string& title, int font) {
  axis.SetBehavior(vtkAxis::FIXED);
  axis.SetRange(range.low, range.high);
  vtkNew<vtkDoubleArray> positions;
  vtkNew<vtkStringArray> labels;
  for (const double value : ticks(range, false)) {
    positions->InsertNextValue(value);
    labels->InsertNextValue(fmt::format("{:g}", value));
  }
  axis.SetCustomTickPositions(positions, labels);
  axis.SetTitle(title);
  style_text(*axis.GetTitleProperties(), font, false);
  style_text(*axis.GetLabelProperties(), font, false);
  axis.GetPen()->SetWidth(static_cast<float>(font) / 15.F);
  axis.GetGridPen()->SetColorF(0.88, 0.88, 0.88);
  axis.GetGridPen()->SetWidth(static_cast<float>(font) / 25.F);
}

// All values and a little more at both ends: `headroom`, as a part of the range, keeps curves clear of the legend.
Range range_of(const std::vector<Curve>& curves, std::vector<double> Curve::*values, double headroom) {
  Range range{0., 0.};
  for (const Curve& curve : curves)
    for (const double value : curve.*values)
      range = {std::min(range.low, value), std::max(range.high, value)};
  const double size = std::max(range.high - range.low, 1e-6);
  return {range.low < 0. ? range.low - 0.05 * size : 0., range.high + headroom * size};
}

void style(vtkChartXY& chart, const std::string& title, int font) {
  chart.SetTitle(title);
  style_text(*chart.GetTitleProperties(), font * 5 / 4, true);
  chart.SetShowLegend(true);
  vtkChartLegend& legend = *chart.GetLegend();
  style_text(*legend.GetLabelProperties(), font, false);
  legend.SetSymbolWidth(2 * font);
  legend.SetPadding(font / 2);
  legend.SetHorizontalAlignment(vtkChartLegend::LEFT);
  legend.SetVerticalAlignment(vtkChartLegend::TOP);
}

// Insertion with its hold, withdrawal, puncture; whichever of them occurred.
std::vector<Curve> curves_of(const Result& result, double force_factor, const std::string& unit) {
  const std::vector<double>& travel = result.history->column("travel");
  const std::vector<double>& force = result.history->column("force");
  const std::size_t turn = result.history->deepest_row();
  Curve insertion{"insertion", {0.}, {0.}, blue}, withdrawal{"withdrawal", {}, {}, vermilion};
  for (std::size_t i = 0; i < travel.size(); ++i) {
    for (Curve* const curve : {&insertion, &withdrawal})
      if (curve == &insertion ? i <= turn : i >= turn) {
        curve->travel.push_back(micrometres_per_metre * travel[i]);
        curve->force.push_back(force_factor * force[i]);
      }
  }
  std::vector<Curve> curves = {insertion};
  if (withdrawal.travel.size() > 1)
    curves.push_back(withdrawal);
  if (result.puncture && std::isfinite(result.puncture->travel) && std::isfinite(result.puncture->force)) {
    const double x = micrometres_per_metre * result.puncture->travel, y = force_factor * result.puncture->force;
    curves.push_back({fmt::format("puncture: {:.3g} {} at {:.0f} \u00b5m", y, unit, x), {x}, {y}, black});
  }
  return curves;
}

} // namespace

std::filesystem::path draw_force_curve(const Result& result, int width, const std::filesystem::path& output) {
  if (!result.history || result.history->size() == 0)
    throw base::InputError({{"a force curve takes a history", "", (result.directory / "history.csv").string(), 0, 0,
                             "the file is missing or has no rows"}});
  const std::vector<double>& force = result.history->column("force");
  const bool newtons = *std::max_element(force.begin(), force.end()) >= 1.;
  const std::string unit = newtons ? "N" : "mN";
  const std::vector<Curve> curves = curves_of(result, newtons ? 1. : 1e3, unit);
  require_display();
  vtkNew<vtkContextView> view;
  const int full_width = supersampling * width, full_height = static_cast<int>(std::lround(0.66 * full_width));
  view->GetRenderer()->SetBackground(white.data());
  view->GetRenderWindow()->SetOffScreenRendering(1);
  view->GetRenderWindow()->SetMultiSamples(0);
  view->GetRenderWindow()->SetDPI(72);
  view->GetRenderWindow()->SetSize(full_width, full_height);
  vtkNew<vtkChartXY> chart;
  view->GetScene()->AddItem(chart);
  const int font = full_width / 55;
  style(*chart, result.title, font);
  scale_axis(*chart->GetAxis(vtkAxis::BOTTOM), range_of(curves, &Curve::travel, 0.05),
             "needle travel since first touch (\u00b5m)", font);
  scale_axis(*chart->GetAxis(vtkAxis::LEFT), range_of(curves, &Curve::force, 0.35),
             "force on the needle (" + unit + ")", font);
  // The chart's own margins are made for small letters.
  chart->SetLayoutStrategy(vtkChart::AXES_TO_RECT);
  chart->SetAutoSize(false);
  chart->SetSize({2.5F * static_cast<float>(font), 2.F * static_cast<float>(font),
                  static_cast<float>(full_width - 4 * font), static_cast<float>(full_height - 4 * font)});
  const float line = static_cast<float>(font) / 9.F;
  for (const Curve& curve : curves)
    add_curve(*chart, curve, curve.travel.size() == 1 ? vtkChart::POINTS : vtkChart::LINE, line);
  const std::filesystem::path file = output.empty() ? result.directory / "figures" / "force.png" : output;
  write_png(*view->GetRenderWindow(), file);
  return file;
}

} // namespace acumen::viz
