#include "solver/stepping/contact_model.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace acumen::stepping {

double dot(const std::vector<double>& a, const std::vector<double>& b) {
  return std::inner_product(a.begin(), a.end(), b.begin(), 0.);
}

double largest(const std::vector<double>& values) {
  double result = 0.;
  for (const double value : values)
    result = std::max(result, std::abs(value));
  return result;
}

ContactModel::ContactModel(const SkinPotential& potential, const std::vector<double>& displacement,
                           const std::vector<double>& gradient, const std::vector<bool>& held)
    : potential_(potential), displacement_(displacement), held_(held), bulk_gradient_(gradient) {
  std::vector<double> contact(gradient.size(), 0.);
  potential.add_contact_gradient(displacement, contact);
  for (unsigned int i = 0; i < contact.size(); ++i)
    bulk_gradient_[i] -= contact[i];
}

std::vector<double> ContactModel::end(const std::vector<double>& way) const {
  std::vector<double> result = displacement_;
  for (unsigned int i = 0; i < result.size(); ++i)
    result[i] += way[i];
  return result;
}

ContactModel::Point ContactModel::at(std::vector<double> way) const {
  Point point{std::move(way), {}, 0.};
  point.gradient = potential_.bulk_tangent_times(point.way);
  point.energy = 0.5 * dot(point.gradient, point.way) + dot(bulk_gradient_, point.way);
  for (unsigned int i = 0; i < point.gradient.size(); ++i)
    point.gradient[i] += bulk_gradient_[i];
  point.energy += potential_.add_contact_gradient(end(point.way), point.gradient);
  for (unsigned int i = 0; i < point.gradient.size(); ++i)
    if (held_[i])
      point.gradient[i] = 0.;
  return point;
}

ContactModel::Point ContactModel::descend(const Point& from, const std::vector<double>& direction,
                                          double& share) const {
  constexpr double sufficient_decrease = 1e-4;
  constexpr unsigned int max_trials = 8;
  const double slope = dot(from.gradient, direction);
  share = 1.;
  for (unsigned int k = 0; k < max_trials; ++k) {
    std::vector<double> way = from.way;
    for (unsigned int i = 0; i < way.size(); ++i)
      way[i] += share * direction[i];
    Point trial = at(std::move(way));
    if (trial.energy <= from.energy + sufficient_decrease * share * slope)
      return trial;
    const double curvature = trial.energy - from.energy - share * slope;
    share *= std::clamp(-0.5 * share * slope / curvature, 0.1, 0.5);
  }
  share = 0.;
  return from;
}

} // namespace acumen::stepping
