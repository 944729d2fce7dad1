#include "solver/outcomes/needle_strength.h"

#include <cmath>
#include <fmt/format.h>
#include <limits>

namespace acumen::outcomes {

namespace {

constexpr std::array<const char*, failure_modes> names = {
    "buckling", "buckling_supported", "section_yield", "tip_crushing", "bending", "bending_supported", "wall"};
constexpr std::array<const char*, failure_modes> words = {
    "buckling (tip free)", "buckling (tip held)", "yielding of a section", "crushing of the tip",
    "bending (tip free)",  "bending (tip held)",  "failure of the wall"};

/// A mode that cannot occur has no number.
Interval or_none(const Interval& interval) {
  constexpr double none = std::numeric_limits<double>::quiet_NaN();
  const auto finite = [&](double value) { return std::isfinite(value) ? value : none; };
  return {finite(interval.value), finite(interval.low), finite(interval.high)};
}

void add_warnings(const StrengthInput& input, const StrengthResult& result, Outcome& outcome) {
  const char* const mode = words[static_cast<std::size_t>(result.governing)];
  if (result.probability_of_failure.value > 0.01)
    outcome.warnings.push_back(fmt::format(
        "needle strength: {:.0f} % of the sampled needles fail before they are in if the tip is free to move aside, "
        "{:.0f} % if the skin holds it; the mode that governs most often is {}",
        100. * result.probability_of_failure.value, 100. * result.probability_of_failure_supported.value, mode));
  if (!input.material.brittle && result.probability_of_blunting.value > 0.01) {
    // Where fewer samples yield than lie above the interval, it says nothing of how far they do.
    const double blunted = result.crushed_radius.high;
    const std::string how_far =
        blunted > input.tip_radius
            ? fmt::format(" to a radius of up to {:.2g} um (made: {:.2g} um)", 1e6 * blunted, 1e6 * input.tip_radius)
            : "";
    outcome.warnings.push_back(fmt::format(
        "needle strength: the metal or polymer at the very tip yields in {:.0f} % of the sampled needles, which "
        "flattens the tip{}. That is wear, not failure; the mechanical run takes the needle as rigid and does not see "
        "that a blunter tip needs more force",
        100. * result.probability_of_blunting.value, how_far));
  }
  if (input.material.brittle && !(input.material.compressive_strength.value > 0.))
    outcome.warnings.push_back("needle strength: no compressive strength is known for this brittle material; its "
                               "tensile strength stands in, which is conservative");
}

} // namespace

const char* name_of(FailureMode mode) {
  return names[static_cast<std::size_t>(mode)];
}

Outcome strength_outcome(const StrengthInput& input, const StrengthResult& result) {
  const NeedleMaterialData& m = input.material;
  std::vector<UncertainValue> inputs = {input.insertion_force, input.angle,   input.offset,
                                        m.youngs_modulus,      m.strength,    m.compressive_strength,
                                        m.compression_ratio,   input.blunting};
  if (input.column.is_hollow())
    inputs.push_back(input.shell_knockdown);
  // What neither a push askew nor blunting enters.
  const std::string all = weakest_label(inputs), material = weakest_label({m.strength}),
                    tip =
                        weakest_label({input.insertion_force, m.strength, m.compressive_strength, m.compression_ratio});
  Outcome outcome;
  outcome.add("strength.failure_force", or_none(result.failure_force), all);
  outcome.add("strength.safety_factor", or_none(result.margin), all);
  outcome.add("strength.safety_factor_supported", or_none(result.margin_supported), all);
  outcome.add("strength.probability_of_failure", result.probability_of_failure, all);
  outcome.add("strength.probability_of_failure_supported", result.probability_of_failure_supported, all);
  for (std::size_t mode = 0; mode < failure_modes; ++mode) {
    outcome.add(fmt::format("strength.{}_force", names[mode]), or_none(result.force[mode]), all);
    outcome.add(fmt::format("strength.{}_share", names[mode]), result.governing_share[mode], all);
  }
  outcome.add("strength.first_yield_safety_factor", or_none(result.first_yield_margin), all);
  outcome.add("strength.weakest_height", or_none(result.weakest_height), all);
  outcome.add("strength.tip_safety_factor", or_none(result.tip_margin), tip);
  outcome.add("strength.crushed_radius", or_none(result.crushed_radius), all);
  outcome.add("strength.probability_of_blunting", result.probability_of_blunting, all);
  outcome.add("strength.burst_pressure", or_none(result.burst_pressure), material);
  outcome.assumptions = assumptions_of(inputs);
  add_warnings(input, result, outcome);
  return outcome;
}

std::vector<OutcomeQuantity> strength_quantities() {
  std::vector<OutcomeQuantity> quantities = {
      {"strength.failure_force", "N", "Skin force on one needle at which it fails first, tip free to move aside."},
      {"strength.safety_factor", "1",
       "Failure force over insertion force, tip free (lower bound); median of the samples."},
      {"strength.safety_factor_supported", "1", "The same with the skin holding the tip sideways (upper bound)."},
      {"strength.probability_of_failure", "1",
       "Share of sampled needles that fail at their insertion force, tip free."},
      {"strength.probability_of_failure_supported", "1", "The same with the skin holding the tip sideways."},
      {"strength.first_yield_safety_factor", "1",
       "Force at the first yield of any fibre above the tip's rounding over insertion force: below failure where a "
       "ductile "
       "tip is only blunted."},
      {"strength.weakest_height", "m", "Height above the tip of the section that would yield first beyond blunting."},
      {"strength.tip_safety_factor", "1",
       "Force that crushes the tip's rounding over insertion force, at the instant the tip is loaded most."},
      {"strength.crushed_radius", "m",
       "Radius to which yielding flattens the tip at the instant it is loaded most; 0 = it stays as made."},
      {"strength.probability_of_blunting", "1", "Share of sampled needles whose tip is flattened by yielding at all."},
      {"strength.burst_pressure", "Pa", "Pressure in the bore that makes a hollow needle's wall yield."}};
  for (std::size_t mode = 0; mode < failure_modes; ++mode) {
    quantities.push_back({fmt::format("strength.{}_force", names[mode]), "N",
                          fmt::format("Skin force on one needle at {}; none where it cannot occur.", words[mode])});
    quantities.push_back({fmt::format("strength.{}_share", names[mode]), "1",
                          fmt::format("Share of sampled needles that fail first by {}.", words[mode])});
  }
  return quantities;
}

} // namespace acumen::outcomes
