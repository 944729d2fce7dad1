#pragma once

#include "solver/outcomes/finished_run.h"

#include <vector>

namespace acumen::outcomes {

/// Bore of a hollow needle: a coaxial channel, open at the tip or through a port in its side.
struct Bore {
  double tip_radius = 0.;  ///< [m]
  double base_radius = 0.; ///< [m]; between tip and base the radius is linear
  /// Whether the bore ends at a port below which the needle is solid: where its wall has become a quarter of the bore's
  /// radius. A bore along the axis of a needle with a sharp tip cannot go further.
  bool side_port = false;
};

/// A needle as a column of round or annular sections, tip at z = 0, clamped at z = length().
///
/// Radii are linear between stations, so a cone is exact. Heights and radii in metres.
class NeedleColumn {
public:
  /// `height` rises from 0, all of one size (at least 2), 0 <= inner < outer except at the tip, where both may be 0.
  /// Throws std::invalid_argument naming the station that breaks a rule.
  NeedleColumn(std::vector<double> height, std::vector<double> outer_radius, std::vector<double> inner_radius);

  double length() const { return height_.back(); }
  const std::vector<double>& heights() const { return height_; }
  double outer_radius(double z) const;
  double inner_radius(double z) const;
  /// Whether the needle has a bore.
  bool is_hollow() const;
  /// Area of the section [m^2]: pi (ro^2 - ri^2).
  double area(double z) const;
  /// Second moment of area about a diameter [m^4]: pi/4 (ro^4 - ri^4).
  double second_moment(double z) const;
  double largest_radius() const;
  /// Lowest height at which the outer radius reaches `radius` [m]; length() where it never does.
  double height_of_radius(double radius) const;

private:
  double interpolate(const std::vector<double>& values, double z) const;
  std::vector<double> height_, outer_, inner_;
};

/// The column of a needle's outline up to the needle's length. A bore that does not leave a wall everywhere above the
/// tip is refused (std::invalid_argument).
NeedleColumn column_of(const NeedleShape& needle, const Bore& bore = {});

/// Truncated solid cone, radius linear from tip to base.
NeedleColumn truncated_cone_column(double tip_radius, double base_radius, double length);

} // namespace acumen::outcomes
