#pragma once

#include "solver/outcomes/axial_load.h"

#include <functional>
#include <vector>

namespace acumen::outcomes {

/// What holds the tip sideways: nothing (the lower bound of the buckling load), or the skin, which lets it turn but not
/// move aside (the upper bound).
enum class TipSupport { free, supported };

/// Skin force F [N] at which a needle clamped at its base buckles: smallest eigenvalue of
///
///   (E I v'')'' + F (n(z) v')' = 0,   n(z) = N(z)/F,
///
/// with the load keeping its direction, by finite elements (cubic Hermite beam, consistent geometric stiffness; the
/// error of the load falls with the fourth power of the element size). Elements are shorter where the needle is
/// thinner. `stiffness_ratio` scales Young's modulus [Pa] along z (empty: 1). No support from the skin along the flank
/// is counted. Infinite when no section is compressed.
double euler_load(const NeedleColumn& column, const AxialLoad& load, double youngs_modulus, TipSupport support,
                  unsigned int elements = 60, const std::function<double(double)>& stiffness_ratio = {});

/// Load F [N] under which the first section above `from` [m] reaches `strength` [Pa]: strength min A(z)/n(z).
double squash_load(const NeedleColumn& column, const AxialLoad& load, double strength, double from = 0.);

/// Johnson's parabola of the uniform column, from its Euler and squash loads [N]: below half of the squash load the
/// column is elastic, above it F = squash (1 - squash / (4 euler)).
double johnson_load(double euler, double squash);

/// Slenderness K L / (D/4) of a solid round column [-] below which Johnson's parabola governs: sqrt(2 pi^2 E /
/// strength).
double johnson_transition_slenderness(double youngs_modulus, double strength);

/// Inelastic buckling of a needle of any shape, ready for many materials: which share of the Euler load is left when
/// the most loaded section is at the share u of its strength.
///
/// The tangent modulus behind Johnson's parabola, E_t/E = 4 s (1 - s) for s = stress/strength > 1/2 (column research
/// council's curve), is applied section by section; a uniform column gives Johnson's parabola back exactly. Depends on
/// shape, load and support only, not on E or strength.
class InelasticBuckling {
public:
  /// `from` [m]: sections below it are not counted for the squash load (see squash_load) and take the stiffness of the
  /// section there: what yields below is flattened to a stub, not a column that gives way.
  InelasticBuckling(const NeedleColumn& column, const AxialLoad& load, TipSupport support, double from = 0.,
                    unsigned int elements = 40);

  /// Euler load of a modulus of 1 Pa [N].
  double euler_per_modulus() const { return euler_per_modulus_; }
  /// Smaller of yielding and inelastic buckling [N]: F = euler ratio(F / squash), at most squash.
  double load(double youngs_modulus, double squash) const;

private:
  double ratio(double share) const;
  double euler_per_modulus_ = 0.;
  std::vector<double> ratio_; ///< at equal steps of the share, 0.5 to 1
};

/// Exact Euler load [N] of a truncated solid cone under a force at its tip, clamped at the base, tip free:
/// F = beta^2 (1-s)^2 E I_b / L^2 with tan[beta (1/s - 1)] = -beta, s = tip diameter / base diameter in (0, 1].
double truncated_cone_free_tip(double tip_radius, double base_radius, double length, double youngs_modulus);

/// The same with the tip held sideways: tan(theta) = theta, theta = beta (1/s - 1), hence F = 20.19 s^2 E I_b / L^2.
double truncated_cone_supported_tip(double tip_radius, double base_radius, double length, double youngs_modulus);

/// The same with the tip free under a uniform pressure on all of the projected area, n(z) = (r(z)/r_b)^2:
/// F = (9/4 + w^2)(1-s)^2 E I_b / L^2 with tan(w ln(1/s)) = -2 w / 3. (The slope solves the Euler equation
/// (x^4 v'')' + F x_b^2 / (E I_b) x^2 v' = 0 in the distance x from the apex.) A perfect point (s = 0) keeps the 9/4:
/// its tip buckles locally at the pressure 9/16 E tan^2(half-angle). Needs s < 1.
double truncated_cone_uniform_pressure(double tip_radius, double base_radius, double length, double youngs_modulus);

} // namespace acumen::outcomes
