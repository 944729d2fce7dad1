#pragma once

#include "materials/cohesive/cohesive_law.h"
#include "materials/laws/isochoric_law.h"
#include "materials/laws/prony_series.h"
#include "materials/laws/volumetric_energy.h"

#include <string>

namespace acumen::materials {

/// One tissue layer's complete mechanical description, in SI units.
struct Material {
  std::string name;
  IsochoricLaw isochoric; ///< long-term (fully relaxed) isochoric response
  VolumetricEnergy volumetric;
  PronySeries viscoelasticity; ///< overstress on top of the long-term response; empty = elastic
  CohesiveLaw cohesive;        ///< law of a radial crack; `strength` = infinity means the layer cannot crack
  /// In-plane stretch that the layer already carries in its in-vivo (= mesh) configuration [-].
  double pre_stretch = 1.;
};

} // namespace acumen::materials
