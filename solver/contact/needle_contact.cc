#include "solver/contact/needle_contact.h"

#include <deal.II/base/numbers.h>

#include <algorithm>
#include <cmath>

namespace acumen::contact {

using materials::Evaluate;
using mechanics::TangentKind;

namespace {

/// Four-point Gauss rule on [0, 1].
constexpr std::array<double, NeedleContact::points_per_face> abscissae{
    {0.069431844202973712, 0.330009478207571868, 0.669990521792428132, 0.930568155797026288}};
constexpr std::array<double, NeedleContact::points_per_face> weights{
    {0.173927422568726929, 0.326072577431273071, 0.326072577431273071, 0.173927422568726929}};

dealii::Point<2> in_needle_frame(const std::array<double, 2>& x, const double tip) {
  return dealii::Point<2>(x[0], x[1] - tip);
}

} // namespace

ContactPenalty contact_penalty(const ContactParameters& parameters, const double gap) {
  const double k = parameters.stiffness, ratio = gap / parameters.hardening_depth;
  return {k * gap * gap * (0.5 + 0.25 * ratio * ratio), k * gap * (1. + ratio * ratio), k * (1. + 3. * ratio * ratio)};
}

/// A contact point's place in the current configuration.
struct NeedleContact::Point {
  std::array<double, 2> shape; ///< values of the face's two shape functions
  std::array<double, 2> x;     ///< (r, z) [m]
  std::array<double, 2> edge;  ///< from the face's first node to its second
  double length;               ///< of the face
};

/// The area a point stands for, a = 2 pi w rho L with rho = sqrt(r^2 + r_0^2), and its derivatives with respect to the
/// face's unknowns.
struct NeedleContact::RingArea {
  double value, rho, rho_first, rho_second, factor;
  const Point& point;

