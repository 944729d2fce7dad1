#pragma once

#include <Eigen/SparseCore>

#include <vector>

namespace acumen::linear {

/// A sparse symmetric matrix assembled from small dense blocks whose places never change.
///
/// Stores the lower triangle, its rows in the order in which a factorisation eliminates them. The place of every block
/// entry is looked up once, so that assembly is only additions.
class SymmetricMatrix {
public:
  using Block = std::vector<unsigned int>; ///< global indices of a block's rows

  /// \param n_rows size of the matrix
  /// \param blocks every block that will ever be added, in the order in which `add` names them
  /// \param last_blocks so many of them at the end are changed more often than the others: their rows are eliminated
  /// last, so that CholeskySolver::update() is cheap
  SymmetricMatrix(unsigned int n_rows, const std::vector<Block>& blocks, unsigned int last_blocks = 0);

  void set_zero();
  /// Adds a dense symmetric block; `values` points to size x size entries, row-major with the given leading dimension.
  void add(unsigned int block, const double* values, unsigned int leading_dimension);
  /// Makes row and column i the unit vector wherever fixed[i] is true.
  void fix(const std::vector<bool>& fixed);
  /// Adds `shift` times each diagonal entry to itself.
  void scale_diagonal(double shift);

  /// Row i of the matrix is row position()[i] here.
  const Eigen::SparseMatrix<double>& lower_triangle() const { return matrix_; }
  const std::vector<unsigned int>& position() const { return position_; }
  /// Position from which on rows are eliminated last; the number of rows where there are none.
  unsigned int first_last() const { return first_last_; }

private:
  /// Orders the rows; `columns` are their couplings as numbered by the user, on and below the diagonal.
  void order(const std::vector<std::vector<int>>& columns, const std::vector<unsigned int>& last);
  void allocate(const std::vector<std::vector<int>>& columns);

  Eigen::SparseMatrix<double> matrix_;
  std::vector<unsigned int> position_;
  unsigned int first_last_ = 0;
  std::vector<std::size_t> block_begin_; ///< first entry of each block in `places_`
  std::vector<unsigned int> block_size_;
  std::vector<int> places_; ///< value index of entry (i, j), j <= i in the block, row-major
};

} // namespace acumen::linear
