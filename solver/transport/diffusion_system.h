#pragma once

#include <functional>
#include <vector>

namespace acumen::transport {

/// Conductances between a few nodes: a symmetric matrix with zero row sums, so that what leaves one node arrives at
/// another. Row-major, nodes.size() squared entries [m^3/s].
struct ConductanceBlock {
  std::vector<unsigned int> nodes;
  std::vector<double> values;
  unsigned int group = 0; ///< blocks of a group share a factor that may change with time
};

/// A first-order loss into one of the ledgers (blood, tissue below): conductance * concentration [kg/s].
struct Loss {
  unsigned int node = 0;
  double conductance = 0.; ///< [m^3/s]
  unsigned int ledger = 0;
};

/// Solid that dissolves into a node: dm/dt = -rate (m/initial)^exponent (1 - u/solubility) while m > 0.
///
/// The exponent is that of the dissolving surface: 1/2 for a rod that thins, 0 for a film that recedes.
struct SolidStore {
  unsigned int node = 0;
  double initial = 0.; ///< [kg]
  double rate = 0.;    ///< [kg/s] at the start, into a drug-free medium
  double exponent = 0.5;
  double saturation = 0.; ///< own solubility [kg/m^3]; 0 = the system's
};

/// A saturation that no concentration comes near: such a store gives at its rate whatever there is around it (a pump).
inline constexpr double never_saturated = 1e12;

/// Amounts on a graph of nodes: C du/dt = -K(t) u - losses + dissolution. The unknown u [kg/m^3] is the concentration
/// of free drug in water that the node would be in equilibrium with (activity): it is continuous across layers, where
/// the total concentration jumps by the partition coefficient. Finite elements fill C and K; reservoirs, the hole and
/// clearance are nodes, lines and losses beside them, so every transfer is conservative by construction.
struct DiffusionSystem {
  std::vector<double> capacity; ///< amount per concentration [m^3], one a node
  std::vector<ConductanceBlock> blocks;
  std::vector<Loss> losses;
  std::vector<SolidStore> stores;
  std::vector<double> group_factors = {1.};                   ///< constant factor of each group
  std::function<double(unsigned int, double)> factor_in_time; ///< further factor of (group, time [s]); empty = 1
  unsigned int n_ledgers = 0;
  double solubility = 1e300; ///< of the drug in tissue water [kg/m^3]

  unsigned int n_nodes() const { return static_cast<unsigned int>(capacity.size()); }
  /// A further node with a capacity above zero [m^3]; returns its index.
  unsigned int add_node(double node_capacity);
  /// A new group of blocks; returns its index.
  unsigned int add_group(double factor = 1.);
  /// Joins two nodes [m^3/s].
  void connect(unsigned int first, unsigned int second, double conductance, unsigned int group = 0);
  double factor(unsigned int group, double time) const;
  /// Concentration at which a store gives no more [kg/m^3].
  double saturation(const SolidStore& store) const { return store.saturation > 0. ? store.saturation : solubility; }
};

/// Where the drug is at one moment.
struct DiffusionState {
  double time = 0.;                  ///< [s]
  std::vector<double> concentration; ///< u, one a node [kg/m^3]
  std::vector<double> stores;        ///< undissolved [kg]
  std::vector<double> ledgers;       ///< lost so far [kg]
};

/// A state with nothing dissolved, full stores and empty ledgers.
DiffusionState initial_state(const DiffusionSystem& system);

/// Amount in nodes, stores and ledgers [kg]: constant in time.
double total_amount(const DiffusionSystem& system, const DiffusionState& state);

} // namespace acumen::transport
