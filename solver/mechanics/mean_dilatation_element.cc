#include "solver/mechanics/mean_dilatation_element.h"

namespace acumen::mechanics {

namespace {

using materials::Evaluate;

/// B with dF_m = sum_j B[m][j] d(unknown_j): unknowns are the displacements, then the opening.
template <int dim>
using Operator = std::array<std::array<double, ElementGeometry<dim>::n_dofs + 1>, Components<dim>::n_gradient>;

template <int dim> void fill_operator(const QuadraturePoint<dim>& point, Operator<dim>& B) {
  using K = Components<dim>;
  for (int m = 0; m < K::n_gradient; ++m) {
    const auto [i, J] = K::gradient[m];
    B[m].fill(0.);
    if (dim == 2 && i == 2) {
      for (int a = 0; a < ElementGeometry<dim>::n_nodes; ++a)
        B[m][a * dim] = point.hoop[a];
      B[m][ElementGeometry<dim>::n_dofs] = -point.opening;
    } else {
      for (int a = 0; a < ElementGeometry<dim>::n_nodes; ++a)
        B[m][a * dim + i] = point.gradient[a][J];
    }
  }
}

/// Adds V B^T A B to the upper triangle of the Hessian.
template <int dim>
void add_stiffness(const double volume, const Operator<dim>& B, const FirstPiolaKirchhoff<dim>& material,
                   ElementResponse<dim>& result) {
  constexpr int n = ElementResponse<dim>::n, nc = Components<dim>::n_gradient;
  double AB[nc][n];
  for (int m = 0; m < nc; ++m)
    for (int j = 0; j < n; ++j) {
      double sum = 0.;
      for (int k = 0; k < nc; ++k)
        sum += material.tangent[m][k] * B[k][j];
      AB[m][j] = volume * sum;
    }
  for (int i = 0; i < n; ++i)
    for (int m = 0; m < nc; ++m) {
      const double b = B[m][i];
      if (b != 0.)
        for (int j = i; j < n; ++j)
          result.hessian[i][j] += b * AB[m][j];
    }
}

} // namespace

template <int dim, class Law>
void evaluate_element(const ElementGeometry<dim>& element, const Law& law,
                      const materials::VolumetricEnergy& volumetric, const ElementState<dim>& state,
                      const Evaluate level, ElementResponse<dim>& result) {
  constexpr int n = ElementResponse<dim>::n, nc = Components<dim>::n_gradient;
  constexpr int nq = ElementGeometry<dim>::n_points;
  std::array<dealii::Tensor<2, 3>, nq> F;
  std::array<JacobianDerivatives<dim>, nq> jacobian;
  result.energy = 0.;
  double mean_J = 0.;
  for (int q = 0; q < nq; ++q) {
    F[q] = deformation_gradient(element, q, state);
    jacobian_derivatives<dim>(F[q], level == Evaluate::tangent, jacobian[q]);
    // In two dimensions the third direction does not rotate: its stretch alone must stay positive too.
    if (!(jacobian[q].J > 0.) || (dim == 2 && !(F[q][2][2] > 0.))) {
      result.energy = std::numeric_limits<double>::infinity();
      return;
    }
    mean_J += element.points[q].weight * jacobian[q].J;
  }
  mean_J /= element.volume;
  result.mean_jacobian = mean_J;
  result.pressure = volumetric.first_derivative(mean_J);
  result.energy = element.volume * volumetric.value(mean_J);
  if (level >= Evaluate::stress)
    result.gradient.fill(0.);
  if (level >= Evaluate::tangent)
    for (auto& row : result.hessian)
      row.fill(0.);

  std::array<double, n> mean_J_gradient{}; // V d(mean J)/d(unknown)
  materials::StrainEnergyResponse response;
  FirstPiolaKirchhoff<dim> first;
  Operator<dim> B;
  for (int q = 0; q < nq; ++q) {
    const double volume = element.points[q].weight;
    isochoric_response(law, state.overstress_factor, state.history_stress ? state.history_stress + q : nullptr,
                       right_cauchy_green(F[q]), level, response);
    result.energy += volume * response.energy;
    if (level == Evaluate::energy)
      continue;
    fill_operator(element.points[q], B);
    if (level == Evaluate::tangent)
      pull_to_first<dim>(F[q], response, first);
    else
      first_piola_kirchhoff_stress<dim>(F[q], response.second_piola_kirchhoff_stress, first.stress);
    for (int m = 0; m < nc; ++m) {
      const double P = volume * (first.stress[m] + result.pressure * jacobian[q].first[m]);
      const double dJ = volume * jacobian[q].first[m];
      for (int j = 0; j < n; ++j) {
        result.gradient[j] += P * B[m][j];
        mean_J_gradient[j] += dJ * B[m][j];
      }
    }
    if (level == Evaluate::tangent) {
      for (int m = 0; m < nc; ++m)
        for (int k = 0; k < nc; ++k)
          first.tangent[m][k] += result.pressure * jacobian[q].second[m][k];
      add_stiffness(volume, B, first, result);
    }
  }
  if (level == Evaluate::tangent) {
    const double factor = volumetric.second_derivative(mean_J) / element.volume;
    for (int i = 0; i < n; ++i)
      for (int j = i; j < n; ++j) {
        result.hessian[i][j] += factor * mean_J_gradient[i] * mean_J_gradient[j];
        result.hessian[j][i] = result.hessian[i][j];
      }
  }
}

template <int dim, class Law>
OpeningResponse evaluate_opening(const ElementGeometry<dim>& element, const Law& law,
                                 const materials::VolumetricEnergy& volumetric, const ElementState<dim>& state) {
  constexpr int nq = ElementGeometry<dim>::n_points;
  OpeningResponse result;
  double mean_J = 0., mean_J_gradient = 0.;
  materials::StrainEnergyResponse response;
  for (int q = 0; q < nq; ++q) {
    const auto& point = element.points[q];
    const dealii::Tensor<2, 3> F = deformation_gradient(element, q, state);
    const double area_ratio = F[0][0] * F[1][1] - F[0][1] * F[1][0];
    const double hoop = F[2][2];
    if (!(area_ratio * hoop > 0.) || !(hoop > 0.)) {
      result.energy = std::numeric_limits<double>::infinity();
      return result;
    }
    mean_J += point.weight * area_ratio * hoop;
    mean_J_gradient -= point.weight * area_ratio * point.opening;
    isochoric_response(law, state.overstress_factor, state.history_stress ? state.history_stress + q : nullptr,
                       right_cauchy_green(F), Evaluate::tangent, response);
    const double S = response.second_piola_kirchhoff_stress[2][2];
    result.energy += point.weight * response.energy;
    result.first -= point.weight * point.opening * hoop * S;
    result.second +=
        point.weight * point.opening * point.opening * (S + hoop * hoop * response.material_tangent[2][2][2][2]);
  }
  mean_J /= element.volume;
  result.energy += element.volume * volumetric.value(mean_J);
  result.first += volumetric.first_derivative(mean_J) * mean_J_gradient;
  result.second += volumetric.second_derivative(mean_J) / element.volume * mean_J_gradient * mean_J_gradient;
  return result;
}

#define ACUMEN_INSTANTIATE(dim, Law)                                                                                   \
  template void evaluate_element<dim, Law>(const ElementGeometry<dim>&, const Law&,                                    \
                                           const materials::VolumetricEnergy&, const ElementState<dim>&, Evaluate,     \
                                           ElementResponse<dim>&);                                                     \
  template OpeningResponse evaluate_opening<dim, Law>(const ElementGeometry<dim>&, const Law&,                         \
                                                      const materials::VolumetricEnergy&, const ElementState<dim>&);
#define ACUMEN_INSTANTIATE_LAW(Law) ACUMEN_INSTANTIATE(2, Law) ACUMEN_INSTANTIATE(3, Law)
ACUMEN_INSTANTIATE_LAW(materials::NeoHookean)
ACUMEN_INSTANTIATE_LAW(materials::Ogden)
ACUMEN_INSTANTIATE_LAW(materials::Gent)
ACUMEN_INSTANTIATE_LAW(materials::HolzapfelGasserOgden)
#undef ACUMEN_INSTANTIATE_LAW
#undef ACUMEN_INSTANTIATE

} // namespace acumen::mechanics
