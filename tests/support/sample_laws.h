#pragma once

#include "materials/laws/isochoric_law.h"

#include <string>
#include <utility>
#include <vector>

namespace acumen::materials {

/// One of each law with skin-like parameters; fibres lie in the plane of directions 0 and 1.
inline std::vector<std::pair<std::string, IsochoricLaw>> sample_laws() {
  HolzapfelGasserOgden fibres{0.1e6, 0.3e6, 1.5, 0.1, {}, {}};
  fibres.first_fibre[0] = 0.8;
  fibres.first_fibre[1] = 0.6;
  fibres.second_fibre[0] = 0.8;
  fibres.second_fibre[1] = -0.6;
  return {{"neo-Hookean", NeoHookean{0.2e6}},
          {"Ogden, one term", Ogden{{{0.11e6, 9.}}}},
          {"Ogden, three terms", Ogden{{{0.11e6, 9.}, {0.05e6, -4.}, {0.2e6, 1.3}}}},
          {"Gent", Gent{0.2e6, 5.}},
          {"Holzapfel-Gasser-Ogden", fibres}};
}

} // namespace acumen::materials
