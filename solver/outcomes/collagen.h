#pragma once

#include "solver/outcomes/healing_parameters.h"

#include <vector>

namespace acumen::outcomes {

/// Inflammation I, activated fibroblasts F and new collagen C after one or more sessions, relative units.
///
///   dI/dt = -a I,   dF/dt = g I/(h + I) (1 - F) - b F,   dC/dt = p F - q C,   I += `injury` at every session
///
/// Rates from HealingParameters [1/s], `deposition_factor` multiplies p. The form and its rates are ASSUMED; C has no
/// unit, only its course and ratios mean something.
struct CollagenCourse {
  std::vector<double> time; ///< [s], equal steps
  std::vector<double> inflammation, fibroblasts, collagen;
  double turnover = 0.; ///< q [1/s]

  double peak() const;      ///< largest C
  double peak_time() const; ///< when [s], by parabola through the three largest points
  double collagen_at(double t) const;
  /// When the share `done` in (0, 1) of all that was laid down has been turned over into lasting collagen [s]:
  /// M(t) = integral of q C, which ends at M(end) + C(end) (fibroblasts have long calmed down by then). Beyond the
  /// course's end C decays with q. NaN where nothing was laid down.
  double matured_time(double done) const;
};

/// Integrates from the first session (t = 0) to `end` [s] with `step` [s] between stored points, by an adaptive
/// Runge-Kutta method (Dormand-Prince, relative tolerance 1e-6, absolute 1e-9 of the injury or of 1). `sessions`: times
/// [s], rising. Throws std::invalid_argument for negative injury or times that do not rise.
CollagenCourse collagen_course(const HealingParameters& parameters, double injury, const std::vector<double>& sessions,
                               double end, double step, double deposition_factor = 1.);

} // namespace acumen::outcomes
