#pragma once

#include "materials/laws/require.h"

#include <cmath>
#include <limits>

namespace acumen::materials {

/// Volumetric energy U(J) = K/4 (J^2 - 1 - 2 ln J) per reference volume. Simo & Hughes (1998), eq. (9.2.3).
struct VolumetricEnergy {
  double bulk_modulus = std::numeric_limits<double>::signaling_NaN(); ///< K [Pa]

  /// U [J/m^3]; +infinity for J <= 0 and for NaN.
  double value(double jacobian) const {
    if (!(jacobian > 0.))
      return std::numeric_limits<double>::infinity();
    // In x = J - 1 the terms of first order are exact, so U keeps its digits near J = 1.
    const double x = jacobian - 1.;
    return 0.25 * bulk_modulus * (x * (x + 2.) - 2. * std::log1p(x));
  }

  /// U' [Pa], the pressure conjugate to J (positive in tension); -infinity for J <= 0.
  double first_derivative(double jacobian) const {
    // U' = K/2 (J - 1/J)
    return jacobian > 0. ? 0.5 * bulk_modulus * (jacobian - 1. / jacobian) : -std::numeric_limits<double>::infinity();
  }

  /// U'' [Pa]; +infinity for J <= 0.
  double second_derivative(double jacobian) const {
    // U'' = K/2 (1 + 1/J^2)
    return jacobian > 0. ? 0.5 * bulk_modulus * (1. + 1. / (jacobian * jacobian))
                         : std::numeric_limits<double>::infinity();
  }

  /// Throws std::invalid_argument unless K > 0.
  void validate() const { require_greater("bulk_modulus", bulk_modulus, 0., "Pa"); }
};

} // namespace acumen::materials
