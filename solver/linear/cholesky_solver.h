#pragma once

#include "solver/linear/symmetric_matrix.h"

#include <memory>

namespace acumen::linear {

/// Supernodal sparse Cholesky (CHOLMOD); also the judge of whether a tangent is positive definite.
class CholeskySolver {
public:
  CholeskySolver();
  ~CholeskySolver();

  /// Factorises; false if the matrix is not positive definite. Always give matrices of the same pattern.
  bool factorise(const SymmetricMatrix& matrix);
  /// The same for a matrix that differs from the last one that was factorised, successfully, only between rows that are
  /// eliminated last (SymmetricMatrix): by a correction of low rank (Sherman, Morrison and Woodbury), at the price of a
  /// solution rather than of a factorisation. False if the matrix is not positive definite: solutions then still belong
  /// to the matrix before.
  bool update(const SymmetricMatrix& matrix);
  /// Solves with the last matrix that was positive definite.
  std::vector<double> solve(const std::vector<double>& right_hand_side) const;

private:
  struct Factorisation;
  std::unique_ptr<Factorisation> factorisation_;
};

} // namespace acumen::linear
