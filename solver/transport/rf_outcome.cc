#include "solver/transport/rf_heating.h"

namespace acumen::transport {

RfOutcome rf_outcome(const RfResult& result) {
  RfOutcome outcome;
  outcome.values = {{"rf.resistance", result.resistance},
                    {"rf.power", result.power},
                    {"rf.energy", result.energy},
                    {"rf.carried_off", result.carried_off},
                    {"rf.boiled", result.boiled},
                    {"rf.peak_temperature", result.peak_temperature},
                    {"rf.lesion_top", result.lesion_top},
                    {"rf.lesion_bottom", result.lesion_bottom},
                    {"rf.lesion_width", result.lesion_width},
                    {"rf.lesion_volume", result.lesion_volume},
                    {"rf.balance_error", result.balance_error()},
                    {"rf.unknowns", static_cast<double>(result.unknowns)},
                    {"rf.steps", static_cast<double>(result.steps)}};
  outcome.warnings.push_back("rf: the size of the lesion is not calibrated against measured ones: compare settings, do "
                             "not quote it as it is");
  if (!(result.lesion_volume > 0.))
    outcome.warnings.push_back(
        "rf: no tissue is coagulated (thermal damage stays below 1): more voltage or a longer pulse "
        "is needed");
  if (result.boils)
    outcome.warnings.push_back("rf: tissue reaches 100 degC and is held there: boiling, vapour and charring, which "
                               "raise the resistance, are not modelled; use less voltage or a shorter pulse");
  return outcome;
}

const std::vector<results::OutputQuantity>& rf_quantities() {
  static const std::vector<results::OutputQuantity> all = {
      {"rf.resistance", "ohm", "Resistance between the two needles at body temperature."},
      {"rf.power", "W", "Power of the pair at the start of the pulse."},
      {"rf.energy", "J", "Heat that the pair's current has made in the pulse."},
      {"rf.carried_off", "J", "Heat carried off by blood during the pulse."},
      {"rf.boiled", "J", "Heat beyond 100 degC, taken as boiled off."},
      {"rf.peak_temperature", "degC", "Highest temperature in the pulse."},
      {"rf.lesion_top", "m",
       "Depth of the upper end of the coagulated tissue at the pulse's end (thermal damage above 1); none without it."},
      {"rf.lesion_bottom", "m", "Depth of its lower end."},
      {"rf.lesion_width", "m", "Its largest width round one needle, needle included."},
      {"rf.lesion_volume", "m^3", "Its volume round one needle."},
      {"rf.balance_error", "1", "Heat not accounted for, relative."},
      {"rf.unknowns", "1", "Unknowns of potential and temperature, each."},
      {"rf.steps", "1", "Time steps of the pulse."}};
  return all;
}

} // namespace acumen::transport
