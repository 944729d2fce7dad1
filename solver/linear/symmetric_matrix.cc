#include "solver/linear/symmetric_matrix.h"

#include "solver/linear/elimination_order.h"

#include <algorithm>

namespace acumen::linear {

namespace {

using Columns = std::vector<std::vector<int>>;

/// Rows on and below the diagonal that share a block with a column, sorted.
Columns couplings(const unsigned int n_rows, const std::vector<SymmetricMatrix::Block>& blocks) {
  Columns columns(n_rows);
  for (unsigned int i = 0; i < n_rows; ++i)
    columns[i].push_back(i);
  for (const auto& block : blocks)
    for (const unsigned int row : block)
      for (const unsigned int column : block)
        if (row > column)
          columns[column].push_back(row);
  for (auto& column : columns) {
    std::sort(column.begin(), column.end());
    column.erase(std::unique(column.begin(), column.end()), column.end());
  }
  return columns;
}

/// The same couplings with every row at its new position.
Columns moved(const Columns& columns, const std::vector<unsigned int>& position) {
  Columns result(columns.size());
  for (std::size_t j = 0; j < columns.size(); ++j)
    for (const int i : columns[j]) {
      const unsigned int a = position[i], b = position[j];
      result[std::min(a, b)].push_back(std::max(a, b));
    }
  for (auto& column : result)
    std::sort(column.begin(), column.end());
  return result;
}

} // namespace

SymmetricMatrix::SymmetricMatrix(const unsigned int n_rows, const std::vector<Block>& blocks,
                                 const unsigned int last_blocks)
    : matrix_(n_rows, n_rows) {
  std::vector<unsigned int> last;
  for (auto block = blocks.end() - last_blocks; block != blocks.end(); ++block)
    last.insert(last.end(), block->begin(), block->end());
  std::sort(last.begin(), last.end());
  last.erase(std::unique(last.begin(), last.end()), last.end());
  const Columns columns = couplings(n_rows, blocks);
  order(columns, last);
  allocate(moved(columns, position_));

  const auto place = [&](const unsigned int a, const unsigned int b) {
    const int row = std::max(position_[a], position_[b]), column = std::min(position_[a], position_[b]);
    const int* begin = matrix_.innerIndexPtr() + matrix_.outerIndexPtr()[column];
    const int* end = matrix_.innerIndexPtr() + matrix_.outerIndexPtr()[column + 1];
    return static_cast<int>(std::lower_bound(begin, end, row) - matrix_.innerIndexPtr());
  };
  for (const auto& block : blocks) {
    block_begin_.push_back(places_.size());
    block_size_.push_back(block.size());
    for (unsigned int i = 0; i < block.size(); ++i)
      for (unsigned int j = 0; j <= i; ++j)
        places_.push_back(place(block[i], block[j]));
  }
}

void SymmetricMatrix::order(const Columns& columns, const std::vector<unsigned int>& last) {
  const std::vector<unsigned int> order = elimination_order(columns, last);
  position_.resize(order.size());
  for (unsigned int k = 0; k < order.size(); ++k)
    position_[order[k]] = k;
  first_last_ = order.size();
  for (const unsigned int row : last)
    first_last_ = std::min(first_last_, position_[row]);
}

void SymmetricMatrix::allocate(const Columns& columns) {
  std::size_t n_entries = 0;
  for (const auto& column : columns)
    n_entries += column.size();
  matrix_.resizeNonZeros(n_entries);
  int next = 0;
  for (unsigned int j = 0; j < columns.size(); ++j) {
    matrix_.outerIndexPtr()[j] = next;
    for (const int row : columns[j])
      matrix_.innerIndexPtr()[next++] = row;
  }
  matrix_.outerIndexPtr()[columns.size()] = next;
  set_zero();
}

void SymmetricMatrix::set_zero() {
  std::fill(matrix_.valuePtr(), matrix_.valuePtr() + matrix_.nonZeros(), 0.);
}

void SymmetricMatrix::add(const unsigned int block, const double* values, const unsigned int leading_dimension) {
  const int* place = places_.data() + block_begin_[block];
  double* entries = matrix_.valuePtr();
  for (unsigned int i = 0; i < block_size_[block]; ++i)
    for (unsigned int j = 0; j <= i; ++j)
      entries[*place++] += values[i * leading_dimension + j];
}

void SymmetricMatrix::fix(const std::vector<bool>& fixed) {
  std::vector<bool> here(fixed.size());
  for (unsigned int i = 0; i < fixed.size(); ++i)
    here[position_[i]] = fixed[i];
  double* entries = matrix_.valuePtr();
  for (int column = 0; column < matrix_.outerSize(); ++column)
    for (int k = matrix_.outerIndexPtr()[column]; k < matrix_.outerIndexPtr()[column + 1]; ++k) {
      const int row = matrix_.innerIndexPtr()[k];
      if (here[row] || here[column])
        entries[k] = row == column ? 1. : 0.;
    }
}

void SymmetricMatrix::scale_diagonal(const double shift) {
  for (int column = 0; column < matrix_.outerSize(); ++column)
    matrix_.valuePtr()[matrix_.outerIndexPtr()[column]] *= 1. + shift;
}

} // namespace acumen::linear
