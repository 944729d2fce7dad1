#include "solver/linear/symmetric_matrix.h"

#include <algorithm>

namespace acumen::linear {

SymmetricMatrix::SymmetricMatrix(const unsigned int n_rows, const std::vector<Block>& blocks)
    : matrix_(n_rows, n_rows) {
  std::vector<std::vector<int>> columns(n_rows);
  for (unsigned int i = 0; i < n_rows; ++i)
    columns[i].push_back(i);
  for (const auto& block : blocks)
    for (const unsigned int row : block)
      for (const unsigned int column : block)
        if (row > column)
          columns[column].push_back(row);
  std::size_t n_entries = 0;
  for (auto& column : columns) {
    std::sort(column.begin(), column.end());
    column.erase(std::unique(column.begin(), column.end()), column.end());
    n_entries += column.size();
  }
  matrix_.resizeNonZeros(n_entries);
  int next = 0;
  for (unsigned int j = 0; j < n_rows; ++j) {
    matrix_.outerIndexPtr()[j] = next;
    for (const int row : columns[j])
      matrix_.innerIndexPtr()[next++] = row;
  }
  matrix_.outerIndexPtr()[n_rows] = next;
  set_zero();

  const auto place = [&](const unsigned int a, const unsigned int b) {
    const int row = std::max(a, b), column = std::min(a, b);
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
  double* entries = matrix_.valuePtr();
  for (int column = 0; column < matrix_.outerSize(); ++column)
    for (int k = matrix_.outerIndexPtr()[column]; k < matrix_.outerIndexPtr()[column + 1]; ++k) {
      const int row = matrix_.innerIndexPtr()[k];
      if (fixed[row] || fixed[column])
        entries[k] = row == column ? 1. : 0.;
    }
}

void SymmetricMatrix::scale_diagonal(const double shift) {
  for (int column = 0; column < matrix_.outerSize(); ++column)
    matrix_.valuePtr()[matrix_.outerIndexPtr()[column]] *= 1. + shift;
}

} // namespace acumen::linear
