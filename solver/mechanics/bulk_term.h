#pragma once

#include "solver/mechanics/discretisation.h"
#include "solver/mechanics/energy_term.h"
#include "solver/mechanics/mean_dilatation_element.h"

namespace acumen::mechanics {

/// Viscoelastic memory of one quadrature point, at the last converged step.
struct OverstressHistory {
  dealii::SymmetricTensor<2, 3> stress;                ///< long-term isochoric second Piola–Kirchhoff stress [Pa]
  dealii::SymmetricTensor<2, 3> cauchy_green;          ///< C [-]
  dealii::SymmetricTensor<2, 3> overstress;            ///< sum of the branches as they act in C's isochoric part [Pa]
  std::vector<dealii::SymmetricTensor<2, 3>> branches; ///< [Pa]
};

/// Nearly incompressible, viscoelastic bulk of a layered body (mean_dilatation_element.h, prony_series.h).
template <int dim> class BulkTerm : public EntityTerm<ElementGeometry<dim>::n_dofs> {
public:
  static constexpr int n = ElementGeometry<dim>::n_dofs;
  static constexpr unsigned int n_points = ElementGeometry<dim>::n_points;

  explicit BulkTerm(const Discretisation<dim>& body);

  std::string name() const override { return "bulk"; }
  void begin_step(double duration) override;
  void add(unsigned int cell, const std::array<double, n>& u, Evaluate level, TangentKind kind,
           LocalResponse<n>& response) override;
  void commit_step(const Vector& displacement, StepDissipation& dissipation) override;
  void add_energy_content(const Vector& displacement, EnergyContent& content) const override;
  History pack() const override;
  void unpack(const History& history) override;

  /// Of a cell's first quadrature point; null in elastic layers.
  const OverstressHistory* overstress(const unsigned int cell) const {
    return first_point_[cell] < 0 ? nullptr : &overstress_[first_point_[cell]];
  }

protected:
  const Discretisation<dim>& body() const { return body_; }
  double duration() const { return duration_; } ///< of the step [s]
  /// A cell's state at displacements `u` within the step, with cracks closed.
  ElementState<dim> element_state(unsigned int cell, const std::array<double, n>& u) const;
  /// Opening of a cell's cracks at the current iterate and at the last converged step [m].
  virtual double opening(unsigned int /*cell*/) const { return 0.; }
  virtual double converged_opening(unsigned int /*cell*/) const { return 0.; }
  /// Adds an element's response, of which the first n unknowns are the cell's displacements.
  static void add_to(const ElementResponse<dim>& element, Evaluate level, LocalResponse<n>& response);

private:
  void commit_point(const ElementGeometry<dim>& element, unsigned int q, const ElementState<dim>& state,
                    OverstressHistory& history, StepDissipation& dissipation) const;

  const Discretisation<dim>& body_;
  double duration_ = 0.;
  std::vector<OverstressHistory> overstress_;                 ///< n_points a cell in viscoelastic layers
  std::vector<dealii::SymmetricTensor<2, 3>> history_stress_; ///< H of the step, like overstress_ [Pa]
  std::vector<int> first_point_;                              ///< by cell: index into both; −1 if elastic
  std::vector<double> overstress_factor_;                     ///< of the step, by layer
};

} // namespace acumen::mechanics
