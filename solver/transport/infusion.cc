// The finite elements are in infusion_layered.cc, so that what knows none does not load them.
#include "solver/transport/infusion.h"

#include "solver/transport/infusion_series.h"

#include <algorithm>
#include <boost/math/tools/toms748_solve.hpp>
#include <cmath>
#include <cstdint>

namespace acumen::transport {

namespace {

/// Swelling beyond which an elastic matrix is no description any more [-]: k stays at its value there.
constexpr double largest_swelling = 0.5;

/// Radius of a ball of that volume [m].
double ball_radius(const double volume) {
  return std::cbrt(0.75 * volume / M_PI);
}

/// Root of a function that rises from below zero at `low` to above zero at `high`; as exact as `tolerance`.
double root_between(const double low, const double high, const double tolerance,
                    const std::function<double(double)>& function) {
  std::uintmax_t iterations = 200;
  const auto close = [tolerance](const double a, const double b) { return b - a <= tolerance; };
  const auto [left, right] = boost::math::tools::toms748_solve(function, low, high, close, iterations);
  return 0.5 * (left + right);
}

} // namespace

double permeability_at(const PorousTissue& tissue, const double pressure) {
  const double swelling = std::min(pressure / tissue.modulus, largest_swelling);
  return tissue.permeability * std::exp(tissue.exponent * swelling);
}

InfusionResult in_series(const InfusionSettings& settings, const double tolerance,
                         const std::function<double(double)>& tissue_flow) {
  InfusionResult result;
  const double lumen = lumen_conductance(settings);
  result.back_pressure = root_between(0., settings.pressure, tolerance * settings.pressure, [&](const double p) {
    return (p > 0. ? tissue_flow(p) : 0.) - lumen * (settings.pressure - p);
  });
  result.flow = tissue_flow(result.back_pressure);
  result.lumen_flow = lumen * settings.pressure;
  result.cavity_radius = cavity_radius(settings);
  result.time = settings.volume / result.flow;
  result.leaks_back = result.back_pressure > settings.sealing_pressure;
  return result;
}

double lumen_conductance(const InfusionSettings& settings) {
  return M_PI * std::pow(settings.lumen_diameter, 4) / (128. * settings.viscosity * settings.lumen_length);
}

double cavity_radius(const InfusionSettings& settings) {
  // Flow goes with the radius, so that the time is int dV / Q ~ int V^(-1/3) dV: a ball of 2/3 of the last radius.
  constexpr double mean_while_growing = 2. / 3.;
  return std::max(0.5 * settings.lumen_diameter, mean_while_growing * ball_radius(settings.volume));
}

double cavity_flow(const PorousTissue& tissue, const double cavity, const double pressure, const double viscosity) {
  const double limit = largest_swelling * tissue.modulus, within = std::min(pressure, limit);
  const double m = tissue.exponent, M = tissue.modulus;
  // int_0^p k dp, with k constant beyond the limit
  double integral = m > 0. ? M / m * std::expm1(m * within / M) : within;
  integral += std::max(0., pressure - limit) * std::exp(m * largest_swelling);
  return 4. * M_PI * cavity * tissue.permeability * integral / viscosity;
}

InfusionResult infuse(const PorousTissue& tissue, const InfusionSettings& settings) {
  return in_series(settings, 1e-14, [&](const double pressure) {
    return cavity_flow(tissue, cavity_radius(settings), pressure, settings.viscosity);
  });
}

InfusionResult infuse_at_depth(const PorousTissue& tissue, const double depth, const InfusionSettings& settings) {
  const double source = std::min(cavity_radius(settings), largest_source * depth);
  InfusionResult result = in_series(settings, 1e-14, [&](const double pressure) {
    return cavity_flow(tissue, source, pressure, settings.viscosity);
  });
  result.cavity_radius = source;
  return result;
}

InfusionResult infuse_compacted(const PorousTissue& tissue, const double compression, const double zone,
                                const InfusionSettings& settings) {
  const double opening = 0.5 * settings.lumen_diameter, edge = std::max(zone, opening);
  // k = k0 exp(m eps) with eps = -compression in the shell from the opening to the edge.
  const double shell = opening < edge ? 4. * M_PI * tissue.permeability * std::exp(0. - tissue.exponent * compression) /
                                            (settings.viscosity * (1. / opening - 1. / edge))
                                      : 0.;
  InfusionResult result = in_series(settings, 1e-12, [&](const double p) {
    if (shell == 0.)
      return cavity_flow(tissue, edge, p, settings.viscosity);
    const double at_edge = root_between(0., p, 1e-12 * p, [&](const double q) {
      return cavity_flow(tissue, edge, q, settings.viscosity) - shell * (p - q);
    });
    return shell * (p - at_edge);
  });
  result.cavity_radius = opening;
  return result;
}

} // namespace acumen::transport
