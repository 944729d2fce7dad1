#pragma once

#include "materials/laws/response.h"
#include "meshes/needle/needle_profile.h"

#include <array>
#include <limits>
#include <vector>

namespace acumen::contact {

/// Numbers of the contact law.
struct ContactParameters {
  double stiffness = 0.;            ///< penalty pressure per depth of penetration where that is small [Pa/m]
  double friction_coefficient = 0.; ///< Coulomb [-]
  double slip_regularisation = 0.;  ///< slip per step below which friction is elastic, at most [m]
  double smallest_radius = 0.;      ///< rounds off the radius in a point's area where it vanishes [m]
  /// The same slip in a step in which the needle travels, as a share of the travel [-].
  double slip_per_travel = std::numeric_limits<double>::infinity();
  /// Depth of penetration at which the pressure is twice the linear one [m].
  double hardening_depth = std::numeric_limits<double>::infinity();
};

/// Energy per area of a point at `gap` <= 0 [J/m^2] and its derivatives with respect to the gap: minus the pressure
/// [Pa], and the stiffness [Pa/m].
struct ContactPenalty {
  double value, first, second;
};
ContactPenalty contact_penalty(const ContactParameters& parameters, double gap);

/// One face of the skin's surface (top or axis) in the meridian plane: two nodes with two displacement unknowns each.
struct ContactFace {
  std::array<std::array<double, 2>, 2> nodes; ///< reference positions (R, Z) [m]
  std::array<unsigned int, 4> dofs;           ///< (node, component)
  unsigned int layer = 0;                     ///< layer behind the face, for diagnosis
};

/// Where the rigid needle is: its tip's height, now and at the start of the step [m].
struct NeedlePosition {
  double tip = 0.;
  double tip_at_start = 0.;
};

/// What a contact point carries from step to step.
struct ContactPointHistory {
  double radius = 0.;                ///< r at the last converged step [m]
  double height = 0.;                ///< z at the last converged step [m]
  double normal_force = 0.;          ///< lagged normal force for friction [N]
  double normal_force_at_start = 0.; ///< the same at the last converged step [N]
};

/// Forces of the needle on the skin summed over all points, and what friction did in the step.
struct ContactSummary {
  double axial_force = 0.;          ///< z-component on the skin [N]; negative when the needle presses
  double axial_friction = 0.;       ///< the friction's share of it [N]
  double plate_force = 0.;          ///< the base plate's share of axial_force [N]
  double friction_dissipation = 0.; ///< work of friction in this step [J], never negative
  double deepest_penetration = 0.;  ///< largest depth of a contact point inside the needle [m]
  double normal_force = 0.;         ///< sum of the magnitudes of the normal forces [N]
};

/// Which second derivatives of contact's energy a tangent has.
enum class ContactTangent {
  exact,
  flat,    ///< without the curvature of the needle's surface and of the points' areas: positive semi-definite
  majorant ///< the same, and friction's secant stiffness, which no overshoot of a slip can lie above
};

/// Energy and derivatives of one face with respect to its four unknowns.
struct FaceResponse {
  bool active = false;
  double energy = 0.;
  std::array<double, 4> gradient{};
  std::array<std::array<double, 4>, 4> hessian{};
};

/// Contact of the deforming skin with a rigid needle of revolution, by penalty at four points a face.
///
/// A point at signed distance g < 0 stores a k (g^2/2 + g^4/(4 h^2)), so presses with k |g| (1 + g^2/h^2): the harder,
/// the less it sinks in further. a = 2 pi r ds is the area it stands for in the current configuration: a face on the
/// axis, which has no area in the reference, gets one as the hole opens. The area's own derivatives belong to the
/// potential; what they add to the pressure is g / (2 r) of it. Friction is Coulomb's law as an incremental potential
/// mu N phi(s), phi(s) = sqrt(s^2 + e^2) − e, with the normal force N lagged and the slip s measured along the needle's
/// surface at the start of the step: the step stays a minimisation with a symmetric tangent.
class NeedleContact {
public:
  static constexpr unsigned int points_per_face = 4;

  NeedleContact(const meshes::NeedleProfile& needle, const ContactParameters& parameters,
                std::vector<ContactFace> faces);

  const std::vector<ContactFace>& faces() const { return faces_; }
  ContactParameters& parameters() { return parameters_; }
  const std::vector<ContactPointHistory>& history() const { return history_; }
  /// Goes on from a converged step's `history`.
  void set_history(std::vector<ContactPointHistory> history);

  /// Contact and friction of one face, at level tangent with the second derivatives that `tangent` names.
  FaceResponse evaluate(unsigned int face, const std::vector<double>& displacement, const NeedlePosition& position,
                        materials::Evaluate level, ContactTangent tangent = ContactTangent::exact) const;

  /// Forces at a given (converged) state.
  ContactSummary summarise(const std::vector<double>& displacement, const NeedlePosition& position) const;

  /// Energy stored in the penalty [J]: what the ledger must not lose.
  double penalty_energy(const std::vector<double>& displacement, const NeedlePosition& position) const;

  /// Normal pressure on each face, averaged over its points [Pa], on the current area.
  std::vector<double> pressures(const std::vector<double>& displacement, const NeedlePosition& position) const;

  /// Takes the normal forces at this state as friction's lagged ones.
  void renew_normal_forces(const std::vector<double>& displacement, const NeedlePosition& position);

  /// Takes this converged state as the start of the next step.
  void accept(const std::vector<double>& displacement, const NeedlePosition& position);

private:
  struct Point;
  struct RingArea;
  double area(const Point& point, unsigned int q) const;
  /// Of a point since the start of the step, along the needle's surface there.
  struct Slip {
    std::array<double, 2> tangent;
    double value;       ///< [m]
    double regularised; ///< sqrt(value^2 + e^2), e being the elastic slip [m]
  };
  Slip slip(unsigned int f, unsigned int q, const Point& point, const NeedlePosition& position) const;
  /// Work of friction at a point in this step [J], its normal force taken as the mean of the step's start and end: an
  /// end's alone books too little where the skin slips off.
  double friction_work(unsigned int f, unsigned int q, const Point& point, const NeedlePosition& position) const;
  /// Slip below which friction is elastic in this step [m].
  double elastic_slip(const NeedlePosition& position) const;
  void add_penalty(unsigned int q, const Point& point, const NeedlePosition& position, materials::Evaluate level,
                   ContactTangent tangent, FaceResponse& result) const;
  Point point(unsigned int face, unsigned int q, const std::vector<double>& displacement) const;
  double plate_force(unsigned int face, unsigned int q, const Point& point, const NeedlePosition& position) const;
  void add_friction(unsigned int face, unsigned int q, const Point& point, const NeedlePosition& position,
                    materials::Evaluate level, ContactTangent tangent, FaceResponse& result) const;

  const meshes::NeedleProfile& needle_;
  ContactParameters parameters_;
  std::vector<ContactFace> faces_;
  std::vector<ContactPointHistory> history_; ///< face-major
};

} // namespace acumen::contact
