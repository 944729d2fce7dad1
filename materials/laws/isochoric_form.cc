#include "materials/laws/isochoric_form.h"

#include "materials/laws/symmetric_entries.h"

#include <cmath>

namespace acumen::materials {

IsochoricForm::IsochoricForm(const dealii::SymmetricTensor<2, 3>& right_cauchy_green)
    : right_cauchy_green_(right_cauchy_green), admissible_(positive_definite(right_cauchy_green)) {
  if (!admissible_)
    return;
  scale_ = 1. / std::cbrt(determinant(right_cauchy_green));
  inverse_ = invert(right_cauchy_green);
}

dealii::SymmetricTensor<2, 3> IsochoricForm::gradient(const dealii::SymmetricTensor<2, 3>& form, double value) const {
  return 2. * scale_ * form - 2. / 3. * value * inverse_;
}

void IsochoricForm::add_curvature(const dealii::SymmetricTensor<2, 3>& form, double value, double factor,
                                  dealii::SymmetricTensor<4, 3>& tangent) const {
  // 4 d2q/dC2 = -4/3 J^(-2/3) (A (x) C^-1 + C^-1 (x) A) + 4/9 q C^-1 (x) C^-1 + 4/3 q C^-1 (.) C^-1
  const SymmetricEntries a = entries_of(-4. / 3. * factor * scale_ * form + 2. / 9. * factor * value * inverse_);
  const SymmetricEntries c = entries_of(inverse_);
  // Full 3 x 3 copy, so that (C^-1 (.) C^-1)_ijkl = (C^-1_ik C^-1_jl + C^-1_il C^-1_jk)/2 needs no index arithmetic.
  const double m[3][3] = {{c[0], c[3], c[4]}, {c[3], c[1], c[5]}, {c[4], c[5], c[2]}};
  const double half = 2. / 3. * factor * value;
  for (unsigned int p = 0; p < 6; ++p) {
    const unsigned int i = entry_row[p], j = entry_column[p];
    for (unsigned int q = 0; q < 6; ++q) {
      const unsigned int k = entry_row[q], l = entry_column[q];
      tangent.access_raw_entry(6 * p + q) += a[p] * c[q] + c[p] * a[q] + half * (m[i][k] * m[j][l] + m[i][l] * m[j][k]);
    }
  }
}

void add_dyad(const dealii::SymmetricTensor<2, 3>& a, double factor, dealii::SymmetricTensor<4, 3>& tangent) {
  const SymmetricEntries entries = entries_of(a);
  for (unsigned int p = 0; p < 6; ++p)
    for (unsigned int q = 0; q < 6; ++q)
      tangent.access_raw_entry(6 * p + q) += factor * entries[p] * entries[q];
}

} // namespace acumen::materials
