#include "scenarios/app/solve/wound_of_run.h"

#include "solver/outcomes/run_capture.h"

#include <algorithm>
#include <cmath>

namespace acumen::app {

namespace {

/// A single needle supplies a disc of this radius, at least this many wound depths [m], [-].
constexpr double single_needle_radius = 1.5e-3;
constexpr double radii_per_depth = 2.;
/// Tissue modelled below the wound [m].
constexpr double below_wound = 2e-3;
/// A crack reaches as far as it stays open by this share of its opening at the axis (ASSUMED): what is narrower passes
/// a drug no better than the tissue beside it, whose diffusivity is about a fifth of water's.
constexpr double open_share = 0.1;

/// A layer is never taken as squeezed below this share of its thickness: beyond it the wall has folded.
constexpr double thinnest = 0.1;

/// Depth along the hole's wall below its mouth, in the deformed skin, of a depth before deformation [m].
double wall_depth(const std::vector<outcomes::HolePoint>& wall, const double depth) {
  if (wall.size() < 2)
    return depth;
  const auto below = std::find_if(wall.begin(), wall.end(), [&](const auto& point) { return point.depth >= depth; });
  const double mouth = wall.front().deformed_depth;
  if (below == wall.end())
    return wall.back().deformed_depth - mouth + depth - wall.back().depth;
  if (below == wall.begin())
    return 0.;
  const outcomes::HolePoint& above = *(below - 1);
  const double share = (depth - above.depth) / (below->depth - above.depth);
  return above.deformed_depth + share * (below->deformed_depth - above.deformed_depth) - mouth;
}

/// Thickness of each layer at the hole's wall [m].
std::vector<double> thicknesses_at(const scenarios::ResolvedCase& resolved,
                                   const std::vector<outcomes::HolePoint>& wall) {
  std::vector<double> result;
  double top = 0.;
  for (const auto& layer : resolved.layers) {
    const double bottom = top + layer.thickness;
    result.push_back(std::max(wall_depth(wall, bottom) - wall_depth(wall, top), thinnest * layer.thickness));
    top = bottom;
  }
  return result;
}

/// What stays open at one depth of the wall: the hole on the axis and the slits that begin at its edge. Over a slit of
/// width w(r) the open area is n w dr, and n w / pi is what a patch calls its opening.
transport::OpenCrack open_crack(const outcomes::HolePoint& wall, const std::vector<outcomes::CrackPatch>& patches,
                                const unsigned int number) {
  // The wall's nodes lie between two rows of cells: the lower one counts.
  const auto in_row = [&wall](const outcomes::CrackPatch& patch) {
    return std::abs(wall.depth + 0.01 * patch.height - patch.depth) < 0.5 * patch.height;
  };
  double widest = 0.;
  for (const outcomes::CrackPatch& patch : patches)
    if (in_row(patch))
      widest = std::max(widest, patch.residual_opening);
  transport::OpenCrack crack{wall.depth, 2. * wall.radius, wall.radius, M_PI * wall.radius * wall.radius};
  for (const outcomes::CrackPatch& patch : patches)
    if (in_row(patch) && patch.residual_opening > open_share * widest) {
      const double length = patch.area / (number * patch.height);
      crack.half_length += length;
      crack.area += M_PI * patch.residual_opening * length;
    }
  return crack;
}

double cell_radius(const scenarios::ResolvedCase& resolved, const double depth) {
  return resolved.cell_radius.value_or(std::max(single_needle_radius, radii_per_depth * depth));
}

} // namespace

std::vector<transport::SkinLayer> transport_layers(const scenarios::ResolvedCase& resolved,
                                                   const std::vector<transport::TissueTransport>& tissues,
                                                   const std::vector<double>& thicknesses, const double depth) {
  std::vector<transport::SkinLayer> layers;
  double bottom = 0.;
  for (std::size_t l = 0; l < resolved.layers.size() && bottom < depth; ++l) {
    const double thickness = std::min(thicknesses.at(l), depth - bottom);
    // A sliver of a last layer would only make thin cells.
    if (!layers.empty() && thickness < 0.02 * thicknesses[l])
      break;
    layers.push_back({resolved.layers[l].name, thickness, tissues.at(l)});
    bottom += thickness;
  }
  return layers;
}

std::vector<transport::SkinLayer> undeformed_layers(const scenarios::ResolvedCase& resolved,
                                                    const std::vector<transport::TissueTransport>& tissues,
                                                    const double depth) {
  return transport_layers(resolved, tissues, thicknesses_at(resolved, {}), depth);
}

double inserted_length(const stepping::Insertion& insertion) {
  double inserted = 0., deepest = -1.;
  for (const stepping::StepRecord& record : insertion.records())
    if (record.tip_depth >= deepest) {
      deepest = record.tip_depth;
      inserted = record.penetration_depth;
    }
  return std::min(inserted, insertion.problem().needle.length());
}

transport::WoundedSkin wound_with_needle(const scenarios::ResolvedCase& resolved, const stepping::Insertion& insertion,
                                         const std::vector<transport::TissueTransport>& tissues) {
  const double inserted = inserted_length(insertion);
  // After a withdrawal the last state no longer shows the skin as it was round the needle.
  const bool in_place =
      insertion.problem().programme.at(insertion.records().back().phase).kind != stepping::LoadPhase::Kind::withdraw;
  const auto wall = in_place ? outcomes::hole_wall(insertion) : std::vector<outcomes::HolePoint>();
  return transport::skin_around_needle(
      transport_layers(resolved, tissues, thicknesses_at(resolved, wall), inserted + below_wound),
      insertion.problem().needle, inserted, cell_radius(resolved, inserted));
}

transport::WoundedSkin wound_after_withdrawal(const scenarios::ResolvedCase& resolved,
                                              const stepping::Insertion& insertion,
                                              const std::vector<transport::TissueTransport>& tissues) {
  const outcomes::FinishedRun run = outcomes::finished_run(insertion, outcomes::RunCapture(), {});
  const unsigned int number = std::max(1u, run.insertion.cracks);
  std::vector<transport::OpenCrack> cracks;
  for (const outcomes::HolePoint& point : run.hole_end)
    cracks.push_back(open_crack(point, run.cracks, number));
  const double depth = cracks.empty() ? 0. : cracks.back().depth;
  return transport::skin_with_open_hole(undeformed_layers(resolved, tissues, depth + below_wound), cracks, number,
                                        depth, cell_radius(resolved, depth));
}

} // namespace acumen::app
