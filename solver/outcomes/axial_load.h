#pragma once

#include "solver/outcomes/needle_column.h"

#include <vector>

namespace acumen::outcomes {

/// How the skin's resistance F enters a needle: the compressive force N(z) in its sections and the pressure on its
/// flank, both per unit of F, at heights z above the tip [m].
///
/// N grows from the tip to the base, where it is all of F. Linear between stations, constant outside.
struct AxialLoad {
  std::vector<double> height;   ///< [m], rising
  std::vector<double> force;    ///< N(z)/F [-]
  std::vector<double> pressure; ///< p(z)/F [Pa/N]; empty = not known

  /// N(z)/F; 0 below the first station, where nothing presses yet.
  double force_at(double z) const;
  /// p(z)/F [Pa/N]; 0 where not known.
  double pressure_at(double z) const;
};

/// All of the force at the tip: the classical column.
AxialLoad tip_load();

/// A uniform pressure on the projected area of the needle's lowest `inserted` metres: N(z)/F = (r(z)/r(inserted))^2.
/// The wall's friction is taken in the same proportion. For estimates without a finite-element run.
AxialLoad uniform_pressure_load(const NeedleColumn& column, double inserted);

/// From the skin's forces on the needle, as a finite-element run computed them. Forces are summed from the tip upwards,
/// each ring's spread evenly about its own height; rings up to `flat_end` [m] press on a flat end and count at z = 0.
/// Throws std::invalid_argument when the forces do not sum to something positive.
AxialLoad load_of_contact(std::vector<ContactRing> contact, double flat_end = 0.);

} // namespace acumen::outcomes
