#include "solver/transport/delivery.h"

#include "solver/transport/delivery_model.h"
#include "solver/transport/dissolution.h"

#include <algorithm>
#include <cmath>
#include <stdexcept>

namespace acumen::transport {

namespace {

constexpr double first_snapshot = 1.; ///< [s]

void require(const double value, const char* const name) {
  if (!(value > 0.))
    throw std::invalid_argument(std::string(name) + " must be known and above zero");
}

void check(const Drug& drug, const Polymer& polymer, const DeliverySettings& settings) {
  using S = DeliverySystem;
  require(drug.molecular_weight, "the drug's molecular weight");
  require(drug.solubility, "the drug's solubility");
  require(drug.unbound_fraction, "the drug's unbound fraction");
  require(settings.duration, "the simulated time");
  require(settings.wear_time, "the wear time");
  require(settings.drug_fraction, "the drug fraction");
  if (settings.system == S::dissolving || settings.system == S::coated)
    require(polymer.front_speed, "the polymer's front speed");
  if (settings.system == S::dissolving || settings.system == S::hydrogel)
    require(polymer.gel_diffusivity, "the polymer's gel diffusivity");
  if (settings.system == S::hydrogel)
    require(polymer.swelling_time, "the polymer's swelling time");
  if (settings.system == S::coated)
    require(settings.coating_thickness, "the coating's thickness");
  if (settings.system == S::poke_and_patch || settings.system == S::hydrogel)
    require(settings.patch_thickness, "the patch's thickness");
  if (settings.system == S::poke_and_patch)
    require(settings.closure_half_time, "the hole's closure time");
  if (settings.system == S::hollow)
    require(settings.infused_volume, "the infused volume");
}

std::vector<double> snapshot_times(const DeliverySettings& settings, const unsigned int number) {
  std::vector<double> times;
  const double first = std::min(first_snapshot, 0.01 * settings.duration);
  for (unsigned int i = 0; i < number; ++i)
    times.push_back(first * std::pow(settings.duration / first, number > 1 ? double(i) / (number - 1) : 1.));
  return times;
}

} // namespace

double Delivery::delivered_share(const double time) const {
  double share = 0.;
  for (std::size_t i = 0; i < history.size(); ++i) {
    const double now = history[i].delivered() / dose;
    if (history[i].time >= time) {
      if (i == 0)
        return now;
      const double step = history[i].time - history[i - 1].time;
      return share + (now - share) * (time - history[i - 1].time) / step;
    }
    share = now;
  }
  return share;
}

double Delivery::time_to(const double share) const {
  for (std::size_t i = 1; i < history.size(); ++i) {
    const double before = history[i - 1].delivered() / dose, now = history[i].delivered() / dose;
    if (now >= share)
      return history[i - 1].time + (history[i].time - history[i - 1].time) *
                                       (now > before ? std::clamp((share - before) / (now - before), 0., 1.) : 1.);
  }
  return unknown;
}

Delivery deliver(const WoundedSkin& skin, const Drug& drug, const Polymer& polymer, const DeliverySettings& settings,
                 const DeliveryOptions& options) {
  check(drug, polymer, settings);
  Delivery result;
  result.dose = carried_dose(skin, drug, polymer, settings);
  if (!(result.dose > 0.))
    throw std::invalid_argument("nothing of the needle is below the surface: there is no dose");
  DeliveryModel model(skin, drug, polymer, settings, options.mesh);
  result.n_nodes = model.system().n_nodes();
  if (options.snapshots > 0)
    result.mesh = model.plane_mesh();
  DiffusionState state = model.start();
  result.history.push_back(model.record(state));
  const auto observe = [&](const DiffusionState& now) {
    result.history.push_back(model.record(now));
    return true;
  };
  const double removal = std::min(settings.wear_time, settings.duration);
  std::vector<std::pair<double, bool>> stops = {{removal, false}, {settings.duration, false}}; // time, picture
  for (const double time : snapshot_times(settings, options.snapshots))
    stops.push_back({time, true});
  std::sort(stops.begin(), stops.end());
  TimeIntegrator integrator(model.system(), result.dose, options.integrator);
  bool removed = false;
  for (const auto& [time, picture] : stops) {
    integrator.advance(state, time, observe);
    if (!removed && !picture) {
      model.remove_device();
      integrator.restart();
      removed = true;
    }
    if (picture)
      result.snapshots.push_back({state.time, model.fields(state)});
  }
  result.statistics = integrator.statistics();
  return result;
}

} // namespace acumen::transport
