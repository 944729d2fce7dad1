#pragma once

#include "materials/laws/material.h"
#include "meshes/needle/needle_profile.h"
#include "solver/screening/corrections.h"

#include <string>
#include <vector>

/// The reduced model of an insertion: some closed forms in place of finite elements, about a millisecond a design.
///
/// The uppermost stiff layers are a plate on an elastic half-space that the tip dents; the tip pierces them at the
/// force at which they rupture as a membrane; the inserted part wedges radial cracks open, which costs a known work per
/// depth. Skin and needle are in balance: travel = dent of the skin under the needle's force + inserted length. Each
/// closed form carries a factor fitted to finite-element runs (Corrections). SI units throughout.
namespace acumen::screening {

/// One layer of the stack; `material` includes its pre-stretch.
struct Layer {
  std::string name;
  double thickness = 0.; ///< [m]
  materials::Material material;
};

/// What is screened: a rigid needle pressed in at constant speed.
struct Design {
  std::vector<Layer> layers; ///< surface first
  meshes::NeedleProfile needle;
  double depth = 0.;    ///< largest travel from first touch [m]
  double speed = 0.;    ///< [m/s]
  double friction = 0.; ///< Coulomb's coefficient [-]
  unsigned int cracks = 2;
};

/// The needle at one travel.
struct CurvePoint {
  double travel = 0.;         ///< [m]
  double force = 0.;          ///< axial [N]
  double friction_force = 0.; ///< its share [N]
  double inserted = 0.;       ///< tip below the deformed surface at the flank [m]
  double depression = 0.;     ///< of that surface [m]
};

/// One layer's share of the hole at the end.
struct LayerHole {
  double depth = 0.;           ///< of the hole within the layer, before deformation [m]
  double crack_area = 0.;      ///< of all cracks, weighted with their damage [m^2]
  double opened_area = 0.;     ///< the same, unweighted [m^2]
  double opening = 0.;         ///< diameter at the layer's top, needle inside [m]
  double fracture_energy = 0.; ///< [J]
};

/// A ring of the needle's surface in the skin at the end.
struct WallRing {
  double z = 0.;            ///< above the tip [m]
  double radius = 0.;       ///< [m]
  double length = 0.;       ///< along the axis [m]
  double normal_force = 0.; ///< axial part of the wall's pressure [N]
  double friction_force = 0.;
};

/// The answer.
struct Result {
  bool punctured = false;
  double puncture_force = 0.;          ///< force at which the uppermost layer ruptures, reached or not [N]
  double puncture_travel = 0.;         ///< [m]; meaningless unless punctured
  double indentation_at_puncture = 0.; ///< of the surface [m]; meaningless unless punctured
  std::vector<CurvePoint> curve;       ///< by rising travel, from 0 to the design's depth
  std::vector<LayerHole> holes;        ///< one a layer
  std::vector<WallRing> rings;         ///< by rising z; empty unless punctured
  double wound_depth = 0.;             ///< before deformation [m]
  double external_work = 0., friction_work = 0., fracture_work = 0.;  ///< [J]
  double stored_energy = 0., viscous_work = 0., released_energy = 0.; ///< the rest, split by fitted shares [J]
  std::vector<std::string> outside; ///< in which respects the design lies outside the fitted space, in words
};

/// Evaluates the model. Throws std::invalid_argument for a needle with a flat end (ring cracks are not in it), for a
/// design without layers, and unless depth and speed are positive.
Result screen(const Design& design, const Corrections& corrections);

} // namespace acumen::screening
