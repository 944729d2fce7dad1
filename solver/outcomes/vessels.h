#pragma once

#include "solver/outcomes/finished_run.h"
#include "solver/outcomes/parameter_spec.h"

#include <string>
#include <vector>

namespace acumen::outcomes {

/// How the vessels of a population lie.
enum class Arrangement {
  loops,      ///< upright hairpins rising from below; `density` counts them per area of skin
  horizontal, ///< lines in planes parallel to the surface, all directions alike; `density` is length per volume
  isotropic   ///< lines in all directions alike; `density` is length per volume
};

/// From where a population's depth band is measured.
enum class DepthReference { dermo_epidermal_junction, dermis_fat_junction };

/// A population of vessels in a band of depth. Both kinds of density have the unit 1/m^2.
struct VesselPopulation {
  std::string name;
  Arrangement arrangement = Arrangement::isotropic;
  DepthReference top_reference = DepthReference::dermo_epidermal_junction;
  DepthReference bottom_reference = DepthReference::dermo_epidermal_junction;
  UncertainValue density;        ///< loops: number per area; else length per volume [1/m^2]
  UncertainValue diameter;       ///< the population's median [m]
  UncertainValue diameter_sigma; ///< of ln(diameter) from vessel to vessel [-]
  UncertainValue top;            ///< of the band (for loops: of their apices): below its reference, negative above [m]
  UncertainValue bottom;         ///< of the band, likewise [m]
  UncertainValue pressure;       ///< blood pressure at heart level, above that of the wound [Pa]
  UncertainValue path;           ///< length of the path that feeds a cut [m]
  UncertainValue loop_width;     ///< loops only: distance of the two limbs [m]
};

const std::vector<ParameterSpec<VesselPopulation>>& vessel_specs();

/// The cut surface a needle leaves, by depth and by how far its faces have been apart.
///
/// Built once from the cracks of a run; a query costs a search. `opening` [m] is the smallest opening that counts.
class CutSurface {
public:
  explicit CutSurface(const std::vector<CrackPatch>& cracks);

  /// Area between two depths whose faces have been apart by at least `opening` [m^2].
  double area(double top, double bottom, double opening) const;
  /// Length of the cut seen from above, at a depth: area per depth [m].
  double length(double depth, double opening) const;
  /// Depth of the deepest patch opened that far; 0 where there is none [m].
  double depth(double opening) const;

private:
  std::size_t level(double opening) const;
  double cumulative(std::size_t level, double depth) const;

  std::vector<double> openings_;           ///< thresholds, rising [m]
  std::vector<double> depths_;             ///< edges, rising [m]
  std::vector<std::vector<double>> areas_; ///< by threshold: area above each edge [m^2]
};

/// Expected crossings per area of a plane cut through lines of length per volume `length_density` [1/m^2]:
/// L_V/2 where they are isotropic; for lines parallel to the surface and an upright cut, 2 L_V/pi.
double crossings_per_area(Arrangement arrangement, double length_density);

/// Expected number of loops hit by an upright cut of plan length L [m]: the loops' density times the mean area of the
/// Minkowski sum of the cut, the line between the loop's limbs (width s, any direction) and a capillary (diameter d),
///   N [2 L s/pi + d (L + s) + pi d^2/4],   0 for L = 0.
double expected_loops(double density, double cut_length, double loop_width, double diameter);

} // namespace acumen::outcomes
