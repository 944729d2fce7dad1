#pragma once

#include "solver/outcomes/laser.h"

namespace acumen::outcomes {

/// A fractional laser on the same skin and the same person as a needle.
struct ComparatorInput {
  double energy = 0.; ///< of a pulse [J]
  LaserParameters laser;
  std::vector<LayerExtent> layers;
  Placement placement;    ///< of the channels; a needle's own for a like-for-like comparison
  BleedingInput bleeding; ///< of the needle: person, session, blood and vessels are kept, the wound is replaced
  HealingPatient patient;
  HealingProgramme programme;
  HealingParameters healing;
  bool occluded = false;
};

/// Channel, bleeding and healing of the laser, named `laser.*`, `laser.bleeding.*` and `laser.healing.*`: the same
/// functions as for the needle, on the channel's wound and on the vessels that its rim leaves open.
Outcome comparator(const ComparatorInput& input, const MonteCarloParameters& monte_carlo = {});
/// What comparator() reports.
std::vector<OutcomeQuantity> comparator_quantities();

/// Needle and laser side by side, one line a number that both have: name, value and interval of each, in engineering
/// units. `laser` as comparator() gives it. Numbers without unit in `quantities` are left out.
std::string comparator_table(const Outcome& needle, const Outcome& laser,
                             const std::vector<OutcomeQuantity>& quantities);

} // namespace acumen::outcomes
