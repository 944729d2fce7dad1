#include "solver/transport/diffusion_system.h"

#include <numeric>
#include <stdexcept>

namespace acumen::transport {

unsigned int DiffusionSystem::add_node(const double node_capacity) {
  if (!(node_capacity > 0.))
    throw std::invalid_argument("a node's capacity must be above zero");
  capacity.push_back(node_capacity);
  return n_nodes() - 1;
}

unsigned int DiffusionSystem::add_group(const double factor) {
  group_factors.push_back(factor);
  return static_cast<unsigned int>(group_factors.size()) - 1;
}

void DiffusionSystem::connect(const unsigned int first, const unsigned int second, const double conductance,
                              const unsigned int group) {
  blocks.push_back({{first, second}, {conductance, 0. - conductance, 0. - conductance, conductance}, group});
}

double DiffusionSystem::factor(const unsigned int group, const double time) const {
  return group_factors.at(group) * (factor_in_time ? factor_in_time(group, time) : 1.);
}

DiffusionState initial_state(const DiffusionSystem& system) {
  DiffusionState state;
  state.concentration.assign(system.n_nodes(), 0.);
  for (const SolidStore& store : system.stores)
    state.stores.push_back(store.initial);
  state.ledgers.assign(system.n_ledgers, 0.);
  return state;
}

double total_amount(const DiffusionSystem& system, const DiffusionState& state) {
  double total = std::accumulate(state.stores.begin(), state.stores.end(), 0.);
  total = std::accumulate(state.ledgers.begin(), state.ledgers.end(), total);
  return std::inner_product(state.concentration.begin(), state.concentration.end(), system.capacity.begin(), total);
}

} // namespace acumen::transport
