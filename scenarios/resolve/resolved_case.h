#pragma once

#include "materials/laws/material.h"
#include "meshes/needle/needle_profile.h"
#include "scenarios/input/case.h"
#include "scenarios/library/library.h"
#include "scenarios/resolve/resolve_outcomes.h"
#include "scenarios/resolve/resolve_transport.h"

namespace acumen::scenarios {

/// One layer, ready to compute with. Thickness [m] in the living body (= the mesh's configuration).
struct ResolvedLayer {
  std::string name, tissue;
  base::TissueRole role = base::TissueRole::phantom;
  bool bleeds = false;
  double thickness = unset; // [m]
  bool is_support = false;
  double density = unset; // [kg/m^3]; NaN where the library has none
  materials::Material material;
};

/// A point of a piecewise linear speed over time; speed > 0 goes in.
struct SpeedPoint {
  double time;  // [s]
  double speed; // [m/s]
};

/// A case that has passed every check: nothing is left to look up.
struct ResolvedCase {
  explicit ResolvedCase(meshes::NeedleProfile profile) : needle(std::move(profile)) {}

  meshes::NeedleProfile needle;
  CaseInput input;                   ///< as written, with defaults, and with the stack of layers made explicit
  std::string name;                  ///< of the case file, without folder and extension
  std::string yaml;                  ///< the resolved case as a file that reads back to the same case
  std::string hash;                  ///< 8 hexadecimal digits of `yaml` without its output group
  std::vector<ResolvedLayer> layers; ///< top down, the support's last; below it the domain is held fixed
  NeedleMaterial needle_material;
  ResolvedTransport transport;           ///< drug and current
  std::vector<SpeedPoint> speed_history; ///< speed_history control only
  double depth = unset;                  ///< largest needle travel [m]
  std::optional<double> cell_radius;     ///< radius [m] of the disc with the area of one needle's cell; arrays only
  ResolvedOutcomes outcomes;             ///< what outcomes take from the library
  std::vector<std::string> assumptions;  ///< values labelled `assumed`, in words
  std::vector<std::string> warnings;

  /// Thickness of skin and support together [m].
  double total_thickness() const;
};

} // namespace acumen::scenarios
