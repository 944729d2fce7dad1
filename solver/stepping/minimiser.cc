#include "solver/stepping/minimiser.h"

#include <algorithm>
#include <cmath>

namespace acumen::stepping {

std::vector<bool> Minimiser::held(const SkinPotential& potential, const std::vector<double>& displacement,
                                  const std::vector<double>& gradient) const {
  const auto& supports = potential.model().supports();
  std::vector<bool> result = supports.fixed;
  for (unsigned int i = 0; i < result.size(); ++i)
    if (supports.non_negative[i] && displacement[i] <= 0. && gradient[i] > 0.)
      result[i] = true;
  return result;
}

bool Minimiser::find_direction(SkinPotential& potential, const std::vector<double>& displacement,
                               const std::vector<bool>& held, std::vector<double>& gradient,
                               std::vector<double>& direction, MinimiserReport& report) {
  std::vector<double> right_hand_side(gradient.size());
  const auto solve = [&]() {
    for (unsigned int i = 0; i < gradient.size(); ++i)
      right_hand_side[i] = held[i] ? 0. : -gradient[i];
    direction = solver_.solve(right_hand_side);
  };
  potential.matrix().fix(held);
  ++report.factorisations;
  if (solver_.factorise(potential.matrix())) {
    solve();
    return true;
  }
  report.indefinite = true;
  potential.assemble(displacement, gradient, SkinPotential::Tangent::positive);
  potential.add_contact_tangent(displacement, false);
  potential.matrix().fix(held);
  for (double shift = 1e-8; shift < 1e4; shift *= 16.) {
    ++report.factorisations;
    if (solver_.factorise(potential.matrix())) {
      solve();
      return true;
    }
    potential.matrix().scale_diagonal(shift);
  }
  report.reason = "the tangent stayed indefinite after projection and diagonal scaling";
  return false;
}

bool Minimiser::search_line(SkinPotential& potential, const std::vector<double>& direction,
                            const std::vector<double>& gradient, double& energy,
                            std::vector<double>& displacement) const {
  constexpr double sufficient_decrease = 1e-4;
  constexpr unsigned int max_trials = 40;
  const auto& bound = potential.model().supports().non_negative;
  std::vector<double> trial(displacement.size());
  double step = 1.;
  for (unsigned int k = 0; k < max_trials; ++k) {
    double slope = 0.;
    for (unsigned int i = 0; i < trial.size(); ++i) {
      trial[i] = displacement[i] + step * direction[i];
      if (bound[i])
        trial[i] = std::max(trial[i], 0.);
      slope += gradient[i] * (trial[i] - displacement[i]);
    }
    const double trial_energy = potential.trial_energy(trial);
    // Close to the minimum the decrease drowns in rounding: then any change within it is accepted.
    const double rounding = 1e-13 * std::abs(energy);
    if (trial_energy <= energy + sufficient_decrease * slope + rounding) {
      potential.accept_trial();
      energy = trial_energy;
      displacement = trial;
      return true;
    }
    // Minimum of the parabola through both energies and the slope, kept within [0.1, 0.5] of the step.
    const double curvature = trial_energy - energy - slope;
    const double factor =
        std::isfinite(curvature) && curvature > 0. && slope < 0. ? -0.5 * slope / curvature : 0.25;
    step *= std::clamp(factor, 0.1, 0.5);
  }
  return false;
}

double Minimiser::measure(SkinPotential& potential, const std::vector<double>& displacement,
                          const std::vector<double>& gradient, const std::vector<bool>& held,
                          MinimiserReport& report) const {
  report.residual = 0.;
  for (unsigned int i = 0; i < gradient.size(); ++i)
    if (!held[i] && !(std::abs(gradient[i]) <= report.residual)) {
      report.residual = std::abs(gradient[i]);
      report.worst_dof = i;
    }
  return potential.contact_summary(displacement).normal_force;
}

MinimiserReport Minimiser::minimise(SkinPotential& potential, std::vector<double>& displacement,
                                    const double looseness) {
  MinimiserReport report;
  std::vector<double> gradient, direction;
  for (; report.iterations < parameters_.max_iterations; ++report.iterations) {
    double energy = potential.assemble(displacement, gradient, SkinPotential::Tangent::exact);
    if (!std::isfinite(energy)) {
      report.reason = "the first guess has an inverted cell";
      return report;
    }
    const auto held_now = held(potential, displacement, gradient);
    const double contact_force = measure(potential, displacement, gradient, held_now, report);
    report.allowed = looseness * parameters_.tolerance * std::max(contact_force, parameters_.force_floor);
    if (getenv("ACDBG")) fprintf(stderr,"it %u E %.12e res %.3e allowed %.3e dof %u Fn %.3e ind %d\n",report.iterations,energy,report.residual,report.allowed,report.worst_dof,contact_force,int(report.indefinite));
    if (report.residual <= report.allowed) {
      report.converged = true;
      return report;
    }
    // Far from equilibrium the curvature of the needle's surface only misleads.
    potential.add_contact_tangent(displacement, report.residual <= 5. * contact_force);
    if (!find_direction(potential, displacement, held_now, gradient, direction, report))
      return report;
    if (!search_line(potential, direction, gradient, energy, displacement)) {
      report.reason = "the line search found no lower energy";
      return report;
    }
  }
  report.reason = "no equilibrium within " + std::to_string(parameters_.max_iterations) + " iterations";
  return report;
}

} // namespace acumen::stepping
