#include "solver/outcomes/needle_strength.h"

#include <algorithm>
#include <boost/math/constants/constants.hpp>
#include <cmath>
#include <fmt/format.h>
#include <limits>
#include <stdexcept>

namespace acumen::outcomes {

namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();
using Forces = std::array<double, failure_modes>;

double& at(Forces& forces, FailureMode mode) {
  return forces[static_cast<std::size_t>(mode)];
}

/// One needle drawn from the spreads.
struct Needle {
  MaterialStrength material;
  Misalignment misalignment;
  double insertion_force, knockdown, blunting;
};

/// The needle's shape and load, worked up once.
struct Column {
  InelasticBuckling free, supported;
  SectionStrength sections, tip;
  double weakest; ///< squash load per strength above the tip [m^2]
};

/// A ductile needle's tip is never taken as flattened beyond this share of its length.
constexpr double most_flattened = 0.25;

double compressive(const NeedleMaterialData& material, double tension, double compression, double ratio) {
  if (!material.brittle)
    return tension * ratio;
  return material.compressive_strength.value > 0. ? compression : tension;
}

/// Height below which yielding only blunts a ductile tip [m]: up to the radius `blunting` times the tip's, or where
/// that is more, the radius at which blunting ends by itself. A tip flattened to the radius r needs the puncture force
/// F_p r/r_tip (the force goes with the tip's diameter) and holds strength pi r^2: r = F_p/(pi strength r_tip).
double flattened_height(const StrengthInput& input, const Needle& needle) {
  if (input.material.brittle || !(needle.blunting > 0.) || !(input.tip_radius > 0.))
    return input.tip_zone;
  const double puncture = input.puncture_force * needle.insertion_force / input.insertion_force.value;
  const double ends =
      puncture / (boost::math::constants::pi<double>() * needle.material.compression * input.tip_radius);
  const double radius = std::max(needle.blunting * input.tip_radius, ends);
  return std::max(input.tip_zone,
                  std::min(input.column.height_of_radius(radius), most_flattened * input.column.length()));
}

Needle median_needle(const StrengthInput& input) {
  const NeedleMaterialData& m = input.material;
  return {{m.youngs_modulus.value, m.poisson_ratio, m.strength.value,
           compressive(m, m.strength.value, m.compressive_strength.value, m.compression_ratio.value), m.brittle},
          {input.angle.value, input.offset.value},
          input.insertion_force.value,
          input.shell_knockdown.value,
          input.blunting.value};
}

Needle drawn_needle(const StrengthInput& input, RandomStream& random) {
  const NeedleMaterialData& m = input.material;
  // Draws come in a fixed order and number, so that cases that differ in one input share the others' samples.
  const double modulus = random.draw(m.youngs_modulus), strength = random.draw(m.strength);
  const double compression = random.draw(m.compressive_strength), force = random.draw(input.insertion_force);
  const double angle = random.draw(input.angle), offset = random.draw(input.offset);
  const double knockdown = random.draw(input.shell_knockdown), u = random.uniform();
  const double ratio = random.draw(m.compression_ratio), blunting = random.draw(input.blunting);
  // Weibull with the drawn strength as its median: P(S < s) = 1 - exp(-ln 2 (s/median)^m).
  const double scatter =
      m.brittle && m.weibull_modulus > 0. ? std::pow(-std::log1p(-u) / std::log(2.), 1. / m.weibull_modulus) : 1.;
  // Both halves of a two-piece normal distribution reach below 0 far out; nothing there is a strength.
  const auto positive = [](double drawn, const UncertainValue& from) { return std::max(drawn, 1e-3 * from.value); };
  const double tension = positive(strength, m.strength) * scatter;
  return {{positive(modulus, m.youngs_modulus), m.poisson_ratio, tension,
           compressive(m, tension, positive(compression, m.compressive_strength) * scatter,
                       positive(ratio, m.compression_ratio)),
           m.brittle},
          {angle, offset},
          positive(force, input.insertion_force),
          std::clamp(knockdown, 0.01, 1.),
          blunting};
}

/// The load at the tip's worst instant, per unit of the largest force.
AxialLoad worst_tip_load(const StrengthInput& input) {
  AxialLoad load = input.worst_tip_load.height.empty() ? input.load : input.worst_tip_load;
  if (!input.worst_tip_load.height.empty()) {
    for (double& force : load.force)
      force *= input.worst_tip_share;
    for (double& pressure : load.pressure)
      pressure *= input.worst_tip_share;
  }
  return load;
}

Forces failure_forces(const Column& column, const Needle& needle, const double from) {
  const MaterialStrength& material = needle.material;
  const double squash = material.compression * column.weakest;
  const double euler = material.youngs_modulus * column.free.euler_per_modulus();
  const double euler_supported = material.youngs_modulus * column.supported.euler_per_modulus();
  Forces forces;
  // A brittle needle stays elastic to the end; a ductile one softens before it yields (Johnson).
  at(forces, FailureMode::buckling) =
      material.brittle ? std::min(euler, squash) : column.free.load(material.youngs_modulus, squash);
  at(forces, FailureMode::buckling_supported) =
      material.brittle ? std::min(euler_supported, squash) : column.supported.load(material.youngs_modulus, squash);
  at(forces, FailureMode::section_yield) = column.sections.section_yield(material.compression, from);
  at(forces, FailureMode::tip_crushing) = column.tip.tip_crushing(material.compression);
  const auto bending = [&](const Misalignment& misalignment, const double euler_load) {
    return material.brittle ? column.sections.first_yield(material, misalignment, euler_load, from)
                            : column.sections.plastic_hinge(material, misalignment, euler_load, from);
  };
  at(forces, FailureMode::bending) = bending(needle.misalignment, euler);
  at(forces, FailureMode::bending_supported) = bending({0., needle.misalignment.offset}, euler_supported);
  at(forces, FailureMode::wall) =
      std::min(column.sections.wall_wrinkling(material, needle.knockdown), column.sections.wall_collapse(material));
  return forces;
}

/// The mode that comes first. Where buckling is no more than yielding of a section, yielding it is.
FailureMode governing_mode(Forces forces, bool brittle, bool supported) {
  at(forces, supported ? FailureMode::buckling : FailureMode::buckling_supported) = infinity;
  at(forces, supported ? FailureMode::bending : FailureMode::bending_supported) = infinity;
  if (!brittle)
    at(forces, FailureMode::tip_crushing) = infinity;
  const double yield = at(forces, FailureMode::section_yield);
  double& buckling = at(forces, supported ? FailureMode::buckling_supported : FailureMode::buckling);
  if (buckling >= yield * (1. - 1e-9))
    buckling = infinity;
  return static_cast<FailureMode>(std::min_element(forces.begin(), forces.end()) - forces.begin());
}

/// Quantile bounds of samples of which some may be infinite.
Interval bounded(double value, const std::vector<double>& samples, const MonteCarloParameters& parameters) {
  std::vector<double> finite;
  std::copy_if(samples.begin(), samples.end(), std::back_inserter(finite), [](double x) { return std::isfinite(x); });
  if (finite.size() < samples.size() || !std::isfinite(value))
    return {value, finite.empty() ? value : sample_quantile(finite, parameters.low), infinity};
  return interval_of(value, finite, parameters);
}

void require(const UncertainValue& input, const char* what) {
  if (!(input.value > 0.) || !std::isfinite(input.value))
    throw std::invalid_argument(fmt::format("needle strength: {} must be positive, not {}", what, input.value));
}

/// All samples of one number.
struct Samples {
  std::array<std::vector<double>, failure_modes> force;
  std::array<double, failure_modes> governed{}; ///< number of samples that the mode governs, tip free
  std::vector<double> failure, margin, margin_supported, first_yield, tip_margin, crushed, burst, weakest_height;
};

void add_sample(const Column& column, const Needle& needle, const double from, Samples& samples) {
  const Forces forces = failure_forces(column, needle, from);
  for (std::size_t mode = 0; mode < failure_modes; ++mode)
    samples.force[mode].push_back(forces[mode]);
  const bool brittle = needle.material.brittle;
  const auto governing = static_cast<std::size_t>(governing_mode(forces, brittle, false));
  const double supported = forces[static_cast<std::size_t>(governing_mode(forces, brittle, true))];
  samples.governed[governing] += 1.;
  samples.failure.push_back(forces[governing]);
  samples.margin.push_back(forces[governing] / needle.insertion_force);
  samples.margin_supported.push_back(supported / needle.insertion_force);
  samples.tip_margin.push_back(forces[static_cast<std::size_t>(FailureMode::tip_crushing)] / needle.insertion_force);
  const double euler = needle.material.youngs_modulus * column.free.euler_per_modulus();
  samples.first_yield.push_back(std::min({column.sections.section_yield(needle.material.compression),
                                          column.sections.first_yield(needle.material, needle.misalignment, euler),
                                          column.tip.section_yield(needle.material.compression)}) /
                                needle.insertion_force);
  samples.crushed.push_back(column.tip.crushed_radius(needle.insertion_force, needle.material.compression, from));
  samples.burst.push_back(column.sections.burst_pressure(needle.material.tension));
  samples.weakest_height.push_back(column.sections.weakest_height(from));
}

double share_below_one(const std::vector<double>& samples) {
  return double(std::count_if(samples.begin(), samples.end(), [](double margin) { return margin < 1.; })) /
         samples.size();
}

double share_above_zero(const std::vector<double>& samples) {
  return double(std::count_if(samples.begin(), samples.end(), [](double x) { return x > 0.; })) / samples.size();
}

/// Best values from `best` (one sample, the medians), intervals from `samples`.
void summarise(const Samples& best, const Samples& samples, const MonteCarloParameters& parameters,
               StrengthResult& result) {
  for (std::size_t mode = 0; mode < failure_modes; ++mode)
    result.force[mode] = bounded(best.force[mode].front(), samples.force[mode], parameters);
  result.failure_force = bounded(best.failure.front(), samples.failure, parameters);
  result.margin = bounded(sample_quantile(samples.margin, 0.5), samples.margin, parameters);
  result.margin_supported =
      bounded(sample_quantile(samples.margin_supported, 0.5), samples.margin_supported, parameters);
  result.first_yield_margin = bounded(sample_quantile(samples.first_yield, 0.5), samples.first_yield, parameters);
  result.tip_margin = bounded(best.tip_margin.front(), samples.tip_margin, parameters);
  result.crushed_radius = bounded(best.crushed.front(), samples.crushed, parameters);
  result.burst_pressure = bounded(best.burst.front(), samples.burst, parameters);
  result.weakest_height = bounded(best.weakest_height.front(), samples.weakest_height, parameters);
}

/// Draws `count` needles of an input whose buckling has been solved.
Samples draw(const StrengthInput& input, const Column& column, const unsigned int count) {
  Samples samples;
  RandomStream random(input.monte_carlo.seed);
  for (unsigned int i = 0; i < count; ++i) {
    const Needle needle = drawn_needle(input, random);
    add_sample(column, needle, flattened_height(input, needle), samples);
  }
  return samples;
}

/// The input with its assumed values no longer drawn but all at one end: `unfavourable` bends the needle more and
/// lets its tip be blunted less.
StrengthInput pinned(StrengthInput input, const bool unfavourable) {
  const auto pin = [](UncertainValue& value, const bool high) {
    value = fixed(high ? value.high : value.low).named(value.name, value.unit).from(value.source, value.label);
  };
  pin(input.angle, unfavourable);
  pin(input.offset, unfavourable);
  pin(input.blunting, !unfavourable);
  return input;
}

/// Shares of the samples, and what they are with the assumed inputs at either end; bounds contain the error of so many
/// samples.
void add_shares(const StrengthInput& input, const Column& column, const Samples& samples, StrengthResult& result) {
  const unsigned int fewer = std::max(1u, input.monte_carlo.samples / 4);
  const Samples ends[] = {draw(pinned(input, false), column, fewer), draw(pinned(input, true), column, fewer)};
  const auto spread = [&](const auto& share) {
    Interval result = share_interval(share(samples), samples.margin.size());
    for (const Samples& end : ends) {
      const Interval there = share_interval(share(end), end.margin.size());
      result.low = std::min(result.low, there.low);
      result.high = std::max(result.high, there.high);
    }
    return result;
  };
  for (std::size_t mode = 0; mode < failure_modes; ++mode)
    result.governing_share[mode] =
        spread([&](const Samples& drawn) { return drawn.governed[mode] / double(drawn.margin.size()); });
  result.probability_of_failure = spread([](const Samples& drawn) { return share_below_one(drawn.margin); });
  result.probability_of_failure_supported =
      spread([](const Samples& drawn) { return share_below_one(drawn.margin_supported); });
  result.probability_of_blunting = spread([](const Samples& drawn) { return share_above_zero(drawn.crushed); });
  const auto largest = std::max_element(samples.governed.begin(), samples.governed.end());
  result.governing = static_cast<FailureMode>(largest - samples.governed.begin());
}

} // namespace

