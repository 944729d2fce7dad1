#pragma once

#include "solver/fracture/crack_opening.h"
#include "solver/mechanics/bulk_term.h"

namespace acumen::fracture {

/// Axisymmetric bulk with radial cracks, whose openings are eliminated cell by cell (static condensation).
///
/// Where a step's start, iterate and trial differ in their openings, an opening is first predicted from the tangent at
/// the iterate and solved for only where that is not good enough.
class CrackedBulkTerm : public mechanics::BulkTerm<2> {
public:
  explicit CrackedBulkTerm(const mechanics::Discretisation<2>& body);

  std::string name() const override { return "cracked_bulk"; }
  void begin_step(double duration) override;
  void add(unsigned int cell, const std::array<double, n>& u, materials::Evaluate level, mechanics::TangentKind kind,
           mechanics::LocalResponse<n>& response) override;
  void accept_trial(const mechanics::Vector& displacement) override;
  void keep_trial() override { kept_openings_ = trial_openings_; }
  void recall_trial() override { trial_openings_ = kept_openings_; }
  void commit_step(const mechanics::Vector& displacement, mechanics::StepDissipation& dissipation) override;
  void add_energy_content(const mechanics::Vector& displacement, mechanics::EnergyContent& content) const override;
  mechanics::History pack() const override;
  void unpack(const mechanics::History& history) override;

  /// By cell, at the last converged step.
  const std::vector<CrackHistory>& cracks() const { return cracks_; }

private:
  double opening(unsigned int cell) const override { return openings_[cell]; }
  double converged_opening(unsigned int cell) const override { return cracks_[cell].opening; }
  CrackLaw crack_law(unsigned int cell) const;
  double predicted_opening(unsigned int cell, const std::array<double, n>& u) const;
  /// Response of a cell whose opening is eliminated; `state` holds the predicted opening. An infinite energy where the
  /// displacements are inadmissible.
  template <class Law>
  void evaluate_cracked(unsigned int cell, const Law& law, mechanics::ElementState<2>& state, materials::Evaluate level,
                        mechanics::ElementResponse<2>& response);

  std::vector<CrackHistory> cracks_;
  std::vector<double> openings_, trial_openings_, kept_openings_; ///< by cell [m]
  std::vector<std::array<double, n>> sensitivity_;                ///< by cell: dw/du at the last assembly
  mechanics::Vector iterate_;                                     ///< displacement at the current iterate [m]
};

} // namespace acumen::fracture
