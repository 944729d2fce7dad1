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

std::string mass(const double value) {
  const double micrograms = 1e9 * value;
  return micrograms == 0.    ? "0 ug"
         : micrograms >= 1e3 ? fmt::format("{:.3g} mg", 1e-3 * micrograms)
         : micrograms >= 0.1 ? fmt::format("{:.3g} ug", micrograms)
                             : fmt::format("{:.3g} ng", 1e3 * micrograms);
}

/// What the whole needle would hold at the formulation's largest drug fraction, and the factors that reduce it.
struct Chain {
  double whole = 0., fraction = 0.; ///< [kg], [-]
  std::vector<LoadingLimit> limits;
  double cap = 1e300; ///< solubility [kg]
  std::string strength_reason;
};

/// Load with the named limits lifted.
double load_without(const Chain& chain, const std::vector<std::string>& lifted) {
  const auto is_lifted = [&](const std::string& name) {
    return std::find(lifted.begin(), lifted.end(), name) != lifted.end();
  };
  double load = chain.whole;
  for (const LoadingLimit& limit : chain.limits)
    if (!is_lifted(limit.name))
      load *= limit.factor;
  return is_lifted("solubility") ? load : std::min(load, chain.cap);
}

/// The limit whose lifting, beside those lifted already, gains most; "volume" where none gains anything. Where several
/// limits each leave nothing, lifting one gains nothing: then the first of them.
std::string gaining_most(const Chain& chain, const std::vector<std::string>& lifted) {
  const double now = load_without(chain, lifted);
  std::string name = "volume";
  double most = now * (1. + 1e-9);
  for (const LoadingLimit& limit : chain.limits) {
    std::vector<std::string> more = lifted;
    more.push_back(limit.name);
    if (const double load = load_without(chain, more); load > most) {
      most = load;
      name = limit.name;
    }
    const bool is_lifted = std::find(lifted.begin(), lifted.end(), limit.name) != lifted.end();
    if (name == "volume" && now == 0. && limit.factor == 0. && !is_lifted)
      name = limit.name;
  }
  return name;
}

/// Why the strength leaves what it leaves; empty where it does not limit.
std::string strength_reason(const double drug_free, const double fraction, const double highest, const double target) {
  if (fraction >= highest)
    return "";
  return drug_free < target
             ? fmt::format("even without drug the needle's margin of safety is {:.2f}, below the {:.3g} to be kept",
                           drug_free, target)
             : fmt::format("the margin of safety falls from {:.2f} without drug to {:.3g} at {:.1f} % drug", drug_free,
                           target, 100. * fraction);
}

Chain solid_chain(const WoundedSkin& skin, const Polymer& polymer, const DeliverySettings& settings,
                  const StrengthMargin& margin, const double target) {
  const bool film = settings.system == DeliverySystem::coated;
  const auto coated = film ? coated_part(skin, settings) : skin.needle;
  // Only what lies below the barrier counts.
  const auto wet = below(coated, skin.barrier_thickness());
  const NeedleSlice inserted = whole_slice(wet);
  Chain chain;
  chain.fraction = polymer.maximum_drug_fraction;
  const double film_volume = settings.coating_thickness * whole_slice(coated).area;
  const double whole_volume = film ? film_volume : skin.needle_volume;
  chain.whole = settings.needles * settings.filled_fraction * polymer.density * chain.fraction * whole_volume;
  const double held = film ? settings.coating_thickness * inserted.area : inserted.volume;
  chain.limits.push_back({"depth", whole_volume > 0. ? held / whole_volume : 0., 0.});
  double fraction = chain.fraction;
  // A coating does not weaken the needle below it.
  if (margin && !film) {
    fraction = strongest_fraction(margin, target, chain.fraction);
    chain.strength_reason = strength_reason(margin(0.), fraction, chain.fraction, target);
  }
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

// What a pump sends through the lumen: as much as flows while the needle is worn, as concentrated as the drug
// dissolves.
Chain infusion_chain(const WoundedSkin& skin, const Drug& drug, const Polymer& polymer,
                     const DeliverySettings& settings) {
  Chain chain = reservoir_chain(skin, drug, polymer, settings);
  if (settings.infusion_time > 0. && settings.wear_time > 0.)
    chain.limits.push_back({"flow", std::min(1., settings.wear_time / settings.infusion_time), 0.});
  chain.cap = settings.needles * drug.solubility * settings.infused_volume;
  return chain;
}

} // namespace

const LoadingLimit& LoadingResult::binding() const {
  return *std::find_if(limits.begin(), limits.end(), [&](const LoadingLimit& limit) { return limit.name == set_by; });
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

double intact_clearance(const WoundedSkin& skin, const Drug& drug) {
  return M_PI * skin.cell_radius * skin.cell_radius * barrier_permeability(drug.molecular_weight, drug.log_partition);
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

namespace {

/// What each limit would allow more, one lifted at a time, and what comes after the binding one.
std::string sentence(const Chain& chain, const LoadingResult& result) {
  std::string text = fmt::format("the limit is set by {}: {} in all", result.set_by, mass(result.maximum_load));
  if (!chain.strength_reason.empty())
    text += fmt::format(" ({})", chain.strength_reason);
  for (const LoadingLimit& limit : result.limits)
    if (limit.name != "volume")
      text += fmt::format("; without {} {} more", limit.name, mass(std::max(0., limit.without - result.maximum_load)));
  if (result.set_by != "volume")
    text += fmt::format("; after {} the limit would be set by {}", result.set_by, result.next);
  return text;
}

} // namespace

LoadingResult loading_limit(const WoundedSkin& skin, const Drug& drug, const Polymer& polymer,
                            const DeliverySettings& settings, const StrengthMargin& margin, const double target) {
  const bool solid = settings.system == DeliverySystem::dissolving || settings.system == DeliverySystem::coated;
  const bool hollow = settings.system == DeliverySystem::hollow;
  Chain chain = solid    ? solid_chain(skin, polymer, settings, margin, target)
                : hollow ? infusion_chain(skin, drug, polymer, settings)
                         : reservoir_chain(skin, drug, polymer, settings);
  if (!hollow)
    chain.cap = settings.needles * (soluble_amount(skin, drug, settings.wear_time) +
                                    (solid ? 0. : drug.solubility * intact_clearance(skin, drug) * settings.wear_time));
  LoadingResult result;
  result.drug_fraction = chain.fraction;
  result.maximum_load = load_without(chain, {});
  const double uncapped = load_without(chain, {"solubility"});
  chain.limits.push_back({"solubility", uncapped > 0. ? result.maximum_load / uncapped : 1., 0.});
  for (LoadingLimit& limit : chain.limits)
    limit.without = load_without(chain, {limit.name});
  result.set_by = gaining_most(chain, {});
  result.next = gaining_most(chain, {result.set_by});
  result.limits = chain.limits;
  result.limits.insert(result.limits.begin(), {"volume", 1., result.maximum_load});
  result.sentence = sentence(chain, result);
  return result;
}

} // namespace acumen::transport
