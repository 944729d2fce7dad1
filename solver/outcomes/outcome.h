#pragma once

#include "solver/outcomes/monte_carlo.h"

#include <limits>
#include <string>
#include <vector>

namespace acumen::outcomes {

/// One number of an outcome: `name` is declared in outcome_quantities(), SI units, NaN where it does not exist.
struct OutcomeValue {
  std::string name;
  Interval interval;
  /// Weakest label of the uncertain inputs the number rests on (weakest_label()); exact_label where there is none.
  std::string label;
};

/// What one outcome model says of a run.
struct Outcome {
  std::vector<OutcomeValue> values;
  std::vector<std::string> assumptions; ///< inputs labelled `assumed` that the values rest on
  std::vector<std::string> warnings;    ///< a simulator's statements with their limits, whole sentences

  void add(const std::string& name, const Interval& interval, const std::string& label) {
    values.push_back({name, interval, label});
  }
  /// A number that follows from the case alone, nothing uncertain in it: a count, a flag, plain geometry.
  void add_exact(const std::string& name, double value) {
    constexpr double none = std::numeric_limits<double>::quiet_NaN();
    values.push_back({name, {value, none, none}, exact_label});
  }
};

/// Declaration of an outcome's number: dotted name, coherent SI unit ("1" for a pure number), meaning.
struct OutcomeQuantity {
  std::string name, unit, meaning;
};

} // namespace acumen::outcomes
