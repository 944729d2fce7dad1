#pragma once

#include "meshes/needle/needle_profile.h"

#include <limits>
#include <string>
#include <vector>

namespace acumen::transport {

/// What a tissue does to drugs, water, current and heat. SI units; NaN = not known.
struct TissueTransport {
  static constexpr double unset = std::numeric_limits<double>::quiet_NaN();
  bool barrier = false;                 ///< lipid barrier (stratum corneum): permeability of Potts & Guy
  double water_fraction = unset;        ///< volume share a hydrophilic drug can enter [-]
  double lipid_fraction = unset;        ///< volume share of lipids, of a barrier [-]
  double hindrance = unset;             ///< diffusivity relative to the dermis [-]
  double perfused = unset;              ///< clearance relative to the dermis [-]
  double permeability = unset;          ///< hydraulic, unstrained [m^2]
  double permeability_exponent = unset; ///< m of k = k0 exp(m eps) [-]
  double drained_modulus = unset;       ///< constrained modulus of the drained matrix [Pa]
  double conductivity = unset;          ///< electrical, at 37 degC and 1 MHz [S/m]
  double conductivity_rise = unset;     ///< relative, per kelvin [1/K]
  double heat_conductivity = unset;     ///< [W/(m K)]
  double heat_capacity = unset;         ///< [J/(kg K)]
  double density = unset;               ///< [kg/m^3]
  double perfusion = unset;             ///< heat carried off by blood [W/(m^3 K)]
};

/// One layer, top down.
struct SkinLayer {
  std::string name;
  double thickness = 0.; ///< [m]
  TissueTransport tissue;
};

/// The hole at one depth below the skin's surface at the hole's mouth.
struct HolePoint {
  double depth = 0.;  ///< [m]
  double radius = 0.; ///< of the circular hole that exchanges as much with the tissue [m]
  double area = 0.;   ///< open cross-section [m^2]
};

/// The skin after (or while) a needle is in it: all that transport takes over from the mechanical run.
///
/// Depth counts along the needle from the surface at its flank, in the deformed configuration; the dented surface is
/// drawn flat, and layers are everywhere as thick as along the wall. Neighbours of an array repeat at the cell's edge.
struct WoundedSkin {
  std::vector<SkinLayer> layers;
  std::vector<HolePoint> hole;   ///< from the mouth downwards, depths rising from 0; empty = intact
  std::vector<HolePoint> needle; ///< the inserted part of the needle, likewise; empty = withdrawn
  double needle_volume = 0.;     ///< of the whole needle [m^3]
  double cell_radius = 0.;       ///< of the disc of skin that one needle supplies [m]

  double depth() const { return hole.empty() ? 0. : hole.back().depth; }
  double total_thickness() const;
  /// Depth of the first layer that is no barrier [m].
  double barrier_thickness() const;
  /// Hole interpolated at a depth; radius and area 0 below its end.
  HolePoint hole_at(double depth) const;
};

/// Throws std::invalid_argument with one sentence if something is impossible: no layers, depths that do not rise from
/// 0, a hole wider than the cell or deeper than the skin.
void check(const WoundedSkin& skin);

/// The needle in place: the wall of the hole is its outline.
/// \param inserted needle length below the surface at its flank [m]; <= 0 leaves the skin intact
WoundedSkin skin_around_needle(std::vector<SkinLayer> layers, const meshes::NeedleProfile& needle, double inserted,
                               double cell_radius);

/// The hole widened by a needle that swells: its section grows by the factor 1 + swelling, its length stays. A gel
/// fills no more than 0.8 of its cell's radius. \param swelling volume taken up, relative to the dry needle [-]
WoundedSkin with_swollen_needle(WoundedSkin skin, double swelling);

/// What is left open from one depth down to the next after withdrawal.
struct OpenCrack {
  double depth = 0.;       ///< where it begins [m]
  double opening = 0.;     ///< diameter of the hole on the axis [m]
  double half_length = 0.; ///< reach of each radial crack from the axis, as far as it stays open [m]
  double area = 0.;        ///< open cross-section of hole and slits [m^2]
};

/// The needle withdrawn. A star of n radial slits of length c exchanges like a circular hole of radius c 4^(-1/n), its
/// logarithmic capacity (Polya & Szego 1951; n = 2: the slit of half-length c, c/2), so the wall's radius is the larger
/// of half the opening and that of the star.
/// \param cracks   depths rising; what the last one opens ends at `depth`
/// \param n_cracks radial slits from the axis, 1 or more
/// \param depth    of the wound [m]
WoundedSkin skin_with_open_hole(std::vector<SkinLayer> layers, const std::vector<OpenCrack>& cracks,
                                unsigned int n_cracks, double depth, double cell_radius);

} // namespace acumen::transport
