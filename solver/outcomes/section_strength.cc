#include "solver/outcomes/section_strength.h"

#include "solver/outcomes/buckling.h"

#include <algorithm>
#include <boost/math/constants/constants.hpp>
#include <cmath>
#include <limits>

namespace acumen::outcomes {

namespace {

constexpr double pi = boost::math::constants::pi<double>();
constexpr double infinity = std::numeric_limits<double>::infinity();

/// Heights to look at: the column's and the load's stations and an even spread between them.
std::vector<double> heights(const NeedleColumn& column, const AxialLoad& load, double tip_zone) {
  std::vector<double> z = column.heights();
  z.insert(z.end(), load.height.begin(), load.height.end());
  constexpr int even = 120;
  for (int i = 1; i <= even; ++i)
    z.push_back(column.length() * i / even);
  z.push_back(tip_zone);
  std::sort(z.begin(), z.end());
  z.erase(std::unique(z.begin(), z.end()), z.end());
  z.erase(std::remove_if(z.begin(), z.end(), [&](double height) { return height < 0. || height > column.length(); }),
          z.end());
  return z;
}

/// Smallest force at which compressive stress direct + bending / (1 - F/euler) per unit force reaches the strength.
double force_in_compression(double direct, double bending, double euler, double strength) {
  // -direct/euler F^2 + (direct + bending + strength/euler) F - strength = 0, the smaller root.
  const double b = direct + bending + strength / euler;
  if (!(b > 0.))
    return infinity;
  return 2. * strength / (b + std::sqrt(std::max(b * b - 4. * direct * strength / euler, 0.)));
}

/// The same for the tensile stress bending / (1 - F/euler) - direct.
double force_in_tension(double direct, double bending, double euler, double strength) {
  if (!(bending > 0.))
    return infinity;
  // direct/euler F^2 + (bending - direct + strength/euler) F - strength = 0, the positive root.
  const double b = bending - direct + strength / euler, root = std::sqrt(b * b + 4. * direct * strength / euler);
  return b + root > 0. ? 2. * strength / (b + root) : infinity;
}

} // namespace

SectionStrength::SectionStrength(const NeedleColumn& column, const AxialLoad& load, double tip_zone)
    : smallest_tip_section_(infinity) {
  double moment = 0., last_z = 0., last_force = load.force_at(0.);
  const double step = 1e-4 * column.length();
  for (const double z : heights(column, load, tip_zone)) {
    const double force = load.force_at(z);
    moment += 0.5 * (last_force + force) * (z - last_z);
    last_z = z, last_force = force;
    const double area = column.area(z), radius = column.outer_radius(z);
    if (!(area > 0.))
      continue;
    const double slope =
        (column.outer_radius(std::min(z + step, column.length())) - column.outer_radius(std::max(z - step, 0.))) /
        (std::min(z + step, column.length()) - std::max(z - step, 0.));
    if (z < tip_zone && force > 0.)
      smallest_tip_section_ = std::min(smallest_tip_section_, area / force);
    (z < tip_zone ? tip_ : shaft_)
        .push_back({z, area, radius, column.inner_radius(z), force, load.pressure_at(z), moment,
                    column.second_moment(z) / radius, 1. / (1. + slope * slope),
                    PlasticSection(radius, column.inner_radius(z))});
  }
}

double SectionStrength::section_yield(double compression, double from) const {
  double smallest = infinity;
  for (const Section& section : shaft_)
    if (section.z >= from && section.force > 0.)
      smallest = std::min(smallest, section.area / section.force);
  return compression * smallest;
}

double SectionStrength::weakest_height(double from) const {
  double smallest = infinity, height = 0.;
  for (const Section& section : shaft_)
    if (section.z >= from && section.force > 0. && section.area / section.force < smallest) {
      smallest = section.area / section.force;
      height = section.z;
    }
  return height;
}

double SectionStrength::crushed_radius(double force, double compression, double upto) const {
  double radius = 0.;
  const auto look = [&](const Section& section) {
    if (force * section.force / section.area > compression)
      radius = std::max(radius, section.radius);
  };
  for (const Section& section : tip_)
    look(section);
  for (const Section& section : shaft_)
    if (section.z < upto)
      look(section);
  return radius;
}

double SectionStrength::moment(const Section& section, const Misalignment& misalignment) {
  return std::sin(std::abs(misalignment.angle)) * section.moment +
         std::abs(misalignment.offset) * std::cos(misalignment.angle) * section.force * section.radius;
}

double SectionStrength::first_yield(const MaterialStrength& material, const Misalignment& misalignment, double euler,
                                    double from) const {
  double smallest = infinity;
  const double cosine = std::cos(misalignment.angle);
  for (const Section& s : shaft_) {
    if (s.z < from)
      continue;
    const double direct = std::max(s.force * cosine / s.area, 0.), bending = moment(s, misalignment) / s.modulus;
    if (bending > 0.)
      smallest = std::min(smallest, force_in_compression(direct, bending, euler, material.compression));
    if (material.brittle)
      smallest = std::min(smallest, force_in_tension(direct, bending, euler, material.tension));
  }
  return smallest;
}

double SectionStrength::plastic_hinge(const MaterialStrength& material, const Misalignment& misalignment, double euler,
                                      double from) const {
  const double cosine = std::cos(misalignment.angle), strength = material.compression;
  double smallest = std::min(euler, section_yield(strength, from) / std::max(cosine, 1e-3));
  bool bends = false;
  for (const Section& s : shaft_) {
    const double arm = moment(s, misalignment);
    if (s.z < from || !(arm > 0.))
      continue;
    bends = true;
    // Whether F stays below: M/(1 - F/euler) < M_p m(N/N_p).
    const auto holds = [&](const double force) {
      const double axial = std::max(s.force * cosine, 0.) * force / (strength * s.area);
      return force * arm <
             (1. - force / euler) * strength * s.plastic.moment_per_stress() * s.plastic.moment_share(axial);
    };
    if (holds(smallest))
      continue;
    double low = 0., high = smallest;
    constexpr int halvings = 40;
    for (int i = 0; i < halvings; ++i) {
      const double force = 0.5 * (low + high);
      (holds(force) ? low : high) = force;
    }
    smallest = 0.5 * (low + high);
  }
  return bends ? smallest : infinity;
}

double SectionStrength::wall_wrinkling(const MaterialStrength& material, double knockdown) const {
  double smallest = infinity;
  for (const Section& s : shaft_) {
    const double wall = s.radius - s.inner_radius;
    if (!(s.inner_radius > 0.) || !(s.force > 0.))
      continue;
    const double shell = knockdown * 2. * pi * material.youngs_modulus * wall * wall * s.cos2 /
                         std::sqrt(3. * (1. - material.poisson_ratio * material.poisson_ratio));
    smallest = std::min(smallest, johnson_load(shell, material.compression * s.area) / s.force);
  }
  return smallest;
}

double SectionStrength::wall_collapse(const MaterialStrength& material) const {
  double smallest = infinity;
  for (const Section& s : shaft_) {
    if (!(s.inner_radius > 0.) || !(s.pressure > 0.))
      continue;
    const double wall = s.radius - s.inner_radius, mean = 0.5 * (s.radius + s.inner_radius);
    const double ring = material.youngs_modulus * std::pow(wall / mean, 3) /
                        (4. * (1. - material.poisson_ratio * material.poisson_ratio));
    const double yield = material.compression * s.area / (2. * pi * s.radius * s.radius);
    smallest = std::min(smallest, std::min(ring, yield) / s.pressure);
  }
  return smallest;
}

double SectionStrength::burst_pressure(double tension) const {
  double smallest = infinity;
  for (const Section& s : shaft_)
    if (s.inner_radius > 0.)
      smallest = std::min(smallest, tension * s.area / (2. * pi * s.radius * s.radius));
  return smallest;
}

} // namespace acumen::outcomes
