#pragma once

#include <vector>

namespace acumen::stepping {

/// Running energy balance of a run [J]: external = stored + fracture + friction + viscous + released.
struct EnergyLedger {
  double external = 0.; ///< work done by the needle
  double friction = 0.;
  double viscous = 0.;
  double released = 0.;         ///< set free (to motion and sound) where equilibrium was lost and the skin snapped
  double stored = 0.;           ///< now, above the state before first touch
  std::vector<double> fracture; ///< by layer

  double fracture_total() const {
    double sum = 0.;
    for (const double value : fracture)
      sum += value;
    return sum;
  }
  double closure_error() const { return external - stored - fracture_total() - friction - viscous - released; }
};

/// One converged step, as it stands in history.csv. Lengths [m], forces [N], heights above the undisturbed surface.
struct StepRecord {
  unsigned int step = 0;
  unsigned int phase = 0;
  double time = 0.;
  double travel = 0.;             ///< of the needle since first touch
  double force = 0.;              ///< the skin's resistance on the needle, positive when it is pushed out
  double friction_force = 0.;     ///< sum of friction along the needle's axis
  double plate_force = 0.;        ///< the base plate's share of `force`
  double tip_depth = 0.;          ///< below the undisturbed surface
  double penetration_depth = 0.;  ///< below the deformed surface at the needle's flank
  double surface_depression = 0.; ///< how far the surface at the flank has sunk
  double hole_depth = 0.;         ///< reference depth down to which the axis has opened
  double hole_radius = 0.;        ///< radius of the hole's mouth
  double reaction_mismatch = 0.;  ///< contact force against support reaction, relative
  double deepest_overlap = 0.;    ///< of skin and needle
  double smallest_corner_jacobian = 1.;
  EnergyLedger ledger;
  unsigned int iterations = 0;
  unsigned int factorisations = 0;
  bool snapped = false; ///< equilibrium was lost within the step

  /// The needle's share of `force`, without the base plate's.
  double needle_force() const { return force - plate_force; }
};

} // namespace acumen::stepping
