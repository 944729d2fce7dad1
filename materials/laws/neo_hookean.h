#pragma once

#include "materials/laws/response.h"

#include <limits>

namespace acumen::materials {

/// Neo-Hookean isochoric energy W = mu/2 (I1_bar - 3), I1_bar = tr C_bar.
struct NeoHookean {
  double shear_modulus = std::numeric_limits<double>::signaling_NaN(); ///< mu [Pa]

  /// Response at C = F^T F [-]; the energy is +infinity where C is not positive definite.
  void evaluate(const dealii::SymmetricTensor<2, 3>& right_cauchy_green, Evaluate level,
                StrainEnergyResponse& response) const;
  /// Shear modulus at zero strain [Pa].
  double initial_shear_modulus() const { return shear_modulus; }
  /// Throws std::invalid_argument unless mu > 0.
  void validate() const;
};

} // namespace acumen::materials
