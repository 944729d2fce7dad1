#pragma once

#include <cmath>
#include <limits>

namespace acumen::materials {

/// How the traction falls once the strength is reached.
enum class Softening { exponential, linear };

/// What a cohesive law answers, per reference crack area.
struct CohesiveResponse {
  double potential = 0.; ///< incremental potential psi [J/m^2]: recoverable plus dissipated energy
  double traction = 0.;  ///< nominal T = d psi/dw [Pa]
  double slope = 0.;     ///< dT/dw [Pa/m]
};

/// Intrinsic traction-separation law with irreversible secant unloading, after Camacho & Ortiz (1996), Int. J. Solids
/// Struct. 33, 2899.
///
/// Envelope: T = strength w/w0 up to w0; then strength exp(-(w - w0)/l) or a straight line to zero at the final
/// opening. The area under the whole envelope, initial slope included, is exactly `energy`. Below the largest opening
/// kappa reached so far the traction runs back to the origin: T = T_env(kappa) w/kappa.
struct CohesiveLaw {
  double strength = std::numeric_limits<double>::infinity();    ///< nominal [Pa]; infinity = cannot crack
  double energy = std::numeric_limits<double>::signaling_NaN(); ///< G_c per crack area [J/m^2]; unused if uncrackable
  double initial_opening = 0.05e-6;                             ///< w0, opening at which the strength is reached [m]
  Softening softening = Softening::exponential;

  /// Whether the strength is finite. If it is not, any opening w > 0 costs infinite energy.
  bool can_crack() const { return strength < std::numeric_limits<double>::infinity(); }

  /// Response at opening w >= 0 [m] when the largest opening of all earlier steps is kappa >= 0 [m].
  CohesiveResponse evaluate(double opening, double largest_opening) const {
    if (opening >= largest_opening)
      return envelope(opening);
    const CohesiveResponse peak = envelope(largest_opening);
    // T = T_env(kappa) w/kappa; psi = psi_env(kappa) - T_env(kappa) kappa/2 + T_env(kappa) w^2/(2 kappa)
    const double stiffness = peak.traction / largest_opening;
    return {dissipated_energy(largest_opening) + 0.5 * stiffness * opening * opening, stiffness * opening, stiffness};
  }

  /// Elastic energy [J/m^2] given back by closing from `opening` to zero.
  double recoverable_energy(double opening, double largest_opening) const {
    return 0.5 * evaluate(opening, largest_opening).traction * opening;
  }

  /// Energy [J/m^2] spent for good once the opening has reached kappa [m]: psi_env(kappa) - T_env(kappa) kappa/2.
  double dissipated_energy(double largest_opening) const {
    if (largest_opening <= initial_opening)
      return 0.;
    const CohesiveResponse peak = envelope(largest_opening);
    // At kappa = infinity, T kappa is 0 * infinity; its limit is 0.
    return peak.traction > 0. ? peak.potential - 0.5 * peak.traction * largest_opening : peak.potential;
  }

  /// Share of G_c spent, in [0, 1].
  double damage(double largest_opening) const {
    return largest_opening <= initial_opening ? 0. : dissipated_energy(largest_opening) / energy;
  }

  /// Opening [m] at which the linear law's traction reaches zero (exponential: where it would without its tail's
  /// curve).
  double final_opening() const { return 2. * energy / strength; }

  /// Throws std::invalid_argument unless strength, G_c and w0 are > 0 and G_c exceeds strength w0/2, the energy already
  /// spent when the strength is reached. A law that cannot crack is not checked further.
  void validate() const;

private:
  /// Response of the envelope at opening w >= 0 [m].
  CohesiveResponse envelope(double opening) const {
    if (!can_crack())
      return opening > 0. ? CohesiveResponse{strength, strength, strength} : CohesiveResponse{0., 0., strength};
    if (opening <= initial_opening) {
      const double stiffness = strength / initial_opening;
      return {0.5 * stiffness * opening * opening, stiffness * opening, stiffness};
    }
    // Energy left after the initial slope: G_c - strength w0/2
    const double softening_energy = energy - 0.5 * strength * initial_opening;
    if (softening == Softening::exponential) {
      // T = strength exp(-(w - w0)/l) with strength l = G_c - strength w0/2
      const double length = softening_energy / strength;
      const double traction = strength * std::exp(-(opening - initial_opening) / length);
      return {energy - length * traction, traction, -traction / length};
    }
    // T = strength (w_f - w)/(w_f - w0), w_f = 2 G_c/strength
    const double remaining = final_opening() - opening;
    if (remaining <= 0.)
      return {energy, 0., 0.};
    const double slope = strength / (final_opening() - initial_opening);
    return {energy - 0.5 * slope * remaining * remaining, slope * remaining, -slope};
  }
};

} // namespace acumen::materials