  RingArea(const Point& point, const double smallest_radius, const double weight)
      : rho(std::hypot(point.x[0], smallest_radius)), rho_first(point.x[0] / rho),
        rho_second(smallest_radius * smallest_radius / (rho * rho * rho)), factor(2. * dealii::numbers::PI * weight),
        point(point) {
    value = factor * rho * point.length;
  }
  /// dr/du_i and dL/du_i.
  double radius_gradient(const unsigned int i) const { return i % 2 == 0 ? point.shape[i / 2] : 0.; }
  double length_gradient(const unsigned int i) const { return (i < 2 ? -1. : 1.) * point.edge[i % 2] / point.length; }
  double gradient(const unsigned int i) const {
    return factor * (rho_first * point.length * radius_gradient(i) + rho * length_gradient(i));
  }
  double hessian(const unsigned int i, const unsigned int j) const {
    const double sign = (i < 2) == (j < 2) ? 1. : -1.;
    const double length_second =
        (sign * (i % 2 == j % 2 ? 1. : 0.) - length_gradient(i) * length_gradient(j)) / point.length;
    return factor * (rho_second * point.length * radius_gradient(i) * radius_gradient(j) +
                     rho_first * (radius_gradient(i) * length_gradient(j) + length_gradient(i) * radius_gradient(j)) +
                     rho * length_second);
  }
};

NeedleContact::NeedleContact(const meshes::NeedleProfile& needle, const ContactParameters& parameters,
                             std::vector<Face> faces)
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

std::array<double, 4> NeedleContact::local_values(const unsigned int f, const std::vector<double>& displacement) const {
  std::array<double, 4> u;
  for (unsigned int i = 0; i < 4; ++i)
    u[i] = displacement[faces_[f].dofs[i]];
  return u;
}

NeedleContact::Point NeedleContact::point(const unsigned int f, const unsigned int q,
                                          const std::array<double, 4>& u) const {
  const Face& face = faces_[f];
  Point result;
  result.shape = {{1. - abscissae[q], abscissae[q]}};
  result.x = {{0., 0.}};
  std::array<std::array<double, 2>, 2> current;
  for (unsigned int a = 0; a < 2; ++a)
    for (unsigned int d = 0; d < 2; ++d) {
      current[a][d] = face.nodes[a][d] + u[2 * a + d];
      result.x[d] += result.shape[a] * current[a][d];
    }
  for (unsigned int d = 0; d < 2; ++d)
    result.edge[d] = current[1][d] - current[0][d];
  result.length = std::hypot(result.edge[0], result.edge[1]);
  return result;
}

NeedleContact::Point NeedleContact::point(const unsigned int f, const unsigned int q,
                                          const std::vector<double>& displacement) const {
  return point(f, q, local_values(f, displacement));
}

double NeedleContact::elastic_slip(const NeedlePosition& position) const {
  // A share of the step's travel, so that what creeps under a needle that goes on does not depend on the steps' size.
  const double travel = std::abs(position.tip - position.tip_at_start);
  return travel > 0. ? std::min(parameters_.slip_per_travel * travel, parameters_.slip_regularisation)
                     : parameters_.slip_regularisation;
}

double NeedleContact::area(const Point& point, const unsigned int q) const {
  return RingArea(point, parameters_.smallest_radius, weights[q]).value;
}

NeedleContact::Slip NeedleContact::slip(const unsigned int f, const unsigned int q, const Point& point,
                                        const NeedlePosition& position) const {
  const auto& history = history_[f * points_per_face + q];
  const auto start =
      needle_.signed_distance(in_needle_frame({{history.radius, history.height}}, position.tip_at_start));
  Slip result;
  result.tangent = {{-start.normal[1], start.normal[0]}};
  result.value = result.tangent[0] * (point.x[0] - history.radius) +
                 result.tangent[1] * (point.x[1] - history.height - (position.tip - position.tip_at_start));
  const double e = elastic_slip(position);
  result.regularised = std::sqrt(result.value * result.value + e * e);
  return result;
}

double NeedleContact::friction_work(const unsigned int f, const unsigned int q, const Point& point,
                                    const NeedlePosition& position) const {
  const auto& history = history_[f * points_per_face + q];
  const double normal_force = 0.5 * (history.normal_force_at_start + history.normal_force);
  if (!(normal_force > 0.))
    return 0.;
  const Slip moved = slip(f, q, point, position);
  return parameters_.friction_coefficient * normal_force * moved.value * moved.value / moved.regularised;
}

void NeedleContact::add_friction(const unsigned int f, const unsigned int q, const Point& point,
                                 const NeedlePosition& position, const Evaluate level, const TangentKind tangent,
                                 Response& result) const {
  const auto& history = history_[f * points_per_face + q];
  const double limit = parameters_.friction_coefficient * history.normal_force;
  if (!(limit > 0.))
    return;
  const Slip moved = slip(f, q, point, position);
  const double e = elastic_slip(position), root = moved.regularised;
  result.active = true;
  result.energy += limit * moved.value * moved.value / (root + e); // = limit (root − e), without cancellation
  if (level == Evaluate::energy)
    return;
  const double stiffness = tangent == TangentKind::majorant ? limit / root : limit * e * e / (root * root * root);
  for (unsigned int i = 0; i < 4; ++i) {
    const double di = point.shape[i / 2] * moved.tangent[i % 2];
    result.gradient[i] += limit * moved.value / root * di;
    if (level == Evaluate::tangent)
      for (unsigned int j = 0; j < 4; ++j)
        result.hessian[i][j] += stiffness * di * point.shape[j / 2] * moved.tangent[j % 2];
  }
}

void NeedleContact::add_penalty(const unsigned int q, const Point& point, const NeedlePosition& position,
                                const Evaluate level, const TangentKind tangent, Response& result) const {
  const auto x = in_needle_frame(point.x, position.tip);
  if (needle_.distance(x) >= 0.)
    return;
  const auto gap = needle_.signed_distance(x);
  const RingArea ring(point, parameters_.smallest_radius, weights[q]);
  const ContactPenalty psi = contact_penalty(parameters_, gap.value);
  result.active = true;
  // E = a psi(g)
  result.energy += ring.value * psi.value;
  if (level == Evaluate::energy)
    return;
  std::array<double, 4> dg, da;
  for (unsigned int i = 0; i < 4; ++i) {
    dg[i] = point.shape[i / 2] * gap.normal[i % 2];
    da[i] = ring.gradient(i);
    result.gradient[i] += ring.value * psi.first * dg[i] + psi.value * da[i];
  }
  if (level < Evaluate::tangent)
    return;
  for (unsigned int i = 0; i < 4; ++i)
    for (unsigned int j = 0; j < 4; ++j) {
      double second = ring.value * psi.second * dg[i] * dg[j];
      if (tangent == TangentKind::exact)
        second += ring.value * psi.first * point.shape[i / 2] * point.shape[j / 2] * gap.hessian[i % 2][j % 2] +
                  psi.first * (dg[i] * da[j] + da[i] * dg[j]) + psi.value * ring.hessian(i, j);
      result.hessian[i][j] += second;
    }
}

void NeedleContact::add_face(const unsigned int f, const std::array<double, 4>& u, const NeedlePosition& position,
                             const Evaluate level, const TangentKind tangent, Response& response) const {
  for (unsigned int q = 0; q < points_per_face; ++q) {
    const Point p = point(f, q, u);
    add_friction(f, q, p, position, level, tangent, response);
    add_penalty(q, p, position, level, tangent, response);
  }
}

void NeedleContact::add(const unsigned int f, const std::array<double, 4>& u, const Evaluate level,
                        const TangentKind tangent, Response& response) {
  add_face(f, u, position_, level, tangent, response);
}

ContactSummary NeedleContact::summarise(const std::vector<double>& displacement, const NeedlePosition& position) const {
  ContactSummary summary;
  for (unsigned int f = 0; f < faces_.size(); ++f) {
    Response response;
    add_face(f, local_values(f, displacement), position, Evaluate::stress, TangentKind::exact, response);
    for (unsigned int q = 0; q < points_per_face; ++q) // also of faces that have let go within the step
      summary.friction_dissipation += friction_work(f, q, point(f, q, displacement), position);
    if (!response.active)
      continue;
    // The gradient of the energy is minus the force on the skin.
    summary.axial_force -= response.gradient[1] + response.gradient[3];
    for (unsigned int q = 0; q < points_per_face; ++q) {
      const Point p = point(f, q, displacement);
      const double gap = needle_.distance(in_needle_frame(p.x, position.tip));
      if (gap < 0.) {
        summary.deepest_penetration = std::max(summary.deepest_penetration, -gap);
        summary.normal_force -= area(p, q) * contact_penalty(parameters_, gap).first;
      }
      summary.plate_force += plate_force(f, q, p, position);
      Response friction;
      add_friction(f, q, p, position, Evaluate::stress, TangentKind::exact, friction);
      summary.axial_friction -= friction.gradient[1] + friction.gradient[3];
    }
  }
  return summary;
}

double NeedleContact::plate_force(const unsigned int f, const unsigned int q, const Point& point,
                                  const NeedlePosition& position) const {
  if (!needle_.is_at_plate(in_needle_frame(point.x, position.tip)))
    return 0.;
  Response response;
  add_friction(f, q, point, position, Evaluate::stress, TangentKind::exact, response);
  add_penalty(q, point, position, Evaluate::stress, TangentKind::exact, response);
  return -response.gradient[1] - response.gradient[3];
}

double NeedleContact::penalty_energy(const std::vector<double>& displacement, const NeedlePosition& position) const {
  double energy = 0.;
  for (unsigned int f = 0; f < faces_.size(); ++f)
    for (unsigned int q = 0; q < points_per_face; ++q) {
      const Point p = point(f, q, displacement);
      const double gap = std::min(0., needle_.distance(in_needle_frame(p.x, position.tip)));
      energy += area(p, q) * contact_penalty(parameters_, gap).value;
    }
  return energy;
}

std::vector<double> NeedleContact::pressures(const std::vector<double>& displacement,
                                             const NeedlePosition& position) const {
  std::vector<double> result(faces_.size(), 0.);
  for (unsigned int f = 0; f < faces_.size(); ++f)
    for (unsigned int q = 0; q < points_per_face; ++q) {
      const double gap = needle_.distance(in_needle_frame(point(f, q, displacement).x, position.tip));
      result[f] -= weights[q] * contact_penalty(parameters_, std::min(0., gap)).first;
    }
  return result;
}

mechanics::History NeedleContact::pack() const {
  mechanics::History values;
  for (const auto& point : history_)
    values.insert(values.end(), {point.radius, point.height, point.normal_force});
  return values;
}

void NeedleContact::unpack(const mechanics::History& values) {
  auto next = values.begin();
  for (auto& point : history_) {
    point.radius = *next++;
    point.height = *next++;
    point.normal_force = point.normal_force_at_start = *next++;
  }
}

void NeedleContact::commit_step(const mechanics::Vector& displacement, mechanics::StepDissipation& /*dissipation*/) {
  accept(displacement, position_);
}

void NeedleContact::renew_normal_forces(const std::vector<double>& displacement, const NeedlePosition& position) {
  for (unsigned int f = 0; f < faces_.size(); ++f)
    for (unsigned int q = 0; q < points_per_face; ++q) {
      const Point p = point(f, q, displacement);
      const double gap = std::min(0., needle_.distance(in_needle_frame(p.x, position.tip)));
      history_[f * points_per_face + q].normal_force = 0. - area(p, q) * contact_penalty(parameters_, gap).first;
    }
}

void NeedleContact::accept(const std::vector<double>& displacement, const NeedlePosition& position) {
  renew_normal_forces(displacement, position);
  for (unsigned int f = 0; f < faces_.size(); ++f)
    for (unsigned int q = 0; q < points_per_face; ++q) {
      const Point p = point(f, q, displacement);
      auto& history = history_[f * points_per_face + q];
      history.radius = p.x[0];
      history.height = p.x[1];
      history.normal_force_at_start = history.normal_force;
    }
}

} // namespace acumen::contact
