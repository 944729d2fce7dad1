#pragma once

#include "solver/linear/cholesky_solver.h"
#include "solver/transport/deficits.h"
#include "solver/transport/diffusion_system.h"

#include <functional>
#include <memory>

namespace acumen::transport {

/// How a diffusion is stepped in time.
struct IntegratorParameters {
  double tolerance = 2e-5;     ///< largest error of a step, as a share of the dose
  double first_step = 1e-3;    ///< [s]
  double largest_step = 1e300; ///< [s]
  double fixed_step = 0.;      ///< above zero: no error control (for convergence tests) [s]
  bool keep_positive = true;   ///< no node or ledger may hold less than nothing (fill_deficits)
  unsigned int maximum_steps = 100000;
};

/// What the steps so far amounted to.
struct IntegratorStatistics {
  unsigned int steps = 0, rejected = 0;
  double largest_local_residual = 0.; ///< balance of any node over any step, as a share of the dose
  double largest_total_error = 0.;    ///< change of the total amount, as a share of the dose
  double lowest_concentration = 0.;   ///< most negative u [kg/m^3] of an accepted step
  double largest_deficit = 0.;        ///< taken from neighbours in any step to keep amounts positive, share of the dose
};

/// TR-BDF2 (Bank et al. 1985; as an ESDIRK pair by Hosea & Shampine 1996, 10.1016/0168-9274(95)00115-8): second order,
/// L-stable, with an embedded third-order estimate that chooses the step. Ledgers and stores are integrated with the
/// method's own weights, so that amounts add up to the linear solver's residual, whatever the step.
///
/// No method above first order keeps every amount positive at any step (Bolley & Crouzeix 1978). Undershoots, far below
/// the step's tolerance, are filled from the nearest nodes: a transfer between neighbours (deficits.h), so that amounts
/// still add up.
class TimeIntegrator {
public:
  /// \param dose amount that errors are measured against [kg]
  TimeIntegrator(const DiffusionSystem& system, double dose, const IntegratorParameters& parameters);

  /// Called after every accepted step; false stops the integration there.
  using Observer = std::function<bool(const DiffusionState&)>;

  /// Integrates up to `end` [s] exactly. Throws std::runtime_error when the step count runs out.
  void advance(DiffusionState& state, double end, const Observer& observer = {});

  /// Begins again with the first step: the system has changed.
  void restart() { step_ = parameters_.fixed_step > 0. ? parameters_.fixed_step : parameters_.first_step; }

  const IntegratorStatistics& statistics() const { return statistics_; }

private:
  /// Rates at one stage: of nodes and ledgers [kg/s], and release of stores [kg/s].
  struct Rates {
    std::vector<double> nodes, ledgers, stores;
  };
  struct Stages;
  Rates rates(double time, const std::vector<double>& u, const std::vector<double>& release_conductance) const;
  std::vector<double> release_conductance(const std::vector<double>& stores) const;
  void factorise(double time, double step, const std::vector<double>& release_conductance);
  double try_step(const DiffusionState& state, double step, DiffusionState& next);
  void check_balance(const DiffusionState& before, const DiffusionState& after, const Stages& stages, double step);
  void take_back_excess(DiffusionState& state) const;

  const DiffusionSystem& system_;
  double dose_;
  IntegratorParameters parameters_;
  IntegratorStatistics statistics_;
  linear::SymmetricMatrix matrix_;
  linear::CholeskySolver solver_;
  Neighbours neighbours_;
  double step_ = 0.;
};

} // namespace acumen::transport
