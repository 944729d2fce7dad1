#pragma once

#include "solver/transport/wound_mesh.h"

namespace acumen::transport {

/// Infusion through a hollow needle at a constant pressure. SI units.
struct InfusionSettings {
  double pressure = 0.;                     ///< at the pump, above the tissue's own [Pa]
  double volume = 0.;                       ///< to be infused by one needle [m^3]
  double lumen_diameter = 0.;               ///< [m]
  double lumen_length = 0.;                 ///< [m]
  double viscosity = 1e-3;                  ///< of the infusate [Pa s]
  double sealing_pressure = unset_pressure; ///< of the tissue on the needle's wall [Pa]; NaN = not known
  static constexpr double unset_pressure = std::numeric_limits<double>::quiet_NaN();
};

/// Tissue that swells with the pressure: k = k0 exp(m eps), eps = p / M (radial consolidation of an elastic matrix,
/// M its constrained modulus).
struct PorousTissue {
  double permeability = 0.; ///< k0 [m^2]
  double exponent = 0.;     ///< m [-]
  double modulus = 0.;      ///< M [Pa]
};

/// Steady flow through lumen and tissue.
struct InfusionResult {
  double flow = 0.;          ///< through lumen and tissue in series [m^3/s]
  double back_pressure = 0.; ///< at the needle's opening [Pa]
  double lumen_flow = 0.;    ///< Poiseuille's, without tissue [m^3/s]
  double cavity_radius = 0.; ///< that the tissue sees [m]
  double time = 0.;          ///< to infuse the volume [s]
  bool leaks_back = false;   ///< back-pressure above the sealing pressure
};

/// Poiseuille's flow [m^3/s].
double lumen_conductance(const InfusionSettings& settings);

/// Radius of the source in opened tissue [m]: what is infused forms a ball round the tip; 2/3 of its last radius gives
/// the time in which it grows. Never less than the opening's.
double cavity_radius(const InfusionSettings& settings);

/// Flow [m^3/s] from a spherical cavity at pressure p into an infinite tissue: steady Darcy flow with k(p) is linear in
/// the Kirchhoff variable int k dp, so Q = 4 pi a k0 (M/m) (exp(m p/M) - 1) / mu; for m = 0 or a stiff tissue the point
/// source 4 pi a k0 p / mu.
double cavity_flow(const PorousTissue& tissue, double cavity, double pressure, double viscosity);

/// The closed form: lumen and an infinite homogeneous tissue in series.
InfusionResult infuse(const PorousTissue& tissue, const InfusionSettings& settings);

/// The same below a surface: the source is no larger than half the tip's depth [m], as in infuse_layered(), whose
/// closed form this is without the layers and the drained surface. Within a factor of two of it in the skins tried
/// (tests/verification/transport/loading_and_infusion_test.cc).
InfusionResult infuse_at_depth(const PorousTissue& tissue, double depth, const InfusionSettings& settings);

/// Tissue that the needle has compacted and that has not opened: the source is the opening, round it a shell up to the
/// radius `zone` [m] in which the tissue is compressed by `compression` (share of its volume), with
/// k = k0 exp(-m compression); beyond it the tissue is as in infuse(). The least flow, for a needle that is not drawn
/// back: hollow needles pass up to twelve times as much after a partial retraction (Martanto et al. 2006,
/// 10.1007/s11095-005-8498-8).
InfusionResult infuse_compacted(const PorousTissue& tissue, double compression, double zone,
                                const InfusionSettings& settings);

/// infuse() in the layered skin by finite elements: pressure zero at the free surface and at the far bottom, the
/// needle's wall tight, the cavity a ball round the tip of at
/// most half the tip's depth; Picard iteration on k(p).
InfusionResult infuse_layered(const WoundedSkin& skin, const InfusionSettings& settings,
                              const WoundMeshParameters& mesh);

} // namespace acumen::transport
