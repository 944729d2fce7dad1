#pragma once

#include "solver/screening/screening_model.h"

#include <vector>

namespace acumen::screening {

/// Work per depth [J/m] to open one layer of tissue to a hole of radius rho [m], and how it is spent.
struct WedgeState {
  double work = 0.;         ///< elastic and cohesive [J/m]
  double dissipated = 0.;   ///< spent in the cracks for good [J/m]
  double crack_length = 0.; ///< of each crack, before deformation [m]
  double damage = 0.;       ///< spent share of the fracture energy [-]
};

/// Work of the wedge in one layer.
///
/// After the planar crack of Shergold & Fleck (2004): n radial cracks of length a run from the hole. The flaps between
/// them carry no hoop stress and move outwards by rho; the intact tissue beyond is a thick cylinder expanded from a to
/// a + rho at constant height. Elastic energy of the cylinder and n a psi(2 pi rho/n) of the cracks, psi the cohesive
/// potential, are minimised over a.
class Wedge {
public:
  /// `duration` [s] over which the hole opens, for the layer's rate-dependence; 0 < `smallest` < `largest` radius [m]
  /// of interest.
  Wedge(const materials::Material& material, unsigned int cracks, double duration, double smallest, double largest);

  /// Work per depth at hole radius rho [J/m]; 0 at rho <= 0, a power law beyond the radii of interest.
  double work(double rho) const;
  /// Its derivative, the axial force of a unit slope [N/m * m/m = J/m^2].
  double slope(double rho) const;
  /// Everything, at the table's nearest precision.
  WedgeState state(double rho) const;

  /// The minimisation itself, not through the table.
  WedgeState solve(double rho) const;

private:
  double cylinder_integral(double largest) const;
  double total(double rho, double crack_length) const;
  /// ln(work) and its slope over ln(rho), linear between the table's radii.
  void interpolate_work(double rho, double& logarithm, double& exponent) const;

  materials::CohesiveLaw cohesive_;
  unsigned int cracks_;
  double rate_;
  std::vector<double> log_integral_; ///< ln of int_0^S W/s^2 ds at equal steps of ln S
  std::vector<double> log_rho_, log_work_;
  std::vector<WedgeState> table_;
};

} // namespace acumen::screening
