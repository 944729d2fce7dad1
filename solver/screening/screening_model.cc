#include "solver/screening/screening_model.h"

#include "solver/screening/dent.h"
#include "solver/screening/wedge.h"

#include <boost/math/constants/constants.hpp>

#include <algorithm>
#include <cmath>
#include <stdexcept>

namespace acumen::screening {

namespace {

constexpr double pi = boost::math::constants::pi<double>();
/// A membrane thicker than this many tip radii is not ruptured in one go.
constexpr double thickest_membrane = 10.;
/// Points of the curve before and after puncture; stretches of the needle between tip and surface; slices of a hole.
constexpr int points_before = 12, points_after = 20, wall_parts = 16, hole_parts = 12;

/// Depths of the layers' faces below the surface at the needle.
struct Span {
  std::size_t layer;
  double top, bottom;
};

class Model {
public:
  Model(const Design& design, const Corrections& corrections)
      : design_(design), corrections_(corrections), features_(features_of(design)),
        dent_(dent_of(design, corrections, features_)),
        insertion_factor_(corrections.factor("insertion_force", features_)),
        depth_factor_(corrections.factor("wound_depth", features_)) {
    const double smallest = 0.1 * design.needle.tip_radius();
    const double largest = std::max(2. * smallest, design.needle.radius_at(design.depth));
    double top = 0.;
    for (std::size_t i = 0; i < design.layers.size() && top < design.depth; ++i) {
      spans_.push_back({i, top, top + design.layers[i].thickness});
      wedges_.emplace_back(design.layers[i].material, design.cracks, design.depth / design.speed, smallest, largest);
      top += design.layers[i].thickness;
    }
    spans_.back().bottom = std::max(spans_.back().bottom, design.depth);
  }

  Result evaluate() {
    Result result;
    result.holes.resize(design_.layers.size());
    result.outside = corrections_.outside(features_);
    result.puncture_force = puncture_force();
    const double indentation = dent_.indentation(result.puncture_force);
    result.puncture_travel = dent_.depression(result.puncture_force) + indentation;
    result.punctured = result.puncture_travel < design_.depth;
    result.indentation_at_puncture = result.puncture_travel - indentation;
    add_dent(result);
    if (result.punctured) {
      add_insertion(result);
      add_hole(result);
    }
    add_work(result);
    return result;
  }

private:
  /// Rupture of the uppermost layer as a membrane: tip diameter x thickness x mean cohesive traction over the opening
  /// that the tip needs, plus friction. (Finite elements: force ~ diameter^0.9..1.03, thickness^0.74, strength^0.62,
  /// friction 0 -> 0.3 +29..43 %; the corrections turn this form into those exponents.)
  double puncture_force() const {
    const Layer& first = design_.layers.front();
    const double radius = design_.needle.tip_radius();
    const double thickness = std::min(first.thickness, thickest_membrane * radius);
    const auto& cohesive = first.material.cohesive;
    if (!cohesive.can_crack())
      return std::numeric_limits<double>::infinity();
    const double opening = 2. * pi * radius / design_.cracks;
    const double traction = cohesive.evaluate(opening, 0.).potential / opening;
    return corrections_.factor("puncture_force", features_) * 2. * radius * thickness * traction *
           (1. + design_.friction);
  }

  /// Force on the part of the needle that is `inserted` [m] below the surface. Each stretch of it wedges the layer it
  /// lies in: d(energy)/d(travel) = sum of w(upper radius) - w(lower radius); Coulomb friction acts on the wall's
  /// pressure p = w'/(2 pi rho).
  CurvePoint wall(const double inserted, std::vector<WallRing>* rings = nullptr) const {
    CurvePoint point;
    point.inserted = inserted;
    for (std::size_t s = spans_.size(); s-- > 0;) {
      if (spans_[s].top >= inserted)
        continue;
      const double low = inserted - std::min(spans_[s].bottom, inserted), high = inserted - spans_[s].top;
      const int parts = std::max(2, int(std::lround(wall_parts * (high - low) / inserted)));
      for (int i = 0; i < parts; ++i) {
        // The cap is short and steep: square spacing from the tip up.
        const auto height = [&](const int j) {
          return low + (high - low) * std::pow(double(j) / parts, low > 0. ? 1 : 2);
        };
        add_ring(wedges_[s], height(i), height(i + 1), point, rings);
      }
    }
    if (rings)
      std::sort(rings->begin(), rings->end(), [](const auto& a, const auto& b) { return a.z < b.z; });
    return point;
  }

