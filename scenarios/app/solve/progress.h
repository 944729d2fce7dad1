#pragma once

#include "solver/stepping/insertion.h"

namespace acumen::app {

/// Where a run stands, on standard error: a bar on one line of a terminal, else one line a saved step.
class Progress {
public:
  Progress(bool quiet, const stepping::LoadProgramme& programme);
  ~Progress();
  Progress(const Progress&) = delete;
  Progress& operator=(const Progress&) = delete;

  /// \param saved     whether the newest step's fields were saved
  /// \param elapsed   wall time so far [s]
  void show(const stepping::Insertion& insertion, bool saved, double elapsed);
  /// Leaves the bar's line.
  void end();

private:
  double share_done(const stepping::Insertion& insertion) const;

  bool quiet_, terminal_, open_ = false;
  std::vector<double> weights_; ///< by phase: roughly its share of the whole run's time
};

} // namespace acumen::app
