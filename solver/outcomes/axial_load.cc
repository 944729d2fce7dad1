#include "solver/outcomes/axial_load.h"

#include <algorithm>
#include <boost/math/constants/constants.hpp>
#include <cmath>
#include <fmt/format.h>
#include <stdexcept>

namespace acumen::outcomes {

namespace {

double interpolate(const std::vector<double>& places, const std::vector<double>& values, double z) {
  if (z >= places.back())
    return values.back();
  const auto upper = std::upper_bound(places.begin(), places.end(), z) - places.begin();
  if (upper == 0)
    return values.front();
  const double weight = (z - places[upper - 1]) / (places[upper] - places[upper - 1]);
  return (1. - weight) * values[upper - 1] + weight * values[upper];
}

} // namespace

double AxialLoad::force_at(double z) const {
  return z < height.front() ? 0. : interpolate(height, force, z);
}

double AxialLoad::pressure_at(double z) const {
  return pressure.empty() || z > height.back() ? 0. : interpolate(height, pressure, z);
}

AxialLoad tip_load() {
  return {{0.}, {1.}, {}};
}

AxialLoad uniform_pressure_load(const NeedleColumn& column, double inserted) {
  if (!(inserted > 0.))
    throw std::invalid_argument(fmt::format("axial load: the inserted length must be positive, not {} m", inserted));
  const double depth = std::min(inserted, column.length());
  const double largest = column.outer_radius(depth);
  AxialLoad load;
  constexpr int stations = 200;
  for (int i = 0; i <= stations; ++i) {
    // The force changes fastest, relative to itself, at the tip.
    const double z = depth * std::pow(double(i) / stations, 2);
    const double ratio = column.outer_radius(z) / largest;
    load.height.push_back(z);
    load.force.push_back(ratio * ratio);
    load.pressure.push_back(1. / (boost::math::constants::pi<double>() * largest * largest));
  }
  return load;
}

AxialLoad load_of_contact(std::vector<ContactRing> contact, double flat_end) {
  double total = 0.;
  for (const ContactRing& ring : contact)
    total += ring.axial_force;
  if (!(total > 0.))
    throw std::invalid_argument(fmt::format(
        "axial load: the skin's forces on the needle sum to {} N; a needle that is pressed in needs a positive sum",
        total));
  std::sort(contact.begin(), contact.end(), [](const auto& a, const auto& b) { return a.z < b.z; });
  AxialLoad load{{0.}, {0.}, {0.}};
  double sum = 0.;
  for (const ContactRing& ring : contact) {
    sum += ring.axial_force;
    if (ring.z <= flat_end) {
      load.force.front() = sum / total;
      load.pressure.front() = std::max(load.pressure.front(), ring.pressure / total);
      continue;
    }
    // Half of a ring's force acts below its height. Two rings at one height make one station.
    if (ring.z <= load.height.back()) {
      load.force.back() = sum / total;
      continue;
    }
    load.height.push_back(ring.z);
    load.force.push_back((sum - 0.5 * ring.axial_force) / total);
    load.pressure.push_back(ring.pressure / total);
  }
  if (load.height.size() == 1)
    return tip_load();
  // The upper half of the last ring.
  load.height.push_back(load.height.back() + 0.5 * (load.height.back() - load.height[load.height.size() - 2]));
  load.force.push_back(1.);
  load.pressure.push_back(load.pressure.back());
  return load;
}

} // namespace acumen::outcomes