StrengthResult needle_strength(const StrengthInput& input) {
  require(input.material.youngs_modulus, "Young's modulus");
  require(input.material.strength, "the strength");
  require(input.insertion_force, "the insertion force");
  if (input.column.is_hollow())
    require(input.shell_knockdown, "the shell's knockdown factor");
  const Needle median = median_needle(input);
  const double flattened = flattened_height(input, median);
  const Column column{InelasticBuckling(input.column, input.load, TipSupport::free, flattened),
                      InelasticBuckling(input.column, input.load, TipSupport::supported, flattened),
                      SectionStrength(input.column, input.load, input.tip_zone),
                      SectionStrength(input.column, worst_tip_load(input), input.tip_zone),
                      squash_load(input.column, input.load, 1., flattened)};
  Samples best;
  add_sample(column, median, flattened, best);
  const Samples samples = draw(input, column, input.monte_carlo.samples);
  StrengthResult result;
  summarise(best, samples, input.monte_carlo, result);
  add_shares(input, column, samples, result);
  return result;
}

UncertainValue assumed_insertion_force(double force) {
  return lognormal_between(force, 0.5 * force, 2. * force)
      .named("strength.insertion_force", "N")
      .from("spread from half to twice the computed force", "assumed");
}

} // namespace acumen::outcomes
