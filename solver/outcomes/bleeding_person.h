#pragma once

#include "solver/outcomes/bleeding.h"

#include <functional>

namespace acumen::outcomes {

/// Vessels of one population and one diameter, cut by one needle of one person.
struct CutVessels {
  std::size_t population = 0;
  double expected = 0.;      ///< cuts per needle [-]
  double volume = 0.;        ///< lost from each in that person [m^3]
  double normal_volume = 0.; ///< lost from each with normal clotting [m^3]
};

/// One person with every uncertain input drawn: what one needle cuts and how it bleeds.
struct Person {
  std::vector<CutVessels> cuts;
  double time_factor = 1.;         ///< M, all modifiers and platelets together [-]
  double clotting_time = 0.;       ///< T [s]
  double rebleed_probability = 0.; ///< [-]
  double rebleed_volume = 0.;      ///< over the first loss [-]
  double visible_volume = 0.;      ///< [m^3]
  double empirical_probability = 0.;

  /// Expected cuts of a needle that bleed visibly each on its own; `as_normal`: with normal clotting.
  double visible_cuts(bool as_normal) const;
  double expected_cuts() const;
  /// Expected volume of a needle, re-bleeding included [m^3].
  double expected_volume(bool as_normal) const;
};

/// Draws a person. `draw` gives a value of an uncertain input: a random one, or its median.
Person draw_person(const BleedingInput& input, const CutSurface& surface,
                   const std::function<double(const UncertainValue&)>& draw);

} // namespace acumen::outcomes
