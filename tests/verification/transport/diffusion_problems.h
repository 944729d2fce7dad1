#pragma once

#include "solver/transport/axisymmetric_elements.h"
#include "solver/transport/time_integrator.h"
#include "solver/transport/wound_mesh.h"

#include <cmath>
#include <vector>

namespace acumen::transport::test {

/// Skin of layers with the given thicknesses [m] and no hole.
inline WoundedSkin intact(const std::vector<double>& thicknesses, const double radius) {
  WoundedSkin skin;
  for (const double thickness : thicknesses)
    skin.layers.push_back({"layer", thickness, {}});
  skin.cell_radius = radius;
  return skin;
}

/// A bare diffusion problem on a mesh of the given refinement.
struct Problem {
  Problem(const WoundedSkin& skin, const std::vector<MediumCoefficients>& media, const unsigned int refinement,
          WoundMeshParameters parameters = {}) {
    parameters.refinement = refinement;
    make_wound_mesh(skin, parameters, triangulation);
    elements = std::make_unique<AxisymmetricElements>(triangulation);
    elements->assemble(media, system);
    system.n_ledgers = 1;
  }

  /// Holds u = 0 on a boundary through a film a million times more permeable than the skin.
  void absorb(const WoundBoundary boundary, const double film) {
    for (const auto& node : elements->boundary_nodes(static_cast<unsigned int>(boundary)))
      system.losses.push_back({node.node, film * node.area, 0});
  }

  template <class Function> DiffusionState start(const Function& u) const {
    DiffusionState state = initial_state(system);
    for (unsigned int i = 0; i < system.n_nodes(); ++i)
      state.concentration[i] = u(elements->points()[i]);
    return state;
  }

  double amount(const DiffusionState& state) const { return total_amount(system, state) - state.ledgers[0]; }

  dealii::Triangulation<2> triangulation;
  std::unique_ptr<AxisymmetricElements> elements;
  DiffusionSystem system;
};

/// Observed orders of a sequence of errors under halving.
inline std::vector<double> orders(const std::vector<double>& errors) {
  std::vector<double> result;
  for (std::size_t i = 1; i < errors.size(); ++i)
    result.push_back(std::log2(errors[i - 1] / errors[i]));
  return result;
}

} // namespace acumen::transport::test
