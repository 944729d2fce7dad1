#include "solver/outcomes/run_capture.h"

#include "solver/base/error.h"
#include "solver/base/hdf5_file.h"

#include <deal.II/base/numbers.h>

#include <algorithm>
#include <cmath>
#include <filesystem>

namespace acumen::outcomes {

namespace {

/// Tip depths that differ by less are the same: a dwell keeps it to rounding [m].
constexpr double same_depth = 1e-12;
/// The axis counts as open from this radius on, relative to the tip's: as in the history's hole_depth.
constexpr double open_per_tip_radius = 0.01;

constexpr unsigned int hole_columns = 3, contact_columns = 8;

std::vector<double> pack(const std::vector<HolePoint>& hole) {
  std::vector<double> values;
  for (const HolePoint& point : hole)
    values.insert(values.end(), {point.depth, point.deformed_depth, point.radius});
  return values;
}

std::vector<double> pack(const std::vector<ContactRing>& contact) {
  std::vector<double> values;
  for (const ContactRing& ring : contact)
    values.insert(values.end(), {ring.z, ring.radius, ring.area, ring.pressure, ring.shear, ring.normal_force,
                                 ring.axial_force, ring.friction_force});
  return values;
}

std::vector<ContactRing> unpack_contact(const std::vector<double>& values) {
  std::vector<ContactRing> contact;
  for (std::size_t i = 0; i + contact_columns <= values.size(); i += contact_columns)
    contact.push_back({values[i], values[i + 1], values[i + 2], values[i + 3], values[i + 4], values[i + 5],
                       values[i + 6], values[i + 7]});
  return contact;
}

/// Largest mean axial stress of a section between one and three tip radii above the tip [Pa]. The lowest of them
/// carries what enters below it even where the skin touches no higher.
double stress_above_tip(const std::vector<ContactRing>& contact, const double tip_radius) {
  double force = 0., largest = 0.;
  for (const ContactRing& ring : contact) {
    force += ring.axial_force;
    if (ring.z <= 3. * tip_radius) {
      const double radius = std::max(ring.radius, tip_radius);
      largest = std::max(largest, force / (dealii::numbers::PI * radius * radius));
    }
  }
  return largest;
}

} // namespace

std::vector<HolePoint> hole_wall(const stepping::Insertion& insertion) {
  const auto& displacement = insertion.state().skin.displacement;
  const double threshold = open_per_tip_radius * insertion.problem().needle.tip_radius();
  std::vector<HolePoint> wall;
  for (const auto& node : insertion.model().axis_nodes()) {
    if (displacement[node.radial] <= threshold)
      break;
    wall.push_back(
        {-node.Z, insertion.state().surface_height - node.Z - displacement[node.vertical], displacement[node.radial]});
  }
  return wall;
}

std::vector<ContactRing> contact_rings(const stepping::Insertion& insertion) {
  const auto& problem = insertion.problem();
  const double tip = insertion.tip_height();
  const double friction = problem.contact.friction_coefficient;
  std::vector<ContactRing> rings;
  double limit = 0.; // axial part of Coulomb's limit, summed
  for (const auto& point : insertion.potential().needle_contact()->history()) {
    // What presses on the base plate does not load the needle.
    if (!(point.normal_force > 0.) || problem.needle.is_at_plate(dealii::Point<2>(point.radius, point.height - tip)))
      continue;
    const auto gap = problem.needle.signed_distance(dealii::Point<2>(point.radius, point.height - tip));
    ContactRing ring;
    ring.z = point.height - tip;
    ring.radius = point.radius;
    ring.normal_force = point.normal_force;
    ring.pressure = 0. - contact::contact_penalty(problem.contact, std::min(0., gap.value)).first;
    ring.area = ring.pressure > 0. ? ring.normal_force / ring.pressure : 0.;
    // The normal points out of the needle: the skin pushes against it.
    ring.axial_force = -gap.normal[1] * ring.normal_force;
    ring.friction_force = friction * ring.normal_force * std::abs(gap.normal[0]);
    ring.shear = friction * ring.pressure;
    limit += ring.friction_force;
    rings.push_back(ring);
  }
  const double share = limit > 0. ? insertion.records().back().friction_force / limit : 0.;
  for (ContactRing& ring : rings) {
    ring.friction_force *= share;
    ring.shear *= share;
    ring.axial_force += ring.friction_force;
  }
  std::sort(rings.begin(), rings.end(),
            [](const ContactRing& left, const ContactRing& right) { return left.z < right.z; });
  return rings;
}

void RunCapture::observe(const stepping::Insertion& insertion) {
  const stepping::StepRecord& record = insertion.records().back();
  if (record.tip_depth >= deepest_tip_ - same_depth) {
    deepest_tip_ = std::max(deepest_tip_, record.tip_depth);
    hole_ = hole_wall(insertion);
  }
  if (record.needle_force() > largest_force_) {
    largest_force_ = record.needle_force();
    contact_ = contact_rings(insertion);
  }
  if (insertion.problem().needle.has_flat_end() || !(record.needle_force() > 0.))
    return;
  std::vector<ContactRing> contact = contact_rings(insertion);
  const double stress = stress_above_tip(contact, insertion.problem().needle.tip_radius());
  if (stress > largest_tip_stress_) {
    largest_tip_stress_ = stress;
    contact_at_tip_ = std::move(contact);
  }
}

void RunCapture::save(const std::string& file) const {
  base::Hdf5Writer writer;
  writer.write_scalar("/deepest_tip", deepest_tip_);
  writer.write_scalar("/largest_force", largest_force_);
  writer.write("/hole", pack(hole_), hole_columns);
  writer.write("/contact", pack(contact_), contact_columns);
  writer.write_scalar("/largest_tip_stress", largest_tip_stress_);
  writer.write("/contact_at_tip", pack(contact_at_tip_), contact_columns);
  writer.save(file);
}

void RunCapture::load(const std::string& file) {
  *this = RunCapture();
  if (!std::filesystem::exists(file))
    return;
  const base::Hdf5Reader reader(file);
  deepest_tip_ = reader.read("/deepest_tip").at(0);
  largest_force_ = reader.read("/largest_force").at(0);
  const std::vector<double> hole = reader.read("/hole");
  for (std::size_t i = 0; i + hole_columns <= hole.size(); i += hole_columns)
    hole_.push_back({hole[i], hole[i + 1], hole[i + 2]});
  contact_ = unpack_contact(reader.read("/contact"));
  try {
    largest_tip_stress_ = reader.read("/largest_tip_stress").at(0);
    contact_at_tip_ = unpack_contact(reader.read("/contact_at_tip"));
  } catch (const base::OutputError&) {
    // A file of an older version: the tip is judged at the steps to come and at the largest force.
  }
}

} // namespace acumen::outcomes
