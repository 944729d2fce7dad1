#include "solver/outcomes/finished_run.h"

namespace acumen::outcomes {

double NeedleShape::radius_at(const double z) const {
  if (outline.empty() || z < outline.front().z)
    return 0.;
  const auto above = std::upper_bound(outline.begin(), outline.end(), z,
                                      [](const double height, const OutlinePoint& point) { return height < point.z; });
  if (above == outline.end())
    return outline.back().radius;
  const OutlinePoint& high = *above;
  const OutlinePoint& low = *(above - 1);
  return low.radius + (high.radius - low.radius) * (z - low.z) / (high.z - low.z);
}

double NeedleShape::largest_radius() const {
  double radius = 0.;
  for (const OutlinePoint& point : outline)
    radius = std::max(radius, point.radius);
  return radius;
}

double FinishedRun::bottom_of(const std::string& text) const {
  double depth = 0.;
  for (const LayerExtent& layer : layers)
    if (layer.tissue.find(text) != std::string::npos)
      depth = std::max(depth, layer.top + layer.thickness);
  return depth;
}

double FinishedRun::dermis_depth() const {
  double depth = 0.;
  for (const LayerExtent& layer : layers) {
    // "epidermis" and "hypodermis" contain the word too.
    const bool other =
        layer.tissue.find("epidermis") != std::string::npos || layer.tissue.find("hypodermis") != std::string::npos;
    if (!other && layer.tissue.find("dermis") != std::string::npos)
      depth = std::max(depth, layer.top + layer.thickness);
  }
  return depth;
}

double FinishedRun::section_force(const double z) const {
  double force = 0.;
  for (const ContactRing& ring : contact)
    if (ring.z < z)
      force += ring.axial_force;
  return force;
}

} // namespace acumen::outcomes
