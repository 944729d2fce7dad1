#include "solver/outcomes/laser.h"

#include <algorithm>
#include <cmath>

namespace acumen::outcomes {

namespace {

/// Diameter classes into which a population is split.
constexpr int classes = 8;

} // namespace

double sealed_share(double diameter, double coagulation, const LaserParameters& p) {
  if (!(coagulation > 0.))
    return 0.;
  return 1. / (1. + std::pow(diameter / (p.sealed_diameter.value * coagulation), 1. / p.sealing_scatter.value));
}

std::vector<VesselPopulation> unsealed_vessels(const std::vector<VesselPopulation>& vessels,
                                               const UncertainValue& coagulation, const LaserParameters& p) {
  std::vector<VesselPopulation> open;
  for (const VesselPopulation& population : vessels) {
    const int parts = population.diameter_sigma.value > 0. ? classes : 1;
    UncertainValue standard = lognormal_between(1., std::exp(-1.6448536269514722), std::exp(1.6448536269514722));
    for (int i = 0; i < parts; ++i) {
      // The class's middle in probability; ln(diameter) has the population's sigma.
      const double factor =
          parts == 1 ? 1. : std::pow(standard.quantile((i + 0.5) / parts), population.diameter_sigma.value);
      VesselPopulation part = population;
      part.diameter = population.diameter.scaled(factor);
      part.diameter_sigma = fixed(0.);
      const auto left = [&](double rim) { return (1. - sealed_share(part.diameter.value, rim, p)) / parts; };
      const UncertainValue& density = population.density;
      UncertainValue thinned = density;
      if (coagulation.value > 0.) {
        const double low = density.low * left(coagulation.high), high = density.high * left(coagulation.low);
        const double value = density.value * left(coagulation.value);
        thinned = low > 0. ? lognormal_between(value, low, high) : normal_between(value, low, high);
      } else
        thinned = density.scaled(1. / parts);
      part.density = std::move(thinned).named(density.name, density.unit).from(density.source, density.label);
      open.push_back(part);
    }
  }
  return open;
}

} // namespace acumen::outcomes
