#include "solver/transport/loading.h"

#include "solver/transport/delivery.h"
#include "solver/transport/dissolution.h"
#include "solver/transport/permeation.h"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>
#include <stdexcept>

namespace acumen::transport {

namespace {

/// The needle below the barrier: only what lies there counts.
std::vector<HolePoint> below(const std::vector<HolePoint>& needle, const double depth) {
  std::vector<HolePoint> result;
  for (std::size_t i = 0; i < needle.size(); ++i) {
    if (i > 0 && needle[i - 1].depth < depth && needle[i].depth > depth) {
      const double share = (depth - needle[i - 1].depth) / (needle[i].depth - needle[i - 1].depth);
      result.push_back({depth, needle[i - 1].radius + share * (needle[i].radius - needle[i - 1].radius), 0.});
    }
    if (needle[i].depth >= depth)
      result.push_back(needle[i]);
  }
  return result;
}

std::string mass(const double value) {
  return fmt::format("{:.3g} ug", 1e9 * value);
}

/// What the whole needle would hold at the formulation's largest drug fraction, and the factors that reduce it.
struct Chain {
  double whole = 0., fraction = 0.; ///< [kg], [-]
  std::vector<LoadingLimit> limits;
  double cap = 1e300; ///< solubility [kg]
};

double load_without(const Chain& chain, const std::string& lifted) {
  double load = chain.whole;
  for (const LoadingLimit& limit : chain.limits)
    if (limit.name != lifted)
      load *= limit.factor;
  return lifted == "solubility" ? load : std::min(load, chain.cap);
}

Chain solid_chain(const WoundedSkin& skin, const Polymer& polymer, const DeliverySettings& settings,
                  const StrengthMargin& margin, const double target) {
  const auto wet = below(skin.needle, skin.barrier_thickness());
  const NeedleSlice inserted = whole_slice(wet);
  const bool film = settings.system == DeliverySystem::coated;
  Chain chain;
  chain.fraction = polymer.maximum_drug_fraction;
  const double film_volume = settings.coating_thickness * whole_slice(skin.needle).area;
  const double whole_volume = film ? film_volume : skin.needle_volume;
  chain.whole = settings.needles * settings.filled_fraction * polymer.density * chain.fraction * whole_volume;
  const double held = film ? settings.coating_thickness * inserted.area : inserted.volume;
  chain.limits.push_back({"depth", whole_volume > 0. ? held / whole_volume : 0., 0.});
  double fraction = chain.fraction;
  // A coating does not weaken the needle below it.
  if (margin && !film)
    fraction = strongest_fraction(margin, target, chain.fraction);
  chain.limits.push_back({"strength", fraction / chain.fraction, 0.});
  chain.fraction = fraction;
  const double distance = polymer.front_speed * settings.wear_time;
  const double dissolved = film ? std::min(1., distance / settings.coating_thickness) : dissolved_share(wet, distance);
  chain.limits.push_back({"dissolution", wet.empty() ? 1. : dissolved, 0.});
  return chain;
}

// What a reservoir outside the skin holds passes the hole; the needle itself only has to survive.
Chain reservoir_chain(const WoundedSkin& skin, const Drug& drug, const Polymer& polymer,
                      const DeliverySettings& settings) {
  Chain chain;
  chain.fraction = settings.drug_fraction;
  chain.whole = settings.needles * carried_dose(skin, drug, polymer, settings);
  chain.limits.push_back({"depth", skin.depth() > skin.barrier_thickness() ? 1. : 0., 0.});
  return chain;
}

} // namespace

const LoadingLimit& LoadingResult::binding() const {
  return *std::max_element(limits.begin(), limits.end(),
                           [](const LoadingLimit& a, const LoadingLimit& b) { return a.without < b.without; });
}

StrengthMargin softened_margin(const double drug_free_margin, const double exponent) {
  return [drug_free_margin, exponent](const double w) { return drug_free_margin * std::pow(1. - w, exponent); };
}

double strongest_fraction(const StrengthMargin& margin, const double target, const double highest) {
  if (margin(highest) >= target)
    return highest;
  if (margin(0.) < target)
    return 0.;
  double low = 0., high = highest;
  for (int i = 0; i < 60; ++i)
    (margin(0.5 * (low + high)) >= target ? low : high) = 0.5 * (low + high);
  return low;
}

double soluble_amount(const WoundedSkin& skin, const Drug& drug, const double time) {
  double amount = 0., top = 0.;
  for (const SkinLayer& layer : skin.layers) {
    const double bottom = std::min(top + layer.thickness, skin.depth());
    if (!layer.tissue.barrier && bottom > top) {
      const MediumCoefficients medium = medium_of(layer, drug);
      const double spread = std::sqrt(medium.conductivity * time / medium.capacity);
      const double loss = clearance_of(layer, drug);
      const double reach = loss > 0. ? std::min(spread, std::sqrt(medium.conductivity / loss)) : spread;
      const double r = std::max(skin.hole_at(0.5 * (top + bottom)).radius, 1e-7), h = bottom - top;
      amount += 2. * M_PI * h * medium.conductivity * drug.solubility / std::log1p(reach / r) * time +
                M_PI * h * (reach * reach / 3. + r * reach) * medium.capacity * drug.solubility;
    }
    top += layer.thickness;
  }
  return amount;
}

LoadingResult loading_limit(const WoundedSkin& skin, const Drug& drug, const Polymer& polymer,
                            const DeliverySettings& settings, const StrengthMargin& margin, const double target) {
  const bool solid = settings.system == DeliverySystem::dissolving || settings.system == DeliverySystem::coated;
  Chain chain =
      solid ? solid_chain(skin, polymer, settings, margin, target) : reservoir_chain(skin, drug, polymer, settings);
  if (settings.system != DeliverySystem::hollow)
    chain.cap = settings.needles * soluble_amount(skin, drug, settings.wear_time);
  LoadingResult result;
  result.drug_fraction = chain.fraction;
  result.maximum_load = load_without(chain, "");
  const double uncapped = load_without(chain, "solubility");
  chain.limits.push_back({"solubility", uncapped > 0. ? result.maximum_load / uncapped : 1., 0.});
  for (LoadingLimit& limit : chain.limits)
    limit.without = load_without(chain, limit.name);
  result.limits = chain.limits;
  const bool full = result.binding().without <= result.maximum_load * (1. + 1e-9);
  result.limits.insert(result.limits.begin(), {"volume", 1., result.maximum_load});
  const std::string name = full ? "volume" : result.binding().name;
  result.sentence = fmt::format("the limit is set by {}: {} in all", name, mass(result.maximum_load));
  for (const LoadingLimit& limit : result.limits)
    if (limit.name != "volume")
      result.sentence += fmt::format("; without {} {}", limit.name, mass(limit.without));
  return result;
}

} // namespace acumen::transport
