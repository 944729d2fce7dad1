#include "solver/transport/infusion.h"

#include "solver/linear/cholesky_solver.h"
#include "solver/transport/axisymmetric_elements.h"

#include <algorithm>
#include <boost/math/tools/toms748_solve.hpp>
#include <cmath>
#include <cstdint>
#include <functional>
#include <stdexcept>

namespace acumen::transport {

namespace {

/// Swelling beyond which an elastic matrix is no description any more [-]: k stays at its value there.
constexpr double largest_swelling = 0.5;
/// Radius of the source over the depth of the tip, at most [-].
constexpr double largest_source = 0.5;

/// Radius of a ball of that volume [m].
double ball_radius(const double volume) {
  return std::cbrt(0.75 * volume / M_PI);
}

double permeability_at(const PorousTissue& tissue, const double pressure) {
  const double swelling = std::min(pressure / tissue.modulus, largest_swelling);
  return tissue.permeability * std::exp(tissue.exponent * swelling);
}

/// Root of a function that rises from below zero at `low` to above zero at `high`; as exact as `tolerance`.
double root_between(const double low, const double high, const double tolerance,
                    const std::function<double(double)>& function) {
  std::uintmax_t iterations = 200;
  const auto close = [tolerance](const double a, const double b) { return b - a <= tolerance; };
  const auto [left, right] = boost::math::tools::toms748_solve(function, low, high, close, iterations);
  return 0.5 * (left + right);
}

/// Pressure at the opening at which lumen and tissue pass the same flow.
InfusionResult in_series(const InfusionSettings& settings, const double tolerance,
                         const std::function<double(double)>& tissue_flow) {
  InfusionResult result;
  const double lumen = lumen_conductance(settings);
  result.back_pressure = root_between(0., settings.pressure, tolerance * settings.pressure, [&](const double p) {
    return (p > 0. ? tissue_flow(p) : 0.) - lumen * (settings.pressure - p);
  });
  result.flow = tissue_flow(result.back_pressure);
  result.lumen_flow = lumen * settings.pressure;
  result.cavity_radius = cavity_radius(settings);
  result.time = settings.volume / result.flow;
  result.leaks_back = result.back_pressure > settings.sealing_pressure;
  return result;
}

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

double lumen_conductance(const InfusionSettings& settings) {
  return M_PI * std::pow(settings.lumen_diameter, 4) / (128. * settings.viscosity * settings.lumen_length);
}

double cavity_radius(const InfusionSettings& settings) {
  // Flow goes with the radius, so that the time is int dV / Q ~ int V^(-1/3) dV: a ball of 2/3 of the last radius.
  constexpr double mean_while_growing = 2. / 3.;
  return std::max(0.5 * settings.lumen_diameter, mean_while_growing * ball_radius(settings.volume));
}

double cavity_flow(const PorousTissue& tissue, const double cavity, const double pressure, const double viscosity) {
  const double limit = largest_swelling * tissue.modulus, within = std::min(pressure, limit);
  const double m = tissue.exponent, M = tissue.modulus;
  // int_0^p k dp, with k constant beyond the limit
  double integral = m > 0. ? M / m * std::expm1(m * within / M) : within;
  integral += std::max(0., pressure - limit) * std::exp(m * largest_swelling);
  return 4. * M_PI * cavity * tissue.permeability * integral / viscosity;
}

InfusionResult infuse(const PorousTissue& tissue, const InfusionSettings& settings) {
  return in_series(settings, 1e-14, [&](const double pressure) {
    return cavity_flow(tissue, cavity_radius(settings), pressure, settings.viscosity);
  });
}

InfusionResult infuse_compacted(const PorousTissue& tissue, const double compression, const double zone,
                                const InfusionSettings& settings) {
  const double opening = 0.5 * settings.lumen_diameter, edge = std::max(zone, opening);
  // k = k0 exp(m eps) with eps = -compression in the shell from the opening to the edge.
  const double shell = opening < edge ? 4. * M_PI * tissue.permeability * std::exp(0. - tissue.exponent * compression) /
                                            (settings.viscosity * (1. / opening - 1. / edge))
                                      : 0.;
  InfusionResult result = in_series(settings, 1e-12, [&](const double p) {
    if (shell == 0.)
      return cavity_flow(tissue, edge, p, settings.viscosity);
    const double at_edge = root_between(0., p, 1e-12 * p, [&](const double q) {
      return cavity_flow(tissue, edge, q, settings.viscosity) - shell * (p - q);
    });
    return shell * (p - at_edge);
  });
  result.cavity_radius = opening;
  return result;
}

InfusionResult infuse_layered(const WoundedSkin& skin, const InfusionSettings& settings,
                              const WoundMeshParameters& mesh) {
  LayeredDarcy darcy(skin, settings, mesh);
  return in_series(settings, 1e-6, [&](const double pressure) { return darcy.flow(pressure); });
}

} // namespace acumen::transport
