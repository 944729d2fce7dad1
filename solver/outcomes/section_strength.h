#pragma once

#include "solver/outcomes/axial_load.h"
#include "solver/outcomes/plastic_section.h"

#include <vector>

namespace acumen::outcomes {

/// How a material gives way: by yielding (one strength), or by fracture with a tensile and a compressive strength.
struct MaterialStrength {
  double youngs_modulus = 0.; ///< [Pa]
  double poisson_ratio = 0.;  ///< [-]
  double tension = 0.;        ///< yield stress or fracture stress in tension [Pa]
  double compression = 0.;    ///< the same in compression [Pa]
  bool brittle = false;
};

/// What bends the needle besides the straight push.
struct Misalignment {
  double angle = 0.; ///< between the needle's axis and the direction it is pushed in [rad]
  /// Of the skin's force from the needle's axis, as a share of the section's radius: the skin touches a thin section
  /// near the tip no further out than that section reaches [-].
  double offset = 0.;
};

/// A needle's sections under the skin's force, ready for many materials and misalignments. All loads are values of the
/// skin's force F [N] at which a mode fails; infinite where the mode cannot occur. Sections below `from` [m] do not
/// count.
class SectionStrength {
public:
  /// Sections below `tip_zone` [m] are the tip: they can be crushed, everything else looks at the sections above.
  SectionStrength(const NeedleColumn& column, const AxialLoad& load, double tip_zone);

  /// Yield or fracture in compression above the tip: compression min A/n.
  double section_yield(double compression, double from = 0.) const;
  /// The same in the tip zone: the mean axial stress at any height there, which at the apex is the contact pressure.
  double tip_crushing(double compression) const { return compression * smallest_tip_section_; }
  /// Largest radius below the height `upto` [m] at which the mean axial stress exceeds `compression` under the force F
  /// [m]; 0 where there is none. The rounding always counts.
  double crushed_radius(double force, double compression, double upto = 0.) const;
  /// First yield or fracture of an extreme fibre of a needle pushed askew, with second-order bending:
  /// F n/A ± F (sin(angle) m + offset r n) (r/I) / (1 - F/euler) reaches the strength, m(z) = integral of n from the
  /// tip.
  /// A cylinder under a force at its tip gives 32 F sin(angle) L / (pi D^3). `euler` [N] is the free-tip Euler load.
  double first_yield(const MaterialStrength& material, const Misalignment& misalignment, double euler,
                     double from = 0.) const;
  /// Plastic hinge of a ductile needle under the same loads: axial force and moment together exhaust a whole section
  /// (PlasticSection) that yields at `material.compression`. Hardening is not counted.
  double plastic_hinge(const MaterialStrength& material, const Misalignment& misalignment, double euler,
                       double from = 0.) const;
  /// Height of the section that yields first in compression above `from` [m]; 0 where none is loaded.
  double weakest_height(double from) const;
  /// Axial wrinkling of a hollow needle's wall as a conical shell, knockdown 2 pi E t^2 cos^2(alpha) / sqrt(3 (1-nu^2))
  /// (Seide 1956), with Johnson's parabola against yielding.
  double wall_wrinkling(const MaterialStrength& material, double knockdown) const;
  /// Collapse of a hollow needle's wall under the skin's pressure p: as a ring, E (t/rm)^3 / (4 (1-nu^2))
  /// (Timoshenko and Gere 1961), or by yielding at the bore, 2 p ro^2/(ro^2-ri^2) (Lame, Tresca).
  double wall_collapse(const MaterialStrength& material) const;
  /// Pressure in the bore that makes the wall yield (Tresca, Lame) [Pa]; infinite for a solid needle.
  double burst_pressure(double tension) const;

private:
  struct Section {
    double z, area, radius, inner_radius, force, pressure;
    double moment;  ///< m: integral of n from the tip [m]
    double modulus; ///< elastic section modulus I/r [m^3]
    double cos2;    ///< of the flank's angle to the axis
    PlasticSection plastic;
  };
  /// Moment per unit force [m] before the second-order effect.
  static double moment(const Section& section, const Misalignment& misalignment);
  std::vector<Section> tip_, shaft_;
  double smallest_tip_section_;
};

} // namespace acumen::outcomes
