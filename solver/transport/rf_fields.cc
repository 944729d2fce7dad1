#include "solver/transport/rf_heating.h"

#include <deal.II/numerics/data_out.h>

#include <sstream>

namespace acumen::transport {

std::string RfHeating::vtu_text() const {
  dealii::DataOut<3> output;
  output.attach_dof_handler(dof_handler_);
  output.add_data_vector(potential_, "potential");
  output.add_data_vector(temperature_, "temperature");
  output.add_data_vector(damage_, "thermal_damage");
  output.build_patches();
  // ParaView shows them beside the names.
  dealii::DataOutBase::VtkFlags flags;
  flags.physical_units = {{"potential", "V"}, {"temperature", "degC"}, {"thermal_damage", "1"}};
  output.set_flags(flags);
  std::ostringstream text;
  output.write_vtu(text);
  return text.str();
}

} // namespace acumen::transport
