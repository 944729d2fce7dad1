#include "solver/transport/dissolution.h"

#include <algorithm>
#include <cmath>

namespace acumen::transport {

namespace {

/// A straight stretch of the outline.
struct Stretch {
  double top, bottom, top_radius, bottom_radius;
  double radius(const double depth) const {
    return top_radius + (bottom_radius - top_radius) * (depth - top) / (bottom - top);
  }
  /// Flank length per depth, 1/cos(half-angle).
  double slope() const { return std::hypot(1., (top_radius - bottom_radius) / (bottom - top)); }
};

std::vector<Stretch> stretches(const std::vector<HolePoint>& needle) {
  std::vector<Stretch> result;
  for (std::size_t i = 1; i < needle.size(); ++i)
    result.push_back({needle[i - 1].depth, needle[i].depth, needle[i - 1].radius, needle[i].radius});
  return result;
}

} // namespace

std::vector<NeedleSlice> slices_at(const std::vector<HolePoint>& needle, const std::vector<double>& depths) {
  std::vector<NeedleSlice> slices(depths.size());
  for (const Stretch& stretch : stretches(needle))
    for (std::size_t i = 1; i < depths.size(); ++i) {
      const double top = std::max(stretch.top, depths[i - 1]), bottom = std::min(stretch.bottom, depths[i]);
      if (!(bottom > top))
        continue;
      // Simpson's rule is exact for hat times radius squared of a straight flank.
      for (const auto& [depth, weight] :
           {std::pair{top, 1. / 6.}, {0.5 * (top + bottom), 4. / 6.}, {bottom, 1. / 6.}}) {
        const double r = stretch.radius(depth), lower = (depth - depths[i - 1]) / (depths[i] - depths[i - 1]);
        const double volume = weight * (bottom - top) * M_PI * r * r;
        const double area = weight * (bottom - top) * 2. * M_PI * r * stretch.slope();
        slices[i - 1].volume += (1. - lower) * volume;
        slices[i - 1].area += (1. - lower) * area;
        slices[i].volume += lower * volume;
        slices[i].area += lower * area;
      }
    }
  return slices;
}

std::vector<HolePoint> below(const std::vector<HolePoint>& needle, const double depth) {
  std::vector<HolePoint> result;
  for (std::size_t i = 0; i < needle.size(); ++i) {
    if (i > 0 && needle[i - 1].depth < depth && needle[i].depth > depth) {
      const double share = (depth - needle[i - 1].depth) / (needle[i].depth - needle[i - 1].depth);
      result.push_back({depth, needle[i - 1].radius + share * (needle[i].radius - needle[i - 1].radius), 0.});
    }
    if (needle[i].depth >= depth)
      result.push_back(needle[i]);
  }
  return result;
}

NeedleSlice whole_slice(const std::vector<HolePoint>& needle) {
  NeedleSlice whole;
  if (needle.size() < 2)
    return whole;
  for (const NeedleSlice& slice : slices_at(needle, {needle.front().depth, needle.back().depth})) {
    whole.volume += slice.volume;
    whole.area += slice.area;
  }
  return whole;
}

double dissolved_share(const std::vector<HolePoint>& needle, const double distance) {
  double before = 0., after = 0.;
  for (const Stretch& stretch : stretches(needle)) {
    constexpr int n = 16;
    for (int i = 0; i < n; ++i) {
      const double depth = stretch.top + (stretch.bottom - stretch.top) * (i + 0.5) / n;
      const double r = stretch.radius(depth), left = std::max(0., r - distance * stretch.slope());
      before += r * r * (stretch.bottom - stretch.top);
      after += left * left * (stretch.bottom - stretch.top);
    }
  }
  return before > 0. ? 1. - after / before : 0.;
}

double dissolved_share_of_cone(const double base_radius, const double half_angle, const double distance) {
  const double left = std::max(0., 1. - distance / (base_radius * std::cos(half_angle)));
  return 1. - left * left * left;
}

} // namespace acumen::transport
