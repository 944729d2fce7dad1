#pragma once

#include "materials/laws/response.h"
#include "materials/laws/symmetric_entries.h"

#include <array>
#include <utility>

namespace acumen::materials {

/// Eigenvalues of C, their logarithmic stretches and eigenvectors.
struct PrincipalStretches {
  bool admissible = false;                ///< C positive definite; the rest is only set if so
  std::array<double, 3> squared{};        ///< lambda_A^2 [-]
  std::array<double, 3> logarithmic{};    ///< ln lambda_A [-]
  std::array<double, 3> isochoric{};      ///< ln lambda_bar_A = ln lambda_A - (ln J)/3 [-]
  std::array<std::array<double, 3>, 3> n; ///< n[A] is the unit eigenvector N_A
};

/// The three pairs A < B in the order used below.
constexpr std::array<std::pair<unsigned int, unsigned int>, 3> principal_pairs{{{0, 1}, {0, 2}, {1, 2}}};

/// An isotropic law in logarithmic principal stretches e_A = ln lambda_A.
struct PrincipalResponse {
  double energy = 0.;                           ///< W [J/m^3]
  std::array<double, 3> beta{};                 ///< dW/de_A [Pa]
  std::array<std::array<double, 3>, 3> gamma{}; ///< d2W/de_A de_B [Pa]
  /// (beta_B - beta_A)/(e_B - e_A) for each of principal_pairs, with its limit where e_A = e_B [Pa]. The law supplies
  /// it because only the law can form it without cancellation.
  std::array<double, 3> quotient{};
};

/// Spectral decomposition of C = F^T F. If C_02 = C_12 = 0 exactly (axisymmetry: 2 is the hoop direction) the in-plane
/// 2 x 2 problem is solved in closed form; otherwise by Jacobi rotations.
PrincipalStretches principal_stretches(const dealii::SymmetricTensor<2, 3>& right_cauchy_green);

/// S = 2 dW/dC [Pa] from the response in principal stretches. Holzapfel (2000), eq. (6.52).
dealii::SymmetricTensor<2, 3> spectral_stress(const PrincipalStretches& stretches, const PrincipalResponse& response);

/// dS/dE [Pa] from the response in principal stretches, valid for distinct, nearly equal and equal stretches alike.
/// Holzapfel (2000), eq. (6.180).
dealii::SymmetricTensor<4, 3> spectral_tangent(const PrincipalStretches& stretches, const PrincipalResponse& response);

/// (S_B - S_A)/(lambda_B^2 - lambda_A^2), doubled [Pa]: the tangent's answer to a turn of the pair's directions.
///
/// \param difference e_B - e_A
/// \param squared_a, squared_b lambda_A^2 and lambda_B^2
/// \param quotient (beta_B - beta_A)/(e_B - e_A)
/// \param beta_sum beta_A + beta_B
double spectral_shear(double difference, double squared_a, double squared_b, double quotient, double beta_sum);

} // namespace acumen::materials
