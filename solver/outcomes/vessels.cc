#include "solver/outcomes/vessels.h"

#include <boost/math/constants/constants.hpp>

#include <cmath>
#include <set>
#include <stdexcept>

namespace acumen::outcomes {

namespace {

constexpr double pi = boost::math::constants::pi<double>();
/// Thresholds of the opening, from the finest capillary up; finer steps change no digit that matters [m].
constexpr double smallest_opening = 0.25e-6, largest_opening = 1e-3;
constexpr unsigned int n_openings = 49;
/// Window of depth over which a cut's plan length is taken: about two rows of the mesh [m].
constexpr double length_window = 20e-6;

} // namespace

CutSurface::CutSurface(const std::vector<CrackPatch>& cracks) {
  openings_.push_back(0.);
  for (unsigned int i = 0; i < n_openings; ++i)
    openings_.push_back(smallest_opening *
                        std::pow(largest_opening / smallest_opening, double(i) / double(n_openings - 1)));
  std::set<double> edges{0.};
  for (const CrackPatch& patch : cracks) {
    edges.insert(patch.depth - 0.5 * patch.height);
    edges.insert(patch.depth + 0.5 * patch.height);
  }
  depths_.assign(edges.begin(), edges.end());
  areas_.assign(openings_.size(), std::vector<double>(depths_.size(), 0.));
  for (std::size_t l = 0; l < openings_.size(); ++l)
    for (const CrackPatch& patch : cracks) {
      if (patch.largest_opening < openings_[l])
        continue;
      const double top = patch.depth - 0.5 * patch.height;
      for (std::size_t d = 0; d < depths_.size(); ++d)
        areas_[l][d] += patch.area * std::clamp((depths_[d] - top) / patch.height, 0., 1.);
    }
}

std::size_t CutSurface::level(const double opening) const {
  // The next threshold up: an opening that is only just too small does not count.
  const auto found = std::lower_bound(openings_.begin(), openings_.end(), opening);
  return std::min(static_cast<std::size_t>(found - openings_.begin()), openings_.size() - 1);
}

double CutSurface::cumulative(const std::size_t level, const double depth) const {
  const auto& areas = areas_[level];
  if (depth <= depths_.front())
    return 0.;
  if (depth >= depths_.back())
    return areas.back();
  const auto above = std::upper_bound(depths_.begin(), depths_.end(), depth) - depths_.begin();
  const auto i = static_cast<std::size_t>(above);
  const double share = (depth - depths_[i - 1]) / (depths_[i] - depths_[i - 1]);
  return areas[i - 1] + share * (areas[i] - areas[i - 1]);
}

double CutSurface::area(const double top, const double bottom, const double opening) const {
  if (!(bottom > top))
    return 0.;
  const std::size_t l = level(opening);
  return cumulative(l, bottom) - cumulative(l, top);
}

double CutSurface::length(const double depth, const double opening) const {
  return area(depth - 0.5 * length_window, depth + 0.5 * length_window, opening) / length_window;
}

double CutSurface::depth(const double opening) const {
  const auto& areas = areas_[level(opening)];
  for (std::size_t d = 0; d < depths_.size(); ++d)
    if (areas[d] >= areas.back())
      return depths_[d];
  return 0.;
}

double crossings_per_area(const Arrangement arrangement, const double length_density) {
  switch (arrangement) {
  case Arrangement::isotropic:
    return 0.5 * length_density;
  case Arrangement::horizontal:
    return 2. / pi * length_density;
  case Arrangement::loops:
    break;
  }
  throw std::invalid_argument("loops are counted per area of skin, not by their length");
}

double expected_loops(const double density, const double L, const double s, const double d) {
  if (!(L > 0.))
    return 0.;
  // Two segments at a random angle span L s <|sin|> = 2 L s/pi; the disc of diameter d adds half the perimeter times d.
  return density * (2. / pi * L * s + d * (L + s) + 0.25 * pi * d * d);
}

} // namespace acumen::outcomes
