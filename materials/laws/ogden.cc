#include "materials/laws/ogden.h"

#include "materials/laws/principal.h"
#include "materials/laws/require.h"

#include <cmath>

namespace acumen::materials {
namespace {

/// (upper - lower)/(2 x) = sqrt(lower upper) sinh(x)/x, where upper/lower = exp(2 x). The series takes over where the
/// difference would cancel; its first neglected term is below 1e-17.
double quotient_of_exponentials(double x, double lower, double upper) {
  if (std::abs(x) < 0.1) {
    const double s = x * x;
    return std::sqrt(lower * upper) * (1. + s / 6. * (1. + s / 20. * (1. + s / 42. * (1. + s / 72.))));
  }
  return (upper - lower) / (2. * x);
}

/// Adds one term to beta [Pa]; `excess` holds lambda_bar_A^alpha - 1.
void add_stress(const Ogden::Term& term, const std::array<double, 3>& excess, PrincipalResponse& response) {
  const double mean = (excess[0] + excess[1] + excess[2]) / 3.;
  // beta_A = sum_p 2 mu_p/alpha_p (lambda_bar_A^alpha_p - sum_B lambda_bar_B^alpha_p / 3)
  for (unsigned int a = 0; a < 3; ++a)
    response.beta[a] += 2. * term.shear_modulus / term.exponent * (excess[a] - mean);
}

/// Adds one term to gamma and to the pairs' quotients [Pa]; `excess` holds lambda_bar_A^alpha - 1.
void add_tangent(const Ogden::Term& term, const std::array<double, 3>& excess, const PrincipalStretches& stretches,
                 PrincipalResponse& response) {
  const std::array<double, 3> power{1. + excess[0], 1. + excess[1], 1. + excess[2]};
  const double mean = (power[0] + power[1] + power[2]) / 3.;
  // gamma_AB = sum_p 2 mu_p (t_A delta_AB - t_A/3 - t_B/3 + sum t/9), t_A = lambda_bar_A^alpha_p
  for (unsigned int a = 0; a < 3; ++a)
    for (unsigned int b = 0; b < 3; ++b)
      response.gamma[a][b] += 2. * term.shear_modulus * ((a == b ? power[a] : 0.) - (power[a] + power[b] - mean) / 3.);
  for (unsigned int pair = 0; pair < 3; ++pair) {
    const auto [a, b] = principal_pairs[pair];
    response.quotient[pair] +=
        ogden_stress_quotient(term, stretches.logarithmic[b] - stretches.logarithmic[a], power[a], power[b]);
  }
}

} // namespace

double ogden_stress_quotient(const Ogden::Term& term, const double difference, const double power_a,
                             const double power_b) {
  // (beta_B - beta_A)/(e_B - e_A) = 2 mu sqrt(t_A t_B) sinh(x)/x, x = alpha (e_B - e_A)/2
  return 2. * term.shear_modulus * quotient_of_exponentials(0.5 * term.exponent * difference, power_a, power_b);
}

void Ogden::evaluate(const dealii::SymmetricTensor<2, 3>& right_cauchy_green, Evaluate level,
                     StrainEnergyResponse& response) const {
  response.energy = std::numeric_limits<double>::infinity();
  const PrincipalStretches stretches = principal_stretches(right_cauchy_green);
  if (!stretches.admissible)
    return;
  PrincipalResponse principal;
  for (const Term& term : terms) {
    // expm1 instead of pow: the energy keeps its digits near the reference state, where the line search compares them.
    std::array<double, 3> excess;
    for (unsigned int a = 0; a < 3; ++a)
      excess[a] = std::expm1(term.exponent * stretches.isochoric[a]);
    // W = sum_p 2 mu_p/alpha_p^2 (sum_A lambda_bar_A^alpha_p - 3)
    principal.energy += 2. * term.shear_modulus / (term.exponent * term.exponent) * (excess[0] + excess[1] + excess[2]);
    if (level != Evaluate::energy)
      add_stress(term, excess, principal);
    if (level == Evaluate::tangent)
      add_tangent(term, excess, stretches, principal);
  }
  if (!std::isfinite(principal.energy))
    return;
  response.energy = principal.energy;
  if (level != Evaluate::energy)
    response.second_piola_kirchhoff_stress = spectral_stress(stretches, principal);
  if (level == Evaluate::tangent)
    response.material_tangent = spectral_tangent(stretches, principal);
}

double Ogden::initial_shear_modulus() const {
  double sum = 0.;
  for (const Term& term : terms)
    sum += term.shear_modulus;
  return sum;
}

void Ogden::validate() const {
  require_at_least("number of Ogden terms", static_cast<double>(terms.size()), 1., "");
  for (const Term& term : terms)
    require_greater("magnitude of an Ogden exponent", std::abs(term.exponent), 0., "");
  require_greater("sum of the Ogden shear moduli", initial_shear_modulus(), 0., "Pa");
}

} // namespace acumen::materials
