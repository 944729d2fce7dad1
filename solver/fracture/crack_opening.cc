#include "solver/fracture/crack_opening.h"

#include <algorithm>
#include <cmath>

namespace acumen::fracture {

namespace {

/// Total derivative with respect to the opening, bulk and crack together.
struct Balance {
  double energy, first, second;
  double cohesive_energy, cohesive_stiffness;
};

/// Opening at which the hoop stretch of some quadrature point would vanish: no admissible opening is larger.
double largest_admissible_opening(const mechanics::ElementGeometry<2>& element, mechanics::ElementState<2> state) {
  state.opening = 0.;
  double limit = std::numeric_limits<double>::infinity();
  for (unsigned int q = 0; q < element.points.size(); ++q)
    limit = std::min(limit, mechanics::deformation_gradient(element, q, state)[2][2] / element.points[q].opening);
  return limit;
}

template <class Law>
Balance balance(const mechanics::ElementGeometry<2>& element, const Law& law,
                const materials::VolumetricEnergy& volumetric, const CrackLaw& crack,
                const mechanics::ElementState<2>& state) {
  const auto bulk = mechanics::evaluate_opening(element, law, volumetric, state);
  const double w = state.opening;
  const auto cohesive = crack.cohesive->evaluate(w, crack.start.largest_opening);
  const double rate = w - crack.start.opening;
  Balance result;
  result.cohesive_energy = element.crack_area * (cohesive.potential + 0.5 * crack.viscosity_rate * rate * rate);
  result.cohesive_stiffness = element.crack_area * (cohesive.slope + crack.viscosity_rate);
  result.energy = bulk.energy + result.cohesive_energy;
  result.first = bulk.first + element.crack_area * (cohesive.traction + crack.viscosity_rate * rate);
  result.second = bulk.second + result.cohesive_stiffness;
  return result;
}

} // namespace

template <class Law>
OpeningSolution solve_opening(const mechanics::ElementGeometry<2>& element, const Law& law,
                              const materials::VolumetricEnergy& volumetric, const CrackLaw& crack,
                              mechanics::ElementState<2>& state) {
  constexpr unsigned int max_iterations = 100;
  const double tolerance = 1e-11 * element.crack_area * crack.cohesive->strength;
  const double smallest_step = 1e-9 * crack.cohesive->initial_opening;
  const double limit = largest_admissible_opening(element, state);
  OpeningSolution result;
  if (!(limit > 0.)) {
    result.cohesive_energy = std::numeric_limits<double>::infinity();
    return result;
  }
  double lower = 0.,
         upper = limit; // the balance falls below zero somewhere above `lower`, rises above it below `upper`
  double w = std::clamp(state.opening, 0., 0.5 * (std::min(state.opening, limit) + limit));
  for (unsigned int iteration = 0; iteration < max_iterations; ++iteration) {
    state.opening = w;
    const Balance at = balance(element, law, volumetric, crack, state);
    result.opening = w;
    result.cohesive_energy = at.cohesive_energy;
    result.cohesive_stiffness = at.cohesive_stiffness;
    if (!std::isfinite(at.energy)) {
      upper = w;
      w = 0.5 * (lower + upper);
      continue;
    }
    result.at_bound = w <= 0. && at.first >= 0.;
    if (result.at_bound || std::abs(at.first) <= tolerance || upper - lower <= smallest_step)
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

void condense_opening(const OpeningSolution& solution, mechanics::ElementResponse<2>& response) {
  constexpr int w = mechanics::ElementResponse<2>::n_dofs;
  const double pivot = response.hessian[w][w] + solution.cohesive_stiffness;
  if (solution.at_bound || !(pivot > 0.))
    return;
  for (int i = 0; i < w; ++i) {
    const double ratio = response.hessian[i][w] / pivot;
    for (int j = 0; j < w; ++j)
      response.hessian[i][j] -= ratio * response.hessian[w][j];
  }
}

#define ACUMEN_INSTANTIATE(Law)                                                                                        \
  template OpeningSolution solve_opening<Law>(const mechanics::ElementGeometry<2>&, const Law&,                        \
                                              const materials::VolumetricEnergy&, const CrackLaw&,                     \
                                              mechanics::ElementState<2>&);
ACUMEN_INSTANTIATE(materials::NeoHookean)
ACUMEN_INSTANTIATE(materials::Ogden)
ACUMEN_INSTANTIATE(materials::Gent)
ACUMEN_INSTANTIATE(materials::HolzapfelGasserOgden)
#undef ACUMEN_INSTANTIATE

} // namespace acumen::fracture
