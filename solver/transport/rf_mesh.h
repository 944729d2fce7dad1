#pragma once

#include "solver/transport/wounded_skin.h"

#include <deal.II/grid/tria.h>

namespace acumen::transport {

/// A pair of parallel needles as electrodes. SI units.
struct ElectrodePair {
  double spacing = 0.;          ///< of the axes [m]
  double radius = 0.;           ///< of the needles [m]
  double inserted = 0.;         ///< length in the skin [m]; the skin's whole depth = two rods through it
  double insulated_length = 0.; ///< of the inserted part, from the surface [m]
};

struct RfMeshParameters {
  unsigned int cells_across_needle = 4; ///< even
  double growth = 1.35;                 ///< of cells away from the needle, to the sides
  double row_height = 100e-6;           ///< along the needle [m]
  double row_growth = 1.4;              ///< below it
  double margin = 4.;                   ///< beyond the needle, in spacings
};

/// Material id of the needle's cells; those of the skin carry the index of their layer.
constexpr dealii::types::material_id needle_material = 255;

/// A quarter of the skin round the pair: x = 0 halves the distance between the needles, y = 0 holds both axes, z = 0 is
/// the surface; the needle stands at x = spacing/2. Blocks of hexahedra, squares round the needle blended into circles.
void make_rf_mesh(const std::vector<SkinLayer>& layers, const ElectrodePair& pair, const RfMeshParameters& parameters,
                  dealii::Triangulation<3>& triangulation);

} // namespace acumen::transport
