#pragma once

#include <deal.II/base/symmetric_tensor.h>

#include <array>

namespace acumen::materials {

/// The six independent components of a symmetric 3 x 3 tensor in deal.II's order 00, 11, 22, 01, 02, 12.
using SymmetricEntries = std::array<double, 6>;

/// Row and column of each entry of SymmetricEntries.
constexpr std::array<unsigned int, 6> entry_row{0, 1, 2, 0, 0, 1};
constexpr std::array<unsigned int, 6> entry_column{0, 1, 2, 1, 2, 2};

/// Independent components of `tensor`.
inline SymmetricEntries entries_of(const dealii::SymmetricTensor<2, 3>& tensor) {
  SymmetricEntries entries;
  for (unsigned int i = 0; i < 6; ++i)
    entries[i] = tensor.access_raw_entry(i);
  return entries;
}

/// Symmetric tensor with the given independent components.
inline dealii::SymmetricTensor<2, 3> tensor_of(const SymmetricEntries& entries) {
  dealii::SymmetricTensor<2, 3> tensor;
  for (unsigned int i = 0; i < 6; ++i)
    tensor.access_raw_entry(i) = entries[i];
  return tensor;
}

/// Whether a symmetric 3 x 3 tensor is positive definite (Sylvester's criterion); false for NaN.
inline bool positive_definite(const dealii::SymmetricTensor<2, 3>& tensor) {
  const SymmetricEntries c = entries_of(tensor);
  const double minor = c[0] * c[1] - c[3] * c[3];
  const double determinant = c[2] * minor + c[4] * (c[3] * c[5] - c[4] * c[1]) + c[5] * (c[3] * c[4] - c[5] * c[0]);
  return c[0] > 0. && minor > 0. && determinant > 0.;
}

} // namespace acumen::materials
