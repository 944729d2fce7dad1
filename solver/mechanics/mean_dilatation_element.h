#pragma once

#include "materials/laws/material.h"
#include "solver/mechanics/element_geometry.h"

#include <limits>
#include <type_traits>

namespace acumen::mechanics {

/// What a cell's energy depends on besides its geometry and material.
template <int dim> struct ElementState {
  std::array<double, ElementGeometry<dim>::n_dofs> displacement{}; ///< node-major [m]
  double opening = 0.;                                             ///< of each radial crack in the cell [m]
  double overstress_factor = 0.;                                   ///< PronySeries::instantaneous_factor of the step
  /// Constant part of the overstress at each quadrature point [Pa]; null for an elastic layer.
  const dealii::SymmetricTensor<2, 3>* history_stress = nullptr;
};

/// A cell's bulk energy [J] and its derivatives with respect to its displacements and, in the meridian plane, the
/// opening of its radial cracks, which comes last.
template <int dim> struct ElementResponse {
  static constexpr int n_dofs = ElementGeometry<dim>::n_dofs;
  static constexpr int n = n_dofs + (dim == 2 ? 1 : 0);
  double energy = 0.;
  double mean_jacobian = 1.; ///< J averaged over the cell
  double pressure = 0.;      ///< U'(mean J) [Pa], positive in tension
  std::array<double, n> gradient;
  std::array<std::array<double, n>, n> hessian;
};

/// The strain that a law is asked at and what it answers: in two dimensions only the components that can vary.
template <int dim>
using StrainComponents = std::conditional_t<dim == 2, materials::PlaneEntries, dealii::SymmetricTensor<2, 3>>;
template <int dim>
using LawResponse = std::conditional_t<dim == 2, materials::PlaneResponse, materials::StrainEnergyResponse>;

/// C = F^T F on those components.
template <int dim> StrainComponents<dim> strain_components(const dealii::Tensor<2, 3>& F) {
  if constexpr (dim == 2)
    return plane_right_cauchy_green(F);
  else
    return right_cauchy_green(F);
}

/// F = G + sum_a u_a (x) grad N_a, with the hoop stretch relieved by the cracks' opening.
template <int dim>
inline dealii::Tensor<2, 3> deformation_gradient(const ElementGeometry<dim>& element, const unsigned int q,
                                                 const ElementState<dim>& state) {
  const auto& point = element.points[q];
  dealii::Tensor<2, 3> F;
  for (int i = 0; i < 3; ++i)
    F[i][i] = element.base_stretch[i];
  for (int a = 0; a < ElementGeometry<dim>::n_nodes; ++a) {
    for (int i = 0; i < dim; ++i)
      for (int J = 0; J < dim; ++J)
        F[i][J] += state.displacement[a * dim + i] * point.gradient[a][J];
    if (dim == 2)
      F[2][2] += state.displacement[a * dim] * point.hoop[a];
  }
  F[2][2] -= state.opening * point.opening;
  return F;
}

/// Isochoric response at a point, overstress included: (1 + f) W(C) + H : (C_bar − I) / 2.
template <class Law>
inline void isochoric_response(const Law& law, const double overstress_factor,
                               const dealii::SymmetricTensor<2, 3>* history_stress,
                               const dealii::SymmetricTensor<2, 3>& C, const materials::Evaluate level,
                               materials::StrainEnergyResponse& response) {
  law.evaluate(C, level, response);
  if (history_stress == nullptr)
    return;
  const double factor = 1. + overstress_factor;
  response.energy *= factor;
  if (level >= materials::Evaluate::stress)
    response.second_piola_kirchhoff_stress *= factor;
  if (level >= materials::Evaluate::tangent)
    response.material_tangent *= factor;
  materials::evaluate_linear_isochoric(*history_stress, C, level, response);
}

/// The same on the components of a plane problem.
template <class Law>
inline void isochoric_response(const Law& law, const double overstress_factor,
                               const dealii::SymmetricTensor<2, 3>* history_stress, const materials::PlaneEntries& C,
                               const materials::Evaluate level, materials::PlaneResponse& response) {
  materials::evaluate_in_plane(law, C, level, response);
  if (history_stress == nullptr)
    return;
  const double factor = 1. + overstress_factor;
  response.energy *= factor;
  if (level >= materials::Evaluate::stress)
    for (auto& entry : response.stress)
      entry *= factor;
  if (level >= materials::Evaluate::tangent)
    for (auto& row : response.tangent)
      for (auto& entry : row)
        entry *= factor;
  materials::evaluate_linear_isochoric_in_plane(materials::plane_entries_of(*history_stress), C, level, response);
}

/// Energy of a first-order cell with mean dilatation (Q1P0: Simo, Taylor & Pister 1985):
///   E = sum_q V_q W_iso(F_q) + V U(mean J),   mean J = sum_q V_q J_q / V.
///
/// The pressure never appears as an unknown, so the whole problem stays a minimisation over displacements.
/// The energy is +infinity where any J_q <= 0; derivatives are then not set.
template <int dim, class Law>
void evaluate_element(const ElementGeometry<dim>& element, const Law& law,
                      const materials::VolumetricEnergy& volumetric, const ElementState<dim>& state,
                      const materials::Evaluate level, ElementResponse<dim>& result);

/// Energy and its first two derivatives with respect to the opening alone, displacements held.
struct OpeningResponse {
  double energy = 0., first = 0., second = 0.;
};
template <class Law>
OpeningResponse evaluate_opening(const ElementGeometry<2>& element, const Law& law,
                                 const materials::VolumetricEnergy& volumetric, const ElementState<2>& state);

} // namespace acumen::mechanics
