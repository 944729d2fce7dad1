#include "solver/transport/time_integrator.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <stdexcept>

namespace acumen::transport {

namespace {

// Hosea & Shampine 1996, table 1.
const double gamma_ = 2. - std::sqrt(2.);
const double d = 0.5 * gamma_;
const double w = 0.25 * std::sqrt(2.);
const std::array<double, 3> weights{{w, w, d}};
const std::array<double, 3> embedded{{(1. - w) / 3., (3. * w + 1.) / 3., d / 3.}};

std::vector<linear::SymmetricMatrix::Block> pattern(const DiffusionSystem& system) {
  std::vector<linear::SymmetricMatrix::Block> blocks;
  for (unsigned int i = 0; i < system.n_nodes(); ++i)
    blocks.push_back({i});
  for (const ConductanceBlock& block : system.blocks)
    blocks.push_back(block.nodes);
  return blocks;
}

} // namespace

struct TimeIntegrator::Stages {
  std::array<Rates, 3> rates;
};

TimeIntegrator::TimeIntegrator(const DiffusionSystem& system, const double dose, const IntegratorParameters& parameters)
    : system_(system), dose_(dose), parameters_(parameters), matrix_(system.n_nodes(), pattern(system)),
      neighbours_(neighbours_of(system)),
      step_(parameters.fixed_step > 0. ? parameters.fixed_step : parameters.first_step) {
  if (!(dose > 0.))
    throw std::invalid_argument("the dose must be above zero");
}

// A store gives conductance * (saturation - u).
std::vector<double> TimeIntegrator::release_conductance(const std::vector<double>& stores) const {
  std::vector<double> result(stores.size(), 0.);
  for (std::size_t s = 0; s < stores.size(); ++s)
    if (const SolidStore& store = system_.stores[s]; stores[s] > 0. && store.initial > 0.)
      result[s] = store.rate * std::pow(stores[s] / store.initial, store.exponent) / system_.saturation(store);
  return result;
}

TimeIntegrator::Rates TimeIntegrator::rates(const double time, const std::vector<double>& u,
                                            const std::vector<double>& release) const {
  Rates result;
  result.nodes.assign(u.size(), 0.);
  result.ledgers.assign(system_.n_ledgers, 0.);
  result.stores.assign(system_.stores.size(), 0.);
  for (const ConductanceBlock& block : system_.blocks) {
    const double factor = system_.factor(block.group, time);
    const std::size_t n = block.nodes.size();
    // Pair by pair, so that what leaves one node is to the last bit what the other gets.
    for (std::size_t i = 0; i < n; ++i)
      for (std::size_t j = 0; j < i; ++j) {
        const double flow = factor * block.values[i * n + j] * (u[block.nodes[i]] - u[block.nodes[j]]);
        result.nodes[block.nodes[i]] += flow;
        result.nodes[block.nodes[j]] -= flow;
      }
  }
  for (const Loss& loss : system_.losses) {
    const double flow = loss.conductance * u[loss.node];
    result.nodes[loss.node] -= flow;
    result.ledgers[loss.ledger] += flow;
  }
  for (std::size_t s = 0; s < release.size(); ++s) {
    const unsigned int node = system_.stores[s].node;
    const double flow = release[s] * (system_.saturation(system_.stores[s]) - u[node]);
    result.nodes[node] += flow;
    result.stores[s] = 0. - flow;
  }
  return result;
}

// C + d step A, with A the conductances, losses and releases at `time`.
void TimeIntegrator::factorise(const double time, const double step, const std::vector<double>& release) {
  matrix_.set_zero();
  std::vector<double> diagonal = system_.capacity;
  for (const Loss& loss : system_.losses)
    diagonal[loss.node] += d * step * loss.conductance;
  for (std::size_t s = 0; s < release.size(); ++s)
    diagonal[system_.stores[s].node] += d * step * release[s];
  for (unsigned int i = 0; i < system_.n_nodes(); ++i)
    matrix_.add(i, &diagonal[i], 1);
  std::vector<double> scaled;
  for (unsigned int b = 0; b < system_.blocks.size(); ++b) {
    const ConductanceBlock& block = system_.blocks[b];
    scaled = block.values;
    const double factor = d * step * system_.factor(block.group, time);
    for (double& value : scaled)
      value *= factor;
    matrix_.add(system_.n_nodes() + b, scaled.data(), static_cast<unsigned int>(block.nodes.size()));
  }
  if (!solver_.factorise(matrix_))
    throw std::runtime_error("diffusion: the matrix is not positive definite");
}

double TimeIntegrator::try_step(const DiffusionState& state, const double step, DiffusionState& next) {
  const std::size_t n = system_.n_nodes();
  Stages stages;
  auto& R = stages.rates;
  R[0] = rates(state.time, state.concentration, release_conductance(state.stores));
  std::vector<double> b(n), u, release;
  for (unsigned int stage = 1; stage < 3; ++stage) {
    const double time = state.time + (stage == 1 ? gamma_ * step : step);
    // The dissolving surface at the stage, extrapolated from the rates known so far.
    std::vector<double> solid = state.stores;
    for (std::size_t s = 0; s < solid.size(); ++s)
      solid[s] += stage == 1 ? gamma_ * step * R[0].stores[s]
                             : step * (R[0].stores[s] + (R[1].stores[s] - R[0].stores[s]) / (2. * gamma_));
    release = release_conductance(solid);
    for (std::size_t i = 0; i < n; ++i)
      b[i] = system_.capacity[i] * state.concentration[i] +
             step * (stage == 1 ? d * R[0].nodes[i] : w * (R[0].nodes[i] + R[1].nodes[i]));
    for (std::size_t s = 0; s < release.size(); ++s)
      b[system_.stores[s].node] += d * step * release[s] * system_.saturation(system_.stores[s]);
    factorise(time, step, release);
    u = solver_.solve(b);
    R[stage] = rates(time, u, release);
  }
  next = state;
  next.time = state.time + step;
  next.concentration = u;
  std::vector<double> error(n, 0.);
  for (unsigned int k = 0; k < 3; ++k) {
    for (std::size_t s = 0; s < next.stores.size(); ++s)
      next.stores[s] += step * weights[k] * R[k].stores[s];
    for (std::size_t l = 0; l < next.ledgers.size(); ++l)
      next.ledgers[l] += step * weights[k] * R[k].ledgers[l];
    for (std::size_t i = 0; i < n; ++i)
      error[i] += step * (weights[k] - embedded[k]) * R[k].nodes[i];
  }
  check_balance(state, next, stages, step);
  // Filtering with the last matrix keeps the estimate finite for stiff components (Hosea & Shampine).
  const std::vector<double> filtered = solver_.solve(error);
  double sum = 0.;
  for (std::size_t i = 0; i < n; ++i)
    sum += system_.capacity[i] * std::abs(filtered[i]);
  return sum / dose_;
}

void TimeIntegrator::check_balance(const DiffusionState& before, const DiffusionState& after, const Stages& stages,
                                   const double step) {
  for (std::size_t i = 0; i < system_.n_nodes(); ++i) {
    double residual = system_.capacity[i] * (after.concentration[i] - before.concentration[i]);
    for (unsigned int k = 0; k < 3; ++k)
      residual -= step * weights[k] * stages.rates[k].nodes[i];
    statistics_.largest_local_residual = std::max(statistics_.largest_local_residual, std::abs(residual) / dose_);
  }
}

// A store that ended within the step has given a little too much: its node gives it back.
void TimeIntegrator::take_back_excess(DiffusionState& state) const {
  for (std::size_t s = 0; s < state.stores.size(); ++s)
    if (state.stores[s] < 0.) {
      const unsigned int node = system_.stores[s].node;
      state.concentration[node] += state.stores[s] / system_.capacity[node];
      state.stores[s] = 0.;
    }
}

void TimeIntegrator::advance(DiffusionState& state, const double end, const Observer& observer) {
  const double begin_total = total_amount(system_, state);
  const bool fixed = parameters_.fixed_step > 0.;
  while (state.time < end * (1. - 1e-12)) {
    if (statistics_.steps + statistics_.rejected >= parameters_.maximum_steps)
      throw std::runtime_error("diffusion: too many time steps");
    const double rest = end - state.time;
    const double step = std::min({step_, parameters_.largest_step, rest});
    DiffusionState next;
    const double error = try_step(state, step, next);
    const double ratio = 0.9 * std::cbrt(parameters_.tolerance / std::max(error, 1e-300));
    if (!fixed && error > parameters_.tolerance) {
      ++statistics_.rejected;
      step_ = step * std::clamp(ratio, 0.1, 0.9);
      continue;
    }
    take_back_excess(next);
    if (parameters_.keep_positive)
      statistics_.largest_deficit =
          std::max(statistics_.largest_deficit, fill_deficits(system_, neighbours_, next) / dose_);
    if (step == rest)
      next.time = end;
    state = std::move(next);
    ++statistics_.steps;
    // A step cut short by the end says nothing against a longer one.
    if (!fixed)
      step_ = std::max(step * std::clamp(ratio, 0.2, 3.), step < step_ ? step_ : 0.);
    statistics_.largest_total_error =
        std::max(statistics_.largest_total_error, std::abs(total_amount(system_, state) - begin_total) / dose_);
    statistics_.lowest_concentration = std::min(
        statistics_.lowest_concentration, *std::min_element(state.concentration.begin(), state.concentration.end()));
    if (observer && !observer(state))
      return;
  }
}

} // namespace acumen::transport
