#include "solver/linear/cholesky_solver.h"

#include <Eigen/Dense>
#include <gtest/gtest.h>

#include <random>

namespace acumen::linear {
namespace {

constexpr unsigned int n = 12;
const std::vector<SymmetricMatrix::Block> blocks{{0, 3, 7}, {7, 2, 3, 11}, {1, 4, 5, 6}, {8, 9, 10, 0, 5}, {9, 2}};

/// The same blocks assembled sparsely and densely.
struct BothWays {
  SymmetricMatrix sparse{n, blocks};
  Eigen::MatrixXd dense = Eigen::MatrixXd::Zero(n, n);

  explicit BothWays(const double diagonal) {
    std::mt19937 generator(3);
    std::uniform_real_distribution<double> uniform(-1., 1.);
    constexpr unsigned int leading_dimension = 6; // wider than any block, as an element's Hessian is
    for (unsigned int round = 0; round < 2; ++round)
      for (unsigned int b = 0; b < blocks.size(); ++b) {
        std::vector<double> values(leading_dimension * leading_dimension, 1e300);
        for (unsigned int i = 0; i < blocks[b].size(); ++i)
          for (unsigned int j = 0; j <= i; ++j)
            values[i * leading_dimension + j] = values[j * leading_dimension + i] =
                uniform(generator) + (i == j ? diagonal : 0.);
        for (unsigned int i = 0; i < blocks[b].size(); ++i)
          for (unsigned int j = 0; j < blocks[b].size(); ++j)
            dense(blocks[b][i], blocks[b][j]) += values[i * leading_dimension + j];
        sparse.add(b, values.data(), leading_dimension);
      }
  }
  void expect_equal() const {
    const Eigen::MatrixXd lower = Eigen::MatrixXd(sparse.lower_triangle());
    EXPECT_LT((lower - Eigen::MatrixXd(dense.triangularView<Eigen::Lower>())).cwiseAbs().maxCoeff(), 1e-14);
  }
};

TEST(SymmetricMatrix, AssemblesLikeADenseMatrix) {
  BothWays(4.).expect_equal();
}

TEST(SymmetricMatrix, FixingMakesUnitRowsAndColumns) {
  BothWays matrix(4.);
  std::vector<bool> fixed(n, false);
  for (const unsigned int i : {2u, 9u, 11u}) {
    fixed[i] = true;
    matrix.dense.row(i).setZero();
    matrix.dense.col(i).setZero();
    matrix.dense(i, i) = 1.;
  }
  matrix.sparse.fix(fixed);
  matrix.expect_equal();
}

TEST(SymmetricMatrix, ScalesItsDiagonal) {
  BothWays matrix(4.);
  matrix.sparse.scale_diagonal(0.25);
  matrix.dense.diagonal() *= 1.25;
  matrix.expect_equal();
}

TEST(SymmetricMatrix, StartsAgainFromZero) {
  BothWays matrix(4.);
  matrix.sparse.set_zero();
  matrix.dense.setZero();
  matrix.expect_equal();
}

TEST(CholeskySolver, SolvesAsADenseFactorisationDoes) {
  const BothWays matrix(8.);
  CholeskySolver solver;
  ASSERT_TRUE(solver.factorise(matrix.sparse));
  const Eigen::VectorXd b = Eigen::VectorXd::LinSpaced(n, -1., 2.);
  const auto x = solver.solve(std::vector<double>(b.data(), b.data() + n));
  const Eigen::VectorXd expected = matrix.dense.llt().solve(b);
  for (unsigned int i = 0; i < n; ++i)
    EXPECT_NEAR(x[i], expected[i], 1e-13);
}

TEST(CholeskySolver, ReportsAnIndefiniteMatrixAndRecovers) {
  const BothWays good(8.), bad(-8.);
  CholeskySolver solver;
  EXPECT_FALSE(solver.factorise(bad.sparse));
  EXPECT_TRUE(solver.factorise(good.sparse));
  EXPECT_FALSE(solver.factorise(bad.sparse));
}

TEST(CholeskySolver, ReportsOneNegativePivotAmongMany) {
  BothWays matrix(8.);
  std::vector<double> push(36, 0.);
  push[0] = -1000.;
  matrix.sparse.add(4, push.data(), 6);
  CholeskySolver solver;
  EXPECT_FALSE(solver.factorise(matrix.sparse));
}

} // namespace
} // namespace acumen::linear
