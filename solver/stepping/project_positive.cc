#include "solver/stepping/project_positive.h"

#include <Eigen/Eigenvalues>

namespace acumen::stepping {

void project_positive(mechanics::ElementResponse<2>& response) {
  constexpr int n = mechanics::ElementResponse<2>::n_dofs;
  using Matrix = Eigen::Matrix<double, n, n>;
  Matrix hessian;
  for (int i = 0; i < n; ++i)
    for (int j = 0; j < n; ++j)
      hessian(i, j) = response.hessian[i][j];
  const Eigen::SelfAdjointEigenSolver<Matrix> eigen(hessian);
  if (eigen.eigenvalues()(0) >= 0.)
    return;
  const Matrix projected =
      eigen.eigenvectors() * eigen.eigenvalues().cwiseMax(0.).asDiagonal() * eigen.eigenvectors().transpose();
  for (int i = 0; i < n; ++i)
    for (int j = 0; j < n; ++j)
      response.hessian[i][j] = projected(i, j);
}

} // namespace acumen::stepping
