#pragma once

#include "solver/stepping/minimiser.h"
#include "solver/stepping/skin_potential.h"

#include <deal.II/grid/grid_generator.h>
#include <gtest/gtest.h>

#include <functional>
#include <limits>
#include <vector>

namespace acumen::stepping {

/// A material that cannot crack.
inline materials::Material elastic_material(const materials::IsochoricLaw& law, const double bulk_modulus) {
  materials::Material material;
  material.name = "test";
  material.isochoric = law;
  material.volumetric.bulk_modulus = bulk_modulus;
  return material;
}

/// Unknowns of every node of a model, with the node's reference position.
struct Node {
  dealii::Point<2> position;
  std::array<unsigned int, 2> dofs;
};
inline std::vector<Node> nodes_of(const mechanics::Discretisation<2>& model) {
  std::vector<Node> nodes;
  std::vector<bool> seen(model.n_dofs(), false);
  for (const auto& element : model.elements())
    for (unsigned int a = 0; a < 4; ++a)
      if (!seen[element.dofs[2 * a]]) {
        seen[element.dofs[2 * a]] = true;
        nodes.push_back({element.nodes[a], {{element.dofs[2 * a], element.dofs[2 * a + 1]}}});
      }
  return nodes;
}

/// A body without a needle: prescribed displacements, dead loads, equilibrium by the product's own minimiser.
class ElasticProblem {
public:
  /// Equilibrium holds when no residual exceeds `tolerance` of `force_scale` [N].
  ElasticProblem(const std::vector<materials::Material>& materials, const mechanics::Symmetry symmetry,
                 const dealii::Triangulation<2>& triangulation, const double force_scale,
                 const double tolerance = 1e-11)
      : model(layers(materials), symmetry, triangulation), potential(model, {0., 0.15}),
        minimiser({tolerance, force_scale, 60}), displacement(model.n_dofs(), 0.) {}

  /// Prescribes both displacements of every node for which `here` holds.
  void prescribe(const std::function<bool(const dealii::Point<2>&)>& here,
                 const std::function<dealii::Tensor<1, 2>(const dealii::Point<2>&)>& value) {
    for (const Node& node : nodes_of(model))
      if (here(node.position))
        for (unsigned int d = 0; d < 2; ++d) {
          model.constrain(node.dofs[d]);
          displacement[node.dofs[d]] = value(node.position)[d];
        }
  }

  /// Equilibrium from `displacement` on, in one relaxed step.
  MinimiserReport solve() {
    potential.begin_step(std::numeric_limits<double>::infinity());
    const auto report = minimiser.minimise(potential, displacement);
    EXPECT_TRUE(report.converged) << report.reason << ", residual " << report.residual;
    return report;
  }

  mechanics::Discretisation<2> model;
  SkinPotential potential;
  Minimiser minimiser;
  std::vector<double> displacement;

private:
  static std::vector<Layer> layers(const std::vector<materials::Material>& materials) {
    std::vector<Layer> result;
    for (const auto& material : materials)
      result.push_back({material.name, 1., material});
    return result;
  }
};

} // namespace acumen::stepping
