#pragma once

#include "materials/laws/plane_response.h"

#include <deal.II/base/tensor.h>

#include <array>
#include <utility>

namespace acumen::mechanics {

/// Which problem the mesh's coordinates stand for.
enum class Symmetry { axisymmetric, plane_strain, three_dimensional };

/// The entries of the 3 x 3 deformation gradient that can vary, and the Green–Lagrange strains they make.
///
/// In two dimensions the coordinates are (R, Z) and entry (2, 2) is the hoop (or out-of-plane) stretch.
template <int dim> struct Components;

template <> struct Components<2> {
  static constexpr int n_gradient = 5;
  static constexpr int n_strain = 4;
  static constexpr std::array<std::pair<int, int>, n_gradient> gradient{{{0, 0}, {0, 1}, {1, 0}, {1, 1}, {2, 2}}};
  static constexpr std::array<std::pair<int, int>, n_strain> strain{{{0, 0}, {1, 1}, {2, 2}, {0, 1}}};
};

template <> struct Components<3> {
  static constexpr int n_gradient = 9;
  static constexpr int n_strain = 6;
  static constexpr std::array<std::pair<int, int>, n_gradient> gradient{
      {{0, 0}, {0, 1}, {0, 2}, {1, 0}, {1, 1}, {1, 2}, {2, 0}, {2, 1}, {2, 2}}};
  static constexpr std::array<std::pair<int, int>, n_strain> strain{{{0, 0}, {1, 1}, {2, 2}, {0, 1}, {0, 2}, {1, 2}}};
};

/// First Piola–Kirchhoff stress P = dW/dF and elasticity A = d2W/dF2 on the entries `Components<dim>::gradient`.
template <int dim> struct FirstPiolaKirchhoff {
  static constexpr int n = Components<dim>::n_gradient;
  std::array<double, n> stress;
  std::array<std::array<double, n>, n> tangent;
};

/// Right Cauchy–Green tensor C = F^T F.
inline dealii::SymmetricTensor<2, 3> right_cauchy_green(const dealii::Tensor<2, 3>& F) {
  dealii::SymmetricTensor<2, 3> C;
  for (int I = 0; I < 3; ++I)
    for (int J = I; J < 3; ++J)
      C[I][J] = F[0][I] * F[0][J] + F[1][I] * F[1][J] + F[2][I] * F[2][J];
  return C;
}

/// C = F^T F on the components that a plane problem can vary.
inline materials::PlaneEntries plane_right_cauchy_green(const dealii::Tensor<2, 3>& F) {
  return {F[0][0] * F[0][0] + F[1][0] * F[1][0], F[0][1] * F[0][1] + F[1][1] * F[1][1], F[2][2] * F[2][2],
          F[0][0] * F[0][1] + F[1][0] * F[1][1]};
}

/// P = F S in two dimensions.
inline void first_piola_kirchhoff_stress(const dealii::Tensor<2, 3>& F, const materials::PlaneEntries& S,
                                         std::array<double, 5>& P) {
  P = {F[0][0] * S[0] + F[0][1] * S[3], F[0][0] * S[3] + F[0][1] * S[1], F[1][0] * S[0] + F[1][1] * S[3],
       F[1][0] * S[3] + F[1][1] * S[1], F[2][2] * S[2]};
}

/// P and A from S and dS/dE in two dimensions; the same formula as in first_piola_kirchhoff_from_second() below, entry
/// by entry.
inline void first_piola_kirchhoff_from_second(const dealii::Tensor<2, 3>& F, const materials::PlaneResponse& response,
                                              FirstPiolaKirchhoff<2>& result) {
  const auto& S = response.stress;
  const auto& D = response.tangent;
  first_piola_kirchhoff_stress(F, S, result.stress);
  // Rows dE_s/dF_m for s = 00, 11, 01 (the shear counted twice) and m = 00, 01, 10, 11; hoop apart.
  const double T[3][4] = {{F[0][0], 0., F[1][0], 0.}, {0., F[0][1], 0., F[1][1]}, {F[0][1], F[0][0], F[1][1], F[1][0]}};
  constexpr int component[3] = {0, 1, 3};
  double DT[3][4];
  for (int s = 0; s < 3; ++s)
    for (int m = 0; m < 4; ++m)
      DT[s][m] = D[component[s]][0] * T[0][m] + D[component[s]][1] * T[1][m] + D[component[s]][3] * T[2][m];
  for (int m = 0; m < 4; ++m) {
    for (int n = m; n < 4; ++n)
      result.tangent[m][n] = result.tangent[n][m] = T[0][m] * DT[0][n] + T[1][m] * DT[1][n] + T[2][m] * DT[2][n];
    result.tangent[m][4] = result.tangent[4][m] = F[2][2] * (D[0][2] * T[0][m] + D[1][2] * T[1][m] + D[3][2] * T[2][m]);
  }
  for (int i = 0; i < 4; i += 2) {
    result.tangent[i][i] += S[0];
    result.tangent[i + 1][i + 1] += S[1];
    result.tangent[i][i + 1] += S[3];
    result.tangent[i + 1][i] += S[3];
  }
  result.tangent[4][4] = S[2] + F[2][2] * F[2][2] * D[2][2];
}

/// P = F S on the varying entries.
template <int dim>
inline void first_piola_kirchhoff_stress(const dealii::Tensor<2, 3>& F, const dealii::SymmetricTensor<2, 3>& S,
                                         std::array<double, Components<dim>::n_gradient>& P) {
  using K = Components<dim>;
  for (int m = 0; m < K::n_gradient; ++m) {
    const auto [i, J] = K::gradient[m];
    P[m] = F[i][0] * S[0][J] + F[i][1] * S[1][J] + F[i][2] * S[2][J];
  }
}

/// P and A from S and dS/dE:  A_iJkL = delta_ik S_JL + F_iI (dS/dE)_IJKL F_kK.
template <int dim>
inline void first_piola_kirchhoff_from_second(const dealii::Tensor<2, 3>& F,
                                              const materials::StrainEnergyResponse& response,
                                              FirstPiolaKirchhoff<dim>& result) {
  using K = Components<dim>;
  const auto& S = response.second_piola_kirchhoff_stress;
  const auto& dS = response.material_tangent;
  first_piola_kirchhoff_stress<dim>(F, S, result.stress);

  // Strain operator: dE_s = T_sm dF_m, shear strains counted twice (E_IJ + E_JI).
  double T[K::n_strain][K::n_gradient];
  double D[K::n_strain][K::n_strain];
  for (int s = 0; s < K::n_strain; ++s) {
    const auto [I, J] = K::strain[s];
    for (int m = 0; m < K::n_gradient; ++m) {
      const auto [k, L] = K::gradient[m];
      T[s][m] = I == J ? (L == I ? F[k][I] : 0.) : (L == J ? F[k][I] : 0.) + (L == I ? F[k][J] : 0.);
    }
    for (int t = s; t < K::n_strain; ++t)
      D[s][t] = D[t][s] = dS[I][J][K::strain[t].first][K::strain[t].second];
  }
  double DT[K::n_strain][K::n_gradient];
  for (int s = 0; s < K::n_strain; ++s)
    for (int m = 0; m < K::n_gradient; ++m) {
      double sum = 0.;
      for (int t = 0; t < K::n_strain; ++t)
        sum += D[s][t] * T[t][m];
      DT[s][m] = sum;
    }
  for (int m = 0; m < K::n_gradient; ++m)
    for (int n = m; n < K::n_gradient; ++n) {
      double sum = 0.;
      for (int s = 0; s < K::n_strain; ++s)
        sum += T[s][m] * DT[s][n];
      if (K::gradient[m].first == K::gradient[n].first)
        sum += S[K::gradient[m].second][K::gradient[n].second];
      result.tangent[m][n] = result.tangent[n][m] = sum;
    }
}

/// Derivatives of J = det F on the varying entries: the cofactor dJ/dF and, if asked, d2J/dF2.
template <int dim> struct JacobianDerivatives {
  static constexpr int n = Components<dim>::n_gradient;
  double J = 0.;
  std::array<double, n> first;
  std::array<std::array<double, n>, n> second;
};

/// In two dimensions, entry by entry: with F = [a b; c d] and the hoop stretch h, J = (ad - bc) h.
inline void jacobian_derivatives(const dealii::Tensor<2, 3>& F, const bool with_second,
                                 JacobianDerivatives<2>& result) {
  const double a = F[0][0], b = F[0][1], c = F[1][0], d = F[1][1], h = F[2][2];
  const double area_ratio = a * d - b * c;
  result.J = area_ratio * h;
  result.first = {d * h, -c * h, -b * h, a * h, area_ratio};
  if (with_second)
    result.second = {
        {{0., 0., 0., h, d}, {0., 0., -h, 0., -c}, {0., -h, 0., 0., -b}, {h, 0., 0., 0., a}, {d, -c, -b, a, 0.}}};
}

template <int dim>
inline void jacobian_derivatives(const dealii::Tensor<2, 3>& F, const bool with_second,
                                 JacobianDerivatives<dim>& result) {
  using K = Components<dim>;
  // cof F_iJ = F_{i+1,J+1} F_{i+2,J+2} - F_{i+1,J+2} F_{i+2,J+1}, indices modulo 3
  const auto cofactor = [&](const int i, const int J) {
    const int a = (i + 1) % 3, b = (i + 2) % 3, A = (J + 1) % 3, B = (J + 2) % 3;
    return F[a][A] * F[b][B] - F[a][B] * F[b][A];
  };
  for (int m = 0; m < K::n_gradient; ++m)
    result.first[m] = cofactor(K::gradient[m].first, K::gradient[m].second);
  result.J = F[0][0] * cofactor(0, 0) + F[0][1] * cofactor(0, 1) + F[0][2] * cofactor(0, 2);
  if (!with_second)
    return;
  // d2J/dF_iJ dF_kL = eps_ikp eps_JLQ F_pQ
  for (int m = 0; m < K::n_gradient; ++m)
    for (int n = 0; n < K::n_gradient; ++n) {
      const auto [i, J] = K::gradient[m];
      const auto [k, L] = K::gradient[n];
      double value = 0.;
      if (i != k && J != L) {
        const int p = 3 - i - k, Q = 3 - J - L;
        const double sign = ((k - i + 3) % 3 == 1 ? 1. : -1.) * ((L - J + 3) % 3 == 1 ? 1. : -1.);
        value = sign * F[p][Q];
      }
      result.second[m][n] = value;
    }
}

} // namespace acumen::mechanics
