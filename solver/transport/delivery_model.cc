#include "solver/transport/delivery_model.h"

#include "solver/transport/dissolution.h"
#include "solver/transport/permeation.h"

#include <algorithm>
#include <cmath>

namespace acumen::transport {

namespace {

/// Blood and deeper tissue below the model take up whatever arrives: a film this permeable holds u = 0 there [m/s].
constexpr double sink_film = 1.;
constexpr double water_density = 1000.; ///< [kg/m^3]
/// Suspended drug in a patch dissolves within this time [s] (ASSUMED; far shorter than wearing it).
constexpr double patch_dissolution_time = 60.;

/// Volume that a gel takes up, relative to the dry needle; 0 where it is not known.
double swelling_volume(const Polymer& polymer, const DeliverySettings& settings) {
  if (settings.system != DeliverySystem::hydrogel || !(polymer.swelling_mass > 0.) || !(polymer.density > 0.))
    return 0.;
  return polymer.swelling_mass * polymer.density / water_density;
}

} // namespace

DeliveryModel::DeliveryModel(const WoundedSkin& skin, const Drug& drug, const Polymer& polymer,
                             const DeliverySettings& settings, const WoundMeshParameters& mesh)
    : skin_(with_swollen_needle(skin, swelling_volume(polymer, settings))), drug_(drug), polymer_(polymer),
      settings_(settings) {
  make_wound_mesh(skin_, mesh, triangulation_);
  elements_ = std::make_unique<AxisymmetricElements>(triangulation_);
  system_.n_ledgers = n_ledgers;
  system_.solubility = drug.solubility;
  add_tissue();
  add_hole();
  using S = DeliverySystem;
  if (settings.system == S::dissolving || settings.system == S::coated)
    add_needle();
  if (settings.system == S::hollow)
    add_depot();
  n_needle_stores_ = system_.stores.size();
  if (settings.system == S::poke_and_patch || settings.system == S::hydrogel)
    add_patch();
  start_ = initial_state(system_);
  if (patch_ >= 0) {
    const double dose = carried_dose(skin_, drug_, polymer_, settings_);
    start_.concentration[patch_] = (dose - system_.stores.back().initial) / system_.capacity[patch_];
  }
  for (std::size_t i = 0; i < depot_.size(); ++i)
    start_.concentration[depot_[i]] = depot_concentration_;
}

double DeliveryModel::fluid_diffusivity() const {
  return water_diffusivity(drug_.molecular_weight);
}

void DeliveryModel::add_tissue() {
  for (const SkinLayer& layer : skin_.layers)
    media_.push_back(medium_of(layer, drug_));
  elements_->assemble(media_, system_);
  for (unsigned int l = 0; l < skin_.layers.size(); ++l)
    if (const double rate = clearance_of(skin_.layers[l], drug_); rate > 0.)
      for (unsigned int i = 0; i < elements_->points().size(); ++i)
        if (const double volume = elements_->volumes()[l][i]; volume > 0.)
          system_.losses.push_back({i, rate * volume, blood});
  for (const auto& node : elements_->boundary_nodes(static_cast<unsigned int>(WoundBoundary::bottom)))
    system_.losses.push_back({node.node, sink_film * node.area, deep});
}

// The hole is slender: across it the drug is taken as even, along it it diffuses like in a line of elements whose
// section is the hole's.
void DeliveryModel::add_hole() {
  hole_group_ = system_.add_group();
  for (const auto& node : elements_->boundary_nodes(static_cast<unsigned int>(WoundBoundary::wall)))
    if (0. - node.place[1] <= skin_.depth() * (1. + 1e-9) && skin_.depth() > 0.) {
      wall_.push_back(node.node);
      wall_depth_.push_back(0. - node.place[1]);
    }
  hole_capacity_.assign(wall_.size(), 0.);
  using S = DeliverySystem;
  // A coated needle leaves no room; what is infused goes into the tissue.
  if (settings_.system == S::coated || settings_.system == S::hollow)
    return;
  const double relative = settings_.system == S::poke_and_patch ? 1. : polymer_.gel_diffusivity;
  for (std::size_t i = 1; i < wall_.size(); ++i) {
    const double length = wall_depth_[i] - wall_depth_[i - 1];
    const double area = skin_.hole_at(0.5 * (wall_depth_[i] + wall_depth_[i - 1])).area;
    system_.connect(wall_[i - 1], wall_[i], relative * fluid_diffusivity() * area / length, hole_group_);
    for (const std::size_t end : {i - 1, i})
      hole_capacity_[end] += 0.5 * length * area;
  }
  for (std::size_t i = 0; i < wall_.size(); ++i)
    system_.capacity[wall_[i]] += hole_capacity_[i];
  // A gel conducts as far as it has swollen, a dissolving needle as far as it has dissolved, an empty hole closes.
  const double time = settings_.system == S::hydrogel     ? polymer_.swelling_time
                      : settings_.system == S::dissolving ? skin_.hole_at(0.).radius / polymer_.front_speed
                                                          : settings_.closure_half_time / std::log(2.);
  const bool closing = settings_.system == S::poke_and_patch;
  system_.factor_in_time = [group = hole_group_, time, closing](const unsigned int g, const double t) {
    return g != group ? 1. : closing ? std::exp(0. - t / time) : 1. - std::exp(0. - t / time);
  };
}

void DeliveryModel::add_needle() {
  if (wall_.empty())
    return;
  const bool film = settings_.system == DeliverySystem::coated;
  const auto slices = slices_at(film ? coated_part(skin_, settings_) : skin_.needle, wall_depth_);
  const double share = settings_.drug_fraction * polymer_.density;
  for (std::size_t i = 0; i < wall_.size(); ++i) {
    const double volume =
        settings_.filled_fraction * (film ? settings_.coating_thickness * slices[i].area : slices[i].volume);
    if (volume > 0.)
      system_.stores.push_back({wall_[i], share * volume,
                                settings_.filled_fraction * share * polymer_.front_speed * slices[i].area,
                                film ? 0. : 0.5});
  }
}

void DeliveryModel::add_patch() {
  patch_group_ = system_.add_group();
  const double area = M_PI * skin_.cell_radius * skin_.cell_radius;
  patch_ = static_cast<int>(system_.add_node(area * settings_.patch_thickness));
  const double dose = carried_dose(skin_, drug_, polymer_, settings_);
  const double solid = std::max(0., dose - system_.capacity[patch_] * drug_.solubility);
  system_.stores.push_back({static_cast<unsigned int>(patch_), solid, solid / patch_dissolution_time, 0.5});
  const double film = fluid_diffusivity() / (0.5 * settings_.patch_thickness);
  for (const auto& node : elements_->boundary_nodes(static_cast<unsigned int>(WoundBoundary::top)))
    system_.connect(patch_, node.node, film * node.area, patch_group_);
  // Access resistance of a hole's mouth, 1 / (4 D r) (a disc in a half-space).
  if (!wall_.empty())
    system_.connect(patch_, wall_.front(), 4. * fluid_diffusivity() * std::sqrt(skin_.hole_at(0.).area / M_PI),
                    patch_group_);
}

// The infusate takes the place of the tissue's water in a sphere round the tip, or as much of it as lies below the
// barrier: at once, or evenly while the infusion lasts.
void DeliveryModel::add_depot() {
  const double dose = carried_dose(skin_, drug_, polymer_, settings_);
  const dealii::Point<2> tip(0., 0. - skin_.depth());
  const auto& points = elements_->points();
  double low = 0., high = skin_.total_thickness() + skin_.cell_radius;
  const auto water = [&](const double radius) {
    double sum = 0.;
    for (unsigned int l = 0; l < skin_.layers.size(); ++l)
      for (unsigned int i = 0; i < points.size(); ++i)
        if (!skin_.layers[l].tissue.barrier && (points[i] - tip).norm() <= radius)
          sum += elements_->volumes()[l][i] * skin_.layers[l].tissue.water_fraction;
    return sum;
  };
  for (int i = 0; i < 60; ++i)
    (water(0.5 * (low + high)) < settings_.infused_volume ? low : high) = 0.5 * (low + high);
  double capacity = 0.;
  std::vector<unsigned int> inside;
  for (unsigned int i = 0; i < points.size(); ++i) {
    double barrier = 0.;
    for (unsigned int l = 0; l < skin_.layers.size(); ++l)
      barrier += skin_.layers[l].tissue.barrier ? elements_->volumes()[l][i] : 0.;
    if ((points[i] - tip).norm() <= high && barrier == 0.) {
      inside.push_back(i);
      capacity += system_.capacity[i];
    }
  }
  if (!(settings_.infusion_time > 0.)) {
    depot_ = inside;
    depot_concentration_ = dose / capacity;
    return;
  }
  for (const unsigned int i : inside) {
    const double share = dose * system_.capacity[i] / capacity;
    system_.stores.push_back({i, share, share / settings_.infusion_time, 0., never_saturated});
  }
}

void DeliveryModel::remove_device() {
  for (SolidStore& store : system_.stores)
    store.rate = 0.;
  if (patch_ >= 0)
    system_.group_factors[patch_group_] = 0.;
}

DeliveryRecord DeliveryModel::record(const DiffusionState& state) const {
  DeliveryRecord record;
  record.time = state.time;
  for (std::size_t s = 0; s < state.stores.size(); ++s)
    (s < n_needle_stores_ ? record.needle : record.on_skin) += state.stores[s];
  if (patch_ >= 0)
    record.on_skin += system_.capacity[patch_] * state.concentration[patch_];
  for (std::size_t i = 0; i < wall_.size(); ++i)
    record.hole += hole_capacity_[i] * state.concentration[wall_[i]];
  for (unsigned int l = 0; l < skin_.layers.size(); ++l)
    for (unsigned int i = 0; i < elements_->points().size(); ++i)
      (skin_.layers[l].tissue.barrier ? record.on_skin : record.tissue) +=
          media_[l].capacity * elements_->volumes()[l][i] * state.concentration[i];
  record.cleared = state.ledgers[blood];
  record.deep = state.ledgers[deep];
  return record;
}

results::PlaneMesh DeliveryModel::plane_mesh() const {
  results::PlaneMesh mesh;
  for (const auto& point : elements_->points())
    mesh.points.push_back({{point[0], point[1], 0.}});
  for (const auto& cell : elements_->dof_handler().active_cell_iterators()) {
    std::array<unsigned int, 4> corners;
    for (unsigned int i = 0; i < 4; ++i) // deal.II numbers row by row; drawing goes round the cell
      corners[i] = cell->vertex_dof_index(i < 2 ? i : 5 - i, 0);
    mesh.cells.push_back(corners);
  }
  return mesh;
}

results::FieldSet DeliveryModel::fields(const DiffusionState& state) const {
  results::FieldArray free{"free_concentration", "kg/m^3", "Free drug in tissue water.", true, 1, {}};
  free.values.assign(state.concentration.begin(), state.concentration.begin() + elements_->points().size());
  results::FieldArray total{"concentration", "kg/m^3", "All drug, bound and free, per volume of skin.", false, 1, {}};
  results::FieldArray layer{"layer_id", "1", "Index of the layer, top down from 0.", false, 1, {}};
  for (const auto& cell : elements_->dof_handler().active_cell_iterators()) {
    double mean = 0.;
    for (unsigned int i = 0; i < 4; ++i)
      mean += 0.25 * state.concentration[cell->vertex_dof_index(i, 0)];
    total.values.push_back(media_[cell->material_id()].capacity * mean);
    layer.values.push_back(cell->material_id());
  }
  return {free, total, layer};
}

} // namespace acumen::transport
