#pragma once

#include "solver/mechanics/kinematics.h"
#include "solver/mechanics/vector.h"

#include <deal.II/dofs/dof_handler.h>

#include <array>
#include <vector>

namespace acumen::mechanics {

/// What one cell's quadrature point needs of the reference geometry.
///
/// The deformation gradient of the material is F = G + sum_a u_a (x) gradient_a with G the layer's pre-stretch
/// (`base_stretch` on the diagonal): the gradients already carry G. In axisymmetry the hoop stretch is
/// lambda = G_22 + sum_a hoop_a u_a,R − opening w, where w is the opening of each of n radial cracks.
template <int dim> struct QuadraturePoint {
  static constexpr int n_nodes = 1 << dim;
  double weight = 0.;                                      ///< reference volume of the point [m^3]
  std::array<std::array<double, dim>, n_nodes> gradient{}; ///< dN_a/dX . G [1/m]
  std::array<double, n_nodes> hoop{};                      ///< G_22 N_a / R [1/m]; zero outside axisymmetry
  double opening = 0.;                                     ///< G_22 n / (2 pi R) [1/m]
};

/// A first-order cell: its quadrature points, and where its unknowns are in the global vector.
template <int dim> struct ElementGeometry {
  static constexpr int n_nodes = 1 << dim;
  static constexpr int n_dofs = n_nodes * dim;
  static constexpr int n_points = 1 << dim;
  std::array<QuadraturePoint<dim>, n_points> points;
  std::array<double, 3> base_stretch{{1., 1., 1.}}; ///< G: the layer's stretch in the mesh configuration
  std::array<unsigned int, n_dofs> dofs{};          ///< node-major: (node, component)
  std::array<dealii::Point<dim>, n_nodes> nodes;    ///< reference positions, deal.II's vertex order [m]
  double volume = 0.;                               ///< reference volume [m^3]
  double crack_area = 0.;                           ///< area of all n cracks in this cell [m^2]
  unsigned int layer = 0;                           ///< index of the material
  unsigned int column = 0, row = 0;                 ///< place in a structured mesh, for diagnosis
};

/// Values of a cell's unknowns, node-major.
template <int dim>
std::array<double, ElementGeometry<dim>::n_dofs> local_values(const ElementGeometry<dim>& element,
                                                              const Vector& vector) {
  std::array<double, ElementGeometry<dim>::n_dofs> values;
  for (unsigned int i = 0; i < values.size(); ++i)
    values[i] = vector[element.dofs[i]];
  return values;
}

/// Precomputes every active cell's geometry, in the order of the active cells.
///
/// \param pre_stretch    in-plane stretch a layer carries in the mesh configuration, by material id; the layer's
///                       thickness direction (Z in axisymmetry, the last coordinate in 3-D) is squeezed so that det G =
///                       1
/// \param n_cracks       number of evenly spaced radial cracks; 0 where there are none (and outside axisymmetry)
/// \param crack_radius   cells whose centre lies beyond this radius [m] cannot crack
template <int dim>
std::vector<ElementGeometry<dim>> element_geometries(const dealii::DoFHandler<dim>& dof_handler, Symmetry symmetry,
                                                     const std::vector<double>& pre_stretch, unsigned int n_cracks,
                                                     double crack_radius);

} // namespace acumen::mechanics
