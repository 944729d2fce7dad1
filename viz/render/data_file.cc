#include "viz/render/data_file.h"

#include "solver/base/error.h"

#include <vtkNew.h>
#include <vtkXMLUnstructuredGridReader.h>

namespace acumen::viz {

vtkSmartPointer<vtkUnstructuredGrid> read_data_file(const std::filesystem::path& file) {
  vtkNew<vtkXMLUnstructuredGridReader> reader;
  if (reader->CanReadFile(file.c_str())) {
    reader->SetFileName(file.c_str());
    reader->Update();
    if (reader->GetErrorCode() == 0 && reader->GetOutput()->GetNumberOfCells() > 0)
      return reader->GetOutput();
  }
  throw base::InputError({{"a data file of the result is missing, empty or damaged", "", file.string(), 0, 0,
                           "repeat the run, or continue it with --resume"}});
}

} // namespace acumen::viz
