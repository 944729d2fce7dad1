#pragma once

#include <Eigen/Cholesky>
#include <Eigen/Eigenvalues>

namespace acumen::mechanics {

/// Replaces a symmetric n x n matrix (row-major) by the nearest positive semi-definite one in the Frobenius norm: its
/// negative eigenvalues become zero.
template <int n> void project_positive(double* const entries) {
  using Matrix = Eigen::Matrix<double, n, n, Eigen::RowMajor>;
  Eigen::Map<Matrix> matrix(entries);
  // Most elements are fine: a Cholesky factorisation, shifted past rigid motion, is a far cheaper check than
  // eigenvalues.
  Matrix shifted = matrix;
  shifted.diagonal() *= 1. + 1e-9;
  if (Eigen::LLT<Matrix>(shifted).info() == Eigen::Success)
    return;
  const Eigen::SelfAdjointEigenSolver<Matrix> eigen(matrix);
  matrix = eigen.eigenvectors() * eigen.eigenvalues().cwiseMax(0.).asDiagonal() * eigen.eigenvectors().transpose();
}

} // namespace acumen::mechanics
