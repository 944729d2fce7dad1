#pragma once

#include "solver/transport/axisymmetric_elements.h"
#include "solver/transport/drug.h"
#include "solver/transport/wounded_skin.h"

namespace acumen::transport {

/// Diffusivity in dermis [m^2/s]: 10^-4.15 MW^-0.655 cm^2/s, MW in g/mol (regression; recalled, medium confidence).
double dermal_diffusivity(double molecular_weight);

/// Diffusivity in water at 37 degC [m^2/s]: 9.9e-5 MW^-0.453 cm^2/s, MW in g/mol (regression of small drugs; recalled,
/// medium confidence). Measured values from 45 to 67,000 g/mol lie within a factor of 1.6 (test_permeation.cc).
double water_diffusivity(double molecular_weight);

/// Permeability of the stratum corneum [m/s]: log kp [cm/s] = -6.3 + 0.71 log K - 0.0061 MW (Potts & Guy 1992,
/// 10.1023/A:1015810312465). Fitted for MW below 750 g/mol; far above it goes to zero, as observed.
double barrier_permeability(double molecular_weight, double log_partition);

/// Storage and flux of free drug in a layer. A barrier's conductivity makes its permeability that of Potts & Guy.
MediumCoefficients medium_of(const SkinLayer& layer, const Drug& drug);

/// First-order clearance of free drug in a layer [1/s] times its water fraction.
double clearance_of(const SkinLayer& layer, const Drug& drug);

} // namespace acumen::transport
