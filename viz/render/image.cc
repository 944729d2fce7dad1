#include "viz/render/image.h"

#include "solver/base/error.h"

#include <cstdlib>
#include <fstream>
#include <vtkImageShrink3D.h>
#include <vtkNew.h>
#include <vtkPNGWriter.h>
#include <vtkUnsignedCharArray.h>
#include <vtkWindowToImageFilter.h>

namespace acumen::viz {

namespace fs = std::filesystem;

void require_display() {
  const char* const display = std::getenv("DISPLAY");
  if (!display || !*display)
    throw base::OutputError(
        "there is no display to draw with: use \"./acumen render\", or put \"xvfb-run -a\" in front");
}

vtkSmartPointer<vtkImageData> picture_of(vtkRenderWindow& window) {
  window.Render();
  vtkNew<vtkWindowToImageFilter> grab;
  grab->SetInput(&window);
  grab->SetInputBufferTypeToRGB();
  grab->ReadFrontBufferOff();
  vtkNew<vtkImageShrink3D> shrink;
  shrink->SetInputConnection(grab->GetOutputPort());
  shrink->SetShrinkFactors(supersampling, supersampling, 1);
  shrink->AveragingOn();
  shrink->Update();
  return shrink->GetOutput();
}

void make_directory_of(const fs::path& file) {
  std::error_code error; // shows when the file is opened
  if (file.has_parent_path())
    fs::create_directories(file.parent_path(), error);
}

void finish_file(const fs::path& temporary, const fs::path& file, bool written) {
  std::error_code error;
  if (written)
    fs::rename(temporary, file, error);
  if (written && !error)
    return;
  const std::string reason = error ? error.message() : "missing permission, or no space left";
  fs::remove(temporary, error);
  throw base::OutputError("cannot write " + file.string() + ": " + reason);
}

void write_png(vtkRenderWindow& window, const fs::path& file) {
  vtkNew<vtkPNGWriter> encoder;
  encoder->SetInputData(picture_of(window));
  encoder->WriteToMemoryOn();
  encoder->Write();
  vtkUnsignedCharArray* const bytes = encoder->GetResult();
  if (!bytes)
    throw base::OutputError("the picture could not be encoded: " + file.string());
  make_directory_of(file);
  fs::path temporary = file;
  temporary += ".part";
  std::ofstream stream(temporary, std::ios::binary);
  stream.write(reinterpret_cast<const char*>(bytes->GetPointer(0)), bytes->GetNumberOfTuples());
  stream.close();
  finish_file(temporary, file, static_cast<bool>(stream));
}

} // namespace acumen::viz