  void add_ring(const Wedge& wedge, const double below, const double above, CurvePoint& point,
                std::vector<WallRing>* rings) const {
    const auto& needle = design_.needle;
    const double low = needle.radius_at(below), high = needle.radius_at(above), radius = 0.5 * (low + high);
    const double normal = insertion_factor_ * (wedge.work(high) - wedge.work(low));
    // Work of the pressure over the ring's face against that of its friction: p 2 pi rho dz = w' dz.
    const double friction = insertion_factor_ * design_.friction * wedge.slope(radius) * (above - below);
    point.force += normal + friction;
    point.friction_force += friction;
    if (rings)
      rings->push_back({0.5 * (below + above), radius, above - below, normal, friction});
  }

  void add_dent(Result& result) const {
    const double end = result.punctured ? result.puncture_travel : design_.depth;
    for (int i = 0; i <= points_before; ++i) {
      CurvePoint point;
      point.travel = end * i / points_before;
      point.force = dent_.force(point.travel);
      point.depression = dent_.depression(point.force);
      point.inserted = point.travel - point.depression;
      result.curve.push_back(point);
    }
  }

  /// Balance of skin and needle: travel = inserted length + depression under the wall's force. The branch is followed
  /// from where it meets the travel at puncture: the jump there is what the skin springs back.
  void add_insertion(Result& result) const {
    const auto at = [&](const double inserted) {
      CurvePoint point = wall(inserted);
      point.depression = dent_.depression(point.force);
      point.travel = point.inserted + point.depression;
      return point;
    };
    const auto inserted_at = [&](const double travel) {
      double low = 0., high = travel;
      for (int i = 0; i < 26; ++i) {
        const double middle = 0.5 * (low + high);
        (at(middle).travel > travel ? high : low) = middle;
      }
      return 0.5 * (low + high);
    };
    const double first = inserted_at(result.puncture_travel), last = inserted_at(design_.depth);
    for (int i = 0; i <= points_after; ++i) {
      CurvePoint point = at(first + (last - first) * i / points_after);
      // Between two layers the balance may fall back for a while: the needle then moves on its own.
      point.travel = std::clamp(point.travel, result.curve.back().travel, design_.depth);
      result.curve.push_back(point);
    }
    result.curve.back().travel = design_.depth;
  }

  /// The hole before deformation: what lay `t` below the surface now lies t/factor below it.
  void add_hole(Result& result) const {
    const double inserted = result.curve.back().inserted;
    const double area_factor = corrections_.factor("crack_area", features_);
    wall(inserted, &result.rings);
    result.wound_depth = depth_factor_ * inserted;
    for (const Span& span : spans_) {
      LayerHole& hole = result.holes[span.layer];
      const double bottom = std::min(span.bottom, result.wound_depth);
      if (bottom <= span.top)
        continue;
      hole.depth = bottom - span.top;
      const auto radius = [&](const double depth) {
        return design_.needle.radius_at(inserted - depth / depth_factor_);
      };
      hole.opening = 2. * radius(span.top);
      for (int i = 0; i < hole_parts; ++i) {
        const double height = hole.depth / hole_parts;
        const WedgeState state = wedges_[span.layer].state(radius(span.top + (i + 0.5) * height));
        const double area = area_factor * design_.cracks * state.crack_length * height;
        hole.opened_area += area;
        hole.crack_area += area * state.damage;
        hole.fracture_energy += area_factor * state.dissipated * height;
      }
    }
  }

  void add_work(Result& result) const {
    for (std::size_t i = 1; i < result.curve.size(); ++i) {
      const CurvePoint &a = result.curve[i - 1], &b = result.curve[i];
      result.external_work += 0.5 * (a.force + b.force) * (b.travel - a.travel);
      result.friction_work += 0.5 * (a.friction_force + b.friction_force) * std::max(0., b.inserted - a.inserted);
    }
    for (const LayerHole& hole : result.holes)
      result.fracture_work += hole.fracture_energy;
    // What is left went into the skin; how it divides the closed forms cannot tell.
    const double rest = std::max(0., result.external_work - result.friction_work - result.fracture_work);
    result.stored_energy = corrections_.stored_share * rest;
    result.viscous_work = corrections_.viscous_share * rest;
    result.released_energy = corrections_.released_share * rest;
  }

  const Design& design_;
  const Corrections& corrections_;
  std::vector<Feature> features_;
  Dent dent_;
  double insertion_factor_, depth_factor_;
  std::vector<Span> spans_;
  std::vector<Wedge> wedges_;
};

} // namespace

Result screen(const Design& design, const Corrections& corrections) {
  if (design.layers.empty())
    throw std::invalid_argument("the screening model needs a layer");
  if (design.needle.has_flat_end())
    throw std::invalid_argument("the screening model knows no flat ends, which cut ring cracks");
  if (!(design.depth > 0.) || !(design.speed > 0.))
    throw std::invalid_argument("the screening model needs a depth and a speed above zero");
  return Model(design, corrections).evaluate();
}

} // namespace acumen::screening
