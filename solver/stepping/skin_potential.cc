#include "solver/stepping/skin_potential.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace acumen::stepping {

/// Constant forces on single unknowns: − f_i u_i.
class SkinPotential::DeadLoad : public mechanics::EntityTerm<1> {
public:
  explicit DeadLoad(Vector forces) : forces_(std::move(forces)) {}
  void set(Vector forces) { forces_ = std::move(forces); }
  std::string name() const override { return "dead_load"; }
  void add(const unsigned int entity, const std::array<double, 1>& u, const mechanics::Evaluate /*level*/,
           const TangentKind /*kind*/, mechanics::LocalResponse<1>& response) override {
    response.active = true;
    response.energy -= forces_[entity] * u[0];
    response.gradient[0] -= forces_[entity];
  }
  void add_energy_content(const Vector& /*displacement*/, EnergyContent& /*content*/) const override {}

private:
  Vector forces_;
};

namespace {

template <class Entity> auto dofs_of(const std::vector<Entity>& entities) {
  std::vector<std::decay_t<decltype(entities.front().dofs)>> result;
  for (const auto& entity : entities)
    result.push_back(entity.dofs);
  return result;
}

/// Of one cell alone.
Rounding rounding_of(const mechanics::ElementGeometry<2>& element, const materials::Material& material) {
  double gradient = 0.;
  for (const auto& point : element.points)
    for (const auto& node : point.gradient)
      gradient = std::max({gradient, std::abs(node[0]), std::abs(node[1])});
  const double rounded_volume = 4. * std::numeric_limits<double>::epsilon() * element.volume;
  const double shear_modulus =
      std::visit([](const auto& law) { return law.initial_shear_modulus(); }, material.isochoric);
  return {shear_modulus * rounded_volume, material.volumetric.bulk_modulus * gradient * rounded_volume};
}

} // namespace

SkinPotential::SkinPotential(const mechanics::Discretisation<2>& model, const mechanics::CornerBarrier& barrier)
    : IncrementalPotential(model.n_dofs(), model.constraints(), model.non_negative()), model_(model) {
  const auto& elements = model.elements();
  auto& cells = add_smooth(std::make_unique<mechanics::EntityGroup<8>>(dofs_of(elements)));
  bulk_ = &cells.add(std::make_unique<fracture::CrackedBulkTerm>(model));
  Rounding rounding;
  std::vector<bool> guarded;
  for (const auto& element : elements) {
    guarded.push_back(element.crack_area > 0.);
    const Rounding cell = rounding_of(element, model.material(element));
    rounding.energy += cell.energy;
    rounding.force = std::max(rounding.force, cell.force);
  }
  set_rounding(rounding);
  if (barrier.stiffness > 0.)
    cells.add(std::make_unique<mechanics::CornerBarrierTerm<2>>(model, barrier, std::move(guarded)));
}

void SkinPotential::attach_needle(const meshes::NeedleProfile& needle, const contact::ContactParameters& parameters,
                                  std::vector<mechanics::SurfaceFace<2>> faces) {
  auto& group = add_contact(std::make_unique<mechanics::EntityGroup<4>>(dofs_of(faces)));
  contact_ = &group.add(std::make_unique<contact::NeedleContact>(needle, parameters, std::move(faces)));
}

void SkinPotential::set_dead_load(const Vector& force) {
  if (dead_load_ != nullptr) {
    dead_load_->set(force);
    return;
  }
  std::vector<std::array<unsigned int, 1>> dofs;
  for (unsigned int i = 0; i < force.size(); ++i)
    dofs.push_back({{i}});
  dead_load_ =
      &add_smooth(std::make_unique<mechanics::EntityGroup<1>>(std::move(dofs))).add(std::make_unique<DeadLoad>(force));
}

void SkinPotential::begin_step(const double duration, const contact::NeedlePosition& position) {
  position_ = position;
  if (contact_ != nullptr)
    contact_->set_position(position_);
  IncrementalPotential::begin_step(duration);
}

void SkinPotential::move_needle(const double tip) {
  position_.tip = tip;
  if (contact_ != nullptr)
    contact_->set_position(position_);
}

contact::ContactSummary SkinPotential::contact_summary(const Vector& displacement) const {
  return contact_ != nullptr ? contact_->summarise(displacement, position_) : contact::ContactSummary{};
}

} // namespace acumen::stepping
