#include "materials/laws/principal.h"

#include <Eigen/SVD>

#include <cmath>

namespace acumen::materials {
namespace {

/// Eigenvalues and in-plane eigenvectors of a C that couples directions 0 and 1 only.
void decompose_axisymmetric(const SymmetricEntries& c, PrincipalStretches& result) {
  const double half_difference = 0.5 * (c[0] - c[1]);
  const double radius = std::sqrt(half_difference * half_difference + c[3] * c[3]);
  const double largest = 0.5 * (c[0] + c[1]) + radius;
  // The smaller eigenvalue from the determinant: the difference mean - radius would cancel at large stretch ratios.
  result.squared = {largest, (c[0] * c[1] - c[3] * c[3]) / largest, c[2]};
  // Of the two equivalent eigenvectors take the one whose first entry is a sum of like signs.
  double x = 1., y = 0.;
  if (radius > 0.) {
    x = half_difference >= 0. ? half_difference + radius : c[3];
    y = half_difference >= 0. ? c[3] : radius - half_difference;
    const double norm = std::sqrt(x * x + y * y);
    x /= norm;
    y /= norm;
  }
  result.n = {{{x, y, 0.}, {-y, x, 0.}, {0., 0., 1.}}};
}

// Jacobi rotations are accurate to the last digit of small eigenvalues, too. (Eigen, not deal.II's eigenvectors():
// every program that merely checks a case would have to load deal.II for it.)
void decompose_general(const SymmetricEntries& c, PrincipalStretches& result) {
  Eigen::Matrix3d matrix;
  for (unsigned int p = 0; p < 6; ++p)
    matrix(entry_row[p], entry_column[p]) = matrix(entry_column[p], entry_row[p]) = c[p];
  // Of a symmetric positive definite matrix, singular values are eigenvalues; they come sorted, largest first.
  const Eigen::JacobiSVD<Eigen::Matrix3d, Eigen::NoQRPreconditioner> svd(matrix, Eigen::ComputeFullU);
  for (unsigned int a = 0; a < 3; ++a) {
    result.squared[a] = svd.singularValues()[a];
    for (unsigned int i = 0; i < 3; ++i)
      result.n[a][i] = svd.matrixU()(i, a);
  }
}

/// d coth(d) for d = (ln c_b - ln c_a)/2, from tanh(d) = (c_b - c_a)/(c_b + c_a).
double d_coth_d(double d, double c_a, double c_b) {
  // Below 0.05 the quotient would lose digits; the series' first neglected term is then below 1e-17.
  if (std::abs(d) < 0.05) {
    const double s = d * d;
    return 1. + s * (1. / 3. - s * (1. / 45. - s * (2. / 945. - s / 4725.)));
  }
  return d * (c_b + c_a) / (c_b - c_a);
}

} // namespace

PrincipalStretches principal_stretches(const dealii::SymmetricTensor<2, 3>& right_cauchy_green) {
  PrincipalStretches result;
  if (!positive_definite(right_cauchy_green))
    return result;
  const SymmetricEntries c = entries_of(right_cauchy_green);
  if (c[4] == 0. && c[5] == 0.)
    decompose_axisymmetric(c, result);
  else
    decompose_general(c, result);
  // A C that is positive only by rounding may still give an eigenvalue of zero.
  result.admissible = result.squared[0] > 0. && result.squared[1] > 0. && result.squared[2] > 0.;
  if (!result.admissible)
    return result;
  double sum = 0.;
  for (unsigned int a = 0; a < 3; ++a)
    sum += result.logarithmic[a] = 0.5 * std::log(result.squared[a]);
  for (unsigned int a = 0; a < 3; ++a)
    result.isochoric[a] = result.logarithmic[a] - sum / 3.;
  return result;
}

dealii::SymmetricTensor<2, 3> spectral_stress(const PrincipalStretches& stretches, const PrincipalResponse& response) {
  // S = sum_A beta_A / lambda_A^2 N_A (x) N_A
  SymmetricEntries s{};
  for (unsigned int a = 0; a < 3; ++a) {
    const double stress = response.beta[a] / stretches.squared[a];
    for (unsigned int p = 0; p < 6; ++p)
      s[p] += stress * stretches.n[a][entry_row[p]] * stretches.n[a][entry_column[p]];
  }
  return tensor_of(s);
}

double spectral_shear(const double difference, const double squared_a, const double squared_b, const double quotient,
                      const double beta_sum) {
  // (S_B - S_A)/(lambda_B^2 - lambda_A^2) with S_A = beta_A/lambda_A^2 and d = e_B - e_A equals
  // ((beta_B - beta_A)/d * d coth(d) - beta_A - beta_B) / (2 lambda_A^2 lambda_B^2): no difference of stretches is
  // left.
  return 2. * (quotient * d_coth_d(difference, squared_a, squared_b) - beta_sum) / (squared_a * squared_b);
}

dealii::SymmetricTensor<4, 3> spectral_tangent(const PrincipalStretches& stretches, const PrincipalResponse& response) {
  const auto& c = stretches.squared;
  const auto& n = stretches.n;
  // Dyads N_A (x) N_A, and for the pairs the symmetric part of N_A (x) N_B.
  std::array<SymmetricEntries, 3> dyad, mixed;
  std::array<double, 3> shear;
  for (unsigned int a = 0; a < 3; ++a) {
    const auto [i, j] = principal_pairs[a];
    for (unsigned int p = 0; p < 6; ++p) {
      const unsigned int k = entry_row[p], l = entry_column[p];
      dyad[a][p] = n[a][k] * n[a][l];
      mixed[a][p] = 0.5 * (n[i][k] * n[j][l] + n[i][l] * n[j][k]);
    }
    shear[a] = spectral_shear(stretches.logarithmic[j] - stretches.logarithmic[i], c[i], c[j], response.quotient[a],
                              response.beta[i] + response.beta[j]);
  }
  // Rows sum_B (gamma_AB - 2 beta_A delta_AB)/(lambda_A^2 lambda_B^2) N_B (x) N_B
  std::array<SymmetricEntries, 3> row{};
  for (unsigned int a = 0; a < 3; ++a)
    for (unsigned int b = 0; b < 3; ++b) {
      const double m = (response.gamma[a][b] - (a == b ? 2. * response.beta[a] : 0.)) / (c[a] * c[b]);
      for (unsigned int p = 0; p < 6; ++p)
        row[a][p] += m * dyad[b][p];
    }
  dealii::SymmetricTensor<4, 3> tangent;
  for (unsigned int p = 0; p < 6; ++p)
    for (unsigned int q = 0; q < 6; ++q) {
      double sum = 0.;
      for (unsigned int a = 0; a < 3; ++a)
        sum += dyad[a][p] * row[a][q] + shear[a] * mixed[a][p] * mixed[a][q];
      tangent.access_raw_entry(6 * p + q) = sum;
    }
  return tangent;
}

} // namespace acumen::materials
