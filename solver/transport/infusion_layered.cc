#include "solver/linear/cholesky_solver.h"
#include "solver/transport/axisymmetric_elements.h"
#include "solver/transport/infusion_series.h"

#include <algorithm>
#include <cmath>
#include <stdexcept>

namespace acumen::transport {

namespace {

/// Steady Darcy flow in the layered skin.
class LayeredDarcy {
public:
  LayeredDarcy(const WoundedSkin& skin, const InfusionSettings& settings, const WoundMeshParameters& mesh)
      : viscosity_(settings.viscosity) {
    make_wound_mesh(skin, mesh, triangulation_);
    elements_ = std::make_unique<AxisymmetricElements>(triangulation_);
    for (const SkinLayer& layer : skin.layers)
      tissues_.push_back({layer.tissue.permeability, layer.tissue.permeability_exponent, layer.tissue.drained_modulus});
    elements_->assemble(std::vector<MediumCoefficients>(tissues_.size(), {1., 1.}), unit_);
    const dealii::Point<2> tip(0., 0. - skin.depth());
    const auto& points = elements_->points();
    // The source stays inside the skin, however much is to be infused.
    const double source = std::min(cavity_radius(settings), largest_source * skin.depth());
    held_.assign(points.size(), free);
    for (const auto boundary : {WoundBoundary::top, WoundBoundary::bottom, WoundBoundary::outer})
      for (const auto& node : elements_->boundary_nodes(static_cast<unsigned int>(boundary)))
        held_[node.node] = drained;
    for (std::size_t i = 0; i < points.size(); ++i)
      if ((points[i] - tip).norm() <= source * (1. + 1e-9))
        held_[i] = cavity;
    for (const auto& block : unit_.blocks)
      blocks_.push_back(block.nodes);
    matrix_ = std::make_unique<linear::SymmetricMatrix>(points.size(), blocks_);
    fixed_.assign(points.size(), false);
    for (std::size_t i = 0; i < points.size(); ++i)
      fixed_[i] = held_[i] != free;
    materials_.reserve(blocks_.size());
    for (const auto& cell : triangulation_.active_cell_iterators())
      materials_.push_back(cell->material_id());
    pressure_.assign(points.size(), 0.);
  }

  /// Flow out of the cavity [m^3/s].
  double flow(const double cavity_pressure) {
    for (int iteration = 0; iteration < 60; ++iteration) {
      const std::vector<double> next = solve(cavity_pressure);
      double change = 0.;
      for (std::size_t i = 0; i < next.size(); ++i)
        change = std::max(change, std::abs(next[i] - pressure_[i]));
      pressure_ = next;
      if (change < 1e-6 * cavity_pressure)
        break;
    }
    double sum = 0.;
    for (std::size_t b = 0; b < blocks_.size(); ++b)
      for (unsigned int i = 0; i < 4; ++i)
        if (held_[blocks_[b][i]] == cavity)
          for (unsigned int j = 0; j < 4; ++j)
            sum += conductivity(b) * unit_.blocks[b].values[4 * i + j] * pressure_[blocks_[b][j]];
    return sum;
  }

private:
  enum Held { free, drained, cavity };

  double conductivity(const std::size_t block) const {
    double mean = 0.;
    for (const unsigned int node : blocks_[block])
      mean += 0.25 * pressure_[node];
    return permeability_at(tissues_[materials_[block]], mean) / viscosity_;
  }

  std::vector<double> solve(const double cavity_pressure) {
    matrix_->set_zero();
    std::vector<double> b(pressure_.size(), 0.), scaled;
    for (std::size_t k = 0; k < blocks_.size(); ++k) {
      scaled = unit_.blocks[k].values;
      for (double& value : scaled)
        value *= conductivity(k);
      matrix_->add(static_cast<unsigned int>(k), scaled.data(), 4);
      for (unsigned int i = 0; i < 4; ++i)
        for (unsigned int j = 0; j < 4; ++j)
          if (held_[blocks_[k][j]] == cavity)
            b[blocks_[k][i]] -= scaled[4 * i + j] * cavity_pressure;
    }
    for (std::size_t i = 0; i < b.size(); ++i)
      if (held_[i] != free)
        b[i] = held_[i] == cavity ? cavity_pressure : 0.;
    matrix_->fix(fixed_);
    if (!solver_.factorise(*matrix_))
      throw std::runtime_error("infusion: the matrix is not positive definite");
    return solver_.solve(b);
  }

  double viscosity_;
  dealii::Triangulation<2> triangulation_;
  std::unique_ptr<AxisymmetricElements> elements_;
  DiffusionSystem unit_;
  std::vector<PorousTissue> tissues_;
  std::vector<linear::SymmetricMatrix::Block> blocks_;
  std::vector<unsigned int> materials_;
  std::vector<Held> held_;
  std::vector<double> pressure_;
  std::vector<bool> fixed_;
  std::unique_ptr<linear::SymmetricMatrix> matrix_;
  linear::CholeskySolver solver_;
};

} // namespace

InfusionResult infuse_layered(const WoundedSkin& skin, const InfusionSettings& settings,
                              const WoundMeshParameters& mesh) {
  LayeredDarcy darcy(skin, settings, mesh);
  return in_series(settings, 1e-6, [&](const double pressure) { return darcy.flow(pressure); });
}

} // namespace acumen::transport
