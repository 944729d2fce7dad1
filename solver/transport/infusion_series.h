#pragma once

#include "solver/transport/infusion.h"

#include <functional>

namespace acumen::transport {

/// Radius of the source over the depth of the tip, at most [-]: it stays inside the skin, however much is infused.
constexpr double largest_source = 0.5;

/// Permeability [m^2] of a tissue at a pressure [Pa]; constant beyond the swelling that an elastic matrix describes.
double permeability_at(const PorousTissue& tissue, double pressure);

/// Pressure at the opening at which lumen and tissue pass the same flow.
/// \param tolerance   of that pressure over the pump's [-]
/// \param tissue_flow flow [m^3/s] into the tissue at a pressure [Pa] at the opening
InfusionResult in_series(const InfusionSettings& settings, double tolerance,
                         const std::function<double(double)>& tissue_flow);

} // namespace acumen::transport
