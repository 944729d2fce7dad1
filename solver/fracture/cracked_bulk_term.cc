#include "solver/fracture/cracked_bulk_term.h"

#include <algorithm>
#include <cmath>

namespace acumen::fracture {

using materials::Evaluate;

CrackedBulkTerm::CrackedBulkTerm(const mechanics::Discretisation<2>& body)
    : BulkTerm<2>(body), cracks_(body.elements().size()), openings_(body.elements().size(), 0.),
      trial_openings_(openings_), kept_openings_(openings_), sensitivity_(body.elements().size()),
      iterate_(body.zero_vector()) {}

void CrackedBulkTerm::begin_step(const double duration) {
  BulkTerm<2>::begin_step(duration);
  std::fill(sensitivity_.begin(), sensitivity_.end(), std::array<double, n>{});
  for (unsigned int c = 0; c < cracks_.size(); ++c)
    openings_[c] = trial_openings_[c] = cracks_[c].opening;
}

CrackLaw CrackedBulkTerm::crack_law(const unsigned int cell) const {
  const double viscosity = body().cracks().viscosity;
  const double rate = viscosity > 0. && duration() > 0. ? viscosity / duration() : 0.;
  return {&body().material(body().elements()[cell]).cohesive, cracks_[cell], rate};
}

double CrackedBulkTerm::predicted_opening(const unsigned int cell, const std::array<double, n>& u) const {
  // w + dw/du (u − u_iterate); before the first assembly of a step dw/du is zero.
  double opening = openings_[cell];
  const auto& dofs = body().elements()[cell].dofs;
  for (unsigned int i = 0; i < n; ++i)
    opening += sensitivity_[cell][i] * (u[i] - iterate_[dofs[i]]);
  return std::max(0., opening);
}

template <class Law>
void CrackedBulkTerm::evaluate_cracked(const unsigned int cell, const Law& law, mechanics::ElementState<2>& state,
                                       const Evaluate level, mechanics::ElementResponse<2>& response) {
  constexpr unsigned int w = mechanics::ElementResponse<2>::n_dofs;
  const auto& element = body().elements()[cell];
  const auto& volumetric = body().material(element).volumetric;
  const auto crack = crack_law(cell);
  CrackTerms terms;
  // The predicted opening is mostly good enough: then one evaluation serves both the cell and its crack.
  bool balanced = false, known = false;
  OpeningBalance at_guess;
  if (level == Evaluate::tangent) {
    mechanics::evaluate_element(element, law, volumetric, state, level, response);
    terms = crack_terms(element, crack, state.opening);
    known = std::isfinite(response.energy);
    at_guess = {response.energy, terms.energy, response.gradient[w] + terms.first,
                response.hessian[w][w] + terms.second};
    balanced = known && is_nearly_balanced(element, crack, state.opening, at_guess.first);
  }
  if (!balanced) {
    const auto solution = solve_opening(element, law, volumetric, crack, state, known ? &at_guess : nullptr);
    state.opening = solution.opening;
    response.energy = solution.bulk_energy + solution.cohesive_energy;
    if (!std::isfinite(response.energy))
      return;
    response.energy = solution.bulk_energy;
    if (level > Evaluate::energy)
      mechanics::evaluate_element(element, law, volumetric, state, level, response);
    terms = crack_terms(element, crack, state.opening);
  }
  trial_openings_[cell] = state.opening;
  if (level == Evaluate::tangent)
    sensitivity_[cell] = condense_opening(terms, state.opening, response);
  response.energy += terms.energy;
}

void CrackedBulkTerm::add(const unsigned int cell, const std::array<double, n>& u, const Evaluate level,
                          const mechanics::TangentKind kind, mechanics::LocalResponse<n>& response) {
  const auto& element = body().elements()[cell];
  if (!(element.crack_area > 0.)) {
    BulkTerm<2>::add(cell, u, level, kind, response);
    return;
  }
  auto state = element_state(cell, u);
  state.opening = predicted_opening(cell, u);
  mechanics::ElementResponse<2> cracked;
  std::visit([&](const auto& law) { evaluate_cracked(cell, law, state, level, cracked); },
             body().material(element).isochoric);
  add_to(cracked, std::isfinite(cracked.energy) ? level : Evaluate::energy, response);
}

void CrackedBulkTerm::accept_trial(const mechanics::Vector& displacement) {
  openings_ = trial_openings_;
  iterate_ = displacement;
}

void CrackedBulkTerm::commit_step(const mechanics::Vector& displacement, mechanics::StepDissipation& dissipation) {
  BulkTerm<2>::commit_step(displacement, dissipation);
  for (unsigned int c = 0; c < cracks_.size(); ++c) {
    auto& crack = cracks_[c];
    const double rate = openings_[c] - crack.opening;
    const double crack_work = body().elements()[c].crack_area * crack_law(c).viscosity_rate * rate * rate;
    dissipation.viscous += crack_work;
    dissipation.viscous_of_snap += crack_work;
    crack.opening = openings_[c];
    crack.largest_opening = std::max(crack.largest_opening, crack.opening);
  }
}

void CrackedBulkTerm::add_energy_content(const mechanics::Vector& displacement,
                                         mechanics::EnergyContent& content) const {
  BulkTerm<2>::add_energy_content(displacement, content);
  for (unsigned int c = 0; c < cracks_.size(); ++c) {
    const auto& element = body().elements()[c];
    if (!(element.crack_area > 0.))
      continue;
    const auto& cohesive = body().material(element).cohesive;
    const auto& crack = cracks_[c];
    content.fracture[element.layer] += element.crack_area * cohesive.dissipated_energy(crack.largest_opening);
    content.crack_recoverable += element.crack_area * cohesive.recoverable_energy(crack.opening, crack.largest_opening);
  }
}

mechanics::History CrackedBulkTerm::pack() const {
  mechanics::History values = BulkTerm<2>::pack();
  for (const auto& crack : cracks_)
    values.insert(values.end(), {crack.opening, crack.largest_opening});
  return values;
}

void CrackedBulkTerm::unpack(const mechanics::History& values) {
  BulkTerm<2>::unpack(values);
  auto next = values.end() - 2 * static_cast<std::ptrdiff_t>(cracks_.size());
  for (auto& crack : cracks_) {
    crack.opening = *next++;
    crack.largest_opening = *next++;
  }
  for (unsigned int c = 0; c < cracks_.size(); ++c)
    openings_[c] = trial_openings_[c] = cracks_[c].opening;
}

} // namespace acumen::fracture
