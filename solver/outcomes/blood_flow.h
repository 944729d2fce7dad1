#pragma once

namespace acumen::outcomes {

/// Apparent viscosity of blood in a vessel relative to plasma [-]: the in-vivo law of Pries, Secomb et al. (1994).
///
///   mu_rel = [1 + (mu_45 − 1) ((1 − H)^C − 1)/((1 − 0.45)^C − 1) X] X,   X = (D/(D − 1.1))^2
///   mu_45 = 6 exp(−0.085 D) + 3.2 − 2.44 exp(−0.06 D^0.645)
///   C = (0.8 + exp(−0.075 D)) (−1 + 1/(1 + 1e-11 D^12)) + 1/(1 + 1e-11 D^12),   D in um
///
/// \param diameter     of the vessel [m]; below 3 um (the range of the measurements) 3 um is used
/// \param haematocrit  discharge haematocrit H [-], in [0, 1)
/// Throws std::invalid_argument for any other haematocrit.
double relative_viscosity(double diameter, double haematocrit);

/// A severed vessel as a tube: what drives blood out of it.
struct Outflow {
  double pressure = 0.;  ///< between vessel and wound [Pa]
  double diameter = 0.;  ///< [m]
  double length = 0.;    ///< of the path that feeds the cut [m]
  double viscosity = 0.; ///< apparent [Pa s]
  double openness = 1.;  ///< share of Poiseuille's flow that a collapsing, constricting vessel lets through [-]
  double track = 0.;     ///< resistance of the way to the surface, track_resistance() [Pa s/m^3]
};

/// Resistance of a slit of width w that the tissue has closed to a gap h, over the length z: 12 mu z/(w h^3)
/// [Pa s/m^3], plane Poiseuille flow; infinite for a closed one, 0 for z = 0.
double track_resistance(double viscosity, double length, double width, double gap);

/// Pressure [Pa] that blood needs to bulge out of a round mouth of diameter d on skin that it wets with the contact
/// angle theta: Young and Laplace's 4 gamma sin(theta)/d, sin = 1 from a right angle on (the meniscus is pinned at the
/// rim until it is a hemisphere, or until it stands at theta and spreads). Infinite for d = 0.
double mouth_barrier(double surface_tension, double contact_angle, double diameter);

/// Initial flow Q0 = dP/(8 mu l/(phi pi r^4) + R_track) [m^3/s]; 0 where nothing drives it.
double poiseuille_flow(const Outflow& outflow);

/// Volume lost while the clot narrows the vessel linearly, r(t) = r0 (1 − t/T):  V = Q0 T/5 (1 − t/T)^5 [m^3], where
/// the needle plugs its hole until t = `plugged` [s] and the clot grows meanwhile.
double bled_volume(double initial_flow, double clotting_time, double plugged = 0.);

} // namespace acumen::outcomes
