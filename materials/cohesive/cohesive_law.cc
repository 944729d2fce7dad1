#include "materials/cohesive/cohesive_law.h"

#include "materials/laws/require.h"

#include <fmt/format.h>

#include <stdexcept>

namespace acumen::materials {

void CohesiveLaw::validate() const {
  if (!can_crack())
    return;
  require_greater("cohesive strength", strength, 0., "Pa");
  require_greater("fracture energy", energy, 0., "J/m^2");
  require_greater("cohesive initial_opening", initial_opening, 0., "m");
  const double least = 0.5 * strength * initial_opening;
  if (energy <= least)
    throw std::invalid_argument(fmt::format(
        "fracture energy is {:g} J/m^2 but must be greater than {:g} J/m^2 = strength x initial_opening / 2, the "
        "energy "
        "spent by the time the strength of {:g} Pa is reached: raise the energy, or lower strength or initial_opening",
        energy, least, strength));
}

} // namespace acumen::materials
