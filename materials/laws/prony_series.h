#pragma once

#include "materials/laws/response.h"

#include <deal.II/base/array_view.h>

#include <limits>
#include <vector>

namespace acumen::materials {

/// Finite-strain generalised Maxwell model of the isochoric response. Simo (1987), Comput. Methods Appl. Mech. Eng. 60,
/// 153; Simo & Hughes (1998), section 10.3.
///
/// Branch i obeys dh_i/dt + h_i/tau_i = weight_i dS/dt, S being the long-term isochoric stress: weights are relative to
/// the long-term response, so just after a step in strain the stress is (1 + sum_i weight_i) times the relaxed one.
/// Integrated over a step with S linear in time, the total stress derives from the incremental potential
/// (1 + instantaneous_factor) W_iso(C) + 1/2 H : (C_bar - I), H = history_stress being constant within the step.
///
/// Stresses that enter here are referred to C_bar: pass J^(2/3) 2 dW_iso/dC (isochoric_history_stress()), of which
/// evaluate_linear_isochoric() takes the factor back. Then a fully relaxed state is in exact equilibrium at any J.
struct PronySeries {
  struct Term {
    double weight = std::numeric_limits<double>::signaling_NaN();          ///< overstress / long-term stress [-]
    double relaxation_time = std::numeric_limits<double>::signaling_NaN(); ///< tau [s]
  };
  using Stress = dealii::SymmetricTensor<2, 3>;
  std::vector<Term> terms; ///< empty = elastic

  /// sum_i weight_i (1 - exp(-dt/tau_i))/(dt/tau_i) [-]; the sum of weights for dt = 0, 0 for dt = infinity.
  double instantaneous_factor(double time_step) const;

  /// H = sum_i (exp(-dt/tau_i) h_i - weight_i (1 - exp(-dt/tau_i))/(dt/tau_i) S_n) [Pa].
  ///
  /// `histories` holds h_i at step n, one a term; `previous_stress` is S_n.
  Stress history_stress(double time_step, const dealii::ArrayView<const Stress>& histories,
                        const Stress& previous_stress) const;

  /// Moves `histories` from step n to n + 1 after the step has converged; S_n and S_(n+1) are given.
  void update(double time_step, const dealii::ArrayView<Stress>& histories, const Stress& previous_stress,
              const Stress& stress) const;

  /// Throws std::invalid_argument unless every weight is >= 0 and every relaxation time > 0.
  void validate() const;
};

/// S_iso [Pa] referred to C_bar, J^(2/3) S_iso: what PronySeries stores. `isochoric_stress` is 2 dW_iso/dC at C.
PronySeries::Stress isochoric_history_stress(const PronySeries::Stress& isochoric_stress,
                                             const dealii::SymmetricTensor<2, 3>& right_cauchy_green);

/// Adds energy, stress and tangent of 1/2 H : (C_bar - I) to `response`, up to `level`. H [Pa], C = F^T F [-]. The
/// energy becomes +infinity where C is not positive definite.
void evaluate_linear_isochoric(const dealii::SymmetricTensor<2, 3>& history_stress,
                               const dealii::SymmetricTensor<2, 3>& right_cauchy_green, Evaluate level,
                               StrainEnergyResponse& response);

} // namespace acumen::materials
