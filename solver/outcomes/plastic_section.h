#pragma once

#include <vector>

namespace acumen::outcomes {

/// Full-plastic resistance of a round or annular section of a material that yields at one stress in tension and in
/// compression: which share of the plastic moment is left beside an axial force.
///
/// With the band |y| < y0 carrying the force and what lies outside it the moment (Neal, The Plastic Methods of
/// Structural Analysis, 1977): N/(sigma) = band(y0), M/(sigma) = (4/3)(ro^2 - y0^2)^(3/2), the bore's share taken off
/// both. A thin tube gives cos(pi/2 N/N_p).
class PlasticSection {
public:
  /// Outer radius [m] and bore's radius [m], 0 <= inner < outer.
  PlasticSection(double outer, double inner);

  /// Plastic moment per yield stress [m^3]: (4/3)(ro^3 - ri^3), 16/(3 pi) = 1.70 times the elastic one of a solid
  /// section.
  double moment_per_stress() const { return moment_per_stress_; }
  /// Share of the plastic moment that is left at the share `axial` of the squash load, 1 at 0 and 0 from 1 on. Linear
  /// between tabulated points; the curve bulges outwards, so that this errs to the safe side (below 0.2 %).
  double moment_share(double axial) const;

private:
  double moment_per_stress_;
  std::vector<double> share_; ///< at equal steps of the axial share
};

} // namespace acumen::outcomes
