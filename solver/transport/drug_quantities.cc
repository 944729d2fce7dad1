// Apart from what computes them, so that listing them does not load the finite elements.
#include "solver/transport/drug_outcome.h"

namespace acumen::transport {

const std::vector<results::OutputQuantity>& drug_quantities() {
  static const std::vector<results::OutputQuantity> all = {
      {"drug.maximum_load", "kg", "Most drug that all needles can hold and put below the stratum corneum."},
      {"drug.maximum_load_fraction", "1", "Mass share of drug at that load."},
      {"drug.load_without_depth", "kg", "The maximum load if the needles were in to their full length."},
      {"drug.load_without_strength", "kg", "The maximum load if drug did not weaken the needle."},
      {"drug.load_without_dissolution", "kg", "The maximum load if everything dissolved within the wear time."},
      {"drug.load_without_flow", "kg", "The maximum load if all of it flowed in within the wear time; hollow."},
      {"drug.load_without_solubility", "kg", "The maximum load if the drug were freely soluble."},
      {"drug.loaded_safety_factor", "1", "The needle's margin of safety with the drug that it carries."},
      {"drug.lumen_load", "kg", "Drug in the lumens of all needles when they are full; hollow."},
      {"drug.dose", "kg", "Drug that the system carries: inserted needles, coating, patch or infusate."},
      {"drug.outside", "kg", "Drug in the parts of the needles that stay above the surface; dissolving."},
      {"drug.delivered", "kg", "Drug below the stratum corneum at the end: in tissue, cleared, into deeper tissue."},
      {"drug.delivered_fraction", "1", "The same over the dose."},
      {"drug.delivered_intact", "kg", "What the patch would have delivered through intact skin, without any needle."},
      {"drug.time_to_50", "s", "Time until half of the dose is delivered."},
      {"drug.time_to_90", "s", "Time until 90 % of the dose is delivered."},
      {"drug.left_in_needle", "kg", "Undissolved drug in or on the needles at the end."},
      {"drug.left_on_skin", "kg", "Drug in the patch and in the stratum corneum at the end."},
      {"drug.in_hole", "kg", "Drug dissolved in the holes or gels at the end."},
      {"drug.in_tissue", "kg", "Drug in viable tissue at the end."},
      {"drug.cleared", "kg", "Drug taken up by blood and lymph until the end."},
      {"drug.into_deep_tissue", "kg", "Drug that left through the bottom of the model."},
      {"drug.balance_error", "1", "Largest change of the total amount over the dose."},
      {"drug.local_balance_error", "1", "Largest imbalance of any node in any step over the dose."},
      {"drug.unknowns", "1", "Unknowns of the diffusion."},
      {"drug.steps", "1", "Time steps of the diffusion."},
      {"drug.plasma_peak", "kg/m^3", "Highest concentration in plasma, one compartment."},
      {"drug.plasma_peak_time", "s", "When plasma peaks."},
      {"infusion.flow", "m^3/s", "Flow through one hollow needle into the layered skin that the infusate has opened."},
      {"infusion.flow_compacted", "m^3/s", "The same while the tissue compacted by the needle has not opened."},
      {"infusion.flow_unbounded", "m^3/s", "The same into an infinite tissue like that at the tip (closed form)."},
      {"infusion.lumen_flow", "m^3/s", "Flow through the lumen alone (Poiseuille)."},
      {"infusion.back_pressure", "Pa", "Pressure at the needle's opening."},
      {"infusion.time", "s", "Time to infuse the volume."},
      {"infusion.leaks_back", "1", "Whether the back-pressure exceeds what seals the needle (0 or 1)."}};
  return all;
}

} // namespace acumen::transport
