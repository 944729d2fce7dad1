#pragma once

#include "meshes/needle/needle_profile.h"
#include "solver/mechanics/discretisation.h"
#include "solver/mechanics/energy_term.h"

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

/// Contact of the deforming skin with a rigid needle of revolution, by penalty at four points a face.
///
/// A point at signed distance g < 0 stores a k (g^2/2 + g^4/(4 h^2)), so presses with k |g| (1 + g^2/h^2): the harder,
/// the less it sinks in further. a = 2 pi r ds is the area it stands for in the current configuration: a face on the
/// axis, which has no area in the reference, gets one as the hole opens. The area's own derivatives belong to the
/// potential; what they add to the pressure is g / (2 r) of it. Friction is Coulomb's law as an incremental potential
/// mu N phi(s), phi(s) = sqrt(s^2 + e^2) − e, with the normal force N lagged and the slip s measured along the needle's
/// surface at the start of the step: the step stays a minimisation with a symmetric tangent.
class NeedleContact : public mechanics::EntityTerm<4> {
public:
  using Face = mechanics::SurfaceFace<2>;
  using Response = mechanics::LocalResponse<4>;
  static constexpr unsigned int points_per_face = 4;

  NeedleContact(const meshes::NeedleProfile& needle, const ContactParameters& parameters, std::vector<Face> faces);

  const std::vector<Face>& faces() const { return faces_; }
  ContactParameters& parameters() { return parameters_; }
  /// Four a face, face-major.
  const std::vector<ContactPointHistory>& history() const { return history_; }

  /// Where the needle is in the step that begins or goes on.
  void set_position(const NeedlePosition& position) { position_ = position; }
  const NeedlePosition& position() const { return position_; }

  std::string name() const override { return "needle_contact"; }
  /// Contact and friction of one face.
  void add(unsigned int face, const std::array<double, 4>& u, materials::Evaluate level, mechanics::TangentKind tangent,
           Response& response) override;
  void update_lagged(const mechanics::Vector& displacement) override { renew_normal_forces(displacement, position_); }
  void commit_step(const mechanics::Vector& displacement, mechanics::StepDissipation& dissipation) override;
  void add_energy_content(const mechanics::Vector& displacement, mechanics::EnergyContent& content) const override {
    content.contact += penalty_energy(displacement, position_);
  }
  double force_scale(const mechanics::Vector& displacement) const override {
    return summarise(displacement, position_).normal_force;
  }
  mechanics::History pack() const override;
  void unpack(const mechanics::History& history) override;

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
                   mechanics::TangentKind tangent, Response& result) const;
  Point point(unsigned int face, unsigned int q, const std::array<double, 4>& u) const;
  Point point(unsigned int face, unsigned int q, const std::vector<double>& displacement) const;
  std::array<double, 4> local_values(unsigned int face, const std::vector<double>& displacement) const;
  void add_face(unsigned int face, const std::array<double, 4>& u, const NeedlePosition& position,
                materials::Evaluate level, mechanics::TangentKind tangent, Response& response) const;
  double plate_force(unsigned int face, unsigned int q, const Point& point, const NeedlePosition& position) const;
  void add_friction(unsigned int face, unsigned int q, const Point& point, const NeedlePosition& position,
                    materials::Evaluate level, mechanics::TangentKind tangent, Response& result) const;

  const meshes::NeedleProfile& needle_;
  ContactParameters parameters_;
  std::vector<Face> faces_;
  NeedlePosition position_;
  std::vector<ContactPointHistory> history_; ///< face-major
};

} // namespace acumen::contact
