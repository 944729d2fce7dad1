#include "solver/mechanics/corner_barrier.h"

#include <deal.II/base/geometry_info.h>

#include <cmath>
#include <limits>

namespace acumen::mechanics {

namespace {

/// The neighbours of a corner along the cell's edges, ordered so that the determinant of the edge vectors is positive
/// in the reference: vertices are numbered lexicographically, and neighbour k differs in the k-th bit. An odd number of
/// edges that run backwards turns the orientation round, which an exchange of the first two mends.
template <int dim> std::array<unsigned int, dim> neighbours(const unsigned int v) {
  std::array<unsigned int, dim> result;
  unsigned int backwards = 0;
  for (unsigned int k = 0; k < dim; ++k) {
    result[k] = v ^ (1u << k);
    backwards += (v >> k) & 1u;
  }
  if (backwards % 2 == 1)
    std::swap(result[0], result[1]);
  return result;
}

template <int dim> using Edges = std::array<dealii::Tensor<1, dim>, dim>;

double determinant(const Edges<2>& e) {
  return e[0][0] * e[1][1] - e[0][1] * e[1][0];
}
double determinant(const Edges<3>& e) {
  return e[0] * dealii::cross_product_3d(e[1], e[2]);
}

/// d(det)/d(e_a), and d2(det)/d(e_a)_i d(e_b)_j for a != b: the determinant is linear in each edge.
dealii::Tensor<1, 2> derivative(const Edges<2>& e, const unsigned int a) {
  const double sign = a == 0 ? 1. : -1.;
  dealii::Tensor<1, 2> result;
  result[0] = sign * e[1 - a][1];
  result[1] = -sign * e[1 - a][0];
  return result;
}
dealii::Tensor<1, 3> derivative(const Edges<3>& e, const unsigned int a) {
  return dealii::cross_product_3d(e[(a + 1) % 3], e[(a + 2) % 3]);
}
double second_derivative(const Edges<2>&, const unsigned int a, const unsigned int i, const unsigned int b,
                         const unsigned int j) {
  if (a == b || i == j)
    return 0.;
  return (a == 0) == (i == 0) ? 1. : -1.;
}
double second_derivative(const Edges<3>& e, const unsigned int a, const unsigned int i, const unsigned int b,
                         const unsigned int j) {
  if (a == b || i == j)
    return 0.;
  const double order = b == (a + 1) % 3 ? 1. : -1., sense = j == (i + 1) % 3 ? 1. : -1.;
  return order * sense * e[3 - a - b][3 - i - j];
}

template <int dim> struct Corner {
  std::array<unsigned int, dim> neighbour;
  Edges<dim> edges; ///< in the current configuration
  double reference = 0.;
  double jacobian() const { return determinant(edges) / reference; }
};

template <int dim>
Corner<dim> corner(const ElementGeometry<dim>& element, const std::array<double, ElementGeometry<dim>::n_dofs>& u,
                   const unsigned int v) {
  Corner<dim> result;
  result.neighbour = neighbours<dim>(v);
  Edges<dim> reference;
  for (unsigned int k = 0; k < dim; ++k) {
    const unsigned int a = result.neighbour[k];
    reference[k] = element.nodes[a] - element.nodes[v];
    for (unsigned int d = 0; d < dim; ++d)
      result.edges[k][d] = reference[k][d] + u[dim * a + d] - u[dim * v + d];
  }
  result.reference = determinant(reference);
  return result;
}

/// Adds dE d' and ddE d' (x) d' + dE d'' of one corner; an edge moves with its neighbour and against the corner.
template <int dim>
void add_derivatives(const Corner<dim>& c, const unsigned int v, const double dE, const double ddE,
                     const Evaluate level, LocalResponse<ElementGeometry<dim>::n_dofs>& response) {
  constexpr unsigned int n = dim * dim;
  std::array<unsigned int, n> plus, minus;
  std::array<double, n> first;
  for (unsigned int a = 0; a < dim; ++a) {
    const auto cofactor = derivative(c.edges, a);
    for (unsigned int i = 0; i < dim; ++i) {
      plus[dim * a + i] = dim * c.neighbour[a] + i;
      minus[dim * a + i] = dim * v + i;
      first[dim * a + i] = cofactor[i] / c.reference;
    }
  }
  for (unsigned int p = 0; p < n; ++p) {
    response.gradient[plus[p]] += dE * first[p];
    response.gradient[minus[p]] -= dE * first[p];
    if (level < Evaluate::tangent)
      continue;
    for (unsigned int q = 0; q < n; ++q) {
      const double second = second_derivative(c.edges, p / dim, p % dim, q / dim, q % dim) / c.reference;
      const double value = ddE * first[p] * first[q] + dE * second;
      response.hessian[plus[p]][plus[q]] += value;
      response.hessian[plus[p]][minus[q]] -= value;
      response.hessian[minus[p]][plus[q]] -= value;
      response.hessian[minus[p]][minus[q]] += value;
    }
  }
}

} // namespace

template <int dim>
double corner_jacobian(const ElementGeometry<dim>& element,
                       const std::array<double, ElementGeometry<dim>::n_dofs>& displacement, const unsigned int v) {
  return corner(element, displacement, v).jacobian();
}

template <int dim>
void add_corner_barrier(const CornerBarrier& barrier, const ElementGeometry<dim>& element,
                        const std::array<double, ElementGeometry<dim>::n_dofs>& displacement, const Evaluate level,
                        LocalResponse<ElementGeometry<dim>::n_dofs>& response) {
  constexpr unsigned int n_corners = ElementGeometry<dim>::n_nodes;
  const double scale = barrier.stiffness * element.volume / n_corners;
  for (unsigned int v = 0; v < n_corners; ++v) {
    const auto c = corner(element, displacement, v);
    const double d = c.jacobian();
    if (d >= barrier.threshold)
      continue;
    if (!(d > 0.)) {
      response.energy = std::numeric_limits<double>::infinity();
      return;
    }
    const double logarithm = std::log(d / barrier.threshold);
    response.active = true;
    response.energy += scale * logarithm * logarithm;
    if (level >= Evaluate::stress)
      add_derivatives<dim>(c, v, scale * 2. * logarithm / d, scale * 2. * (1. - logarithm) / (d * d), level, response);
  }
}

template <int dim>
void CornerBarrierTerm<dim>::add(const unsigned int cell, const std::array<double, n>& u, const Evaluate level,
                                 const TangentKind /*kind*/, LocalResponse<n>& response) {
  if (guarded_[cell])
    add_corner_barrier(barrier_, body_.elements()[cell], u, level, response);
}

template <int dim>
void CornerBarrierTerm<dim>::add_energy_content(const Vector& displacement, EnergyContent& content) const {
  LocalResponse<n> response;
  for (unsigned int c = 0; c < body_.elements().size(); ++c)
    if (guarded_[c])
      add_corner_barrier(barrier_, body_.elements()[c], local_values(body_.elements()[c], displacement),
                         Evaluate::energy, response);
  content.barrier += response.energy;
}

template double corner_jacobian<2>(const ElementGeometry<2>&, const std::array<double, 8>&, unsigned int);
template double corner_jacobian<3>(const ElementGeometry<3>&, const std::array<double, 24>&, unsigned int);
template void add_corner_barrier<2>(const CornerBarrier&, const ElementGeometry<2>&, const std::array<double, 8>&,
                                    Evaluate, LocalResponse<8>&);
template void add_corner_barrier<3>(const CornerBarrier&, const ElementGeometry<3>&, const std::array<double, 24>&,
                                    Evaluate, LocalResponse<24>&);
template class CornerBarrierTerm<2>;
template class CornerBarrierTerm<3>;

} // namespace acumen::mechanics
