#pragma once

#include "solver/stepping/skin_potential.h"

#include <array>
#include <vector>

namespace acumen::stepping {

/// Stress, stretch and damage of every cell at a converged step, in the order of the cells.
///
/// Tensors are in the current configuration, averaged over the cell's quadrature points; the directions are (r, z,
/// theta), in this order, so that the drawing plane's two come first. The deformation is the bulk's: the layer's
/// pre-stretch is in it, the opening of cracks is not.
struct CellFields {
  /// Cauchy stress [Pa], overstress included: rr, rz, r-theta, zr, zz, z-theta, theta-r, theta-z, theta-theta.
  std::vector<std::array<double, 9>> cauchy_stress;
  std::vector<double> von_mises;                        ///< of the averaged Cauchy stress [Pa]
  std::vector<std::array<double, 3>> principal_stretch; ///< largest first [-]
  std::vector<double> jacobian;                         ///< J, averaged [-]
  std::vector<double> pressure;                         ///< −U'(mean J) [Pa], positive in compression
  std::vector<double> crack_opening;                    ///< w of each radial crack [m]
  std::vector<double> damage;                           ///< spent share of the fracture energy [-]
  std::vector<double> contact_pressure;                 ///< largest over the cell's faces, on the current area [Pa]
  std::vector<unsigned int> layer_id;                   ///< index of the layer, top down
};

/// Fields of the last converged (or restored) step of `potential`.
CellFields cell_fields(const SkinPotential& potential);

} // namespace acumen::stepping
