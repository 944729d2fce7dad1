#include "solver/linear/cholesky_solver.h"

#include <Eigen/CholmodSupport>

namespace acumen::linear {

struct CholeskySolver::Factorisation {
  Eigen::CholmodSupernodalLLT<Eigen::SparseMatrix<double>, Eigen::Lower> cholmod;
  bool analysed = false;
};

CholeskySolver::CholeskySolver() : factorisation_(std::make_unique<Factorisation>()) {
  // An indefinite tangent is an answer here, not an error to be printed.
  factorisation_->cholmod.cholmod().print = 0;
}

CholeskySolver::~CholeskySolver() = default;

bool CholeskySolver::factorise(const SymmetricMatrix& matrix) {
  if (!factorisation_->analysed) {
    factorisation_->cholmod.analyzePattern(matrix.lower_triangle());
    factorisation_->analysed = true;
  }
  factorisation_->cholmod.factorize(matrix.lower_triangle());
  return factorisation_->cholmod.info() == Eigen::Success;
}

std::vector<double> CholeskySolver::solve(const std::vector<double>& right_hand_side) const {
  const Eigen::Map<const Eigen::VectorXd> b(right_hand_side.data(), right_hand_side.size());
  std::vector<double> result(right_hand_side.size());
  Eigen::Map<Eigen::VectorXd>(result.data(), result.size()) = factorisation_->cholmod.solve(b);
  return result;
}

} // namespace acumen::linear
