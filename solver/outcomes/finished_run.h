#pragma once

#include "solver/base/tissue_role.h"
#include "solver/outcomes/uncertain_value.h"

#include <algorithm>
#include <limits>
#include <string>
#include <vector>

/// What outcomes know of a finished mechanical run: plain numbers, so that an outcome is a pure function of them and a
/// test can write them down by hand. SI units; depths count downwards from the undisturbed surface, in the skin's
/// configuration before the needle came (reference) unless "deformed" is said; z counts from the needle's tip upwards.
namespace acumen::outcomes {

/// A point of the needle's outline.
struct OutlinePoint {
  double z = 0.;      ///< above the tip [m]
  double radius = 0.; ///< [m]
};

/// The needle as a solid of revolution.
struct NeedleShape {
  std::vector<OutlinePoint> outline; ///< tip (radius 0) to base, z never decreasing
  double length = 0.;                ///< tip to base [m]
  double tip_radius = 0.;            ///< of curvature at the tip; of the edge where the end is flat [m]
  bool flat_end = false;

  /// Radius at height z [m], linear between the outline's points; the last one's beyond them, 0 below the tip.
  double radius_at(double z) const;
  double base_radius() const { return outline.empty() ? 0. : outline.back().radius; }
  double largest_radius() const;
};

/// One layer of the stack, surface first.
struct LayerExtent {
  std::string name;
  base::TissueRole role = base::TissueRole::phantom;
  double top = 0.;         ///< depth of its upper face [m]
  double thickness = 0.;   ///< [m]
  bool is_support = false; ///< below the skin proper
  /// Factor on the thickness from person to person; median 1.
  UncertainValue spread = fixed(1.);
  bool bleeds = false; ///< whether skin with this layer bleeds
};

/// One ring of contact between skin and needle at the largest force. Forces are the skin's on the needle.
struct ContactRing {
  double z = 0.;             ///< above the tip [m]
  double radius = 0.;        ///< deformed, of the ring [m]
  double area = 0.;          ///< it stands for [m^2]
  double pressure = 0.;      ///< normal traction, positive in compression [Pa]
  double shear = 0.;         ///< traction along the flank, positive towards the base [Pa]
  double normal_force = 0.;  ///< pressure times area [N]
  double axial_force = 0.;   ///< along the axis, towards the base, pressure and friction together [N]
  double friction_force = 0; ///< friction's share of axial_force [N]
};

/// A piece of the crack surface: one cell's share of all radial cracks.
struct CrackPatch {
  double depth = 0.;            ///< of its centre [m]
  double height = 0.;           ///< extent in depth [m]
  double area = 0.;             ///< of all n cracks in the cell, counted once (not both faces) [m^2]
  double largest_opening = 0.;  ///< diameter of the hole that all cracks' openings make, n w / pi, largest ever [m]
  double residual_opening = 0.; ///< the same at the end of the run [m]
  double damage = 0.;           ///< spent share of the fracture energy [-]
  unsigned int layer = 0;       ///< index into FinishedRun::layers
};

/// A point of the hole's wall.
struct HolePoint {
  double depth = 0.;          ///< before deformation [m]
  double deformed_depth = 0.; ///< below the undisturbed surface [m]
  double radius = 0.;         ///< of the hole [m]
};

/// How the needle came in.
struct InsertionFacts {
  bool punctured = false;
  bool withdrawn = false;                                           ///< whether the run includes the withdrawal
  double puncture_force = std::numeric_limits<double>::quiet_NaN(); ///< [N]; NaN without puncture
  double maximum_force = 0.;                                        ///< largest axial force, base plate excluded [N]
  double force_at_deepest = 0.;                                     ///< [N]
  double travel = 0.;                                               ///< largest travel since first touch [m]
  double inserted_length = 0.; ///< needle below the deformed surface at its flank, deepest point [m]
  double tip_depth = 0.;       ///< tip below the undisturbed surface, deepest point [m]
  double wound_depth = 0.;     ///< depth down to which the axis has opened, before deformation [m]
  double speed = std::numeric_limits<double>::quiet_NaN(); ///< [m/s]; NaN where the programme has no single speed
  double duration = 0.;                                    ///< from first touch to the end of the run [s]
  double surface_depression = 0.;                          ///< of the skin at the flank, deepest point [m]
  double friction_coefficient = 0.;                        ///< [-]
  unsigned int cracks = 0;                                 ///< number of radial cracks
};

/// The needles that go in together.
struct ArrayFacts {
  unsigned int rows = 1, columns = 1;
  double pitch = std::numeric_limits<double>::quiet_NaN(); ///< [m]; NaN for a single needle
  unsigned int needles() const { return rows * columns; }
  /// Area rows x columns x pitch^2 [m^2]; NaN for a single needle.
  double area() const { return double(needles()) * pitch * pitch; }
};

/// A finished mechanical run.
struct FinishedRun {
  NeedleShape needle;
  std::string needle_material; ///< library name
  std::string site;            ///< library name; empty where the case lists its own layers
  std::vector<LayerExtent> layers;
  InsertionFacts insertion;
  ArrayFacts array;
  std::vector<ContactRing> contact;        ///< at the largest force, by rising z
  std::vector<ContactRing> contact_at_tip; ///< when the sections near the tip are loaded most; empty = not known
  std::vector<CrackPatch> cracks;          ///< every cell that has opened
  std::vector<HolePoint> hole_deepest; ///< wall of the hole with the needle at its deepest, surface first; may be empty
  std::vector<HolePoint> hole_end;     ///< the same at the end of the run (after withdrawal, where there is one)

  /// Depth of the dermo-epidermal junction: lower face of the lowest layer of epidermis or stratum corneum; 0 where the
  /// stack has none [m].
  double epidermis_depth() const;
  /// Depth of the lower face of the dermis; 0 where the stack has none [m].
  double dermis_depth() const;
  /// Whether any layer is of a tissue that bleeds.
  bool bleeds() const;
  /// Axial force in the needle's section at height z: the sum of what acts below it, towards the base [N].
  double section_force(double z) const;
};

} // namespace acumen::outcomes
