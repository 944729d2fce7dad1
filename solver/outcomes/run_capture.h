#pragma once

#include "solver/outcomes/finished_run.h"
#include "solver/stepping/insertion.h"

#include <string>

namespace acumen::outcomes {

/// States on the way that the run's last step no longer shows: the hole with the needle at its deepest, and the
/// tractions on the needle at the largest force.
///
/// Fed after every converged step. A run that is to be resumed saves it beside each checkpoint and loads it again:
/// steps that the resumed run repeats come out the same, so what was seen after the checkpoint stays valid.
class RunCapture {
public:
  /// Looks at the newest step.
  void observe(const stepping::Insertion& insertion);

  /// One HDF5 file, atomically. Throws base::OutputError.
  void save(const std::string& file) const;
  /// Leaves everything empty where there is no such file (a run begun by an older version). Throws base::OutputError
  /// where the file is damaged.
  void load(const std::string& file);

  /// Wall of the hole at the last step in which the tip was as deep as ever.
  const std::vector<HolePoint>& hole_deepest() const { return hole_; }
  /// Rings of contact at the largest force, by rising z.
  const std::vector<ContactRing>& contact() const { return contact_; }
  /// The same when the mean axial stress in a section just above the tip's rounding was largest: often just before
  /// puncture, when all of the force enters at the tip.
  const std::vector<ContactRing>& contact_at_tip() const { return contact_at_tip_; }

private:
  double deepest_tip_ = 0.;        ///< [m]
  double largest_force_ = 0.;      ///< [N]
  double largest_tip_stress_ = 0.; ///< [Pa]
  std::vector<HolePoint> hole_;
  std::vector<ContactRing> contact_, contact_at_tip_;
};

/// Wall of the hole at the last converged step, surface first; empty where the axis is closed.
std::vector<HolePoint> hole_wall(const stepping::Insertion& insertion);

/// Contact at the last converged step.
///
/// Friction acts along the flank; its direction at each ring is taken as that of the sum, and its size as the same
/// share of Coulomb's limit everywhere, such that the sum is the step's friction force.
std::vector<ContactRing> contact_rings(const stepping::Insertion& insertion);

/// What outcomes need of a run that has at least one record. `array`, `needle_material` and `site` are left to the
/// caller, which knows the case; so are the layers, as many as the problem has, top down.
FinishedRun finished_run(const stepping::Insertion& insertion, const RunCapture& capture,
                         const std::vector<LayerExtent>& layers);

} // namespace acumen::outcomes
