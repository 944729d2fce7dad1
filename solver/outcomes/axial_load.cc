#include "solver/outcomes/axial_load.h"

#include <algorithm>
#include <fmt/format.h>
#include <numeric>
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
    const double z = depth * i / stations;
    const double ratio = column.outer_radius(z) / largest;
    load.height.push_back(z);
    load.force.push_back(ratio * ratio);
    load.pressure.push_back(1. / (3.14159265358979323846 * largest * largest));
  }
  return load;
}

AxialLoad load_of_points(std::vector<double> height, std::vector<double> force, std::vector<double> pressure) {
  if (height.size() != force.size() || (!pressure.empty() && pressure.size() != force.size()))
    throw std::invalid_argument("axial load: every point needs a height, a force and, if any has one, a pressure");
  const double total = std::accumulate(force.begin(), force.end(), 0.);
  if (!(total > 0.))
    throw std::invalid_argument(fmt::format("axial load: the forces sum to {} N; a needle that is pressed in needs a "
                                            "positive sum",
                                            total));
  std::vector<std::size_t> order(height.size());
  std::iota(order.begin(), order.end(), 0);
  std::sort(order.begin(), order.end(), [&](auto a, auto b) { return height[a] < height[b]; });
  AxialLoad load;
  double sum = 0.;
  for (const std::size_t i : order) {
    const double z = std::max(height[i], 0.);
    sum += force[i];
    if (load.height.empty() || z > load.height.back()) {
      load.height.push_back(z);
      load.force.push_back(sum / total);
      if (!pressure.empty())
        load.pressure.push_back(pressure[i] / total);
    } else
      load.force.back() = sum / total;
  }
  return load;
}

} // namespace acumen::outcomes
