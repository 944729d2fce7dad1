#pragma once

#include "materials/laws/response.h"

#include <deal.II/base/symmetric_tensor.h>
#include <deal.II/base/tensor.h>

#include <cmath>
#include <functional>
#include <random>
#include <vector>

// Runs any hyperelastic law through homogeneous deformations without a mesh, and measures error rates of derivatives.
namespace acumen::materials {

using DeformationGradient = dealii::Tensor<2, 3>;

inline DeformationGradient diagonal(double a, double b, double c) {
  DeformationGradient f;
  f[0][0] = a;
  f[1][1] = b;
  f[2][2] = c;
  return f;
}

inline dealii::SymmetricTensor<2, 3> right_cauchy_green(const DeformationGradient& f) {
  return symmetrize(transpose(f) * f);
}

template <typename Law>
StrainEnergyResponse respond(const Law& law, const dealii::SymmetricTensor<2, 3>& c,
                             Evaluate level = Evaluate::tangent) {
  StrainEnergyResponse response;
  law.evaluate(c, level, response);
  return response;
}

/// First Piola–Kirchhoff stress P = F S [Pa].
template <typename Law>
dealii::Tensor<2, 3> first_piola_kirchhoff_stress(const Law& law, const DeformationGradient& f) {
  return f * dealii::Tensor<2, 3>(respond(law, right_cauchy_green(f)).second_piola_kirchhoff_stress);
}

/// Cauchy stress sigma = P F^T / J [Pa].
template <typename Law> dealii::Tensor<2, 3> cauchy_stress(const Law& law, const DeformationGradient& f) {
  return first_piola_kirchhoff_stress(law, f) * transpose(f) / determinant(f);
}

/// Incompressible uniaxial tension along 0: axial Cauchy stress [Pa], the pressure eliminated by sigma_11 = 0.
template <typename Law> double uniaxial_stress(const Law& law, double stretch) {
  const auto sigma = cauchy_stress(law, diagonal(stretch, 1. / std::sqrt(stretch), 1. / std::sqrt(stretch)));
  return sigma[0][0] - sigma[1][1];
}

/// Incompressible equibiaxial tension in 0 and 1: in-plane Cauchy stress [Pa], the pressure eliminated by sigma_22 = 0.
template <typename Law> double equibiaxial_stress(const Law& law, double stretch) {
  const auto sigma = cauchy_stress(law, diagonal(stretch, stretch, 1. / (stretch * stretch)));
  return sigma[0][0] - sigma[2][2];
}

struct ShearStresses {
  double shear, first_normal_difference; // sigma_01 and sigma_00 - sigma_11 [Pa], free of the pressure
};

/// Simple shear x_0 = X_0 + gamma X_1.
template <typename Law> ShearStresses simple_shear(const Law& law, double gamma) {
  DeformationGradient f = diagonal(1., 1., 1.);
  f[0][1] = gamma;
  const auto sigma = cauchy_stress(law, f);
  return {sigma[0][1], sigma[0][0] - sigma[1][1]};
}

/// Reproducible random deformations and directions.
class RandomStates {
public:
  explicit RandomStates(unsigned int seed) : generator_(seed) {}

  /// I + `size` * (entries uniform in [-1, 1]); axisymmetric states couple directions 0 and 1 only.
  DeformationGradient deformation_gradient(double size, bool axisymmetric) {
    DeformationGradient f = diagonal(1., 1., 1.);
    for (unsigned int i = 0; i < 3; ++i)
      for (unsigned int j = 0; j < 3; ++j)
        if (!axisymmetric || i == j || (i < 2 && j < 2))
          f[i][j] += size * uniform_(generator_);
    return f;
  }

  dealii::SymmetricTensor<2, 3> direction() {
    dealii::SymmetricTensor<2, 3> d;
    for (unsigned int i = 0; i < 6; ++i)
      d.access_raw_entry(i) = uniform_(generator_);
    return d / d.norm();
  }

  /// A rotation, from the polar factor of a random matrix.
  dealii::Tensor<2, 3> rotation() {
    dealii::Tensor<1, 3> axis;
    for (unsigned int i = 0; i < 3; ++i)
      axis[i] = uniform_(generator_);
    axis /= axis.norm();
    const double angle = M_PI * uniform_(generator_);
    // Rodrigues: Q = cos I + sin [axis]x + (1 - cos) axis (x) axis
    dealii::Tensor<2, 3> q = (1. - std::cos(angle)) * outer_product(axis, axis);
    for (unsigned int i = 0; i < 3; ++i) {
      q[i][i] += std::cos(angle);
      q[i][(i + 1) % 3] -= std::sin(angle) * axis[(i + 2) % 3];
      q[(i + 1) % 3][i] += std::sin(angle) * axis[(i + 2) % 3];
    }
    return q;
  }

private:
  std::mt19937 generator_;
  std::uniform_real_distribution<double> uniform_{-1., 1.};
};

/// What a derivative check saw: the observed order between the two finest steps above rounding, and the error there.
struct ErrorRate {
  double order = 0., error = 0.;
};

/// Order of the error |(f(+h) - f(-h))/(2h) - derivative| under halving of h, from `step` down, relative to
/// |derivative|. Halving stops where the error falls below 1e-8 of the derivative, where rounding would take over.
inline ErrorRate central_difference_rate(const std::function<double(double)>& f, double derivative, double step,
                                         int halvings = 8) {
  const double scale = std::abs(derivative) + 1e-300;
  const auto error = [&](double h) { return std::abs((f(h) - f(-h)) / (2. * h) - derivative) / scale; };
  double coarse = error(step);
  ErrorRate rate{2., coarse};
  for (int i = 1; i <= halvings && coarse > 1e-8; ++i) {
    const double fine = error(step * std::pow(0.5, i));
    rate = {std::log2(coarse / fine), fine};
    coarse = fine;
  }
  return rate;
}

} // namespace acumen::materials
