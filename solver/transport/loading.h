#pragma once

#include "solver/transport/drug.h"
#include "solver/transport/wounded_skin.h"

#include <functional>
#include <string>
#include <vector>

namespace acumen::transport {

/// One thing that limits how much drug gets below the stratum corneum.
struct LoadingLimit {
  std::string name;    ///< volume, depth, strength, dissolution, flow, solubility
  double factor = 1.;  ///< share that this limit leaves of what the ones before it allow [-]
  double without = 0.; ///< load if this limit alone were lifted [kg]
};

/// The most drug that this geometry can hold and put below the stratum corneum.
struct LoadingResult {
  double maximum_load = 0.;         ///< of all needles [kg]
  double drug_fraction = 0.;        ///< at that load [-]; solid formulations
  std::vector<LoadingLimit> limits; ///< in the order in which they act; the first starts from the whole needle
  std::string set_by;               ///< name of the binding limit; "volume" where the needle's own volume is all
  std::string next;                 ///< what would set the limit if the binding one were lifted
  std::string sentence;             ///< "the limit is set by ...": load, its reason, and what lifting each limit gains
  const LoadingLimit& binding() const;
};

/// Margin of safety (failure force over insertion force) of a needle whose drug fraction is w; decreasing in w.
using StrengthMargin = std::function<double(double drug_fraction)>;

/// Margin that falls like the stiffness, (1 - w)^n, from the drug-free needle's (ASSUMED for strength: buckling load
/// and yield force are both proportional to E or strength).
StrengthMargin softened_margin(double drug_free_margin, double exponent);

/// Largest drug fraction up to `highest` whose margin reaches `target`; 0 if none does (bisection).
double strongest_fraction(const StrengthMargin& margin, double target, double highest);

/// A hollow needle's volume is what is to be infused; its lumen holds only a little of that.
/// \param margin      empty = strength does not limit
/// \param target      margin of safety to keep
LoadingResult loading_limit(const WoundedSkin& skin, const Drug& drug, const Polymer& polymer,
                            const DeliverySettings& settings, const StrengthMargin& margin, double target);

/// Most drug one needle's hole can pass into saturated surroundings within `time` [kg]: steady flow from a slender
/// wall at the solubility into clearing tissue, 2 pi h k Cs / ln(1 + l/r) with l = sqrt(k / loss), plus filling the
/// shell of that thickness. Estimate, not a bound: good to a factor of about two.
double soluble_amount(const WoundedSkin& skin, const Drug& drug, double time);

/// Steady flow through the intact skin of one needle's cell per concentration in a patch [m^3/s] (Potts & Guy).
double intact_clearance(const WoundedSkin& skin, const Drug& drug);

} // namespace acumen::transport
