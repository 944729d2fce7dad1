#include "solver/outcomes/buckling.h"

#include <Eigen/Dense>

#include <algorithm>
#include <array>
#include <boost/math/constants/constants.hpp>
#include <cmath>
#include <fmt/format.h>
#include <limits>
#include <stdexcept>

namespace acumen::outcomes {

namespace {

/// Four-point Gauss rule on [0, 1]: exact for E I of a cone (degree 4) times the squared curvature (degree 2).
constexpr std::array<double, 4> gauss_points = {0.06943184420297371, 0.33000947820757187, 0.66999052179242813,
                                                0.93056815579702629};
constexpr std::array<double, 4> gauss_weights = {0.17392742256872693, 0.32607257743127307, 0.32607257743127307,
                                                 0.17392742256872693};

/// Nodes from tip to base, spaced as the radius (but never below 1/500 of the largest).
std::vector<double> graded_nodes(const NeedleColumn& column, unsigned int elements) {
  constexpr int samples = 4000;
  const double floor = 2e-3 * column.largest_radius();
  std::vector<double> measure(samples + 1, 0.);
  // Samples crowd at the tip too: z = L x^3.
  const auto height = [&](double x) { return column.length() * std::pow(x / samples, 3); };
  for (int i = 0; i < samples; ++i)
    measure[i + 1] = measure[i] + (height(i + 1) - height(i)) / (column.outer_radius(height(i + 0.5)) + floor);
  std::vector<double> nodes(elements + 1, 0.);
  int i = 0;
  for (unsigned int k = 1; k < elements; ++k) {
    const double target = measure.back() * k / elements;
    while (measure[i + 1] < target)
      ++i;
    nodes[k] = height(i + (target - measure[i]) / (measure[i + 1] - measure[i]));
  }
  nodes[elements] = column.length();
  return nodes;
}

/// Elastic and geometric stiffness of all elements; unknowns are deflection and length-scaled slope at each node.
struct BeamMatrices {
  Eigen::MatrixXd elastic, geometric;
};

/// Adds one element of length h [in units of the needle's length] with bending stiffness `ei` and force share `n` at
/// the Gauss points.
void add_element(BeamMatrices& beam, unsigned int first, double h, const std::array<double, 4>& ei,
                 const std::array<double, 4>& n) {
  for (unsigned int q = 0; q < 4; ++q) {
    const double x = gauss_points[q];
    // Hermite shape functions of x = z/h: first and second derivatives with respect to z.
    const Eigen::Vector4d slope((6. * x * x - 6. * x) / h, 1. - 4. * x + 3. * x * x, (6. * x - 6. * x * x) / h,
                                3. * x * x - 2. * x);
    const Eigen::Vector4d curvature((12. * x - 6.) / (h * h), (6. * x - 4.) / h, (6. - 12. * x) / (h * h),
                                    (6. * x - 2.) / h);
    beam.elastic.block<4, 4>(first, first) += gauss_weights[q] * h * ei[q] * curvature * curvature.transpose();
    beam.geometric.block<4, 4>(first, first) += gauss_weights[q] * h * n[q] * slope * slope.transpose();
  }
}

void require_positive(double value, const char* what) {
  if (!(value > 0.) || !std::isfinite(value))
    throw std::invalid_argument(fmt::format("buckling: {} must be positive, not {}", what, value));
}

} // namespace

double euler_load(const NeedleColumn& column, const AxialLoad& load, double youngs_modulus, TipSupport support,
                  unsigned int elements, const std::function<double(double)>& stiffness_ratio) {
  require_positive(youngs_modulus, "Young's modulus");
  require_positive(elements, "the number of elements");
  const double length = column.length();
  double largest = 0.;
  for (const double z : column.heights())
    largest = std::max(largest, column.second_moment(z));
  const std::vector<double> nodes = graded_nodes(column, elements);
  const unsigned int n = 2 * (elements + 1);
  BeamMatrices beam{Eigen::MatrixXd::Zero(n, n), Eigen::MatrixXd::Zero(n, n)};
  for (unsigned int e = 0; e < elements; ++e) {
    std::array<double, 4> ei, force;
    for (unsigned int q = 0; q < 4; ++q) {
      const double z = nodes[e] + gauss_points[q] * (nodes[e + 1] - nodes[e]);
      ei[q] = column.second_moment(z) / largest * (stiffness_ratio ? stiffness_ratio(z) : 1.);
      force[q] = load.force_at(z);
    }
    add_element(beam, 2 * e, (nodes[e + 1] - nodes[e]) / length, ei, force);
  }
  // The base is clamped (last two unknowns left out); a supported tip loses its deflection.
  const unsigned int first = support == TipSupport::supported ? 1 : 0, size = n - 2 - first;
  // K v = F G v with K positive definite but G perhaps not: the largest eigenvalue of G v = m K v is 1/F.
  const Eigen::GeneralizedSelfAdjointEigenSolver<Eigen::MatrixXd> solver(beam.geometric.block(first, first, size, size),
                                                                         beam.elastic.block(first, first, size, size),
                                                                         Eigen::EigenvaluesOnly | Eigen::Ax_lBx);
  if (solver.info() != Eigen::Success)
    throw std::runtime_error("buckling: the eigenvalue solver did not converge");
  const double inverse = solver.eigenvalues().maxCoeff();
  if (!(inverse > 0.))
    return std::numeric_limits<double>::infinity();
  return youngs_modulus * largest / (length * length) / inverse;
}

double squash_load(const NeedleColumn& column, const AxialLoad& load, double strength, double from) {
  double smallest = std::numeric_limits<double>::infinity();
  const auto visit = [&](double z) {
    const double force = load.force_at(z), area = column.area(z);
    if (z >= from && z <= column.length() && force > 0. && area > 0.)
      smallest = std::min(smallest, strength * area / force);
  };
  for (const double z : column.heights())
    visit(z);
  for (const double z : load.height)
    visit(z);
  visit(from);
  return smallest;
}

double johnson_load(double euler, double squash) {
  return euler <= 0.5 * squash ? euler : squash * (1. - squash / (4. * euler));
}

double johnson_transition_slenderness(double youngs_modulus, double strength) {
  constexpr double pi = boost::math::constants::pi<double>();
  return std::sqrt(2. * pi * pi * youngs_modulus / strength);
}

InelasticBuckling::InelasticBuckling(const NeedleColumn& column, const AxialLoad& load, TipSupport support, double from,
                                     unsigned int elements) {
  const double squash = squash_load(column, load, 1., from);
  // What yields below `from` is flattened to a stub as wide as the section there.
  const auto stub = [&](double z) { return column.second_moment(from) / column.second_moment(z); };
  euler_per_modulus_ =
      euler_load(column, load, 1., support, elements, [&](double z) { return z < from ? stub(z) : 1.; });
  constexpr int steps = 16;
  for (int i = 0; i <= steps; ++i) {
    const double share = 0.5 + 0.5 * i / steps;
    const auto softening = [&](double z) {
      if (z < from)
        return stub(z);
      const double area = column.area(z);
      const double s = area > 0. ? share * squash * load.force_at(z) / area : 0.;
      // E_t/E = 4 s (1 - s); the floor keeps a section at its strength from being a mechanism.
      return s <= 0.5 ? 1. : std::max(4. * s * (1. - s), 1e-3);
    };
    ratio_.push_back(euler_load(column, load, 1., support, elements, softening) / euler_per_modulus_);
  }
}

double InelasticBuckling::ratio(double share) const {
  if (share <= 0.5)
    return 1.;
  const double place = std::min((share - 0.5) / 0.5, 1.) * (ratio_.size() - 1);
  const std::size_t i = std::min<std::size_t>(static_cast<std::size_t>(place), ratio_.size() - 2);
  return ratio_[i] + (place - i) * (ratio_[i + 1] - ratio_[i]);
}

double InelasticBuckling::load(double youngs_modulus, double squash) const {
  const double euler = youngs_modulus * euler_per_modulus_;
  if (euler * ratio(1.) >= squash)
    return squash;
  // F - euler ratio(F/squash) rises with F, as the ratio never grows: bisection.
  double low = 0., high = std::min(squash, euler);
  for (int i = 0; i < 60; ++i) {
    const double middle = 0.5 * (low + high);
    (middle < euler * ratio(middle / squash) ? low : high) = middle;
  }
  return 0.5 * (low + high);
}

} // namespace acumen::outcomes
