#pragma once

#include "solver/results/field_set.h"
#include "solver/transport/drug.h"
#include "solver/transport/time_integrator.h"
#include "solver/transport/wound_mesh.h"
#include "solver/transport/wounded_skin.h"

namespace acumen::transport {

/// Where one needle's share of the drug is [kg].
struct DeliveryRecord {
  double time = 0.;    ///< since the needle reached its depth [s]
  double needle = 0.;  ///< undissolved in the needle or on it
  double on_skin = 0.; ///< in the patch and in the stratum corneum
  double hole = 0.;    ///< dissolved in hole or gel
  double tissue = 0.;  ///< below the stratum corneum, bound and free
  double cleared = 0.; ///< taken up by blood
  double deep = 0.;    ///< through the bottom of the model
  double delivered() const { return tissue + cleared + deep; }
  double total() const { return needle + on_skin + hole + delivered(); }
};

/// Concentrations at one moment: on points `free_concentration`, on cells `concentration` (total) and `layer_id`.
struct DeliverySnapshot {
  double time = 0.;
  results::FieldSet fields;
};

/// A computed delivery of one needle.
struct Delivery {
  double dose = 0.; ///< carried by needle, coating or patch cell, or infused [kg]
  std::vector<DeliveryRecord> history;
  IntegratorStatistics statistics;
  unsigned int n_nodes = 0;
  results::PlaneMesh mesh;
  std::vector<DeliverySnapshot> snapshots;

  double delivered_share(double time) const;
  /// First time at which `share` of the dose is delivered, linear between steps; NaN if never [s].
  double time_to(double share) const;
};

/// What to keep, and how finely to compute.
struct DeliveryOptions {
  WoundMeshParameters mesh;
  IntegratorParameters integrator;
  unsigned int snapshots = 0; ///< evenly spaced in the logarithm of time
};

/// Outline of the inserted needle as far as it is coated.
std::vector<HolePoint> coated_part(const WoundedSkin& skin, const DeliverySettings& settings);

/// Amount of drug that one needle's share of the system holds [kg]; 0 where nothing of the needle is inserted.
double carried_dose(const WoundedSkin& skin, const Drug& drug, const Polymer& polymer,
                    const DeliverySettings& settings);

/// Transient diffusion, dissolution, binding and clearance around one needle.
///
/// Throws std::invalid_argument when a property that the system needs is not known (NaN).
Delivery deliver(const WoundedSkin& skin, const Drug& drug, const Polymer& polymer, const DeliverySettings& settings,
                 const DeliveryOptions& options);

} // namespace acumen::transport
