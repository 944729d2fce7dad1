#include "solver/transport/drug_outcome.h"

#include "solver/transport/drug_load.h"
#include "solver/transport/plasma.h"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>

namespace acumen::transport {

namespace {

/// A single needle's infusion spreads this far before the pressure is the tissue's own [m].
constexpr double drained_radius = 10e-3;
/// Largest molar mass behind Potts & Guy's regression [kg/mol].
constexpr double largest_fitted_mass = 0.75;
/// ul/min in a m^3/s.
constexpr double per_minute = 60e9;

class Collector {
public:
  Collector(const DrugCase& drug_case, const DeliveryOptions& options)
      : case_(drug_case), options_(options), settings_(drug_case.settings) {}

  DrugOutcome collect() {
    if (case_.infusion)
      add_infusion();
    add_load();
    if (carried_dose(case_.skin, case_.drug, case_.polymer, case_.settings) > 0.)
      add_delivery();
    else {
      add("drug.delivered", 0.);
      outcome_.warnings.push_back("drug: nothing of the needle is below the surface: no drug is delivered");
    }
    add_warnings();
    return std::move(outcome_);
  }

private:
  void add(const std::string& name, const double value) { outcome_.values.push_back({name, value}); }

  /// An amount [kg] out of `dose`: what is below zero by less than the error of a step is zero, anything worse stays
  /// and is said.
  void add_amount(const std::string& name, const double amount, const double dose) {
    const double rounding = options_.integrator.tolerance;
    if (amount < 0. - rounding * dose)
      outcome_.warnings.push_back(
          fmt::format("drug: {} is negative by {:.1e} of the dose: the mesh is too coarse", name, 0. - amount / dose));
    add(name, amount < 0. && amount >= 0. - rounding * dose ? 0. : amount);
  }

  void add_load() {
    const DrugLoad load = drug_load(case_, settings_);
    outcome_.values.insert(outcome_.values.end(), load.values.begin(), load.values.end());
    outcome_.notes.insert(outcome_.notes.end(), load.notes.begin(), load.notes.end());
    outcome_.warnings.insert(outcome_.warnings.end(), load.warnings.begin(), load.warnings.end());
  }

  void add_infusion() {
    WoundedSkin wide = case_.skin;
    wide.cell_radius = drained_radius;
    const InfusionResult layered = infuse_layered(wide, *case_.infusion, options_.mesh);
    add("infusion.flow", layered.flow);
    add("infusion.lumen_flow", layered.lumen_flow);
    add("infusion.back_pressure", layered.back_pressure);
    add("infusion.time", layered.time);
    settings_.infusion_time = layered.time;
    add("infusion.leaks_back", layered.leaks_back ? 1. : 0.);
    const InfusionBounds bounds = infusion_bounds(case_);
    add("drug.lumen_load", bounds.lumen_load);
    add("infusion.flow_unbounded", bounds.unbounded.flow);
    const double compacted = bounds.compacted.flow;
    add("infusion.flow_compacted", compacted);
    outcome_.notes.push_back(fmt::format(
        "infusion: {:.3g} ul/min once the infusate has opened the tissue, {:.3g} ul/min while the tissue compacted by "
        "the needle holds: which of the two is not predicted; drawing the needle back a little favours the first",
        per_minute * layered.flow, per_minute * compacted));
    if (layered.leaks_back)
      outcome_.warnings.push_back(
          fmt::format("infusion: the pressure at the tip ({:.3g} kPa) exceeds what seals the needle ({:.3g} kPa): "
                      "expect infusate to run back along it; partial retraction or a lower pressure helps",
                      1e-3 * layered.back_pressure, 1e-3 * case_.infusion->sealing_pressure));
    const double ball = std::cbrt(0.75 * case_.infusion->volume / M_PI);
    if (ball > case_.skin.depth())
      outcome_.warnings.push_back("infusion: the volume is larger than a ball reaching the surface: a bleb lifts the "
                                  "skin, which is not modelled");
  }

  void add_delivery() {
    outcome_.delivery = deliver(case_.skin, case_.drug, case_.polymer, settings_, options_);
    const Delivery& delivery = outcome_.delivery;
    const DeliveryRecord& end = delivery.history.back();
    const double n = case_.settings.needles;
    add_amount("drug.delivered", n * end.delivered(), n * delivery.dose);
    add("drug.delivered_fraction", end.delivered() / delivery.dose);
    add("drug.time_to_50", delivery.time_to(0.5));
    add("drug.time_to_90", delivery.time_to(0.9));
    add_amount("drug.left_in_needle", n * end.needle, n * delivery.dose);
    add_amount("drug.left_on_skin", n * end.on_skin, n * delivery.dose);
    add_amount("drug.in_hole", n * end.hole, n * delivery.dose);
    add_amount("drug.in_tissue", n * end.tissue, n * delivery.dose);
    add_amount("drug.cleared", n * end.cleared, n * delivery.dose);
    add_amount("drug.into_deep_tissue", n * end.deep, n * delivery.dose);
    add_intact(n);
    add("drug.balance_error", delivery.statistics.largest_total_error);
    add("drug.local_balance_error", delivery.statistics.largest_local_residual);
    add("drug.unknowns", delivery.n_nodes);
    add("drug.steps", delivery.statistics.steps);
    if (!(case_.drug.half_life > 0.) || !(case_.drug.distribution_volume > 0.))
      return;
    outcome_.plasma = plasma_concentration(delivery, case_.drug, n);
    const auto peak = std::max_element(outcome_.plasma.begin(), outcome_.plasma.end());
    add("drug.plasma_peak", *peak);
    add("drug.plasma_peak_time", delivery.history[peak - outcome_.plasma.begin()].time);
  }

  /// What a patch delivers without any hole: the difference is what the needles are worth.
  void add_intact(const double needles) {
    using S = DeliverySystem;
    if (settings_.system != S::poke_and_patch && settings_.system != S::hydrogel)
      return;
    WoundedSkin intact = case_.skin;
    intact.hole.clear();
    intact.needle.clear();
    DeliveryOptions options = options_;
    options.snapshots = 0;
    const Delivery delivery = deliver(intact, case_.drug, case_.polymer, settings_, options);
    add_amount("drug.delivered_intact", needles * delivery.history.back().delivered(), needles * delivery.dose);
  }

  void add_warnings() {
    const bool through_skin =
        case_.settings.system == DeliverySystem::poke_and_patch || case_.settings.system == DeliverySystem::hydrogel;
    if (through_skin && case_.drug.molecular_weight > largest_fitted_mass)
      outcome_.warnings.push_back("drug: the permeability of intact skin is extrapolated far beyond 750 g/mol (to "
                                  "practically nothing)");
    if (outcome_.delivery.statistics.largest_total_error > 1e-6)
      outcome_.warnings.push_back("drug: amounts do not add up to 1e-6 of the dose");
  }

  const DrugCase& case_;
  const DeliveryOptions& options_;
  DeliverySettings settings_; ///< with the infusion's time
  DrugOutcome outcome_;
};

} // namespace

DrugOutcome drug_outcome(const DrugCase& drug_case, const DeliveryOptions& options) {
  return Collector(drug_case, options).collect();
}

} // namespace acumen::transport
