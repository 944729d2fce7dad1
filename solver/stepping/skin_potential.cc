#include "solver/stepping/skin_potential.h"

#include "solver/stepping/project_positive.h"

#include <algorithm>
#include <cmath>

namespace acumen::stepping {

using materials::Evaluate;

namespace {

std::vector<linear::SymmetricMatrix::Block> blocks(const SkinModel& model, const contact::NeedleContact* contact) {
  std::vector<linear::SymmetricMatrix::Block> result;
  for (const auto& element : model.elements())
    result.emplace_back(element.dofs.begin(), element.dofs.end());
  if (contact != nullptr)
    for (const auto& face : contact->faces())
      result.emplace_back(face.dofs.begin(), face.dofs.end());
  return result;
}

/// Of one cell alone.
Rounding rounding_of(const mechanics::ElementGeometry<2>& element, const materials::Material& material) {
  double gradient = 0.;
  for (const auto& point : element.points)
    for (const auto& node : point.gradient)
      gradient = std::max({gradient, std::abs(node[0]), std::abs(node[1])});
  const double rounded_volume = 4. * std::numeric_limits<double>::epsilon() * element.volume;
  const double shear_modulus =
      std::visit([](const auto& law) { return law.initial_shear_modulus(); }, material.isochoric);
  return {shear_modulus * rounded_volume, material.volumetric.bulk_modulus * gradient * rounded_volume};
}

} // namespace

SkinPotential::SkinPotential(const SkinModel& model, const mechanics::CornerBarrier& barrier)
    : model_(model), barrier_(barrier) {
  const auto& elements = model.elements();
  state_.displacement.assign(model.n_dofs(), 0.);
  state_.cracks.resize(elements.size());
  openings_.assign(elements.size(), 0.);
  trial_openings_ = openings_;
  for (const auto& element : elements) {
    const Rounding rounding = rounding_of(element, model.layers()[element.layer].material);
    rounding_.energy += rounding.energy;
    rounding_.force = std::max(rounding_.force, rounding.force);
    const auto& terms = model.layers()[element.layer].material.viscoelasticity.terms;
    first_overstress_.push_back(terms.empty() ? -1 : static_cast<int>(state_.overstress.size()));
    guarded_.push_back(barrier_.stiffness > 0. && element.crack_area > 0.);
    if (terms.empty())
      continue;
    for (unsigned int q = 0; q < element.points.size(); ++q) {
      OverstressHistory history;
      for (int i = 0; i < 3; ++i)
        history.cauchy_green[i][i] = element.base_stretch[i] * element.base_stretch[i];
      history.branches.resize(terms.size());
      state_.overstress.push_back(history);
    }
  }
  tangents_.resize(elements.size());
  sensitivity_.resize(elements.size());
  iterate_.assign(model.n_dofs(), 0.);
  history_stress_.resize(state_.overstress.size());
  overstress_factor_.assign(model.layers().size(), 0.);
  dead_load_.assign(model.n_dofs(), 0.);
  matrix_ = std::make_unique<linear::SymmetricMatrix>(model.n_dofs(), blocks(model, nullptr));
}

void SkinPotential::attach_needle(const meshes::NeedleProfile& needle, const contact::ContactParameters& parameters,
                                  const double radius) {
  contact_ = std::make_unique<contact::NeedleContact>(needle, parameters, model_.contact_faces(radius));
  state_.contact = contact_->history();
  matrix_ = std::make_unique<linear::SymmetricMatrix>(model_.n_dofs(), blocks(model_, contact_.get()),
                                                      contact_->faces().size());
}

void SkinPotential::begin_step(const double duration, const contact::NeedlePosition& position) {
  assembly_.valid = false;
  duration_ = duration;
  position_ = position;
  iterate_ = state_.displacement;
  std::fill(sensitivity_.begin(), sensitivity_.end(), std::array<double, 8>{});
  for (unsigned int l = 0; l < model_.layers().size(); ++l)
    overstress_factor_[l] = model_.layers()[l].material.viscoelasticity.instantaneous_factor(duration);
  for (unsigned int c = 0; c < model_.elements().size(); ++c) {
    openings_[c] = state_.cracks[c].opening;
    if (first_overstress_[c] < 0)
      continue;
    const auto& series = model_.layers()[model_.elements()[c].layer].material.viscoelasticity;
    for (unsigned int q = 0; q < 4; ++q) {
      auto& history = state_.overstress[first_overstress_[c] + q];
      history_stress_[first_overstress_[c] + q] =
          series.history_stress(duration, dealii::make_array_view(history.branches), history.stress);
    }
  }
}

mechanics::ElementState<2> SkinPotential::element_state(const unsigned int cell,
                                                        const std::vector<double>& displacement) const {
  const auto& element = model_.elements()[cell];
  mechanics::ElementState<2> state;
  for (unsigned int i = 0; i < element.dofs.size(); ++i)
    state.displacement[i] = displacement[element.dofs[i]];
  state.opening = openings_[cell];
  state.overstress_factor = overstress_factor_[element.layer];
  if (first_overstress_[cell] >= 0)
    state.history_stress = &history_stress_[first_overstress_[cell]];
  return state;
}

fracture::CrackLaw SkinPotential::crack_law(const unsigned int cell) const {
  const auto& material = model_.layers()[model_.elements()[cell].layer].material;
  const double rate = model_.cracks().viscosity > 0. && duration_ > 0. ? model_.cracks().viscosity / duration_ : 0.;
  return {&material.cohesive, state_.cracks[cell], rate};
}

double SkinPotential::predicted_opening(const unsigned int cell, const std::vector<double>& displacement) const {
  double opening = openings_[cell];
  const auto& dofs = model_.elements()[cell].dofs;
  for (unsigned int i = 0; i < dofs.size(); ++i)
    opening += sensitivity_[cell][i] * (displacement[dofs[i]] - iterate_[dofs[i]]);
  return std::max(0., opening);
}

template <class Law>
bool SkinPotential::cracked_response(const unsigned int cell, const Law& law, mechanics::ElementState<2>& state,
                                     const Evaluate level, mechanics::ElementResponse<2>& response) {
  constexpr unsigned int w = mechanics::ElementResponse<2>::n_dofs;
  const auto& element = model_.elements()[cell];
  const auto& volumetric = model_.layers()[element.layer].material.volumetric;
  const auto crack = crack_law(cell);
  fracture::CrackTerms terms;
  // The predicted opening is mostly good enough: then one evaluation serves both the cell and its crack.
  bool balanced = false, known = false;
  fracture::OpeningBalance at_guess;
  if (level == Evaluate::tangent) {
    mechanics::evaluate_element(element, law, volumetric, state, level, response);
    terms = fracture::crack_terms(element, crack, state.opening);
    known = std::isfinite(response.energy);
    at_guess = {response.energy, terms.energy, response.gradient[w] + terms.first,
                response.hessian[w][w] + terms.second};
    balanced = known && fracture::is_nearly_balanced(element, crack, state.opening, at_guess.first);
  }
  if (!balanced) {
    const auto solution = fracture::solve_opening(element, law, volumetric, crack, state, known ? &at_guess : nullptr);
    state.opening = solution.opening;
    response.energy = solution.bulk_energy;
    if (!std::isfinite(solution.bulk_energy + solution.cohesive_energy))
      return false;
    if (level > Evaluate::energy)
      mechanics::evaluate_element(element, law, volumetric, state, level, response);
    terms = fracture::crack_terms(element, crack, state.opening);
  }
  trial_openings_[cell] = state.opening;
  if (level == Evaluate::tangent)
    sensitivity_[cell] = fracture::condense_opening(terms, state.opening, response);
  response.energy += terms.energy;
  return std::isfinite(response.energy);
}

bool SkinPotential::cell_response(const unsigned int cell, const std::vector<double>& displacement,
                                  const Evaluate level, mechanics::ElementResponse<2>& response) {
  const auto& element = model_.elements()[cell];
  const auto& material = model_.layers()[element.layer].material;
  auto state = element_state(cell, displacement);
  return std::visit(
      [&](const auto& law) {
        if (element.crack_area > 0.) {
          state.opening = predicted_opening(cell, displacement);
          return cracked_response(cell, law, state, level, response);
        }
        mechanics::evaluate_element(element, law, material.volumetric, state, level, response);
        return std::isfinite(response.energy);
      },
      material.isochoric);
}

bool SkinPotential::add_barrier(const unsigned int cell, const std::vector<double>& displacement, const Evaluate level,
                                mechanics::ElementResponse<2>& response) const {
  if (!guarded_[cell])
    return true;
  const auto barrier = mechanics::evaluate_corner_barrier(
      barrier_, model_.elements()[cell], element_state(cell, displacement).displacement, level > Evaluate::energy);
  response.energy += barrier.energy;
  if (!barrier.active)
    return std::isfinite(barrier.energy);
  for (unsigned int i = 0; i < 8; ++i) {
    response.gradient[i] += barrier.gradient[i];
    if (level >= Evaluate::tangent)
      for (unsigned int j = 0; j < 8; ++j)
        response.hessian[i][j] += barrier.hessian[i][j];
  }
  return std::isfinite(barrier.energy);
}

double SkinPotential::add_contact(const std::vector<double>& displacement, const Evaluate level,
                                  std::vector<double>& gradient) const {
  double energy = 0.;
  if (!contact_)
    return energy;
  for (unsigned int f = 0; f < contact_->faces().size(); ++f) {
    const auto face = contact_->evaluate(f, displacement, position_, std::min(level, Evaluate::stress));
    energy += face.energy;
    if (face.active && level >= Evaluate::stress)
      for (unsigned int i = 0; i < 4; ++i)
        gradient[contact_->faces()[f].dofs[i]] += face.gradient[i];
  }
  return energy;
}

double SkinPotential::evaluate_skin(const std::vector<double>& displacement, const Evaluate level,
                                    std::vector<double>& gradient) {
  constexpr double infinity = std::numeric_limits<double>::infinity();
  const auto& elements = model_.elements();
  double energy = 0.;
  if (level >= Evaluate::stress)
    gradient.assign(model_.n_dofs(), 0.);
  if (level >= Evaluate::tangent) {
    assembly_.valid = false;
    matrix_->set_zero();
  }
  mechanics::ElementResponse<2> response;
  for (unsigned int c = 0; c < elements.size(); ++c) {
    if (!cell_response(c, displacement, level, response) || !add_barrier(c, displacement, level, response))
      return infinity;
    energy += response.energy;
    if (level >= Evaluate::stress)
      for (unsigned int i = 0; i < 8; ++i)
        gradient[elements[c].dofs[i]] += response.gradient[i];
    if (level >= Evaluate::tangent) {
      for (unsigned int i = 0; i < 8; ++i)
        std::copy_n(response.hessian[i].begin(), 8, tangents_[c].begin() + 8 * i);
      matrix_->add(c, tangents_[c].data(), 8);
    }
  }
  if (level >= Evaluate::tangent)
    assembly_ = {true, energy, displacement, gradient, trial_openings_};
  return energy;
}

double SkinPotential::recall_skin(const Evaluate level, std::vector<double>& gradient) {
  gradient = assembly_.gradient;
  trial_openings_ = assembly_.openings;
  if (level >= Evaluate::tangent)
    reset_to_bulk_tangent();
  return assembly_.energy;
}

void SkinPotential::reset_to_bulk_tangent() {
  matrix_->set_zero();
  for (unsigned int c = 0; c < tangents_.size(); ++c)
    matrix_->add(c, tangents_[c].data(), 8);
}

std::vector<double> SkinPotential::bulk_tangent_times(const std::vector<double>& direction) const {
  std::vector<double> result(direction.size(), 0.);
  for (unsigned int c = 0; c < tangents_.size(); ++c) {
    const auto& dofs = model_.elements()[c].dofs;
    for (unsigned int i = 0; i < 8; ++i)
      for (unsigned int j = 0; j < 8; ++j)
        result[dofs[i]] += tangents_[c][8 * i + j] * direction[dofs[j]];
  }
  return result;
}

double SkinPotential::evaluate_all(const std::vector<double>& displacement, const Evaluate level,
                                   std::vector<double>& gradient) {
  const bool known = assembly_.valid && level >= Evaluate::stress && displacement == assembly_.displacement;
  double energy = known ? recall_skin(level, gradient) : evaluate_skin(displacement, level, gradient);
  if (!std::isfinite(energy))
    return energy;
  energy += add_contact(displacement, level, gradient);
  for (unsigned int i = 0; i < dead_load_.size(); ++i)
    if (dead_load_[i] != 0.) {
      energy -= dead_load_[i] * displacement[i];
      if (level >= Evaluate::stress)
        gradient[i] -= dead_load_[i];
    }
  return energy;
}

double SkinPotential::trial_energy(const std::vector<double>& displacement) {
  std::vector<double> none;
  return evaluate_all(displacement, Evaluate::energy, none);
}

void SkinPotential::accept_trial(const std::vector<double>& displacement) {
  openings_ = trial_openings_;
  iterate_ = displacement;
}

double SkinPotential::assemble(const std::vector<double>& displacement, std::vector<double>& gradient) {
  return evaluate_all(displacement, Evaluate::tangent, gradient);
}

void SkinPotential::project_tangents() {
  assembly_.valid = false;
  matrix_->set_zero();
  for (unsigned int c = 0; c < tangents_.size(); ++c) {
    project_positive(tangents_[c]);
    matrix_->add(c, tangents_[c].data(), 8);
  }
}

void SkinPotential::add_contact_tangent(const std::vector<double>& displacement,
                                        const contact::ContactTangent tangent) {
  if (!contact_)
    return;
  for (unsigned int f = 0; f < contact_->faces().size(); ++f) {
    const auto face = contact_->evaluate(f, displacement, position_, Evaluate::tangent, tangent);
    if (face.active)
      matrix_->add(model_.elements().size() + f, &face.hessian[0][0], 4);
  }
}

double SkinPotential::gradient(const std::vector<double>& displacement, std::vector<double>& gradient) {
  const double energy = evaluate_all(displacement, Evaluate::stress, gradient);
  accept_trial(displacement);
  return energy;
}

contact::ContactSummary SkinPotential::contact_summary(const std::vector<double>& displacement) const {
  return contact_ ? contact_->summarise(displacement, position_) : contact::ContactSummary{};
}

void SkinPotential::renew_friction(const std::vector<double>& displacement) {
  if (contact_)
    contact_->renew_normal_forces(displacement, position_);
}

void SkinPotential::restore(SkinState state) {
  assembly_.valid = false;
  state_ = std::move(state);
  for (unsigned int c = 0; c < openings_.size(); ++c)
    openings_[c] = trial_openings_[c] = state_.cracks[c].opening;
  if (contact_)
    contact_->set_history(state_.contact);
}

} // namespace acumen::stepping
