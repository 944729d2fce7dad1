#include "solver/transport/deficits.h"

#include <algorithm>

namespace acumen::transport {

namespace {

/// Rings of neighbours that are asked in turn.
constexpr unsigned int largest_reach = 100;

/// Takes up to `wanted` from nodes in proportion to what they hold; returns what was found [kg].
double take(const DiffusionSystem& system, const std::vector<unsigned int>& nodes, const double wanted,
            DiffusionState& state) {
  const auto held = [&](const unsigned int i) { return std::max(0., system.capacity[i] * state.concentration[i]); };
  double sum = 0.;
  for (const unsigned int i : nodes)
    sum += held(i);
  if (!(sum > 0.))
    return 0.;
  const double share = std::min(1., wanted / sum);
  for (const unsigned int i : nodes)
    if (state.concentration[i] > 0.)
      state.concentration[i] = share < 1. ? state.concentration[i] * (1. - share) : 0.;
  return share < 1. ? wanted : sum;
}

double fill_ledger(const DiffusionSystem& system, const unsigned int ledger, DiffusionState& state) {
  std::vector<unsigned int> nodes;
  for (const Loss& loss : system.losses)
    if (loss.ledger == ledger)
      nodes.push_back(loss.node);
  const double found = take(system, nodes, 0. - state.ledgers[ledger], state);
  state.ledgers[ledger] = std::min(0., state.ledgers[ledger] + found);
  return found;
}

/// Fills one node from the rings of nodes round it, the nearest first.
double fill_node(const DiffusionSystem& system, const Neighbours& neighbours, const unsigned int node,
                 DiffusionState& state) {
  const double deficit = 0. - system.capacity[node] * state.concentration[node];
  double found = 0.;
  std::vector<bool> seen(system.n_nodes(), false);
  seen[node] = true;
  std::vector<unsigned int> ring = {node};
  for (unsigned int reach = 0; reach < largest_reach && found < deficit && !ring.empty(); ++reach) {
    std::vector<unsigned int> next;
    for (const unsigned int i : ring)
      for (const unsigned int j : neighbours[i])
        if (!seen[j]) {
          seen[j] = true;
          next.push_back(j);
        }
    found += take(system, next, deficit - found, state);
    ring = std::move(next);
  }
  state.concentration[node] = found < deficit ? (found - deficit) / system.capacity[node] : 0.;
  return found;
}

} // namespace

Neighbours neighbours_of(const DiffusionSystem& system) {
  Neighbours result(system.n_nodes());
  for (const ConductanceBlock& block : system.blocks)
    for (const unsigned int i : block.nodes)
      for (const unsigned int j : block.nodes)
        if (i != j)
          result[i].push_back(j);
  for (auto& nodes : result) {
    std::sort(nodes.begin(), nodes.end());
    nodes.erase(std::unique(nodes.begin(), nodes.end()), nodes.end());
  }
  return result;
}

double fill_deficits(const DiffusionSystem& system, const Neighbours& neighbours, DiffusionState& state) {
  double moved = 0.;
  for (unsigned int ledger = 0; ledger < state.ledgers.size(); ++ledger)
    if (state.ledgers[ledger] < 0.)
      moved += fill_ledger(system, ledger, state);
  for (unsigned int i = 0; i < system.n_nodes(); ++i)
    if (state.concentration[i] < 0.)
      moved += fill_node(system, neighbours, i, state);
  return moved;
}

} // namespace acumen::transport
