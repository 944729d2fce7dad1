// The written answer to "why did it stop?".
#include "solver/stepping/insertion.h"
#include "solver/stepping/insertion_attempt.h"

#include <fmt/format.h>

namespace acumen::stepping {

namespace {

const mechanics::ElementGeometry<2>* element_with(const SkinModel& model, const unsigned int dof) {
  for (const auto& element : model.elements())
    for (const unsigned int i : element.dofs)
      if (i == dof)
        return &element;
  return nullptr;
}

std::string contact_near(const Insertion& insertion, const unsigned int dof, const std::vector<double>& displacement) {
  const auto* contact = insertion.potential().needle_contact();
  const auto pressures = contact->pressures(displacement, insertion.potential().position());
  for (unsigned int f = 0; f < contact->faces().size(); ++f)
    for (const unsigned int i : contact->faces()[f].dofs)
      if (i == dof)
        return fmt::format("on the contact face {} of layer '{}', contact pressure {:.3g} MPa", f,
                           insertion.model().layers()[contact->faces()[f].layer].name, 1e-6 * pressures[f]);
  return "not in contact with the needle";
}

} // namespace

void Insertion::diagnose(const Attempt& attempt) {
  diagnosis_.reason =
      fmt::format("at {:.2f} um of travel: {} (largest residual {:.3g} N, allowed {:.3g} N, step cut to {:.3g} um)",
                  1e6 * (travel() + attempt.increment), attempt.report.reason, attempt.report.residual,
                  attempt.report.allowed, 1e6 * std::abs(attempt.increment));
  const auto* element = element_with(model_, attempt.report.worst_dof);
  if (element != nullptr)
    diagnosis_.place =
        fmt::format("layer '{}', cell in row {}, column {} (R = {:.2f} um, depth {:.2f} um before deformation), {}",
                    model_.layers()[element->layer].name, element->row, element->column, 1e6 * element->nodes[0][0],
                    -1e6 * element->nodes[2][1], contact_near(*this, attempt.report.worst_dof, attempt.displacement));
  diagnosis_.advice = "try a smaller solver.largest_step, a finer mesh (mesh.refinement: 2), a lower friction, or a "
                      "blunter tip; the results up to here are kept and valid";
}

} // namespace acumen::stepping
