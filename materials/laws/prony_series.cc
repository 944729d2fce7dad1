#include "materials/laws/prony_series.h"

#include "materials/laws/isochoric_form.h"
#include "materials/laws/require.h"

#include <deal.II/base/exceptions.h>

#include <cmath>

namespace acumen::materials {
namespace {

/// (1 - exp(-x))/x for x in [0, infinity].
double mean_decay(double x) {
  return x > 0. ? -std::expm1(-x) / x : 1.;
}

} // namespace

double PronySeries::instantaneous_factor(double time_step) const {
  double sum = 0.;
  for (const Term& term : terms)
    sum += term.weight * mean_decay(time_step / term.relaxation_time);
  return sum;
}

PronySeries::Stress PronySeries::history_stress(double time_step, const dealii::ArrayView<const Stress>& histories,
                                                const Stress& previous_stress) const {
  AssertDimension(histories.size(), terms.size());
  Stress sum = -instantaneous_factor(time_step) * previous_stress;
  for (unsigned int i = 0; i < terms.size(); ++i)
    sum += std::exp(-time_step / terms[i].relaxation_time) * histories[i];
  return sum;
}

void PronySeries::update(double time_step, const dealii::ArrayView<Stress>& histories, const Stress& previous_stress,
                         const Stress& stress) const {
  AssertDimension(histories.size(), terms.size());
  for (unsigned int i = 0; i < terms.size(); ++i) {
    const double x = time_step / terms[i].relaxation_time;
    // h_(n+1) = exp(-dt/tau) h_n + weight (1 - exp(-dt/tau))/(dt/tau) (S_(n+1) - S_n)
    histories[i] = std::exp(-x) * histories[i] + terms[i].weight * mean_decay(x) * (stress - previous_stress);
  }
}

void PronySeries::validate() const {
  for (const Term& term : terms) {
    require_at_least("Prony weight", term.weight, 0., "");
    require_greater("Prony relaxation_time", term.relaxation_time, 0., "s");
  }
}

PronySeries::Stress isochoric_history_stress(const PronySeries::Stress& isochoric_stress,
                                             const dealii::SymmetricTensor<2, 3>& right_cauchy_green) {
  return std::cbrt(determinant(right_cauchy_green)) * isochoric_stress;
}

void evaluate_linear_isochoric(const dealii::SymmetricTensor<2, 3>& history_stress,
                               const dealii::SymmetricTensor<2, 3>& right_cauchy_green, Evaluate level,
                               StrainEnergyResponse& response) {
  const IsochoricForm state(right_cauchy_green);
  if (!state.admissible()) {
    response.energy = std::numeric_limits<double>::infinity();
    return;
  }
  const double form = state.value(history_stress);
  response.energy += 0.5 * (form - trace(history_stress));
  if (level == Evaluate::energy)
    return;
  response.second_piola_kirchhoff_stress += 0.5 * state.gradient(history_stress, form);
  if (level == Evaluate::tangent)
    state.add_curvature(history_stress, form, 0.5, response.material_tangent);
}

} // namespace acumen::materials
