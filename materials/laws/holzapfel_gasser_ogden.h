#pragma once

#include "materials/laws/response.h"

#include <deal.II/base/tensor.h>

#include <limits>

namespace acumen::materials {

/// Soft tissue with two families of dispersed fibres.
///
/// W = mu/2 (I1_bar - 3) + sum_i k1/(2 k2) (exp(k2 <E_i>^2) - 1), E_i = kappa I1_bar + (1 - 3 kappa) I4_bar_i - 1,
/// I4_bar_i = a_0i . C_bar a_0i. Gasser, Ogden & Holzapfel (2006), J. R. Soc. Interface 3, 15, eq. (4.5)–(4.8), their
/// matrix constant c being mu. Fibres carry tension only: the Macaulay bracket <E_i> switches on the generalised strain
/// rather than on I4_bar > 1, because only then energy and stress stay continuous when kappa > 0.
struct HolzapfelGasserOgden {
  double shear_modulus = std::numeric_limits<double>::signaling_NaN(); ///< mu of the ground matrix [Pa]
  double k1 = std::numeric_limits<double>::signaling_NaN();            ///< fibre stiffness [Pa]
  double k2 = std::numeric_limits<double>::signaling_NaN();            ///< fibre stiffening [-]
  double dispersion = std::numeric_limits<double>::signaling_NaN();    ///< kappa: 0 aligned … 1/3 isotropic [-]
  dealii::Tensor<1, 3> first_fibre;                                    ///< a_01, unit vector, reference configuration
  dealii::Tensor<1, 3> second_fibre;                                   ///< a_02, unit vector, reference configuration

  /// Response at C = F^T F [-]; the energy is +infinity where it overflows and where C is not positive definite (stress
  /// and tangent are then left untouched).
  void evaluate(const dealii::SymmetricTensor<2, 3>& right_cauchy_green, Evaluate level,
                StrainEnergyResponse& response) const;
  /// Shear modulus at zero strain [Pa]: that of the ground matrix, the fibres being at their switch there.
  double initial_shear_modulus() const { return shear_modulus; }
  /// Throws std::invalid_argument unless mu > 0, k1 >= 0, k2 >= 0, 0 <= kappa <= 1/3 and both directions are unit
  /// vectors.
  void validate() const;
};

} // namespace acumen::materials
