#pragma once

#include "solver/linear/symmetric_matrix.h"

#include <memory>

namespace acumen::linear {

/// Supernodal sparse Cholesky (CHOLMOD); also the judge of whether a tangent is positive definite.
class CholeskySolver {
public:
  CholeskySolver();
  ~CholeskySolver();

  /// Factorises; false if the matrix is not positive definite. The fill-reducing order is found once for a pattern.
  bool factorise(const SymmetricMatrix& matrix);
  /// Solves with the last successful factorisation.
  std::vector<double> solve(const std::vector<double>& right_hand_side) const;

private:
  struct Factorisation;
  std::unique_ptr<Factorisation> factorisation_;
};

} // namespace acumen::linear
