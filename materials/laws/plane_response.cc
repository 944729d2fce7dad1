#include "materials/laws/plane_response.h"

#include "materials/laws/principal.h"

#include <cmath>
#include <limits>

namespace acumen::materials {

namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();

/// Eigenvalues of C and the first in-plane eigenvector (x, y); the second is (-y, x), the third points out of the
/// plane.
struct PlaneSpectrum {
  std::array<double, 3> squared;     ///< lambda_A^2 [-]
  std::array<double, 3> logarithmic; ///< ln lambda_A [-]
  double x = 1., y = 0.;
};

/// False where C is not positive definite.
bool decompose(const PlaneEntries& c, PlaneSpectrum& result) {
  const double minor = c[0] * c[1] - c[3] * c[3];
  if (!(c[0] > 0. && minor > 0. && c[2] > 0.))
    return false;
  const double half_difference = 0.5 * (c[0] - c[1]);
  const double radius = std::sqrt(half_difference * half_difference + c[3] * c[3]);
  const double largest = 0.5 * (c[0] + c[1]) + radius;
  // The smaller eigenvalue from the determinant: the difference mean - radius would cancel at large stretch ratios.
  result.squared = {largest, minor / largest, c[2]};
  if (!(result.squared[1] > 0.))
    return false;
  if (radius > 0.) {
    // Of the two equivalent eigenvectors take the one whose first entry is a sum of like signs.
    const double x = half_difference >= 0. ? half_difference + radius : c[3];
    const double y = half_difference >= 0. ? c[3] : radius - half_difference;
    const double norm = std::sqrt(x * x + y * y);
    result.x = x / norm;
    result.y = y / norm;
  }
  for (unsigned int a = 0; a < 3; ++a)
    result.logarithmic[a] = 0.5 * std::log(result.squared[a]);
  return true;
}

/// exp(x) - 1 to a few units of the last place; half the time of std::expm1, which this is called in place of most.
double exponential_minus_one(const double x) {
  if (!(std::abs(x) < 0.3))
    return std::exp(x) - 1.; // the difference cancels two bits at most
  // Taylor's polynomial of degree 12, its first neglected term below 1e-16 of x; summed in groups that do not wait for
  // each other.
  const double x2 = x * x, x4 = x2 * x2;
  const double low = 1. + x * (1. / 2.) + x2 * (1. / 6. + x * (1. / 24.));
  const double middle = 1. / 120. + x * (1. / 720.) + x2 * (1. / 5040. + x * (1. / 40320.));
  const double high = 1. / 362880. + x * (1. / 3628800.) + x2 * (1. / 39916800. + x * (1. / 479001600.));
  return x * (low + x4 * (middle + x4 * high));
}

/// x^(-1/3); x is J^2, close to one in a nearly incompressible layer.
double inverse_cube_root(const double x) {
  const double d = x - 1.;
  if (!(std::abs(d) < 0.1))
    return 1. / std::cbrt(x);
  double y = 1. + d * (-1. / 3. + d * (2. / 9. + d * (-14. / 81. + d * (35. / 243.)))); // to 2e-6
  for (unsigned int newton = 0; newton < 2; ++newton)
    y *= (4. - x * y * y * y) / 3.;
  return y;
}

/// One term of Ogden's energy; members of `response` as in PrincipalResponse, of the quotients only the in-plane pair.
void add_term(const Ogden::Term& term, const PlaneSpectrum& spectrum, const Evaluate level,
              PrincipalResponse& response) {
  const auto& e = spectrum.logarithmic;
  const double mean_logarithm = (e[0] + e[1] + e[2]) / 3.;
  // exp - 1 instead of pow: the energy keeps its digits near the reference state. The isochoric stretches multiply to
  // one, so the third power follows from two, 1/((1 + a)(1 + b)) - 1, where neither is so squeezed that 1 + a loses
  // digits.
  const double a = exponential_minus_one(term.exponent * (e[0] - mean_logarithm));
  const double b = exponential_minus_one(term.exponent * (e[1] - mean_logarithm));
  const double rest = a + b + a * b;
  const bool keeps_digits = a > -0.9 && b > -0.9;
  const double third =
      keeps_digits ? -rest / (1. + rest) : exponential_minus_one(term.exponent * (e[2] - mean_logarithm));
  const std::array<double, 3> excess{a, b, third};
  const double sum = excess[0] + excess[1] + excess[2];
  response.energy += 2. * term.shear_modulus / (term.exponent * term.exponent) * sum;
  if (level == Evaluate::energy)
    return;
  for (unsigned int A = 0; A < 3; ++A)
    response.beta[A] += 2. * term.shear_modulus / term.exponent * (excess[A] - sum / 3.);
  if (level == Evaluate::stress)
    return;
  const double mean = 1. + sum / 3.;
  const std::array<double, 3> power{1. + excess[0], 1. + excess[1], 1. + excess[2]};
  for (unsigned int A = 0; A < 3; ++A)
    for (unsigned int B = 0; B < 3; ++B)
      response.gamma[A][B] += 2. * term.shear_modulus * ((A == B ? power[A] : 0.) - (power[A] + power[B] - mean) / 3.);
  response.quotient[0] += ogden_stress_quotient(term, e[1] - e[0], power[0], power[1]);
}

/// S = sum_A beta_A / lambda_A^2 N_A (x) N_A.
void fill_stress(const PlaneSpectrum& spectrum, const PrincipalResponse& principal, PlaneEntries& stress) {
  const double xx = spectrum.x * spectrum.x, yy = spectrum.y * spectrum.y, xy = spectrum.x * spectrum.y;
  const double s0 = principal.beta[0] / spectrum.squared[0], s1 = principal.beta[1] / spectrum.squared[1];
  stress = {s0 * xx + s1 * yy, s0 * yy + s1 * xx, principal.beta[2] / spectrum.squared[2], (s0 - s1) * xy};
}

/// dS/dE of Holzapfel (2000), eq. (6.180), as in spectral_tangent().
void fill_tangent(const PlaneSpectrum& spectrum, const PrincipalResponse& principal,
                  std::array<std::array<double, 4>, 4>& tangent) {
  const auto& c = spectrum.squared;
  const double xx = spectrum.x * spectrum.x, yy = spectrum.y * spectrum.y, xy = spectrum.x * spectrum.y;
  const double dyad[3][4] = {{xx, yy, 0., xy}, {yy, xx, 0., -xy}, {0., 0., 1., 0.}};
  const double mixed[4] = {-xy, xy, 0., 0.5 * (xx - yy)};
  const double shear = spectral_shear(spectrum.logarithmic[1] - spectrum.logarithmic[0], c[0], c[1],
                                      principal.quotient[0], principal.beta[0] + principal.beta[1]);
  const double inverse[3] = {1. / c[0], 1. / c[1], 1. / c[2]};
  double row[3][4];
  for (unsigned int a = 0; a < 3; ++a) {
    double m[3];
    for (unsigned int b = 0; b < 3; ++b)
      m[b] = (principal.gamma[a][b] - (a == b ? 2. * principal.beta[a] : 0.)) * inverse[a] * inverse[b];
    for (unsigned int p = 0; p < 4; ++p)
      row[a][p] = m[0] * dyad[0][p] + m[1] * dyad[1][p] + m[2] * dyad[2][p];
  }
  for (unsigned int p = 0; p < 4; ++p)
    for (unsigned int q = 0; q < 4; ++q)
      tangent[p][q] =
          dyad[0][p] * row[0][q] + dyad[1][p] * row[1][q] + dyad[2][p] * row[2][q] + shear * mixed[p] * mixed[q];
}

} // namespace

