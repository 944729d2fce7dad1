#include "solver/transport/wounded_skin.h"

#include <algorithm>
#include <cmath>
#include <stdexcept>

namespace acumen::transport {

namespace {

constexpr unsigned int n_points = 200; ///< of a needle's outline
constexpr double widest_gel = 0.8;     ///< radius of a swollen needle over its cell's, at most [-]

void require(const bool condition, const char* const sentence) {
  if (!condition)
    throw std::invalid_argument(sentence);
}

} // namespace

double WoundedSkin::total_thickness() const {
  double sum = 0.;
  for (const SkinLayer& layer : layers)
    sum += layer.thickness;
  return sum;
}

double WoundedSkin::barrier_thickness() const {
  double sum = 0.;
  for (const SkinLayer& layer : layers) {
    if (!layer.tissue.barrier)
      break;
    sum += layer.thickness;
  }
  return sum;
}

HolePoint WoundedSkin::hole_at(const double depth) const {
  if (hole.empty() || depth >= hole.back().depth)
    return {depth, 0., 0.};
  const auto next = std::upper_bound(hole.begin(), hole.end(), depth,
                                     [](const double value, const HolePoint& point) { return value < point.depth; });
  if (next == hole.begin())
    return {depth, hole.front().radius, hole.front().area};
  const HolePoint &upper = *(next - 1), &lower = *next;
  const double share = (depth - upper.depth) / (lower.depth - upper.depth);
  return {depth, upper.radius + share * (lower.radius - upper.radius), upper.area + share * (lower.area - upper.area)};
}

void check(const WoundedSkin& skin) {
  require(!skin.layers.empty(), "the skin has no layers");
  require(skin.cell_radius > 0., "the cell's radius must be above zero");
  for (const SkinLayer& layer : skin.layers)
    require(layer.thickness > 0., "a layer's thickness must be above zero");
  for (const auto* const line : {&skin.hole, &skin.needle})
    for (std::size_t i = 0; i < line->size(); ++i) {
      require(i == 0 ? (*line)[0].depth == 0. : (*line)[i].depth > (*line)[i - 1].depth,
              "the hole's depths must rise from 0");
      require((*line)[i].radius >= 0. && (*line)[i].radius < 0.9 * skin.cell_radius,
              "the hole must be narrower than 0.9 of the cell");
    }
  require(skin.depth() < skin.total_thickness(), "the hole is deeper than the skin");
}

WoundedSkin skin_around_needle(std::vector<SkinLayer> layers, const meshes::NeedleProfile& needle,
                               const double inserted, const double cell_radius) {
  WoundedSkin skin;
  skin.layers = std::move(layers);
  skin.cell_radius = cell_radius;
  skin.needle_volume = needle.volume_below(needle.length());
  if (inserted > 0.)
    for (unsigned int i = 0; i <= n_points; ++i) {
      const double depth = inserted * double(i) / n_points, r = needle.radius_at(inserted - depth);
      skin.hole.push_back({depth, r, M_PI * r * r});
    }
  skin.needle = skin.hole;
  check(skin);
  return skin;
}

WoundedSkin with_swollen_needle(WoundedSkin skin, const double swelling) {
  require(swelling >= 0., "a needle does not swell by less than nothing");
  for (auto* const line : {&skin.hole, &skin.needle})
    for (HolePoint& point : *line) {
      const double wanted = point.radius * std::sqrt(1. + swelling);
      const double radius = std::max(point.radius, std::min(wanted, widest_gel * skin.cell_radius));
      point.area *= point.radius > 0. ? radius * radius / (point.radius * point.radius) : 1.;
      point.radius = radius;
    }
  return skin;
}

WoundedSkin skin_with_open_hole(std::vector<SkinLayer> layers, const std::vector<OpenCrack>& cracks,
                                const unsigned int n_cracks, const double depth, const double cell_radius) {
  require(n_cracks > 0, "a wound has at least one crack");
  const double star = std::pow(4., -1. / n_cracks); // logarithmic capacity of n slits of length 1
  WoundedSkin skin;
  skin.layers = std::move(layers);
  skin.cell_radius = cell_radius;
  if (depth > 0. && !cracks.empty())
    for (unsigned int i = 0; i <= n_points; ++i) {
      const double here = depth * double(i) / n_points;
      const auto next = std::find_if(cracks.begin(), cracks.end(), [&](const OpenCrack& c) { return c.depth > here; });
      const OpenCrack& crack = next == cracks.begin() ? *next : *(next - 1);
      // The crack ends in a point.
      const double taper = i == n_points ? 0. : 1.;
      skin.hole.push_back({here, taper * std::max(0.5 * crack.opening, star * crack.half_length), taper * crack.area});
    }
  check(skin);
  return skin;
}

} // namespace acumen::transport
