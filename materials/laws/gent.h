#pragma once

#include "materials/laws/response.h"

#include <limits>

namespace acumen::materials {

/// Gent's isochoric energy W = -mu J_m/2 ln(1 - (I1_bar - 3)/J_m): neo-Hookean at first, locking at I1_bar = 3 + J_m.
///
/// Gent (1996), Rubber Chem. Technol. 69, 59, eq. (3).
struct Gent {
  double shear_modulus = std::numeric_limits<double>::signaling_NaN();              ///< mu [Pa]
  double limiting_stretch_invariant = std::numeric_limits<double>::signaling_NaN(); ///< J_m [-]

  /// Response at C = F^T F [-]; the energy is +infinity at and beyond the limit and where C is not positive definite
  /// (stress and tangent are then left untouched).
  void evaluate(const dealii::SymmetricTensor<2, 3>& right_cauchy_green, Evaluate level,
                StrainEnergyResponse& response) const;
  /// Shear modulus at zero strain [Pa].
  double initial_shear_modulus() const { return shear_modulus; }
  /// Throws std::invalid_argument unless mu > 0 and J_m > 0.
  void validate() const;
};

} // namespace acumen::materials
