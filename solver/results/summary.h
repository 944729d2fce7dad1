#pragma once

#include "solver/base/hdf5_file.h"
#include "solver/stepping/insertion.h"

#include <limits>
#include <string>
#include <vector>

namespace acumen::results {

/// One headline number in SI units; NaN (null in JSON) where it does not exist. `low` and `high` bound it where an
/// interval is known.
struct SummaryValue {
  std::string name, unit;
  double value = std::numeric_limits<double>::quiet_NaN();
  double low = std::numeric_limits<double>::quiet_NaN();
  double high = std::numeric_limits<double>::quiet_NaN();
  /// Weakest label of the uncertain inputs an outcome rests on (`assumed`, `recalled_low`, …, `read`), or `exact`;
  /// empty where none is known.
  std::string label;
};

/// What is known about a case before it is computed.
struct CaseLabel {
  std::string name, hash, title;
  std::vector<std::string> warnings, assumptions;
  std::vector<std::string> notes; ///< findings in words: what limits the drug's load, ...
};

/// A run in short: the content of summary.json.
struct Summary {
  CaseLabel label;
  std::string status; ///< "completed", "stopped" or "not_converged"
  int exit_code = 0;
  stepping::Diagnosis diagnosis; ///< empty unless not_converged
  std::vector<SummaryValue> quantities;

  /// The quantity of that name; null where there is none.
  const SummaryValue* find(const std::string& name) const;
  /// Its value; NaN where there is none.
  double value(const std::string& name) const;
};

/// Every headline number of a run so far (see output_quantities()). `wall_time` [s].
std::vector<SummaryValue> headline(const stepping::Insertion& insertion, double wall_time);

/// What a user must know beside the numbers: accuracy of the energy balance, what the model leaves out.
std::vector<std::string> result_warnings(const stepping::Insertion& insertion,
                                         const std::vector<SummaryValue>& quantities);

/// The text of summary.json.
std::string summary_json(const Summary& summary);

/// The same numbers below /outcomes, their intervals [low, high] below /intervals and where they come from below
/// /provenance.
void write_outcomes(base::Hdf5Writer& file, const Summary& summary);

/// Names of a problem's layers, top down.
std::vector<std::string> layer_names(const std::vector<stepping::Layer>& layers);

} // namespace acumen::results
