#include "solver/outcomes/needle_column.h"

#include <algorithm>
#include <boost/math/constants/constants.hpp>
#include <cmath>
#include <fmt/format.h>
#include <stdexcept>

namespace acumen::outcomes {

namespace {

constexpr double pi = boost::math::constants::pi<double>();

void require(bool holds, const std::string& message) {
  if (!holds)
    throw std::invalid_argument("needle column: " + message);
}

} // namespace

NeedleColumn::NeedleColumn(std::vector<double> height, std::vector<double> outer_radius,
                           std::vector<double> inner_radius)
    : height_(std::move(height)), outer_(std::move(outer_radius)), inner_(std::move(inner_radius)) {
  require(height_.size() >= 2 && outer_.size() == height_.size() && inner_.size() == height_.size(),
          fmt::format("needs as many radii as heights and at least two stations, not {} heights, {} outer and {} inner "
                      "radii",
                      height_.size(), outer_.size(), inner_.size()));
  require(height_.front() == 0., fmt::format("starts at height 0, not {} m", height_.front()));
  for (std::size_t i = 0; i < height_.size(); ++i) {
    require(i == 0 || height_[i] > height_[i - 1], fmt::format("station {}: heights must rise", i));
    require(inner_[i] >= 0. && (inner_[i] < outer_[i] || (i == 0 && inner_[i] == outer_[i])),
            fmt::format("station {} at {:.4g} m: the bore's radius {:.4g} m leaves no wall in the needle's {:.4g} m", i,
                        height_[i], inner_[i], outer_[i]));
  }
}

double NeedleColumn::interpolate(const std::vector<double>& values, double z) const {
  if (z <= height_.front())
    return values.front();
  if (z >= height_.back())
    return values.back();
  const auto upper = std::upper_bound(height_.begin(), height_.end(), z) - height_.begin();
  const double weight = (z - height_[upper - 1]) / (height_[upper] - height_[upper - 1]);
  return (1. - weight) * values[upper - 1] + weight * values[upper];
}

double NeedleColumn::outer_radius(double z) const {
  return interpolate(outer_, z);
}

double NeedleColumn::inner_radius(double z) const {
  return interpolate(inner_, z);
}

bool NeedleColumn::is_hollow() const {
  return *std::max_element(inner_.begin(), inner_.end()) > 0.;
}

double NeedleColumn::area(double z) const {
  const double ro = outer_radius(z), ri = inner_radius(z);
  return pi * (ro * ro - ri * ri);
}

double NeedleColumn::second_moment(double z) const {
  const double ro = outer_radius(z), ri = inner_radius(z);
  return pi / 4. * (ro * ro * ro * ro - ri * ri * ri * ri);
}

double NeedleColumn::largest_radius() const {
  return *std::max_element(outer_.begin(), outer_.end());
}

double NeedleColumn::height_of_radius(const double radius) const {
  if (outer_.front() >= radius)
    return 0.;
  for (std::size_t i = 1; i < height_.size(); ++i)
    if (outer_[i] >= radius)
      return height_[i - 1] + (radius - outer_[i - 1]) / (outer_[i] - outer_[i - 1]) * (height_[i] - height_[i - 1]);
  return length();
}

namespace {

constexpr double port_wall = 0.25;

/// A needle with a port: solid up to where the wall is thick enough, then two stations close together.
NeedleColumn with_port(std::vector<double> height, std::vector<double> outer, const Bore& bore) {
  std::vector<double> inner(height.size(), 0.);
  const NeedleColumn solid(height, outer, inner);
  const double port = solid.height_of_radius((1. + port_wall) * bore.base_radius);
  require(port < solid.length(), fmt::format("the bore's radius {:.4g} m leaves no wall in the needle's {:.4g} m",
                                             bore.base_radius, solid.largest_radius()));
  const double jump = 1e-4 * solid.length();
  std::vector<double> z, ro, ri;
  const auto add = [&](const double at, const double radius) {
    z.push_back(at);
    ro.push_back(solid.outer_radius(at));
    ri.push_back(radius);
  };
  for (std::size_t i = 0; i < height.size() && height[i] < port; ++i)
    add(height[i], 0.);
  if (port > 0.)
    add(port, 0.);
  add(port > 0. ? port + jump : 0., bore.base_radius);
  for (std::size_t i = 0; i < height.size(); ++i)
    if (height[i] > port + jump)
      add(height[i], bore.base_radius);
  return NeedleColumn(std::move(z), std::move(ro), std::move(ri));
}

} // namespace

NeedleColumn column_of(const NeedleShape& needle, const Bore& bore) {
  require(needle.length > 0. && !needle.outline.empty(), "the needle has no outline");
  std::vector<double> height, outer, inner;
  for (const OutlinePoint& point : needle.outline) {
    // A flat end is a jump of the radius at z = 0, which the column sees as its outermost point.
    if (!height.empty() && point.z <= height.back())
      outer.back() = std::max(outer.back(), point.radius);
    else if (point.z < needle.length) {
      height.push_back(std::max(point.z, 0.));
      outer.push_back(point.radius);
    }
  }
  height.push_back(needle.length);
  outer.push_back(needle.radius_at(needle.length));
  if (bore.side_port && bore.base_radius > 0.)
    return with_port(std::move(height), std::move(outer), bore);
  for (std::size_t i = 0; i < height.size(); ++i) {
    const double radius = bore.tip_radius + (bore.base_radius - bore.tip_radius) * height[i] / needle.length;
    // The tip of a closed outline is a point: the bore opens where the outline has become wider than it.
    inner.push_back(i == 0 ? std::min(radius, outer[i]) : radius);
  }
  return NeedleColumn(std::move(height), std::move(outer), std::move(inner));
}

NeedleColumn truncated_cone_column(double tip_radius, double base_radius, double length) {
  return NeedleColumn({0., length}, {tip_radius, base_radius}, {0., 0.});
}

} // namespace acumen::outcomes
