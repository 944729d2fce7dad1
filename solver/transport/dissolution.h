#pragma once

#include "solver/transport/wounded_skin.h"

#include <vector>

namespace acumen::transport {

/// Solid needle surface between two depths, cut into slices around given depths: each slice has the volume and flank
/// area weighted with the slice's hat function, so that sums are exact for a polygonal outline.
struct NeedleSlice {
  double volume = 0.; ///< [m^3]
  double area = 0.;   ///< of the flank [m^2]
};
/// \param needle outline (radius against depth), not empty
/// \param depths rising; slices are 0 beyond the outline
std::vector<NeedleSlice> slices_at(const std::vector<HolePoint>& needle, const std::vector<double>& depths);

/// The part of an outline below a depth, cut there exactly.
std::vector<HolePoint> below(const std::vector<HolePoint>& needle, double depth);

/// Volume of the inserted needle [m^3] and area of its flank [m^2].
NeedleSlice whole_slice(const std::vector<HolePoint>& needle);

/// Share of a needle's volume that has dissolved when its flank has receded by `distance` along its normal [m]; the
/// surroundings stay drug-free and the base takes no part.
double dissolved_share(const std::vector<HolePoint>& needle, double distance);

/// The same for a cone in closed form, 1 - (1 - distance / (base_radius cos(half_angle)))^3: it shrinks to similar
/// cones whose tips move up.
double dissolved_share_of_cone(double base_radius, double half_angle, double distance);

} // namespace acumen::transport
