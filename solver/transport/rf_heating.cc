#include "solver/transport/rf_heating.h"

#include <deal.II/base/quadrature_lib.h>
#include <deal.II/dofs/dof_tools.h>
#include <deal.II/fe/fe_values.h>
#include <deal.II/lac/dynamic_sparsity_pattern.h>
#include <deal.II/lac/precondition.h>
#include <deal.II/lac/solver_cg.h>

#include <algorithm>
#include <cmath>

namespace acumen::transport {

namespace {

constexpr double boiling = 100.;       // [degC]
constexpr double kelvin = 273.15;      // 0 degC
constexpr double gas_constant = 8.314; // [J/(mol K)]
/// Skin: Henriques and Moritz' Arrhenius constants.
constexpr double frequency_factor = 3.1e98;  // [1/s]
constexpr double activation_energy = 6.28e5; // [J/mol]
/// Needle: stainless steel (recalled, high confidence).
constexpr double steel_conductivity = 15.;    // [W/(m K)]
constexpr double steel_heat_capacity = 4.0e6; // [J/(m^3 K)]
constexpr unsigned int n = 8;

double damage_rate(const double celsius) {
  return frequency_factor * std::exp(0. - activation_energy / (gas_constant * (celsius + kelvin)));
}

void solve(const dealii::SparseMatrix<double>& matrix, dealii::Vector<double>& x, const dealii::Vector<double>& b) {
  dealii::SolverControl control(20000, 1e-10 * std::max(b.l2_norm(), 1e-300));
  dealii::SolverCG<dealii::Vector<double>> solver(control);
  dealii::PreconditionSSOR<dealii::SparseMatrix<double>> preconditioner;
  preconditioner.initialize(matrix, 1.2);
  solver.solve(matrix, x, b, preconditioner);
}

} // namespace

RfHeating::RfHeating(std::vector<SkinLayer> layers, const RfSettings& settings, const RfMeshParameters& mesh)
    : layers_(std::move(layers)), settings_(settings), element_(1), dof_handler_(triangulation_) {
  make_rf_mesh(layers_, settings.pair, mesh, triangulation_);
  dof_handler_.distribute_dofs(element_);
  dealii::DynamicSparsityPattern dynamic(dof_handler_.n_dofs());
  dealii::DoFTools::make_sparsity_pattern(dof_handler_, dynamic);
  pattern_.copy_from(dynamic);
  for (auto* const matrix : {&electric_, &heat_, &step_matrix_})
    matrix->reinit(pattern_);
  for (auto* const vector : {&potential_, &temperature_, &damage_})
    vector->reinit(dof_handler_.n_dofs());
  temperature_ = settings.body_temperature;
  collect_nodes();
  assemble_heat();
}

double RfHeating::conductivity(const unsigned int layer, const std::vector<Dof>& dofs) const {
  double mean = 0.;
  for (const Dof dof : dofs)
    mean += temperature_[dof] / n;
  const TissueTransport& tissue = layers_[layer].tissue;
  return tissue.conductivity * (1. + tissue.conductivity_rise * (mean - settings_.body_temperature));
}

void RfHeating::collect_nodes() {
  const unsigned int size = dof_handler_.n_dofs();
  points_.resize(size);
  for (auto* const flags : {&electrode_, &middle_, &in_tissue_})
    flags->assign(size, false);
  const double bare = 0. - settings_.pair.insulated_length;
  std::vector<Dof> dofs(n);
  for (const auto& cell : dof_handler_.active_cell_iterators()) {
    cell->get_dof_indices(dofs);
    for (unsigned int i = 0; i < n; ++i) {
      points_[dofs[i]] = cell->vertex(i);
      if (cell->material_id() != needle_material)
        in_tissue_[dofs[i]] = true;
      else if (cell->center()[2] < bare)
        electrode_[dofs[i]] = true;
      middle_[dofs[i]] = cell->vertex(i)[0] == 0.;
    }
  }
}

void RfHeating::assemble_potential() {
  const dealii::QGauss<3> quadrature(2);
  dealii::FEValues<3> values(element_, quadrature, dealii::update_gradients | dealii::update_JxW_values);
  std::vector<Dof> dofs(n);
  electric_ = 0.;
  for (const auto& cell : dof_handler_.active_cell_iterators()) {
    if (cell->material_id() == needle_material)
      continue;
    values.reinit(cell);
    cell->get_dof_indices(dofs);
    const double sigma = conductivity(cell->material_id(), dofs);
    for (unsigned int q = 0; q < quadrature.size(); ++q)
      for (unsigned int i = 0; i < n; ++i)
        for (unsigned int j = 0; j < n; ++j)
          electric_.add(dofs[i], dofs[j], sigma * (values.shape_grad(i, q) * values.shape_grad(j, q)) * values.JxW(q));
  }
}

double RfHeating::solve_potential() {
  assemble_potential();
  // phi = lift + correction: half the voltage on the electrode, zero midway.
  dealii::Vector<double> lift(potential_.size()), b(potential_.size());
  std::vector<bool> held(potential_.size());
  for (unsigned int i = 0; i < potential_.size(); ++i) {
    lift[i] = electrode_[i] ? 0.5 * settings_.voltage : 0.;
    held[i] = electrode_[i] || middle_[i] || !in_tissue_[i];
  }
  electric_.vmult(b, lift);
  b *= -1.;
  dealii::SparseMatrix<double>& matrix = step_matrix_;
  matrix.copy_from(electric_);
  for (unsigned int i = 0; i < held.size(); ++i)
    for (auto entry = matrix.begin(i); entry != matrix.end(i); ++entry)
      if (held[i] || held[entry->column()])
        entry->value() = entry->column() == i ? 1. : 0.;
  dealii::Vector<double> correction(potential_);
  correction -= lift;
  for (unsigned int i = 0; i < held.size(); ++i)
    if (held[i])
      correction[i] = b[i] = 0.;
  solve(matrix, correction, b);
  potential_ = lift;
  potential_ += correction;
  // Current out of the electrode: the residual of the held equations. Quarter model: half a needle.
  electric_.vmult(b, potential_);
  double current = 0.;
  for (unsigned int i = 0; i < held.size(); ++i)
    if (electrode_[i])
      current += b[i];
  return settings_.voltage * 2. * current;
}

// Nodal heat sources [W] of the quarter; returns their sum.
double RfHeating::joule_heat(std::vector<double>& nodal) const {
  const dealii::QGauss<3> quadrature(2);
  dealii::FEValues<3> values(element_, quadrature,
                             dealii::update_values | dealii::update_gradients | dealii::update_JxW_values);
  std::vector<Dof> dofs(n);
  nodal.assign(potential_.size(), 0.);
  double sum = 0.;
  for (const auto& cell : dof_handler_.active_cell_iterators()) {
    if (cell->material_id() == needle_material)
      continue;
    values.reinit(cell);
    cell->get_dof_indices(dofs);
    const double sigma = conductivity(cell->material_id(), dofs);
    for (unsigned int q = 0; q < quadrature.size(); ++q) {
      dealii::Tensor<1, 3> field;
      for (unsigned int i = 0; i < n; ++i)
        field += potential_[dofs[i]] * values.shape_grad(i, q);
      const double heat = sigma * (field * field) * values.JxW(q);
      sum += heat;
      for (unsigned int i = 0; i < n; ++i)
        nodal[dofs[i]] += values.shape_value(i, q) * heat;
    }
  }
  return sum;
}

void RfHeating::assemble_heat() {
  const dealii::QGauss<3> quadrature(2);
  dealii::FEValues<3> values(element_, quadrature,
                             dealii::update_values | dealii::update_gradients | dealii::update_JxW_values);
  std::vector<Dof> dofs(n);
  for (auto* const nodal : {&heat_capacity_, &perfusion_})
    nodal->assign(dof_handler_.n_dofs(), 0.);
  for (const auto& cell : dof_handler_.active_cell_iterators()) {
    values.reinit(cell);
    cell->get_dof_indices(dofs);
    const bool steel = cell->material_id() == needle_material;
    const TissueTransport tissue = steel ? TissueTransport() : layers_[cell->material_id()].tissue;
    const double k = steel ? steel_conductivity : tissue.heat_conductivity;
    const double capacity = steel ? steel_heat_capacity : tissue.density * tissue.heat_capacity;
    for (unsigned int q = 0; q < quadrature.size(); ++q)
      for (unsigned int i = 0; i < n; ++i) {
        const double share = values.shape_value(i, q) * values.JxW(q);
        heat_capacity_[dofs[i]] += capacity * share;
        if (!steel)
          perfusion_[dofs[i]] += tissue.perfusion * share;
        for (unsigned int j = 0; j < n; ++j)
          heat_.add(dofs[i], dofs[j], k * (values.shape_grad(i, q) * values.shape_grad(j, q)) * values.JxW(q));
      }
  }
}

// Implicit Euler for the increment, (C + dt (K + W)) dT = dt (source - K T - W (T - 37)): solved relative to the heat
// that moves, not to the heat content, so that the balance closes.
void RfHeating::step(const double duration, RfResult& result) {
  std::vector<double> source;
  const double heat = joule_heat(source);
  step_matrix_.copy_from(heat_);
  step_matrix_ *= duration;
  dealii::Vector<double> b(temperature_.size()), increment(temperature_.size());
  heat_.vmult(b, temperature_);
  const double body = settings_.body_temperature;
  std::vector<double> flow(temperature_.size());
  for (unsigned int i = 0; i < b.size(); ++i) {
    flow[i] = perfusion_[i] * std::exp(0. - damage_[i]); // 1 - xi
    step_matrix_.diag_element(i) += heat_capacity_[i] + duration * flow[i];
    b[i] = duration * (source[i] - b[i] - flow[i] * (temperature_[i] - body));
  }
  const dealii::Vector<double> before(temperature_);
  solve(step_matrix_, increment, b);
  temperature_ += increment;
  constexpr double copies = 4.; // of the quarter
  result.energy += copies * duration * heat;
  for (unsigned int i = 0; i < b.size(); ++i) {
    result.carried_off += copies * duration * flow[i] * (temperature_[i] - body);
    if (temperature_[i] > boiling) {
      result.boiled += copies * heat_capacity_[i] * (temperature_[i] - boiling);
      result.boils = true;
      temperature_[i] = boiling;
    }
    result.stored += copies * heat_capacity_[i] * (temperature_[i] - before[i]);
    if (in_tissue_[i])
      damage_[i] += 0.5 * duration * (damage_rate(before[i]) + damage_rate(temperature_[i]));
    result.peak_temperature = std::max(result.peak_temperature, temperature_[i]);
  }
  ++result.steps;
}

RfResult RfHeating::run() {
  RfResult result;
  result.unknowns = dof_handler_.n_dofs();
  result.power = solve_potential();
  result.resistance = settings_.voltage * settings_.voltage / result.power;
  std::vector<double> source;
  result.current_mismatch = std::abs(4. * joule_heat(source) / result.power - 1.);
  double time = 0., rise = 0., solved_at = 0.;
  for (std::size_t i = 0; i < source.size(); ++i)
    rise = std::max(rise, source[i] / heat_capacity_[i]);
  double duration = std::min(settings_.pulse, 0.5 * settings_.largest_rise / rise);
  while (time < settings_.pulse * (1. - 1e-12)) {
    duration = std::min(duration, settings_.pulse - time);
    const dealii::Vector<double> before(temperature_);
    step(duration, result);
    time += duration;
    double largest = 1e-12;
    for (unsigned int i = 0; i < before.size(); ++i)
      largest = std::max(largest, std::abs(temperature_[i] - before[i]));
    solved_at += largest;
    // The conductivity has changed by a few per cent: the current follows.
    if (solved_at > settings_.largest_rise) {
      solve_potential();
      solved_at = 0.;
    }
    duration *= std::clamp(settings_.largest_rise / largest, 0.3, 1.5);
  }
  measure_lesion(result);
  return result;
}

// The boundary Omega = 1 runs through cells: ln Omega is nearly as smooth as the temperature (Arrhenius), so it is
// interpolated and sampled on a grid within each cell.
void RfHeating::measure_lesion(RfResult& result) const {
  constexpr unsigned int samples = 6; // in each direction of a cell
  constexpr double smallest = 1e-300;
  const dealii::QIterated<3> quadrature(dealii::QMidpoint<1>(), samples);
  dealii::FEValues<3> values(element_, quadrature,
                             dealii::update_values | dealii::update_JxW_values | dealii::update_quadrature_points);
  std::vector<Dof> dofs(n);
  result.lesion_top = std::numeric_limits<double>::infinity();
  for (const auto& cell : dof_handler_.active_cell_iterators()) {
    cell->get_dof_indices(dofs);
    const bool reached = std::any_of(dofs.begin(), dofs.end(), [&](const Dof dof) { return damage_[dof] >= 1.; });
    if (cell->material_id() == needle_material || !reached)
      continue;
    values.reinit(cell);
    for (unsigned int q = 0; q < quadrature.size(); ++q) {
      double log_damage = 0.;
      for (unsigned int i = 0; i < n; ++i)
        log_damage += values.shape_value(i, q) * std::log(std::max(damage_[dofs[i]], smallest));
      if (log_damage < 0.)
        continue;
      const auto& point = values.quadrature_point(q);
      result.lesion_volume += 2. * values.JxW(q); // half a needle in the model
      result.lesion_top = std::min(result.lesion_top, 0. - point[2]);
      result.lesion_bottom = std::max(result.lesion_bottom, 0. - point[2]);
      result.lesion_width =
          std::max(result.lesion_width, 2. * std::hypot(point[0] - 0.5 * settings_.pair.spacing, point[1]));
    }
  }
  if (result.lesion_volume == 0.)
    result.lesion_top = result.lesion_bottom = unknown;
}

} // namespace acumen::transport
