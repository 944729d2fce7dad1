#include "solver/stepping/incremental_potential.h"

#include <cmath>
#include <stdexcept>

namespace acumen::stepping {

using mechanics::EnergyTerm;
using mechanics::Evaluate;

IncrementalPotential::IncrementalPotential(const unsigned int n_dofs,
                                           const dealii::AffineConstraints<double>& constraints,
                                           const std::vector<bool>& non_negative)
    : n_dofs_(n_dofs), constraints_(constraints), non_negative_(non_negative) {
  state_.displacement.assign(n_dofs, 0.);
}

template <class Action> void IncrementalPotential::for_each_term(const Action& action) const {
  for (const Groups* const groups : {&smooth_, &contact_})
    for (const auto& group : *groups)
      group->for_each_term(std::function<void(EnergyTerm&)>(action));
}

linear::SymmetricMatrix& IncrementalPotential::matrix() {
  if (!matrix_) {
    std::vector<linear::SymmetricMatrix::Block> blocks;
    unsigned int n_contact = 0;
    for (const Groups* const groups : {&smooth_, &contact_})
      for (const auto& group : *groups)
        for (unsigned int e = 0; e < group->n_entities(); ++e) {
          blocks.push_back(group->dofs(e));
          n_contact += groups == &contact_ ? 1 : 0;
        }
    matrix_ = std::make_unique<linear::SymmetricMatrix>(n_dofs_, blocks, n_contact);
  }
  return *matrix_;
}

void IncrementalPotential::begin_step(const double duration) {
  assembly_.valid = false;
  for_each_term([&](EnergyTerm& term) { term.begin_step(duration); });
  accept_trial(state_.displacement);
}

double IncrementalPotential::evaluate_smooth(const Vector& displacement, const Evaluate level, Vector& gradient) {
  double energy = 0.;
  if (level >= Evaluate::stress)
    gradient.assign(n_dofs_, 0.);
  if (level >= Evaluate::tangent)
    assembly_.valid = false;
  for (auto& group : smooth_) {
    energy += group->evaluate(displacement, level, TangentKind::exact, gradient);
    if (!std::isfinite(energy))
      return energy;
  }
  if (level >= Evaluate::tangent) {
    reset_to_smooth_tangent();
    for_each_term([](EnergyTerm& term) { term.keep_trial(); });
    assembly_ = {true, energy, displacement, gradient};
  }
  return energy;
}

double IncrementalPotential::recall_smooth(const Evaluate level, Vector& gradient) {
  gradient = assembly_.gradient;
  for_each_term([](EnergyTerm& term) { term.recall_trial(); });
  if (level >= Evaluate::tangent)
    reset_to_smooth_tangent();
  return assembly_.energy;
}

double IncrementalPotential::evaluate(const Vector& displacement, const Evaluate level, Vector& gradient) {
  const bool known = assembly_.valid && level >= Evaluate::stress && displacement == assembly_.displacement;
  double energy = known ? recall_smooth(level, gradient) : evaluate_smooth(displacement, level, gradient);
  for (auto& group : contact_)
    if (std::isfinite(energy))
      energy += group->evaluate(displacement, std::min(level, Evaluate::stress), TangentKind::exact, gradient);
  return energy;
}

double IncrementalPotential::trial_energy(const Vector& displacement) {
  Vector none;
  return evaluate(displacement, Evaluate::energy, none);
}

void IncrementalPotential::accept_trial(const Vector& displacement) {
  for_each_term([&](EnergyTerm& term) { term.accept_trial(displacement); });
}

double IncrementalPotential::assemble(const Vector& displacement, Vector& gradient) {
  return evaluate(displacement, Evaluate::tangent, gradient);
}

double IncrementalPotential::gradient(const Vector& displacement, Vector& gradient) {
  const double energy = evaluate(displacement, Evaluate::stress, gradient);
  accept_trial(displacement);
  return energy;
}

unsigned int IncrementalPotential::n_smooth_entities() const {
  unsigned int result = 0;
  for (const auto& group : smooth_)
    result += group->n_entities();
  return result;
}

void IncrementalPotential::add_tangents(const Groups& groups, unsigned int first_block) {
  for (const auto& group : groups) {
    for (unsigned int e = 0; e < group->n_entities(); ++e)
      if (const double* const tangent = group->tangent(e); tangent != nullptr)
        matrix().add(first_block + e, tangent, group->n_local());
    first_block += group->n_entities();
  }
}

void IncrementalPotential::reset_to_smooth_tangent() {
  matrix().set_zero();
  add_tangents(smooth_, 0);
}

void IncrementalPotential::project_tangents() {
  assembly_.valid = false;
  for (auto& group : smooth_)
    group->project_tangents();
  reset_to_smooth_tangent();
}

void IncrementalPotential::add_contact_tangent(const Vector& displacement, const TangentKind kind) {
  Vector unused(n_dofs_);
  for (auto& group : contact_)
    group->evaluate(displacement, Evaluate::tangent, kind, unused);
  add_tangents(contact_, n_smooth_entities());
}

double IncrementalPotential::add_contact_gradient(const Vector& displacement, Vector& gradient) const {
  double energy = 0.;
  for (const auto& group : contact_)
    energy += group->evaluate(displacement, Evaluate::stress, TangentKind::exact, gradient);
  return energy;
}

Vector IncrementalPotential::smooth_tangent_times(const Vector& direction) const {
  Vector result(direction.size(), 0.);
  for (const auto& group : smooth_)
    group->add_tangent_times(direction, result);
  return result;
}

double IncrementalPotential::force_scale(const Vector& displacement) const {
  double result = 0.;
  for_each_term([&](const EnergyTerm& term) { result += term.force_scale(displacement); });
  return result;
}

void IncrementalPotential::update_lagged(const Vector& displacement) {
  for_each_term([&](EnergyTerm& term) { term.update_lagged(displacement); });
}

StepDissipation IncrementalPotential::commit_step(const Vector& displacement) {
  StepDissipation dissipation;
  Vector unused;
  gradient(displacement, unused); // the internal unknowns belonging to this displacement
  state_.displacement = displacement;
  for_each_term([&](EnergyTerm& term) {
    term.commit_step(displacement, dissipation);
    if (auto history = term.pack(); !history.empty())
      state_.history[term.name()] = std::move(history);
  });
  assembly_.valid = false;
  return dissipation;
}

EnergyContent IncrementalPotential::energy_content(const unsigned int n_layers) const {
  EnergyContent content;
  content.fracture.assign(n_layers, 0.);
  for_each_term([&](const EnergyTerm& term) { term.add_energy_content(state_.displacement, content); });
  return content;
}

std::vector<std::string> IncrementalPotential::term_names() const {
  std::vector<std::string> names;
  for_each_term([&](const EnergyTerm& term) {
    if (!term.pack().empty())
      names.push_back(term.name());
  });
  return names;
}

bool IncrementalPotential::fits(const PotentialState& state) const {
  bool result = state.displacement.size() == n_dofs_;
  for_each_term([&](const EnergyTerm& term) {
    const auto found = state.history.find(term.name());
    result = result && (found == state.history.end() || found->second.size() == term.pack().size());
  });
  return result;
}

void IncrementalPotential::restore(PotentialState state) {
  assembly_.valid = false;
  if (!fits(state))
    throw std::invalid_argument("the state does not fit the terms of the potential");
  state_ = std::move(state);
  // A term that the state says nothing of keeps what it has.
  for_each_term([&](EnergyTerm& term) {
    if (const auto found = state_.history.find(term.name()); found != state_.history.end())
      term.unpack(found->second);
  });
}

} // namespace acumen::stepping
