#include "solver/mechanics/corner_barrier.h"

#include <cmath>
#include <limits>

namespace acumen::mechanics {

namespace {

/// The two neighbours of each corner, anticlockwise first, so that their cross product is positive in the reference.
constexpr std::array<std::array<unsigned int, 2>, 4> neighbours{{{{1, 2}}, {{3, 0}}, {{0, 3}}, {{2, 1}}}};

double cross(const std::array<double, 2>& a, const std::array<double, 2>& b) {
  return a[0] * b[1] - a[1] * b[0];
}

struct Corner {
  std::array<double, 2> first, second; // edge vectors in the current configuration
  double reference_area;
};

Corner corner(const ElementGeometry<2>& element, const std::array<double, 8>& u, const unsigned int v) {
  const auto [a, b] = neighbours[v];
  Corner result;
  std::array<double, 2> A, B;
  for (unsigned int d = 0; d < 2; ++d) {
    A[d] = element.nodes[a][d] - element.nodes[v][d];
    B[d] = element.nodes[b][d] - element.nodes[v][d];
    result.first[d] = A[d] + u[2 * a + d] - u[2 * v + d];
    result.second[d] = B[d] + u[2 * b + d] - u[2 * v + d];
  }
  result.reference_area = cross(A, B);
  return result;
}

} // namespace

double corner_jacobian(const ElementGeometry<2>& element, const std::array<double, 8>& displacement,
                       const unsigned int v) {
  const Corner c = corner(element, displacement, v);
  return cross(c.first, c.second) / c.reference_area;
}

CornerBarrierResponse evaluate_corner_barrier(const CornerBarrier& barrier, const ElementGeometry<2>& element,
                                              const std::array<double, 8>& displacement, const bool with_derivatives) {
  CornerBarrierResponse result;
  const double scale = 0.25 * barrier.stiffness * element.volume;
  for (unsigned int v = 0; v < 4; ++v) {
    const Corner c = corner(element, displacement, v);
    const double d = cross(c.first, c.second) / c.reference_area;
    if (d >= barrier.threshold)
      continue;
    if (!(d > 0.)) {
      result.energy = std::numeric_limits<double>::infinity();
      return result;
    }
    const double logarithm = std::log(d / barrier.threshold);
    result.energy += scale * logarithm * logarithm;
    if (!with_derivatives)
      continue;
    if (!result.active) {
      result.gradient.fill(0.);
      for (auto& row : result.hessian)
        row.fill(0.);
      result.active = true;
    }
    // d is bilinear in the two edge vectors p, q: d = (p_x q_y − p_y q_x)/A0.
    const double dE = scale * 2. * logarithm / d, ddE = scale * 2. * (1. - logarithm) / (d * d);
    const std::array<double, 4> edge_gradient{{c.second[1] / c.reference_area, -c.second[0] / c.reference_area,
                                               -c.first[1] / c.reference_area, c.first[0] / c.reference_area}};
    const auto [a, b] = neighbours[v];
    const std::array<unsigned int, 4> plus{{2 * a, 2 * a + 1, 2 * b, 2 * b + 1}};
    const std::array<unsigned int, 4> minus{{2 * v, 2 * v + 1, 2 * v, 2 * v + 1}};
    const double mixed = 1. / c.reference_area; // d2d/dp_x dq_y = −d2d/dp_y dq_x
    const auto add = [&](const unsigned int i, const unsigned int j, const double value) {
      result.hessian[plus[i]][plus[j]] += value;
      result.hessian[plus[i]][minus[j]] -= value;
      result.hessian[minus[i]][plus[j]] -= value;
      result.hessian[minus[i]][minus[j]] += value;
    };
    for (unsigned int i = 0; i < 4; ++i) {
      result.gradient[plus[i]] += dE * edge_gradient[i];
      result.gradient[minus[i]] -= dE * edge_gradient[i];
      for (unsigned int j = 0; j < 4; ++j) {
        double second = 0.;
        if ((i == 0 && j == 3) || (i == 3 && j == 0))
          second = mixed;
        if ((i == 1 && j == 2) || (i == 2 && j == 1))
          second = -mixed;
        add(i, j, ddE * edge_gradient[i] * edge_gradient[j] + dE * second);
      }
    }
  }
  return result;
}

} // namespace acumen::mechanics
