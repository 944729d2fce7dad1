#include "solver/transport/rf_heating.h"

#include <deal.II/numerics/data_out.h>

#include <sstream>
#include <utility>

namespace acumen::transport {

namespace {

/// Puts an array's unit where ParaView looks for it. deal.II 9.4 has flags for units, but they reach VTK files only,
/// not VTU.
void state_unit(const std::string& name, const std::string& unit, std::string& vtu) {
  const auto array = vtu.find("Name=\"" + name + "\"");
  const auto end = vtu.find("</DataArray>", array);
  if (array == std::string::npos || end == std::string::npos)
    throw std::logic_error("no array '" + name + "' in the radiofrequency fields");
  // After the numbers: ParaView takes whatever follows the opening tag for their beginning.
  vtu.insert(end, "<InformationKey name=\"UNITS_LABEL\" location=\"vtkDataArray\">" + unit + "</InformationKey>\n");
}

} // namespace

std::string RfHeating::vtu_text() const {
  dealii::DataOut<3> output;
  output.attach_dof_handler(dof_handler_);
  // Inside the insulated part of the needle nothing is solved for; steel is at its electrode's potential.
  dealii::Vector<double> shown = potential_;
  for (unsigned int i = 0; i < shown.size(); ++i)
    if (!in_tissue_[i])
      shown[i] = 0.5 * settings_.voltage;
  output.add_data_vector(shown, "potential");
  output.add_data_vector(temperature_, "temperature");
  output.add_data_vector(damage_, "thermal_damage");
  output.build_patches();
  std::ostringstream text;
  output.write_vtu(text);
  std::string vtu = text.str();
  for (const auto& [name, unit] :
       {std::pair{"potential", "V"}, std::pair{"temperature", "degC"}, std::pair{"thermal_damage", "1"}})
    state_unit(name, unit, vtu);
  return vtu;
}

} // namespace acumen::transport
