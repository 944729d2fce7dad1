#include "solver/mechanics/bulk_term.h"

namespace acumen::mechanics {

namespace {

using Stress = dealii::SymmetricTensor<2, 3>;
constexpr unsigned int tensor_size = Stress::n_independent_components;

Stress tensor(const Stress& stress) {
  return stress;
}
Stress tensor(const materials::PlaneEntries& entries) {
  return materials::tensor_of({entries[0], entries[1], entries[2], entries[3], 0., 0.});
}

/// The long-term law, and H : (C_bar − I) / 2, on the components that `Response` has.
void evaluate_law(const materials::Material& material, const materials::PlaneEntries& C, const Evaluate level,
                  materials::PlaneResponse& response) {
  std::visit([&](const auto& law) { materials::evaluate_in_plane(law, C, level, response); }, material.isochoric);
}
void evaluate_law(const materials::Material& material, const Stress& C, const Evaluate level,
                  materials::StrainEnergyResponse& response) {
  std::visit([&](const auto& law) { law.evaluate(C, level, response); }, material.isochoric);
}
void add_history(const Stress& H, const materials::PlaneEntries& C, const Evaluate level,
                 materials::PlaneResponse& response) {
  materials::evaluate_linear_isochoric_in_plane(materials::plane_entries_of(H), C, level, response);
}
void add_history(const Stress& H, const Stress& C, const Evaluate level, materials::StrainEnergyResponse& response) {
  materials::evaluate_linear_isochoric(H, C, level, response);
}
auto& stress_of(materials::PlaneResponse& response) {
  return response.stress;
}
auto& stress_of(materials::StrainEnergyResponse& response) {
  return response.second_piola_kirchhoff_stress;
}
void scale(materials::PlaneEntries& stress, const double factor) {
  for (double& entry : stress)
    entry *= factor;
}
void scale(Stress& stress, const double factor) {
  stress *= factor;
}
template <int dim> StrainComponents<dim> components_of(const Stress& C) {
  if constexpr (dim == 2)
    return materials::plane_entries_of(C);
  else
    return C;
}

/// f W(C) + H : (C_bar − I) / 2, the overstress' share of a step's incremental potential per volume [J/m^3].
template <int dim>
double overstress_potential(const materials::Material& material, const double factor, const Stress& H,
                            const StrainComponents<dim>& C) {
  LawResponse<dim> response;
  evaluate_law(material, C, Evaluate::energy, response);
  response.energy *= factor;
  add_history(H, C, Evaluate::energy, response);
  return response.energy;
}

} // namespace

template <int dim> BulkTerm<dim>::BulkTerm(const Discretisation<dim>& body) : body_(body) {
  for (const auto& element : body.elements()) {
    const auto& terms = body.material(element).viscoelasticity.terms;
    first_point_.push_back(terms.empty() ? -1 : static_cast<int>(overstress_.size()));
    if (terms.empty())
      continue;
    OverstressHistory history;
    for (int i = 0; i < 3; ++i)
      history.cauchy_green[i][i] = element.base_stretch[i] * element.base_stretch[i];
    history.branches.resize(terms.size());
    overstress_.insert(overstress_.end(), n_points, history);
  }
  history_stress_.resize(overstress_.size());
  overstress_factor_.assign(body.layers().size(), 0.);
}

template <int dim> void BulkTerm<dim>::begin_step(const double duration) {
  duration_ = duration;
  for (unsigned int l = 0; l < body_.layers().size(); ++l)
    overstress_factor_[l] = body_.layers()[l].material.viscoelasticity.instantaneous_factor(duration);
  for (unsigned int c = 0; c < first_point_.size(); ++c) {
    if (first_point_[c] < 0)
      continue;
    const auto& series = body_.material(body_.elements()[c]).viscoelasticity;
    for (unsigned int q = first_point_[c]; q < first_point_[c] + n_points; ++q)
      history_stress_[q] =
          series.history_stress(duration, dealii::make_array_view(overstress_[q].branches), overstress_[q].stress);
  }
}

template <int dim>
ElementState<dim> BulkTerm<dim>::element_state(const unsigned int cell, const std::array<double, n>& u) const {
  ElementState<dim> state;
  state.displacement = u;
  state.overstress_factor = overstress_factor_[body_.elements()[cell].layer];
  if (first_point_[cell] >= 0)
    state.history_stress = &history_stress_[first_point_[cell]];
  return state;
}

template <int dim>
void BulkTerm<dim>::add_to(const ElementResponse<dim>& element, const Evaluate level, LocalResponse<n>& response) {
  response.active = true;
  response.energy += element.energy;
  for (unsigned int i = 0; i < n && level >= Evaluate::stress; ++i) {
    response.gradient[i] += element.gradient[i];
    for (unsigned int j = 0; j < n && level >= Evaluate::tangent; ++j)
      response.hessian[i][j] += element.hessian[i][j];
  }
}

template <int dim>
void BulkTerm<dim>::add(const unsigned int cell, const std::array<double, n>& u, const Evaluate level,
                        const TangentKind /*kind*/, LocalResponse<n>& response) {
  const auto& element = body_.elements()[cell];
  const auto& material = body_.material(element);
  ElementResponse<dim> bulk;
  std::visit(
      [&](const auto& law) {
        evaluate_element(element, law, material.volumetric, element_state(cell, u), level, bulk);
      },
      material.isochoric);
  add_to(bulk, std::isfinite(bulk.energy) ? level : Evaluate::energy, response);
}

template <int dim>
void BulkTerm<dim>::commit_point(const ElementGeometry<dim>& element, const unsigned int q,
                                 const ElementState<dim>& state, OverstressHistory& history,
                                 StepDissipation& dissipation) const {
  const auto& material = body_.material(element);
  const Stress& H = state.history_stress[q];
  const double factor = state.overstress_factor, volume = element.points[q].weight;
  const auto components = strain_components<dim>(deformation_gradient(element, q, state));
  const Stress C = tensor(components);
  LawResponse<dim> response;
  evaluate_law(material, components, Evaluate::stress, response);
  const Stress long_term = tensor(stress_of(response));
  scale(stress_of(response), factor);
  add_history(H, components, Evaluate::stress, response);
  const Stress overstress = tensor(stress_of(response));
  // Work of the overstress over the step by the trapezoidal rule: Q : dE = Q : dC / 2.
  dissipation.viscous += volume * 0.25 * ((history.overstress + overstress) * (C - history.cauchy_green));
  dissipation.viscous_of_snap +=
      volume * (overstress_potential<dim>(material, factor, H, components) -
                overstress_potential<dim>(material, factor, H, components_of<dim>(history.cauchy_green)));
  const Stress stress = materials::isochoric_history_stress(long_term, C);
  material.viscoelasticity.update(duration_, dealii::make_array_view(history.branches), history.stress, stress);
  history.stress = stress;
  history.cauchy_green = C;
  history.overstress = overstress;
}

template <int dim> void BulkTerm<dim>::commit_step(const Vector& displacement, StepDissipation& dissipation) {
  for (unsigned int c = 0; c < first_point_.size(); ++c) {
    if (first_point_[c] < 0)
      continue;
    const auto& element = body_.elements()[c];
    auto state = element_state(c, local_values(element, displacement));
    state.opening = opening(c);
    for (unsigned int q = 0; q < n_points; ++q)
      commit_point(element, q, state, overstress_[first_point_[c] + q], dissipation);
  }
}

template <int dim> void BulkTerm<dim>::add_energy_content(const Vector& displacement, EnergyContent& content) const {
  for (unsigned int c = 0; c < first_point_.size(); ++c) {
    const auto& element = body_.elements()[c];
    const auto& material = body_.material(element);
    ElementState<dim> state; // the long-term response alone
    state.displacement = local_values(element, displacement);
    state.opening = converged_opening(c);
    ElementResponse<dim> response;
    std::visit(
        [&](const auto& law) {
          evaluate_element(element, law, material.volumetric, state, Evaluate::energy, response);
        },
        material.isochoric);
    content.elastic += response.energy;
  }
}

template <int dim> History BulkTerm<dim>::pack() const {
  History values;
  const auto append = [&values](const Stress& tensor) {
    for (unsigned int i = 0; i < tensor_size; ++i)
      values.push_back(tensor.access_raw_entry(i));
  };
  for (const auto& history : overstress_) {
    append(history.stress);
    append(history.cauchy_green);
    append(history.overstress);
    for (const auto& branch : history.branches)
      append(branch);
  }
  return values;
}

template <int dim> void BulkTerm<dim>::unpack(const History& values) {
  auto next = values.begin();
  const auto take = [&next](Stress& tensor) {
    for (unsigned int i = 0; i < tensor_size; ++i)
      tensor.access_raw_entry(i) = *next++;
  };
  for (auto& history : overstress_) {
    take(history.stress);
    take(history.cauchy_green);
    take(history.overstress);
    for (auto& branch : history.branches)
      take(branch);
  }
}

template class BulkTerm<2>;
template class BulkTerm<3>;

} // namespace acumen::mechanics
