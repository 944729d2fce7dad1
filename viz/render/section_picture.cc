#include "viz/render/section_picture.h"

#include "solver/base/error.h"
#include "viz/render/image.h"
#include "viz/render/legend.h"

#include <cmath>
#include <fmt/format.h>
#include <vtkActor.h>
#include <vtkCamera.h>
#include <vtkCellData.h>
#include <vtkDataSetMapper.h>
#include <vtkDoubleArray.h>
#include <vtkMapper.h>
#include <vtkPointData.h>
#include <vtkPolyDataMapper.h>
#include <vtkProperty.h>

namespace acumen::viz {

namespace {

constexpr Colour outline_grey = {0.22, 0.20, 0.20};

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

void add_skin(Canvas& canvas, const Section& section, vtkLookupTable& colours, bool on_points, bool mesh) {
  vtkNew<vtkDataSetMapper> mapper;
  mapper->SetInputData(section.skin);
  mapper->SetLookupTable(&colours);
  mapper->UseLookupTableScalarRangeOn();
  // Colours are looked up after interpolation; otherwise a cell between violet and yellow would show grey.
  mapper->SetInterpolateScalarsBeforeMapping(on_points);
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

void write_title(Canvas& canvas, const Result& result, const SavedStep& step) {
  const double x = canvas.plot_box()[0], top = canvas.height(), font = canvas.font_height();
  canvas.text(x, top - 1.6 * font, result.title, Align::left, 1.3, true);
  std::string line = fmt::format("time {:.4g} s", step.time);
  if (result.history && result.history->size() > 0) {
    const std::size_t row = result.history->nearest_row("time", step.time);
    line = fmt::format("travel {:.0f} \u00b5m, force {:.3g} mN, ",
                       micrometres_per_metre * result.history->column("travel")[row],
                       1e3 * result.history->column("force")[row]) +
           line;
  }
  canvas.text(x, top - 3.4 * font, line, Align::left);
}

std::filesystem::path output_of(const Result& result, const SectionOptions& options) {
  if (!options.output.empty())
    return options.output;
  const bool number = options.step.find_first_not_of("0123456789") == std::string::npos;
  return result.directory / "figures" /
         fmt::format("section_{}.png", number ? fmt::format("{:04}", std::stoul(options.step)) : options.step);
}

} // namespace

std::filesystem::path draw_section(const Result& result, const SectionOptions& options) {
  const SavedStep& step = result.steps[select_step(result, options.step)];
  const Section section = read_section(step, result.layer_names);
  const int height = static_cast<int>(std::lround(0.7 * options.width));
  require_display();
  Canvas canvas(options.width, height, {0.02, 0.77, 0.025, 0.9});
  const std::array<double, 4> plot = canvas.plot_box();
  const Frame frame = frame_of(section, options.view, (plot[1] - plot[0]) / (plot[3] - plot[2]));

  if (options.field.empty()) {
    show_values(*section.skin, {section.layers.begin(), section.layers.end()}, false);
    add_skin(canvas, section, *layer_colours(section.layer_names), false, options.mesh);
    draw_layer_names(canvas, section, frame);
  } else {
    const Field field = choose_field(section, options.field);
    const Range range = range_within(
        section, field, {0., frame.half_width, frame.centre - frame.half_height, frame.centre + frame.half_height},
        options.logarithmic);
    show_values(*section.skin, field.values, field.on_points);
    add_skin(canvas, section, *field_colours(range, options.logarithmic), field.on_points, options.mesh);
    draw_colour_bar(canvas, field, range, options.logarithmic);
  }
  // Heights above the paper, small against the camera's distance.
  const double above = 0.01 * frame.half_height;
  add_lines(canvas, *section.outlines, above, outline_grey, 1.);
  if (section.needle)
    add_needle(canvas, section, 2. * above);
  aim(canvas, frame);
  draw_scale_bar(canvas, frame);
  write_title(canvas, result, step);
  const std::filesystem::path file = output_of(result, options);
  write_png(canvas.window(), file);
  return file;
}

} // namespace acumen::viz
