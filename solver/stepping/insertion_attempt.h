#pragma once

#include "solver/stepping/insertion.h"

namespace acumen::stepping {

/// One trial of a step: what was asked and what came out.
struct Insertion::Attempt {
  double increment = 0.; ///< of the travel [m]
  double duration = 0.;  ///< [s]
  std::vector<double> displacement;
  MinimiserReport report;
  contact::ContactSummary contact;
  unsigned int iterations = 0, factorisations = 0;
  bool snapped = false;
  bool too_long = false; ///< given up before any iteration: no first guess near equilibrium
};

} // namespace acumen::stepping
