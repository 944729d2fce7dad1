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

namespace {

/// Depth of the lower face of the lowest layer that is of the kind; 0 where there is none [m].
double bottom_of(const std::vector<LayerExtent>& layers, bool (*is_kind)(base::TissueRole)) {
  double depth = 0.;
  for (const LayerExtent& layer : layers)
    if (is_kind(layer.role))
      depth = std::max(depth, layer.top + layer.thickness);
  return depth;
}

} // namespace

double FinishedRun::epidermis_depth() const {
  return bottom_of(layers, base::is_epidermis);
}

double FinishedRun::dermis_depth() const {
  return bottom_of(layers, base::is_dermis);
}

bool FinishedRun::bleeds() const {
  return std::any_of(layers.begin(), layers.end(), [](const LayerExtent& layer) { return layer.bleeds; });
}

double FinishedRun::section_force(const double z) const {
  double force = 0.;
  for (const ContactRing& ring : contact)
    if (ring.z < z)
      force += ring.axial_force;
  return force;
}

} // namespace acumen::outcomes
