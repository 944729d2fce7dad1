#include "solver/outcomes/treatment.h"

#include <cmath>
#include <stdexcept>

namespace acumen::outcomes {

Placement placement(const ArrayFacts& array, const TreatmentPlan& plan) {
  Placement result;
  const double passes = plan.passes;
  if (!(array.pitch > 0.)) {
    if (plan.device == Device::pen || plan.device == Device::roller)
      throw std::invalid_argument("a pen's or roller's punctures need the needles' pitch");
    result.punctures = passes * array.needles();
    return result;
  }
  const double fresh = 1. - plan.overlap; // share of each placement that is new
  result.area = std::isfinite(plan.area) ? plan.area : array.area();
  result.random = plan.device == Device::pen || plan.device == Device::roller || plan.passes > 1 || plan.overlap > 0.;
  switch (plan.device) {
  case Device::press:
  case Device::stamp:
  case Device::roller:
    result.density = passes / (array.pitch * array.pitch * fresh);
    break;
  case Device::pen:
    // N n f / (v w (1 - o))
    result.density =
        passes * array.needles() * plan.frequency / (plan.hand_speed * array.columns * array.pitch * fresh);
    break;
  }
  result.punctures = result.density * result.area;
  return result;
}

double coverage(const Placement& placement, const double hole_area) {
  const double expected = placement.density * hole_area;
  return placement.random ? 1. - std::exp(-expected) : std::min(1., expected);
}

double roller_angle(const double needle_length, const double drum_radius) {
  return std::acos(drum_radius / (drum_radius + needle_length));
}

double roller_sweep(const double needle_length, const double drum_radius) {
  const double angle = roller_angle(needle_length, drum_radius);
  return 2. * ((drum_radius + needle_length) * std::sin(angle) - drum_radius * angle);
}

} // namespace acumen::outcomes
