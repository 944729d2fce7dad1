#pragma once

#include "solver/screening/screening_model.h"

namespace acumen::screening {

/// How the skin gives way under the needle before (and around) the hole.
///
/// Stiff upper layers are a plate on an elastic half-space (Hogg 1938; Timoshenko & Woinowsky-Krieger, section 57):
/// under a point load F = 3 sqrt(3) D/l^2 * w, l^3 = 2 D/E*, D the plate's bending stiffness about its neutral axis and
/// E* = E/(1 - nu^2) of what lies below. Tension makes it stiffer as it bends: F = K w (1 + w/(5 l)), an empirical form
/// whose two constants the corrections fit. Added to it, the tip sinks into the uppermost layer as a sphere (Hertz) or
/// a cone (Sneddon), whichever needs more force. Without a stiff upper layer only the latter is left.
struct Dent {
  double stiffness = 0.;      ///< K [N/m]; 0 where there is no plate
  double length = 0.;         ///< dent at which K has doubled [m]
  double tip_modulus = 0.;    ///< E* of the uppermost layer, relaxed times rate [Pa]
  double tip_radius = 0.;     ///< [m]
  double flank_slope = 0.;    ///< tangent of the half-angle; 0 for a needle without a cone
  double tip_compliance = 1.; ///< corrected over theoretical depth of the tip's own dent

  /// Depression of the surface under an axial force [m].
  double depression(double force) const;
  /// Depth by which the tip lies below the surface round it [m].
  double indentation(double force) const;
  /// Force at which depression and indentation together make the travel [N].
  double force(double travel) const;
};

/// The dent of a design with its corrections.
Dent dent_of(const Design& design, const Corrections& corrections, const std::vector<Feature>& features);

} // namespace acumen::screening
