#include "solver/transport/permeation.h"

#include <cmath>

namespace acumen::transport {

namespace {
constexpr double grams_per_kilogram = 1e3;
constexpr double cm = 1e-2;
/// Partitioning into the lipids of the stratum corneum goes with K to this power (recalled, medium confidence).
constexpr double lipid_exponent = 0.69;
} // namespace

double dermal_diffusivity(const double molecular_weight) {
  return std::pow(10., -4.15) * std::pow(molecular_weight * grams_per_kilogram, -0.655) * cm * cm;
}

double water_diffusivity(const double molecular_weight) {
  return 9.9e-5 * std::pow(molecular_weight * grams_per_kilogram, -0.453) * cm * cm;
}

double barrier_permeability(const double molecular_weight, const double log_partition) {
  return std::pow(10., -6.3 + 0.71 * log_partition - 0.0061 * molecular_weight * grams_per_kilogram) * cm;
}

MediumCoefficients medium_of(const SkinLayer& layer, const Drug& drug) {
  const TissueTransport& tissue = layer.tissue;
  if (tissue.barrier)
    return {tissue.water_fraction + tissue.lipid_fraction * std::pow(10., lipid_exponent * drug.log_partition),
            barrier_permeability(drug.molecular_weight, drug.log_partition) * layer.thickness};
  return {tissue.water_fraction / drug.unbound_fraction,
          tissue.water_fraction * tissue.hindrance * dermal_diffusivity(drug.molecular_weight)};
}

double clearance_of(const SkinLayer& layer, const Drug& drug) {
  return layer.tissue.barrier ? 0. : layer.tissue.perfused * layer.tissue.water_fraction * drug.clearance_rate;
}

} // namespace acumen::transport
