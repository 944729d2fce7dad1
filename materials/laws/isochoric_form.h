#pragma once

#include <deal.II/base/symmetric_tensor.h>

namespace acumen::materials {

/// The scalars q_A(C) = A : C_bar = J^(-2/3) A : C of a state C, with their derivatives, for constant symmetric A.
///
/// A = I gives the first isochoric invariant, A = a (x) a the fourth. Laws written in these invariants are chain rules
/// on top of them. Holzapfel (2000), Nonlinear Solid Mechanics, section 6.4.
class IsochoricForm {
public:
  /// State C = F^T F [-].
  explicit IsochoricForm(const dealii::SymmetricTensor<2, 3>& right_cauchy_green);

  /// Whether C is positive definite; nothing else may be asked for if it is not.
  bool admissible() const { return admissible_; }

  /// q_A = A : C_bar.
  double value(const dealii::SymmetricTensor<2, 3>& form) const { return scale_ * (form * right_cauchy_green_); }

  /// 2 dq_A/dC = 2 (J^(-2/3) A - q_A/3 C^-1); `value` is q_A.
  dealii::SymmetricTensor<2, 3> gradient(const dealii::SymmetricTensor<2, 3>& form, double value) const;

  /// Adds `factor` * 4 d2q_A/dC2 to `tangent`; `value` is q_A.
  void add_curvature(const dealii::SymmetricTensor<2, 3>& form, double value, double factor,
                     dealii::SymmetricTensor<4, 3>& tangent) const;

private:
  dealii::SymmetricTensor<2, 3> right_cauchy_green_;
  dealii::SymmetricTensor<2, 3> inverse_;
  double scale_ = 0.; // J^(-2/3)
  bool admissible_ = false;
};

/// Adds `factor` * a (x) a to `tangent`.
void add_dyad(const dealii::SymmetricTensor<2, 3>& a, double factor, dealii::SymmetricTensor<4, 3>& tangent);

} // namespace acumen::materials
