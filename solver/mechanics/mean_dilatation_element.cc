#include "solver/mechanics/mean_dilatation_element.h"

namespace acumen::mechanics {

namespace {

using materials::Evaluate;

/// B with dF_m = sum_j B[m][j] d(unknown_j): unknowns are the displacements, then the opening.
template <int dim>
using Operator = std::array<std::array<double, ElementResponse<dim>::n>, Components<dim>::n_gradient>;

template <int dim> void fill_operator(const QuadraturePoint<dim>& point, Operator<dim>& B) {
  using K = Components<dim>;
  for (int m = 0; m < K::n_gradient; ++m) {
    const auto [i, J] = K::gradient[m];
    B[m].fill(0.);
    if (dim == 2 && i == 2) {
      for (int a = 0; a < ElementGeometry<dim>::n_nodes; ++a)
        B[m][a * dim] = point.hoop[a];
      if constexpr (dim == 2)
        B[m][ElementGeometry<dim>::n_dofs] = -point.opening;
    } else {
      for (int a = 0; a < ElementGeometry<dim>::n_nodes; ++a)
        B[m][a * dim + i] = point.gradient[a][J];
    }
  }
}

void fill_stress(const dealii::Tensor<2, 3>& F, const materials::PlaneResponse& response,
                 FirstPiolaKirchhoff<2>& result) {
  first_piola_kirchhoff_stress(F, response.stress, result.stress);
}

void fill_stress(const dealii::Tensor<2, 3>& F, const materials::StrainEnergyResponse& response,
                 FirstPiolaKirchhoff<3>& result) {
  first_piola_kirchhoff_stress<3>(F, response.second_piola_kirchhoff_stress, result.stress);
}

/// A B for one row A, added to AB. In two dimensions a node's radial displacement moves entries 0, 1 and 4 of F, its
/// vertical one 2 and 3, and the opening entry 4 only; in three all are treated alike.
template <int dim>
void add_product(const std::array<double, Components<dim>::n_gradient>& A, const double factor, const Operator<dim>& B,
                 std::array<double, ElementResponse<dim>::n>& AB) {
  constexpr int n = ElementResponse<dim>::n;
  if constexpr (dim == 2) {
    const double a[5] = {factor * A[0], factor * A[1], factor * A[2], factor * A[3], factor * A[4]};
    for (int j = 0; j < n - 1; j += 2) {
      AB[j] += a[0] * B[0][j] + a[1] * B[1][j] + a[4] * B[4][j];
      AB[j + 1] += a[2] * B[2][j + 1] + a[3] * B[3][j + 1];
    }
    AB[n - 1] += a[4] * B[4][n - 1];
  } else {
    for (int k = 0; k < Components<dim>::n_gradient; ++k)
      for (int j = 0; j < n; ++j)
        AB[j] += factor * A[k] * B[k][j];
  }
}

/// Adds V B^T A B to the upper triangle of the Hessian.
template <int dim>
void add_stiffness(const double volume, const Operator<dim>& B, const FirstPiolaKirchhoff<dim>& material,
                   ElementResponse<dim>& result) {
  constexpr int n = ElementResponse<dim>::n, nc = Components<dim>::n_gradient;
  std::array<std::array<double, n>, nc> AB{};
  for (int m = 0; m < nc; ++m)
    add_product<dim>(material.tangent[m], volume, B, AB[m]);
  auto& H = result.hessian;
  if constexpr (dim == 2) {
    for (int i = 0; i < n - 1; i += 2) {
      for (int j = i; j < n; ++j)
        H[i][j] += B[0][i] * AB[0][j] + B[1][i] * AB[1][j] + B[4][i] * AB[4][j];
      for (int j = i + 1; j < n; ++j)
        H[i + 1][j] += B[2][i + 1] * AB[2][j] + B[3][i + 1] * AB[3][j];
    }
    H[n - 1][n - 1] += B[4][n - 1] * AB[4][n - 1];
  } else {
    for (int i = 0; i < n; ++i)
      for (int m = 0; m < nc; ++m)
        for (int j = i; j < n; ++j)
          H[i][j] += B[m][i] * AB[m][j];
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
    jacobian_derivatives(F[q], level == Evaluate::tangent, jacobian[q]);
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
  if (level >= Evaluate::tangent)
    for (auto& row : result.hessian)
      row.fill(0.);

  std::array<double, n> mean_J_gradient{}; // V d(mean J)/d(unknown)
  std::array<double, n> isochoric_gradient{};
  LawResponse<dim> response;
  FirstPiolaKirchhoff<dim> first;
  Operator<dim> B;
  for (int q = 0; q < nq; ++q) {
    const double volume = element.points[q].weight;
    isochoric_response(law, state.overstress_factor, state.history_stress ? state.history_stress + q : nullptr,
                       strain_components<dim>(F[q]), level, response);
    result.energy += volume * response.energy;
    if (level == Evaluate::energy)
      continue;
    fill_operator(element.points[q], B);
    if (level == Evaluate::tangent)
      first_piola_kirchhoff_from_second(F[q], response, first);
    else
      fill_stress(F[q], response, first);
    // dE/du = V_q (P + p cof F) : dF/du, and V d(mean J)/du for the volumetric part of the Hessian
    add_product<dim>(first.stress, volume, B, isochoric_gradient);
    add_product<dim>(jacobian[q].first, volume, B, mean_J_gradient);
    if (level == Evaluate::tangent) {
      for (int m = 0; m < nc; ++m)
        for (int k = 0; k < nc; ++k)
          first.tangent[m][k] += result.pressure * jacobian[q].second[m][k];
      add_stiffness(volume, B, first, result);
    }
  }
  if (level >= Evaluate::stress)
    for (int i = 0; i < n; ++i)
      result.gradient[i] = isochoric_gradient[i] + result.pressure * mean_J_gradient[i];
  if (level == Evaluate::tangent) {
    const double factor = volumetric.second_derivative(mean_J) / element.volume;
    for (int i = 0; i < n; ++i)
      for (int j = i; j < n; ++j) {
        result.hessian[i][j] += factor * mean_J_gradient[i] * mean_J_gradient[j];
        result.hessian[j][i] = result.hessian[i][j];
      }
  }
}

template <class Law>
OpeningResponse evaluate_opening(const ElementGeometry<2>& element, const Law& law,
                                 const materials::VolumetricEnergy& volumetric, const ElementState<2>& state) {
  constexpr int nq = ElementGeometry<2>::n_points;
  OpeningResponse result;
  double mean_J = 0., mean_J_gradient = 0.;
  materials::PlaneResponse response;
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
                       plane_right_cauchy_green(F), Evaluate::tangent, response);
    const double S = response.stress[2];
    result.energy += point.weight * response.energy;
    result.first -= point.weight * point.opening * hoop * S;
    result.second += point.weight * point.opening * point.opening * (S + hoop * hoop * response.tangent[2][2]);
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
                                           ElementResponse<dim>&);
#define ACUMEN_INSTANTIATE_LAW(Law)                                                                                    \
  ACUMEN_INSTANTIATE(2, Law)                                                                                           \
  ACUMEN_INSTANTIATE(3, Law)                                                                                           \
  template OpeningResponse evaluate_opening<Law>(const ElementGeometry<2>&, const Law&,                                \
                                                 const materials::VolumetricEnergy&, const ElementState<2>&);
ACUMEN_INSTANTIATE_LAW(materials::NeoHookean)
ACUMEN_INSTANTIATE_LAW(materials::Ogden)
ACUMEN_INSTANTIATE_LAW(materials::Gent)
ACUMEN_INSTANTIATE_LAW(materials::HolzapfelGasserOgden)
#undef ACUMEN_INSTANTIATE_LAW
#undef ACUMEN_INSTANTIATE

} // namespace acumen::mechanics
