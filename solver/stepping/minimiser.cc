#include "solver/stepping/minimiser.h"

#include "solver/stepping/contact_model.h"

#include <algorithm>
#include <cmath>

namespace acumen::stepping {

std::vector<bool> Minimiser::active_set(const IncrementalPotential& potential, const Iterate& at) const {
  const auto& non_negative = potential.non_negative();
  std::vector<bool> result(potential.n_dofs());
  for (unsigned int i = 0; i < result.size(); ++i)
    result[i] = potential.is_constrained(i) || (non_negative[i] && at.displacement[i] <= 0. && at.gradient[i] > 0.);
  return result;
}

bool Minimiser::find_direction(IncrementalPotential& potential, const Iterate& at, const std::vector<bool>& active,
                               std::vector<double>& direction, const Instability instability, MinimiserReport& report) {
  const auto factorise = [&]() {
    ++report.factorisations;
    return solver_.factorise(potential.matrix());
  };
  const auto solve = [&]() {
    std::vector<double> right_hand_side(at.gradient.size());
    for (unsigned int i = 0; i < at.gradient.size(); ++i)
      right_hand_side[i] = active[i] ? 0. : -at.gradient[i];
    direction = solver_.solve(right_hand_side);
    return true;
  };
  potential.matrix().fix(active);
  scaled_ = false;
  if (factorise())
    return solve();
  report.indefinite = true;
  if (instability == Instability::give_up) {
    report.reason = "the equilibrium is lost within the step";
    return false;
  }
  potential.project_tangents();
  potential.add_contact_tangent(at.displacement, TangentKind::semidefinite);
  potential.matrix().fix(active);
  for (double shift = 1e-8; shift < 1e4; shift *= 16.) {
    if (factorise())
      return solve();
    potential.matrix().scale_diagonal(shift);
    scaled_ = true;
  }
  report.reason = "the tangent stayed indefinite after projection and diagonal scaling";
  return false;
}

bool Minimiser::update_factorisation(const linear::SymmetricMatrix& matrix, MinimiserReport& report) {
  if (!scaled_)
    return solver_.update(matrix);
  ++report.factorisations;
  scaled_ = false;
  return solver_.factorise(matrix);
}

void Minimiser::correct_direction_for_contact(IncrementalPotential& potential, const Iterate& at,
                                              const std::vector<bool>& active, std::vector<double>& direction,
                                              MinimiserReport& report) {
  constexpr unsigned int max_changes = 3;
  constexpr double close_enough = 0.1;
  const ContactModel model(potential, at.displacement, at.gradient, active);
  ContactModel::Point point = model.at(std::vector<double>(direction.size(), 0.));
  const double residual = largest(point.gradient);
  std::vector<double> change = direction;
  double step_length = 1.;
  for (unsigned int k = 0;; ++k) {
    point = model.descend(point, change, step_length);
    if (step_length == 0. || k == max_changes || largest(point.gradient) <= close_enough * residual)
      break;
    potential.reset_to_smooth_tangent();
    potential.add_contact_tangent(model.end(point.increment),
                                  step_length < 1. ? TangentKind::majorant : TangentKind::semidefinite);
    potential.matrix().fix(active);
    if (!update_factorisation(potential.matrix(), report))
      break;
    change = solver_.solve(point.gradient);
    for (double& entry : change)
      entry = -entry;
  }
  if (dot(at.gradient, point.increment) < 0.)
    direction = point.increment;
}

bool Minimiser::differ_by_rounding(const IncrementalPotential& potential, const Iterate& at,
                                   const Iterate& trial) const {
  constexpr double negligible = 1e-10;
  return trial.energy <= at.energy + std::max(negligible * std::abs(at.energy), potential.rounding().energy);
}

bool Minimiser::flattens(const IncrementalPotential& potential, const Iterate& at, const Iterate& trial,
                         const std::vector<double>& direction) const {
  // Approximate Wolfe condition (Hager & Zhang 2005): where energies differ by rounding only, slopes still tell.
  if (!differ_by_rounding(potential, at, trial))
    return false;
  const double before = dot(at.gradient, direction), after = dot(trial.gradient, direction);
  return before < 0. && std::abs(after) <= 0.5 * std::abs(before);
}

bool Minimiser::search_line(IncrementalPotential& potential, const std::vector<double>& direction, Iterate& at,
                            Iterate& trial) const {
  constexpr double sufficient_decrease = 1e-4;
  constexpr unsigned int max_trials = 40;
  const auto& bound = potential.non_negative();
  trial.displacement.resize(at.displacement.size());
  double step = 1.;
  for (unsigned int k = 0; k < max_trials; ++k) {
    double slope = 0.;
    for (unsigned int i = 0; i < direction.size(); ++i) {
      trial.displacement[i] = at.displacement[i] + step * direction[i];
      if (bound[i])
        trial.displacement[i] = std::max(trial.displacement[i], 0.);
      slope += at.gradient[i] * (trial.displacement[i] - at.displacement[i]);
    }
    // The full step is mostly taken: assembling there at once saves evaluating it twice.
    trial.energy =
        k == 0 ? potential.assemble(trial.displacement, trial.gradient) : potential.trial_energy(trial.displacement);
    // Close to the minimum the decrease drowns in rounding: then any change within it is accepted.
    const double rounding = 1e-13 * std::abs(at.energy);
    const bool lower = trial.energy <= at.energy + sufficient_decrease * slope + rounding;
    if (!lower && k > 0 && differ_by_rounding(potential, at, trial))
      trial.energy = potential.assemble(trial.displacement, trial.gradient);
    if (lower || flattens(potential, at, trial, direction)) {
      potential.accept_trial(trial.displacement);
      if (lower && k > 0)
        potential.assemble(trial.displacement, trial.gradient);
      std::swap(at, trial);
      return true;
    }
    // Minimum of the parabola through both energies and the slope, kept within [0.1, 0.5] of the step.
    const double curvature = trial.energy - at.energy - slope;
    const double factor = std::isfinite(curvature) && curvature > 0. && slope < 0. ? -0.5 * slope / curvature : 0.25;
    step *= std::clamp(factor, 0.1, 0.5);
  }
  return false;
}

double Minimiser::measure(IncrementalPotential& potential, const Iterate& at, const std::vector<bool>& active,
                          MinimiserReport& report) const {
  report.residual = 0.;
  for (unsigned int i = 0; i < at.gradient.size(); ++i)
    if (!active[i] && !(std::abs(at.gradient[i]) <= report.residual)) {
      report.residual = std::abs(at.gradient[i]);
      report.worst_dof = i;
    }
  return potential.force_scale(at.displacement);
}

MinimiserReport Minimiser::minimise(IncrementalPotential& potential, std::vector<double>& displacement,
                                    const double looseness, const Instability instability) {
  MinimiserReport report;
  Iterate at, trial;
  at.displacement = displacement;
  at.energy = potential.assemble(at.displacement, at.gradient);
  if (!std::isfinite(at.energy)) {
    report.reason = "the first guess has an inverted cell";
    return report;
  }
  potential.accept_trial(at.displacement);
  std::vector<double> direction;
  const auto max_iterations = [&]() {
    return report.indefinite ? parameters_.max_iterations_of_snap : parameters_.max_iterations;
  };
  for (; report.iterations < max_iterations(); ++report.iterations) {
    const auto active = active_set(potential, at);
    const double contact_force = measure(potential, at, active, report);
    report.allowed = std::max(looseness * parameters_.tolerance * std::max(contact_force, parameters_.force_floor),
                              potential.rounding().force);
    displacement = at.displacement;
    if (report.residual <= report.allowed) {
      report.converged = true;
      return report;
    }
    // Far from equilibrium the curvature of the needle's surface only misleads.
    potential.add_contact_tangent(at.displacement, report.residual <= 5. * contact_force ? TangentKind::exact
                                                                                         : TangentKind::semidefinite);
    if (!find_direction(potential, at, active, direction, instability, report))
      return report;
    correct_direction_for_contact(potential, at, active, direction, report);
    if (!search_line(potential, direction, at, trial)) {
      report.reason = "the line search found no lower energy";
      return report;
    }
  }
  report.reason = "no equilibrium within " + std::to_string(max_iterations()) + " iterations";
  return report;
}

} // namespace acumen::stepping
