#pragma once

#include "materials/laws/material.h"

namespace acumen::screening {

/// Long-term shear modulus at small strain [Pa].
double shear_modulus(const materials::Material& material);

/// Stress over relaxed stress [-] at the end of a linear ramp of strain over `duration` T [s] (generalised Maxwell
/// model): 1 + sum_i g_i tau_i/T (1 - exp(-T/tau_i)).
double rate_factor(const materials::Material& material, double duration);

/// Isochoric strain energy [J/m^3] of a cylinder round the hole whose radii grow from R to `stretch` R at constant
/// height, beyond what pre-stretch already stores; relaxed, without rate.
double expansion_energy(const materials::Material& material, double stretch);

} // namespace acumen::screening
