#pragma once

#include <deal.II/base/symmetric_tensor.h>

namespace acumen::materials {

/// How much of a law's response is asked for; each level includes the ones before it.
enum class Evaluate { energy, stress, tangent };

/// What a hyperelastic law answers, all in the reference configuration and per reference volume.
///
/// `second_piola_kirchhoff_stress` is S = 2 dW/dC [Pa]; `material_tangent` is dS/dE = 4 d2W/dC2 [Pa], with both minor
/// and the major symmetry. Members beyond the level asked for are left untouched.
struct StrainEnergyResponse {
  double energy = 0.; // W [J/m^3]
  dealii::SymmetricTensor<2, 3> second_piola_kirchhoff_stress;
  dealii::SymmetricTensor<4, 3> material_tangent;
};

} // namespace acumen::materials
