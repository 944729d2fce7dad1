#include "solver/contact/needle_contact.h"

#include <deal.II/base/numbers.h>

#include <algorithm>
#include <cmath>

namespace acumen::contact {

using materials::Evaluate;

namespace {

/// Four-point Gauss rule on [0, 1].
constexpr std::array<double, NeedleContact::points_per_face> abscissae{
    {0.069431844202973712, 0.330009478207571868, 0.669990521792428132, 0.930568155797026288}};
constexpr std::array<double, NeedleContact::points_per_face> weights{
    {0.173927422568726929, 0.326072577431273071, 0.326072577431273071, 0.173927422568726929}};

double length(const ContactFace& face) {
  return std::hypot(face.nodes[1][0] - face.nodes[0][0], face.nodes[1][1] - face.nodes[0][1]);
}

dealii::Point<2> in_needle_frame(const std::array<double, 2>& x, const double tip) {
  return dealii::Point<2>(x[0], x[1] - tip);
}

} // namespace

/// A contact point's place in the current configuration.
struct NeedleContact::Point {
  std::array<double, 2> shape; ///< values of the face's two shape functions
  std::array<double, 2> x;     ///< (r, z) [m]
  double stretch;              ///< of the face's length
};

NeedleContact::NeedleContact(const meshes::NeedleProfile& needle, const ContactParameters& parameters,
                             std::vector<ContactFace> faces)
    : needle_(needle), parameters_(parameters), faces_(std::move(faces)) {
  history_.resize(faces_.size() * points_per_face);
  for (unsigned int f = 0; f < faces_.size(); ++f)
    for (unsigned int q = 0; q < points_per_face; ++q) {
      auto& history = history_[f * points_per_face + q];
      const double s = abscissae[q];
      history.radius = (1. - s) * faces_[f].nodes[0][0] + s * faces_[f].nodes[1][0];
      history.height = (1. - s) * faces_[f].nodes[0][1] + s * faces_[f].nodes[1][1];
    }
}

NeedleContact::Point NeedleContact::point(const unsigned int f, const unsigned int q,
                                          const std::vector<double>& displacement) const {
  const ContactFace& face = faces_[f];
  Point result;
  result.shape = {{1. - abscissae[q], abscissae[q]}};
  result.x = {{0., 0.}};
  std::array<std::array<double, 2>, 2> current;
  for (unsigned int a = 0; a < 2; ++a)
    for (unsigned int d = 0; d < 2; ++d) {
      current[a][d] = face.nodes[a][d] + displacement[face.dofs[2 * a + d]];
      result.x[d] += result.shape[a] * current[a][d];
    }
  result.stretch = std::hypot(current[1][0] - current[0][0], current[1][1] - current[0][1]) / length(face);
  return result;
}

double NeedleContact::area(const unsigned int f, const unsigned int q) const {
  const auto& history = history_[f * points_per_face + q];
  const double radius = std::max(history.radius, parameters_.smallest_radius);
  return 2. * dealii::numbers::PI * radius * history.stretch * length(faces_[f]) * weights[q];
}

void NeedleContact::add_friction(const unsigned int f, const unsigned int q, const Point& point,
                                 const NeedlePosition& position, const Evaluate level, FaceResponse& result) const {
  const auto& history = history_[f * points_per_face + q];
  const double limit = parameters_.friction_coefficient * history.normal_force;
  if (!(limit > 0.))
    return;
  const auto start =
      needle_.signed_distance(in_needle_frame({{history.radius, history.height}}, position.tip_at_start));
  const std::array<double, 2> tangent{{-start.normal[1], start.normal[0]}};
  const double slip = tangent[0] * (point.x[0] - history.radius) +
                      tangent[1] * (point.x[1] - history.height - (position.tip - position.tip_at_start));
  const double e = parameters_.slip_regularisation;
  const double root = std::sqrt(slip * slip + e * e);
  result.active = true;
  result.energy += limit * slip * slip / (root + e); // = limit (root − e), without cancellation
  if (level == Evaluate::energy)
    return;
  for (unsigned int i = 0; i < 4; ++i) {
    const double di = point.shape[i / 2] * tangent[i % 2];
    result.gradient[i] += limit * slip / root * di;
    if (level == Evaluate::tangent)
      for (unsigned int j = 0; j < 4; ++j)
        result.hessian[i][j] += limit * e * e / (root * root * root) * di * point.shape[j / 2] * tangent[j % 2];
  }
}

FaceResponse NeedleContact::evaluate(const unsigned int f, const std::vector<double>& displacement,
                                     const NeedlePosition& position, const Evaluate level,
                                     const bool with_curvature) const {
  FaceResponse result;
  for (unsigned int q = 0; q < points_per_face; ++q) {
    const Point p = point(f, q, displacement);
    add_friction(f, q, p, position, level, result);
    const auto x = in_needle_frame(p.x, position.tip);
    if (needle_.distance(x) >= 0.)
      continue;
    const auto gap = needle_.signed_distance(x);
    const double stiffness = parameters_.stiffness * area(f, q);
    result.active = true;
    result.energy += 0.5 * stiffness * gap.value * gap.value;
    if (level == Evaluate::energy)
      continue;
    for (unsigned int i = 0; i < 4; ++i) {
      const unsigned int c = i % 2;
      result.gradient[i] += stiffness * gap.value * p.shape[i / 2] * gap.normal[c];
      if (level == Evaluate::tangent)
        for (unsigned int j = 0; j < 4; ++j) {
          const unsigned int d = j % 2;
          double second = gap.normal[c] * gap.normal[d];
          if (with_curvature)
            second += gap.value * gap.hessian[c][d];
          result.hessian[i][j] += stiffness * p.shape[i / 2] * p.shape[j / 2] * second;
        }
    }
  }
  return result;
}

ContactSummary NeedleContact::summarise(const std::vector<double>& displacement, const NeedlePosition& position) const {
  ContactSummary summary;
  for (unsigned int f = 0; f < faces_.size(); ++f) {
    const FaceResponse response = evaluate(f, displacement, position, Evaluate::stress, true);
    if (!response.active)
      continue;
    // The gradient of the energy is minus the force on the skin.
    summary.axial_force -= response.gradient[1] + response.gradient[3];
    for (unsigned int q = 0; q < points_per_face; ++q) {
      const Point p = point(f, q, displacement);
      const double gap = needle_.distance(in_needle_frame(p.x, position.tip));
      if (gap < 0.) {
        summary.deepest_penetration = std::max(summary.deepest_penetration, -gap);
        summary.normal_force -= parameters_.stiffness * area(f, q) * gap;
      }
      FaceResponse friction;
      add_friction(f, q, p, position, Evaluate::stress, friction);
      summary.axial_friction -= friction.gradient[1] + friction.gradient[3];
      // Work of friction: traction times slip, recovered from gradient . displacement increment along the tangent.
      const auto& history = history_[f * points_per_face + q];
      const std::array<double, 2> increment{
          {p.x[0] - history.radius, p.x[1] - history.height - (position.tip - position.tip_at_start)}};
      for (unsigned int d = 0; d < 2; ++d)
        summary.friction_dissipation += (friction.gradient[d] + friction.gradient[2 + d]) * increment[d];
    }
  }
  return summary;
}

double NeedleContact::penalty_energy(const std::vector<double>& displacement, const NeedlePosition& position) const {
  double energy = 0.;
  for (unsigned int f = 0; f < faces_.size(); ++f)
    for (unsigned int q = 0; q < points_per_face; ++q) {
      const double gap = std::min(0., needle_.distance(in_needle_frame(point(f, q, displacement).x, position.tip)));
      energy += 0.5 * parameters_.stiffness * area(f, q) * gap * gap;
    }
  return energy;
}

std::vector<double> NeedleContact::pressures(const std::vector<double>& displacement,
                                             const NeedlePosition& position) const {
  std::vector<double> result(faces_.size(), 0.);
  for (unsigned int f = 0; f < faces_.size(); ++f)
    for (unsigned int q = 0; q < points_per_face; ++q) {
      const double gap = needle_.distance(in_needle_frame(point(f, q, displacement).x, position.tip));
      result[f] += weights[q] * parameters_.stiffness * std::max(0., -gap);
    }
  return result;
}

double NeedleContact::update_normal_forces(const std::vector<double>& displacement, const NeedlePosition& position) {
  double change = 0.;
  for (unsigned int f = 0; f < faces_.size(); ++f)
    for (unsigned int q = 0; q < points_per_face; ++q) {
      auto& history = history_[f * points_per_face + q];
      const double gap = needle_.distance(in_needle_frame(point(f, q, displacement).x, position.tip));
      const double force = parameters_.stiffness * area(f, q) * std::max(0., -gap);
      change += std::abs(force - history.normal_force);
      history.normal_force = force;
    }
  return change;
}

void NeedleContact::accept(const std::vector<double>& displacement, const NeedlePosition& position) {
  update_normal_forces(displacement, position);
  for (unsigned int f = 0; f < faces_.size(); ++f)
    for (unsigned int q = 0; q < points_per_face; ++q) {
      const Point p = point(f, q, displacement);
      auto& history = history_[f * points_per_face + q];
      history.radius = p.x[0];
      history.height = p.x[1];
      history.stretch = p.stretch;
    }
}

} // namespace acumen::contact
