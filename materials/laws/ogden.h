#pragma once

#include "materials/laws/response.h"

#include <limits>
#include <vector>

namespace acumen::materials {

/// Ogden's isochoric energy W = sum_p 2 mu_p/alpha_p^2 (sum_A lambda_bar_A^alpha_p - 3).
///
/// Normalised as in Shergold & Fleck (2004), eq. (2.1): the initial shear modulus is sum_p mu_p, and one term with
/// alpha = 2 is the neo-Hookean law.
struct Ogden {
  struct Term {
    double shear_modulus = std::numeric_limits<double>::signaling_NaN(); ///< mu_p [Pa]
    double exponent = std::numeric_limits<double>::signaling_NaN();      ///< alpha_p [-], not 0
  };
  std::vector<Term> terms;

  /// Response at C = F^T F [-]; the energy is +infinity where it overflows and where C is not positive definite (stress
  /// and tangent are then left untouched).
  void evaluate(const dealii::SymmetricTensor<2, 3>& right_cauchy_green, Evaluate level,
                StrainEnergyResponse& response) const;
  /// Shear modulus at zero strain, sum_p mu_p [Pa].
  double initial_shear_modulus() const;
  /// Throws std::invalid_argument unless there is a term, no exponent is 0 and the initial shear modulus is > 0.
  void validate() const;
};

/// Stress quotient (beta_B - beta_A)/(e_B - e_A) of one term [Pa], without cancellation where both stretches agree.
///
/// \param difference e_B - e_A, of the logarithmic stretches
/// \param power_a, power_b lambda_bar_A^alpha and lambda_bar_B^alpha
double ogden_stress_quotient(const Ogden::Term& term, double difference, double power_a, double power_b);

} // namespace acumen::materials
