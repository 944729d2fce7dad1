#include "solver/stepping/project_positive.h"

#include <Eigen/Cholesky>
#include <Eigen/Eigenvalues>

namespace acumen::stepping {

void project_positive(std::array<double, 64>& hessian) {
  using Matrix = Eigen::Matrix<double, 8, 8, Eigen::RowMajor>;
  Eigen::Map<Matrix> matrix(hessian.data());
  // Most elements are fine: a Cholesky factorisation, shifted past rigid motion, is a far cheaper check than
  // eigenvalues.
  Matrix shifted = matrix;
  shifted.diagonal() *= 1. + 1e-9;
  if (Eigen::LLT<Matrix>(shifted).info() == Eigen::Success)
    return;
  const Eigen::SelfAdjointEigenSolver<Matrix> eigen(matrix);
  matrix = eigen.eigenvectors() * eigen.eigenvalues().cwiseMax(0.).asDiagonal() * eigen.eigenvectors().transpose();
}

} // namespace acumen::stepping
