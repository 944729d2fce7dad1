#pragma once

#include "solver/results/field_set.h"
#include "solver/transport/drug_outcome.h"
#include "solver/transport/rf_mesh.h"

#include <deal.II/dofs/dof_handler.h>
#include <deal.II/fe/fe_q.h>
#include <deal.II/lac/sparse_matrix.h>
#include <deal.II/lac/vector.h>

namespace acumen::transport {

/// A pulse of current between two inserted needles. SI units, temperatures in degC.
struct RfSettings {
  ElectrodePair pair;
  double voltage = 0.;           ///< effective, between the needles [V]
  double pulse = 0.;             ///< [s]
  double body_temperature = 37.; ///< [degC]
  double largest_rise = 2.;      ///< of any node in a step [K]
};

/// How the pulse went. Energies are those of the pair [J].
struct RfResult {
  double resistance = 0.;                            ///< of the pair at body temperature [Ohm]
  double power = 0.;                                 ///< at the start [W]
  double current_mismatch = 0.;                      ///< electrode power against Joule heat, relative
  double energy = 0.;                                ///< Joule heat
  double stored = 0., carried_off = 0., boiled = 0.; ///< in tissue and needles; by blood; above 100 degC
  double peak_temperature = 0.;                      ///< [degC]
  bool boils = false;
  double lesion_volume = 0.;                                     ///< Omega >= 1, round one needle [m^3]
  double lesion_top = 0., lesion_bottom = 0., lesion_width = 0.; ///< [m]; depths NaN where there is none
  unsigned int unknowns = 0, steps = 0;
  double balance_error() const { return energy > 0. ? (energy - stored - carried_off - boiled) / energy : 0.; }
};

/// Electric potential, temperature and thermal damage round a needle pair, in three dimensions:
///   div(sigma(T) grad phi) = 0,  rho c dT/dt = div(k grad T) + sigma |grad phi|^2 - w (1 - xi) (T - 37),
///   dOmega/dt = A exp(-Ea / (R T)), xi = 1 - exp(-Omega).
/// First-order hexahedra, lumped heat capacity, implicit Euler with steps held to `largest_rise`; the potential follows
/// the temperature's conductivity. The needle is a perfect conductor of current and steel for heat.
class RfHeating {
public:
  RfHeating(std::vector<SkinLayer> layers, const RfSettings& settings, const RfMeshParameters& mesh);

  /// Solves the potential at the present temperature and returns the pair's power [W].
  double solve_potential();
  /// Applies the pulse.
  RfResult run();
  /// The text of a VTK file with `potential` [V], `temperature` [degC] and `thermal_damage` [-] on the quarter's
  /// points.
  std::string vtu_text() const;

private:
  void collect_nodes();
  void assemble_potential();
  void assemble_heat();
  double joule_heat(std::vector<double>& nodal) const;
  void step(double duration, RfResult& result);
  void measure_lesion(RfResult& result) const;
  using Dof = dealii::types::global_dof_index;
  /// Of a cell at its mean temperature [S/m].
  double conductivity(unsigned int layer, const std::vector<Dof>& dofs) const;

  std::vector<SkinLayer> layers_;
  RfSettings settings_;
  dealii::Triangulation<3> triangulation_;
  dealii::FE_Q<3> element_;
  dealii::DoFHandler<3> dof_handler_;
  dealii::SparsityPattern pattern_;
  dealii::SparseMatrix<double> electric_, heat_, step_matrix_;
  dealii::Vector<double> potential_, temperature_, damage_;
  std::vector<dealii::Point<3>> points_;
  std::vector<double> heat_capacity_, perfusion_; ///< nodal: [J/K], [W/K]
  std::vector<bool> electrode_, middle_, in_tissue_;
};

/// Heating as `rf.*` numbers with warnings.
struct RfOutcome {
  std::vector<NamedValue> values;
  std::vector<std::string> warnings;
};
RfOutcome rf_outcome(const RfResult& result);
const std::vector<results::OutputQuantity>& rf_quantities();

} // namespace acumen::transport
