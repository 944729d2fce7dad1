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
  SymmetricMatrix sparse;
  Eigen::MatrixXd dense = Eigen::MatrixXd::Zero(n, n);

  explicit BothWays(const double diagonal, const unsigned int last_blocks = 0) : sparse(n, blocks, last_blocks) {
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
    const auto& position = sparse.position();
    for (unsigned int i = 0; i < n; ++i)
      for (unsigned int j = 0; j < n; ++j)
        EXPECT_NEAR(lower(std::max(position[i], position[j]), std::min(position[i], position[j])), dense(i, j), 1e-14);
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

/// Adds to the last two blocks, {8, 9, 10, 0, 5} and {9, 2}, sparsely and densely: `k` times ones between their rows.
void stiffen_last(BothWays& matrix, const double k) {
  const std::vector<double> values(36, k);
  for (const unsigned int b : {3u, 4u}) {
    matrix.sparse.add(b, values.data(), 6);
    for (const unsigned int i : blocks[b])
      for (const unsigned int j : blocks[b])
        matrix.dense(i, j) += k;
  }
}

void expect_solves(const CholeskySolver& solver, const Eigen::MatrixXd& dense) {
  const Eigen::VectorXd b = Eigen::VectorXd::LinSpaced(n, -1., 2.), expected = dense.llt().solve(b);
  const auto x = solver.solve(std::vector<double>(b.data(), b.data() + n));
  for (unsigned int i = 0; i < n; ++i)
    EXPECT_NEAR(x[i], expected[i], 1e-11);
}

TEST(SymmetricMatrix, PutsRowsOfTheLastBlocksLast) {
  BothWays matrix(4., 2);
  matrix.expect_equal();
  EXPECT_EQ(matrix.sparse.first_last(), n - 6);
  for (const unsigned int i : {8u, 9u, 10u, 0u, 5u, 2u})
    EXPECT_GE(matrix.sparse.position()[i], n - 6) << i;
  EXPECT_EQ(BothWays(4.).sparse.first_last(), n);
}

TEST(CholeskySolver, UpdatesForChangesBetweenTheLastRows) {
  BothWays matrix(8., 2);
  CholeskySolver solver;
  ASSERT_TRUE(solver.factorise(matrix.sparse));
  EXPECT_TRUE(solver.update(matrix.sparse)); // nothing has changed
  expect_solves(solver, matrix.dense);
  for (const double change : {1e4, -1e4 + 3., -4.}) { // contact comes, goes, and more than goes
    stiffen_last(matrix, change);
    ASSERT_TRUE(solver.update(matrix.sparse));
    expect_solves(solver, matrix.dense);
  }
  const Eigen::MatrixXd before = matrix.dense;
  stiffen_last(matrix, -1e3);
  EXPECT_FALSE(solver.update(matrix.sparse)) << "no longer positive definite";
  expect_solves(solver, before);
  stiffen_last(matrix, 1e3);
  ASSERT_TRUE(solver.factorise(matrix.sparse));
  expect_solves(solver, matrix.dense);
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
