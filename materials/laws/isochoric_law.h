#pragma once

#include "materials/laws/gent.h"
#include "materials/laws/holzapfel_gasser_ogden.h"
#include "materials/laws/neo_hookean.h"
#include "materials/laws/ogden.h"

#include <variant>

namespace acumen::materials {

/// Any isochoric strain energy. Dispatch once per cell with std::visit, never per quadrature point.
///
/// Every alternative has
/// `void evaluate(const dealii::SymmetricTensor<2, 3>& right_cauchy_green, Evaluate, StrainEnergyResponse&) const`,
/// a function of C = F^T F of any determinant (the law itself takes the isochoric part C_bar = J^(-2/3) C), and
/// `double initial_shear_modulus() const` [Pa].
using IsochoricLaw = std::variant<NeoHookean, Ogden, Gent, HolzapfelGasserOgden>;

} // namespace acumen::materials
