// What happens to a SkinPotential between steps: history, dissipation and the energies kept in the ledger.
#include "solver/stepping/skin_potential.h"

#include <algorithm>

namespace acumen::stepping {

using materials::Evaluate;

namespace {

/// f W(C) + H : (C_bar − I) / 2, the overstress' share of a step's incremental potential per volume [J/m^3].
double overstress_potential(const materials::Material& material, const double factor,
                            const materials::PlaneEntries& history_stress, const materials::PlaneEntries& C) {
  materials::PlaneResponse response;
  std::visit([&](const auto& law) { materials::evaluate_in_plane(law, C, Evaluate::energy, response); },
             material.isochoric);
  response.energy *= factor;
  materials::evaluate_linear_isochoric_in_plane(history_stress, C, Evaluate::energy, response);
  return response.energy;
}

dealii::SymmetricTensor<2, 3> tensor_of_plane(const materials::PlaneEntries& entries) {
  return materials::tensor_of({entries[0], entries[1], entries[2], entries[3], 0., 0.});
}

} // namespace

void SkinPotential::commit_overstress(const std::vector<double>& displacement, StepDissipation& dissipation) {
  for (unsigned int c = 0; c < model_.elements().size(); ++c) {
    if (first_overstress_[c] < 0)
      continue;
    const auto& element = model_.elements()[c];
    const auto& material = model_.layers()[element.layer].material;
    const auto state = element_state(c, displacement);
    for (unsigned int q = 0; q < element.points.size(); ++q) {
      auto& history = state_.overstress[first_overstress_[c] + q];
      const auto entries = mechanics::plane_right_cauchy_green(mechanics::deformation_gradient(element, q, state));
      const auto C = tensor_of_plane(entries);
      const auto history_stress = materials::plane_entries_of(state.history_stress[q]);
      materials::PlaneResponse response;
      std::visit([&](const auto& law) { materials::evaluate_in_plane(law, entries, Evaluate::stress, response); },
                 material.isochoric);
      const auto long_term = tensor_of_plane(response.stress);
      for (double& entry : response.stress)
        entry *= state.overstress_factor;
      materials::evaluate_linear_isochoric_in_plane(history_stress, entries, Evaluate::stress, response);
      const auto overstress = tensor_of_plane(response.stress);
      // Work of the overstress over the step by the trapezoidal rule: Q : dE = Q : dC / 2.
      dissipation.viscous +=
          element.points[q].weight * 0.25 * ((history.overstress + overstress) * (C - history.cauchy_green));
      const double factor = state.overstress_factor;
      dissipation.viscous_of_snap +=
          element.points[q].weight *
          (overstress_potential(material, factor, history_stress, entries) -
           overstress_potential(material, factor, history_stress, materials::plane_entries_of(history.cauchy_green)));
      const auto stress = materials::isochoric_history_stress(long_term, C);
      material.viscoelasticity.update(duration_, dealii::make_array_view(history.branches), history.stress, stress);
      history.stress = stress;
      history.cauchy_green = C;
      history.overstress = overstress;
    }
  }
}

StepDissipation SkinPotential::commit_step(const std::vector<double>& displacement) {
  StepDissipation dissipation;
  std::vector<double> unused;
  gradient(displacement, unused); // the openings belonging to this displacement
  commit_overstress(displacement, dissipation);
  for (unsigned int c = 0; c < model_.elements().size(); ++c) {
    auto& crack = state_.cracks[c];
    const double rate = openings_[c] - crack.opening;
    const double crack_work = model_.elements()[c].crack_area * crack_law(c).viscosity_rate * rate * rate;
    dissipation.viscous += crack_work;
    dissipation.viscous_of_snap += crack_work;
    crack.opening = openings_[c];
    crack.largest_opening = std::max(crack.largest_opening, crack.opening);
  }
  if (contact_) {
    contact_->accept(displacement, position_);
    state_.contact = contact_->history();
  }
  state_.displacement = displacement;
  assembly_.valid = false;
  return dissipation;
}

EnergyContent SkinPotential::energy_content() const {
  EnergyContent content;
  content.fracture.assign(model_.layers().size(), 0.);
  const auto& u = state_.displacement;
  for (unsigned int c = 0; c < model_.elements().size(); ++c) {
    const auto& element = model_.elements()[c];
    const auto& material = model_.layers()[element.layer].material;
    const auto& crack = state_.cracks[c];
    auto state = element_state(c, u);
    state.history_stress = nullptr;
    state.overstress_factor = 0.;
    state.opening = crack.opening;
    mechanics::ElementResponse<2> response;
    std::visit(
        [&](const auto& law) {
          mechanics::evaluate_element(element, law, material.volumetric, state, Evaluate::energy, response);
        },
        material.isochoric);
    content.elastic += response.energy;
    if (guarded_[c])
      content.barrier += mechanics::evaluate_corner_barrier(barrier_, element, state.displacement, false).energy;
    if (element.crack_area > 0.) {
      content.fracture[element.layer] +=
          element.crack_area * material.cohesive.dissipated_energy(crack.largest_opening);
      content.crack_recoverable +=
          element.crack_area * material.cohesive.recoverable_energy(crack.opening, crack.largest_opening);
    }
  }
  if (contact_)
    content.contact = contact_->penalty_energy(u, position_);
  return content;
}

} // namespace acumen::stepping
