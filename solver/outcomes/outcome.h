#pragma once

#include "solver/outcomes/monte_carlo.h"

#include <string>
#include <vector>

namespace acumen::outcomes {

/// One number of an outcome: `name` is declared in outcome_quantities(), SI units, NaN where it does not exist.
struct OutcomeValue {
  std::string name;
  Interval interval;
};

/// What one outcome model says of a run.
struct Outcome {
  std::vector<OutcomeValue> values;
  std::vector<std::string> assumptions; ///< inputs labelled `assumed` that the values rest on
  std::vector<std::string> warnings;    ///< a simulator's statements with their limits, whole sentences

  void add(const std::string& name, const Interval& interval) { values.push_back({name, interval}); }
  void add(const std::string& name, double value) { values.push_back({name, {value, value, value}}); }
};

/// Declaration of an outcome's number: dotted name, coherent SI unit ("1" for a pure number), meaning.
struct OutcomeQuantity {
  std::string name, unit, meaning;
};

} // namespace acumen::outcomes
