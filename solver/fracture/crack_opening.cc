#include "solver/fracture/crack_opening.h"

#include <algorithm>
#include <cmath>

namespace acumen::fracture {

namespace {

/// Imbalances that count as none, as shares of the force the crack can carry.
constexpr double solved = 1e-8, nearly_solved = 1e-6;

bool within(const double share, const mechanics::ElementGeometry<2>& element, const CrackLaw& crack,
            const double opening, const double imbalance) {
  return std::abs(imbalance) <= share * element.crack_area * crack.cohesive->strength ||
         (opening <= 0. && imbalance >= 0.);
}

/// Opening at which the hoop stretch of some quadrature point would vanish: no admissible opening is larger.
double largest_admissible_opening(const mechanics::ElementGeometry<2>& element, mechanics::ElementState<2> state) {
  state.opening = 0.;
  double limit = std::numeric_limits<double>::infinity();
  for (unsigned int q = 0; q < element.points.size(); ++q)
    limit = std::min(limit, mechanics::deformation_gradient(element, q, state)[2][2] / element.points[q].opening);
  return limit;
}

template <class Law>
OpeningBalance balance(const mechanics::ElementGeometry<2>& element, const Law& law,
                       const materials::VolumetricEnergy& volumetric, const CrackLaw& crack,
                       const mechanics::ElementState<2>& state) {
  const auto bulk = mechanics::evaluate_opening(element, law, volumetric, state);
  const CrackTerms terms = crack_terms(element, crack, state.opening);
  return {bulk.energy, terms.energy, bulk.first + terms.first, bulk.second + terms.second};
}

} // namespace

CrackTerms crack_terms(const mechanics::ElementGeometry<2>& element, const CrackLaw& crack, const double opening) {
  const auto cohesive = crack.cohesive->evaluate(opening, crack.start.largest_opening);
  const double rate = opening - crack.start.opening;
  return {element.crack_area * (cohesive.potential + 0.5 * crack.viscosity_rate * rate * rate),
          element.crack_area * (cohesive.traction + crack.viscosity_rate * rate),
          element.crack_area * (cohesive.slope + crack.viscosity_rate)};
}

bool is_balanced(const mechanics::ElementGeometry<2>& element, const CrackLaw& crack, const double opening,
                 const double imbalance) {
  return within(solved, element, crack, opening, imbalance);
}

bool is_nearly_balanced(const mechanics::ElementGeometry<2>& element, const CrackLaw& crack, const double opening,
                        const double imbalance) {
  return within(nearly_solved, element, crack, opening, imbalance);
}

template <class Law>
OpeningSolution solve_opening(const mechanics::ElementGeometry<2>& element, const Law& law,
                              const materials::VolumetricEnergy& volumetric, const CrackLaw& crack,
                              mechanics::ElementState<2>& state, const OpeningBalance* const at_guess) {
  constexpr unsigned int max_iterations = 100;
  const double smallest_step = 1e-9 * crack.cohesive->initial_opening;
  const double limit = largest_admissible_opening(element, state);
  OpeningSolution result;
  if (!(limit > 0.)) {
    result.cohesive_energy = std::numeric_limits<double>::infinity();
    return result;
  }
  double lower = 0.,
         upper = limit; // the balance falls below zero somewhere above `lower`, rises above it below `upper`
  const double guess = state.opening;
  double w = std::clamp(guess, 0., 0.5 * (std::min(guess, limit) + limit));
  for (unsigned int iteration = 0; iteration < max_iterations; ++iteration) {
    state.opening = w;
    const OpeningBalance at = iteration == 0 && w == guess && at_guess != nullptr
                                  ? *at_guess
                                  : balance(element, law, volumetric, crack, state);
    result.opening = w;
    result.bulk_energy = at.bulk_energy;
    result.cohesive_energy = at.crack_energy;
    if (!std::isfinite(at.bulk_energy + at.crack_energy)) {
      upper = w;
      w = 0.5 * (lower + upper);
      continue;
    }
    if (is_balanced(element, crack, w, at.first) || upper - lower <= smallest_step)
      return result;
    (at.first < 0. ? lower : upper) = w;
    // Newton where the balance is stable; otherwise walk downhill by a growing stride.
    const double stride = 0.2 * w + crack.cohesive->initial_opening;
    double next = at.second > 0. ? w - at.first / at.second : w - std::copysign(stride, at.first);
    // A softening balance can have a second solution further out: do not jump over the nearer one.
    next = std::clamp(next, w - 4. * stride, w + 4. * stride);
    if (next <= 0. && lower == 0.)
      next = 0.;
    else if (next <= lower || next >= upper)
      next = 0.5 * (lower + upper);
    w = next;
  }
  return result;
}

std::array<double, 8> condense_opening(const CrackTerms& crack, const double opening,
                                       mechanics::ElementResponse<2>& response) {
  constexpr int w = mechanics::ElementResponse<2>::n_dofs;
  std::array<double, 8> sensitivity{};
  const double imbalance = response.gradient[w] + crack.first;
  const double pivot = response.hessian[w][w] + crack.second;
  if ((opening <= 0. && imbalance >= 0.) || !(pivot > 0.))
    return sensitivity;
  for (int i = 0; i < w; ++i) {
    const double ratio = response.hessian[i][w] / pivot;
    sensitivity[i] = -ratio;
    response.gradient[i] -= ratio * imbalance;
    for (int j = 0; j < w; ++j)
      response.hessian[i][j] -= ratio * response.hessian[w][j];
  }
  return sensitivity;
}

#define ACUMEN_INSTANTIATE(Law)                                                                                        \
  template OpeningSolution solve_opening<Law>(const mechanics::ElementGeometry<2>&, const Law&,                        \
                                              const materials::VolumetricEnergy&, const CrackLaw&,                     \
                                              mechanics::ElementState<2>&, const OpeningBalance*);
ACUMEN_INSTANTIATE(materials::NeoHookean)
ACUMEN_INSTANTIATE(materials::Ogden)
ACUMEN_INSTANTIATE(materials::Gent)
ACUMEN_INSTANTIATE(materials::HolzapfelGasserOgden)
#undef ACUMEN_INSTANTIATE

} // namespace acumen::fracture
