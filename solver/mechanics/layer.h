#pragma once

#include "materials/laws/material.h"

#include <string>

namespace acumen::mechanics {

/// One layer of the tissue stack, top down.
struct Layer {
  std::string name;
  double thickness = 0.; ///< in the mesh (in-vivo) configuration [m]
  materials::Material material;
};

} // namespace acumen::mechanics
