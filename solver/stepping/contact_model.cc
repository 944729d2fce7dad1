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

ContactModel::ContactModel(const IncrementalPotential& potential, const std::vector<double>& displacement,
                           const std::vector<double>& gradient, const std::vector<bool>& active)
    : potential_(potential), displacement_(displacement), active_(active), smooth_gradient_(gradient) {
  std::vector<double> contact(gradient.size(), 0.);
  potential.add_contact_gradient(displacement, contact);
  for (unsigned int i = 0; i < contact.size(); ++i)
    smooth_gradient_[i] -= contact[i];
}

std::vector<double> ContactModel::end(const std::vector<double>& increment) const {
  std::vector<double> result = displacement_;
  for (unsigned int i = 0; i < result.size(); ++i)
    result[i] += increment[i];
  return result;
}

ContactModel::Point ContactModel::at(std::vector<double> increment) const {
  Point point{std::move(increment), {}, 0.};
  point.gradient = potential_.smooth_tangent_times(point.increment);
  point.energy = 0.5 * dot(point.gradient, point.increment) + dot(smooth_gradient_, point.increment);
  for (unsigned int i = 0; i < point.gradient.size(); ++i)
    point.gradient[i] += smooth_gradient_[i];
  point.energy += potential_.add_contact_gradient(end(point.increment), point.gradient);
  for (unsigned int i = 0; i < point.gradient.size(); ++i)
    if (active_[i])
      point.gradient[i] = 0.;
  return point;
}

ContactModel::Point ContactModel::descend(const Point& from, const std::vector<double>& direction,
                                          double& step_length) const {
  constexpr double sufficient_decrease = 1e-4;
  constexpr unsigned int max_trials = 8;
  const double slope = dot(from.gradient, direction);
  step_length = 1.;
  for (unsigned int k = 0; k < max_trials; ++k) {
    std::vector<double> increment = from.increment;
    for (unsigned int i = 0; i < increment.size(); ++i)
      increment[i] += step_length * direction[i];
    Point trial = at(std::move(increment));
    if (trial.energy <= from.energy + sufficient_decrease * step_length * slope)
      return trial;
    const double curvature = trial.energy - from.energy - step_length * slope;
    step_length *= std::clamp(-0.5 * step_length * slope / curvature, 0.1, 0.5);
  }
  step_length = 0.;
  return from;
}

} // namespace acumen::stepping
