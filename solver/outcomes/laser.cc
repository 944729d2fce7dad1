#include "solver/outcomes/laser.h"

#include <algorithm>
#include <boost/math/constants/constants.hpp>
#include <boost/math/tools/toms748_solve.hpp>
#include <cmath>
#include <fmt/format.h>
#include <stdexcept>

namespace acumen::outcomes {

namespace {

constexpr double pi = boost::math::constants::pi<double>();

/// Volume of revolution of radius r0 (1 - z/d)^n: pi r0^2 d / (2 n + 1).
double column_volume(double width, double depth, double taper) {
  return pi / 4. * width * width * depth / (2. * taper + 1.);
}

/// Thickness of the rim that leaves at most `volume` [m^3] to be vaporised.
double energy_limited_rim(LaserChannel channel, double volume) {
  const auto excess = [&](double rim) {
    channel.coagulation = fixed(rim);
    return channel.ablated_volume() - volume;
  };
  const double thinnest = channel.coagulation.value;
  if (excess(thinnest) <= 0.)
    return thinnest;
  std::uintmax_t iterations = 100;
  const auto bracket = boost::math::tools::toms748_solve(excess, thinnest, 0.5 * channel.lesion_width.value,
                                                         boost::math::tools::eps_tolerance<double>(40), iterations);
  return bracket.second;
}

UncertainValue from_interval(const Interval& interval, const char* name, const UncertainValue& origin) {
  return lognormal_between(interval.value, interval.low, interval.high)
      .named(name, "m")
      .from(origin.source, origin.label);
}

} // namespace

const std::vector<ParameterSpec<LaserParameters>>& laser_specs() {
  using P = LaserParameters;
  static const std::vector<ParameterSpec<P>> specs = {
      {"reference_energy", "J", 1e-6, 10., "Pulse energy of the reference channel.", &P::reference_energy},
      {"depth_at_reference", "m", 1e-7, 0.01, "Depth of the lesion at that energy.", &P::depth_at_reference},
      {"depth_exponent", "1", 0., 2., "Exponent of the energy in the depth.", &P::depth_exponent},
      {"width_at_reference", "m", 1e-7, 0.01, "Width of the lesion at the surface at that energy.",
       &P::width_at_reference},
      {"width_exponent", "1", 0., 2., "Exponent of the energy in the width.", &P::width_exponent},
      {"coagulation", "m", 0., 1e-3, "Thickness of the coagulated rim.", &P::coagulation},
      {"taper", "1", 0.01, 5., "Exponent n of the channel's radius, (1 - z/depth)^n.", &P::taper},
      {"sealed_diameter", "1", 1e-3, 100., "Vessel diameter over rim thickness at which half are sealed.",
       &P::sealed_diameter},
      {"sealing_scatter", "1", 1e-3, 10., "Scatter of the logarithm of that diameter.", &P::sealing_scatter},
      {"ablation_energy", "J/m^3", 1e6, 1e12, "Energy to vaporise a volume of skin.", &P::ablation_energy},
      {"vaporised_share", "1", 1e-3, 1., "Largest share of the pulse that vaporises tissue.", &P::vaporised_share},
      {"pain", "1", 0., 100., "Pain of a pass over that of a 26G needle.", &P::pain}};
  return specs;
}

double LaserChannel::ablated_volume() const {
  return column_volume(ablated_width(), ablated_depth(), taper);
}

double LaserChannel::lesion_volume() const {
  return column_volume(lesion_width.value, lesion_depth.value, taper);
}

LaserChannel laser_channel(double energy, const LaserParameters& p, const MonteCarloParameters& monte_carlo) {
  if (!(energy > 0.) || !std::isfinite(energy))
    throw std::invalid_argument(fmt::format("laser: the pulse energy must be positive, not {} J", energy));
  const auto law = [&](const UncertainValue& size, const UncertainValue& exponent) {
    return propagate_one(
        {size, exponent},
        [&](const std::vector<double>& x) { return x[0] * std::pow(energy / p.reference_energy.value, x[1]); },
        monte_carlo);
  };
  LaserChannel channel;
  channel.lesion_depth =
      from_interval(law(p.depth_at_reference, p.depth_exponent), "laser.lesion_depth", p.depth_at_reference);
  channel.lesion_width =
      from_interval(law(p.width_at_reference, p.width_exponent), "laser.lesion_width", p.width_at_reference);
  channel.taper = p.taper.value;
  channel.coagulation = p.coagulation;
  const double factor =
      energy_limited_rim(channel, p.vaporised_share.value * energy / p.ablation_energy.value) / p.coagulation.value;
  if (factor > 1.)
    channel.coagulation = p.coagulation.scaled(factor);
  return channel;
}

FinishedRun laser_run(const LaserChannel& channel, const std::vector<LayerExtent>& layers, const ArrayFacts& array) {
  FinishedRun run;
  run.layers = layers;
  run.array = array;
  run.insertion.punctured = run.insertion.withdrawn = true;
  run.insertion.wound_depth = run.insertion.tip_depth = run.insertion.inserted_length = channel.ablated_depth();
  constexpr int slices = 100;
  const double depth = channel.ablated_depth(), width = channel.ablated_width();
  const auto radius = [&](double z) { return 0.5 * width * std::pow(std::max(1. - z / depth, 0.), channel.taper); };
  for (int i = 0; i <= slices && depth > 0.; ++i) {
    const double z = depth * i / slices;
    run.hole_deepest.push_back({z, z, radius(z)});
    if (i == slices)
      break;
    const double next = depth * (i + 1) / slices, mean = radius(0.5 * (z + next));
    CrackPatch patch;
    patch.depth = 0.5 * (z + next);
    patch.height = next - z;
    // Half of the wall, pi r ds, with its slope.
    patch.area = pi * mean * std::hypot(next - z, radius(z) - radius(next));
    patch.largest_opening = patch.residual_opening = 2. * mean;
    patch.damage = 1.;
    for (std::size_t layer = 0; layer < layers.size(); ++layer)
      if (patch.depth >= layers[layer].top)
        patch.layer = layer;
    run.cracks.push_back(patch);
  }
  run.hole_end = run.hole_deepest;
  return run;
}

HealingWound laser_wound(const LaserChannel& channel, const FinishedRun& run, const Placement& placement) {
  HealingWound wound;
  wound.width = channel.lesion_width;
  wound.depth = channel.lesion_depth;
  wound.blood_volume = fixed(0.);
  wound.epidermis = run.epidermis_depth();
  wound.skin_thickness = std::max(run.dermis_depth(), wound.epidermis);
  wound.placement = placement;
  wound.thermal = true;
  return wound;
}

Outcome laser_outcome(const LaserChannel& channel, const LaserParameters& parameters,
                      const MonteCarloParameters& monte_carlo) {
  Outcome outcome;
  const auto add = [&](const char* const name, const UncertainValue& value) {
    outcome.add(name, {value.value, value.low, value.high}, value.label);
  };
  add("laser.lesion_depth", channel.lesion_depth);
  add("laser.lesion_width", channel.lesion_width);
  add("laser.coagulation", channel.coagulation);
  const std::vector<UncertainValue> drawn = {channel.lesion_depth, channel.lesion_width, channel.coagulation,
                                             parameters.taper};
  const std::vector<Interval> column = propagate(
      drawn,
      [](const std::vector<double>& x) {
        const LaserChannel sampled{fixed(x[0]), fixed(x[1]), fixed(std::max(0., x[2])), std::max(0., x[3])};
        return std::vector<double>{sampled.ablated_depth(), sampled.ablated_width(), sampled.ablated_volume()};
      },
      monte_carlo);
  const std::string label = weakest_label(drawn);
  outcome.add("laser.ablated_depth", column[0], label);
  outcome.add("laser.ablated_width", column[1], label);
  outcome.add("laser.ablated_volume", column[2], label);
  add("laser.pain", parameters.pain);
  std::vector<UncertainValue> inputs;
  for (const auto& spec : laser_specs())
    inputs.push_back(parameters.*spec.member);
  outcome.assumptions = assumptions_of(inputs);
  return outcome;
}

std::vector<OutcomeQuantity> laser_quantities() {
  return {{"laser.lesion_depth", "m", "Depth of a laser channel, coagulated rim included."},
          {"laser.lesion_width", "m", "Its width at the surface, coagulated rim included."},
          {"laser.coagulation", "m", "Thickness of the coagulated rim."},
          {"laser.ablated_depth", "m", "Depth of the vaporised column."},
          {"laser.ablated_width", "m", "Its width at the surface."},
          {"laser.ablated_volume", "m^3", "Its volume."},
          {"laser.pain", "1", "Pain of a pass over that of a 26G hypodermic needle."}};
}

} // namespace acumen::outcomes