void evaluate_in_plane(const Ogden& law, const PlaneEntries& right_cauchy_green, const Evaluate level,
                       PlaneResponse& response) {
  response.energy = infinity;
  PlaneSpectrum spectrum;
  if (!decompose(right_cauchy_green, spectrum))
    return;
  PrincipalResponse principal;
  for (const Ogden::Term& term : law.terms)
    add_term(term, spectrum, level, principal);
  if (!std::isfinite(principal.energy))
    return;
  response.energy = principal.energy;
  if (level >= Evaluate::stress)
    fill_stress(spectrum, principal, response.stress);
  if (level >= Evaluate::tangent)
    fill_tangent(spectrum, principal, response.tangent);
}

void evaluate_linear_isochoric_in_plane(const PlaneEntries& history_stress, const PlaneEntries& right_cauchy_green,
                                        const Evaluate level, PlaneResponse& response) {
  const auto& c = right_cauchy_green;
  const auto& H = history_stress;
  const double minor = c[0] * c[1] - c[3] * c[3];
  if (!(c[0] > 0. && minor > 0. && c[2] > 0.)) {
    response.energy = infinity;
    return;
  }
  const double scale = inverse_cube_root(minor * c[2]); // J^(-2/3)
  // q = H : C_bar; the shear entry of a symmetric tensor counts twice
  const double form = scale * (H[0] * c[0] + H[1] * c[1] + H[2] * c[2] + 2. * H[3] * c[3]);
  response.energy += 0.5 * (form - (H[0] + H[1] + H[2]));
  if (level == Evaluate::energy)
    return;
  const PlaneEntries inverse{c[1] / minor, c[0] / minor, 1. / c[2], -c[3] / minor};
  PlaneEntries a;
  for (unsigned int p = 0; p < 4; ++p) {
    response.stress[p] += scale * H[p] - form / 3. * inverse[p];
    a[p] = -2. / 3. * scale * H[p] + form / 9. * inverse[p];
  }
  if (level == Evaluate::stress)
    return;
  // 4 d2q/dC2 = -4/3 J^(-2/3) (H (x) C^-1 + C^-1 (x) H) + 4/9 q C^-1 (x) C^-1 + 4/3 q C^-1 (.) C^-1, halved
  const double half = form / 3.;
  const auto& m = inverse;
  const double product[4][4] = {{2. * m[0] * m[0], 2. * m[3] * m[3], 0., 2. * m[0] * m[3]},
                                {2. * m[3] * m[3], 2. * m[1] * m[1], 0., 2. * m[1] * m[3]},
                                {0., 0., 2. * m[2] * m[2], 0.},
                                {2. * m[0] * m[3], 2. * m[1] * m[3], 0., m[0] * m[1] + m[3] * m[3]}};
  for (unsigned int p = 0; p < 4; ++p)
    for (unsigned int q = 0; q < 4; ++q)
      response.tangent[p][q] += a[p] * m[q] + m[p] * a[q] + half * product[p][q];
}

} // namespace acumen::materials
