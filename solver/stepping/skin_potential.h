#pragma once

#include "solver/contact/needle_contact.h"
#include "solver/fracture/cracked_bulk_term.h"
#include "solver/mechanics/corner_barrier.h"
#include "solver/stepping/incremental_potential.h"
#include "solver/stepping/skin_model.h"

namespace acumen::stepping {

/// The incremental potential of layered skin in the meridian plane: bulk with its condensed radial cracks + corner
/// barrier + contact and friction of a needle − dead loads.
class SkinPotential : public IncrementalPotential {
public:
  SkinPotential(const mechanics::Discretisation<2>& model, const mechanics::CornerBarrier& barrier);

  void attach_needle(const meshes::NeedleProfile& needle, const contact::ContactParameters& parameters,
                     std::vector<mechanics::SurfaceFace<2>> faces);
  /// Sets the dead nodal forces [N] (for verification problems); zero by default.
  void set_dead_load(const Vector& force);

  /// Starts a step of `duration` [s] (infinite: fully relaxed) with the needle at `position`.
  void begin_step(double duration, const contact::NeedlePosition& position = {});
  /// Puts the needle's tip at another height [m] within the step that has begun; histories stay those of its start.
  void move_needle(double tip);

  contact::ContactSummary contact_summary(const Vector& displacement) const;
  EnergyContent energy_content() const { return IncrementalPotential::energy_content(model_.layers().size()); }
  const mechanics::Discretisation<2>& model() const { return model_; }
  const fracture::CrackedBulkTerm& bulk() const { return *bulk_; }
  /// Null before a needle is attached.
  const contact::NeedleContact* needle_contact() const { return contact_; }
  const contact::NeedlePosition& position() const { return position_; }

private:
  const mechanics::Discretisation<2>& model_;
  class DeadLoad;
  fracture::CrackedBulkTerm* bulk_ = nullptr;
  DeadLoad* dead_load_ = nullptr;
  contact::NeedleContact* contact_ = nullptr;
  contact::NeedlePosition position_;
};

} // namespace acumen::stepping
