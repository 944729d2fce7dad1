#pragma once

#include "solver/stepping/incremental_potential.h"

namespace acumen::stepping {

/// The skin's quadratic model about an iterate plus contact as it is: a function of the increment d from the iterate,
/// m(d) = g_b . d + d . K_b d / 2 + E_c(u + d), with the bulk's gradient g_b and last assembled (or projected) tangent
/// K_b, and the energy E_c of contact and friction.
class ContactModel {
public:
  /// \param displacement u, the iterate; \param gradient of the whole potential there; \param active dofs that do not
  /// move
  ContactModel(const IncrementalPotential& potential, const std::vector<double>& displacement,
               const std::vector<double>& gradient, const std::vector<bool>& active);

  /// An increment from the iterate and what the model says there.
  struct Point {
    std::vector<double> increment; ///< [m]
    std::vector<double> gradient;  ///< [N], zero where held
    double energy = 0.;            ///< [J]
  };
  Point at(std::vector<double> increment) const;
  /// Where the model is enough lower along `direction` (Armijo, by parabolas); `step_length` is how much of the
  /// direction it took, 0 where none was found: then `from` is returned.
  Point descend(const Point& from, const std::vector<double>& direction, double& step_length) const;
  /// The iterate's displacement plus an increment.
  std::vector<double> end(const std::vector<double>& increment) const;

private:
  const IncrementalPotential& potential_;
  const std::vector<double>& displacement_;
  const std::vector<bool>& active_;
  std::vector<double> smooth_gradient_;
};

double dot(const std::vector<double>& a, const std::vector<double>& b);
/// Largest magnitude of an entry.
double largest(const std::vector<double>& values);

} // namespace acumen::stepping
