#pragma once

#include "materials/laws/material.h"
#include "scenarios/input/case.h"
#include "scenarios/input/reader.h"

namespace acumen::scenarios {

/// `tissue` with what `change` sets in place of its own. A changed law drops the old law's parameters; a shear modulus
/// or exponent given for a one-term Ogden law changes that term.
TissueProperties changed(TissueProperties tissue, const TissueProperties& change);

/// The material of a layer in SI units. `bulk_factor` scales the derived bulk modulus (see derived_bulk_modulus).
/// Missing, superfluous or impossible parameters are reported at `path`; then the answer is empty.
std::optional<materials::Material> build_material(const std::string& name, const TissueProperties& tissue,
                                                  double bulk_factor, const std::string& path, ReadLog& log);

/// Bulk modulus [Pa] that keeps the layer near-incompressible up to rupture: `bulk_factor` times the tangent modulus
/// dP/dlambda of incompressible uniaxial tension where the nominal stress P reaches the cohesive strength, at most
/// water's 2.2 GPa, at least 50 instantaneous shear moduli.
double derived_bulk_modulus(const materials::Material& material, double bulk_factor);

} // namespace acumen::scenarios
