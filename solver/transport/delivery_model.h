#pragma once

#include "solver/transport/axisymmetric_elements.h"
#include "solver/transport/delivery.h"

namespace acumen::transport {

/// The diffusion system of one delivery, and which nodes belong to what.
class DeliveryModel {
public:
  DeliveryModel(const WoundedSkin& skin, const Drug& drug, const Polymer& polymer, const DeliverySettings& settings,
                const WoundMeshParameters& mesh);

  const DiffusionSystem& system() const { return system_; }
  const DiffusionState& start() const { return start_; }
  /// Takes needle and patch off.
  void remove_device();
  DeliveryRecord record(const DiffusionState& state) const;
  results::PlaneMesh plane_mesh() const;
  results::FieldSet fields(const DiffusionState& state) const;

private:
  enum Ledger : unsigned int { blood, deep, n_ledgers };
  void add_tissue();
  void add_hole();
  void add_needle();
  void add_patch();
  void add_depot();
  double fluid_diffusivity() const;

  WoundedSkin skin_;
  Drug drug_;
  Polymer polymer_;
  DeliverySettings settings_;
  dealii::Triangulation<2> triangulation_;
  std::unique_ptr<AxisymmetricElements> elements_;
  std::vector<MediumCoefficients> media_;
  DiffusionSystem system_;
  DiffusionState start_;
  std::vector<unsigned int> wall_;    ///< nodes along the hole, top down
  std::vector<double> wall_depth_;    ///< [m]
  std::vector<double> hole_capacity_; ///< of the hole's fluid at the wall's nodes [m^3]
  unsigned int hole_group_ = 0;       ///< conductances along the hole
  unsigned int patch_group_ = 0;      ///< conductances from the patch
  int patch_ = -1;                    ///< node; -1 = none
  std::vector<unsigned int> depot_;   ///< nodes of what was infused at once
  double depot_concentration_ = 0.;   ///< in them at the start [kg/m^3]
  std::size_t n_needle_stores_ = 0;   ///< the first stores are the needle's, a further one the patch's
};

} // namespace acumen::transport
