#include "solver/transport/drug_outcome.h"

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
/// Share of a needle's drug below the surface above which the rest is not worth a word.
constexpr double mostly_inserted = 0.9;
/// ul/min in a m^3/s.
constexpr double per_minute = 60e9;

class Collector {
public:
  Collector(const DrugCase& drug_case, const DeliveryOptions& options)
      : case_(drug_case), options_(options), settings_(drug_case.settings) {}

  DrugOutcome collect() {
    if (case_.infusion)
      add_infusion();
    add_loading();
    if (carried_dose(case_.skin, case_.drug, case_.polymer, case_.settings) > 0.)
      add_delivery();
    else {
      add("drug.dose", 0.);
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

  void add_loading() {
    const bool known = std::isfinite(case_.drug_free_margin);
    const bool solid = case_.settings.system == DeliverySystem::dissolving;
    const StrengthMargin margin =
        known && solid ? softened_margin(case_.drug_free_margin, case_.polymer.stiffness_exponent) : StrengthMargin();
    const LoadingResult loading =
        loading_limit(case_.skin, case_.drug, case_.polymer, settings_, margin, case_.safety_factor);
    add("drug.maximum_load", loading.maximum_load);
    add("drug.maximum_load_fraction", loading.drug_fraction);
    for (const LoadingLimit& limit : loading.limits)
      if (limit.name != "volume")
        add("drug.load_without_" + limit.name, limit.without);
    outcome_.notes.push_back("drug: " + loading.sentence);
    if (margin)
      add_margin(margin(case_.settings.drug_fraction));
    if (solid && !known)
      outcome_.warnings.push_back("drug: the needle's strength is not known: it does not limit the load here");
  }

  /// Of the needle as it is loaded.
  void add_margin(const double margin) {
    add("drug.loaded_safety_factor", margin);
    if (margin < case_.safety_factor)
      outcome_.warnings.push_back(
          fmt::format("drug: with its {:.0f} % of drug the needle's margin of safety is {:.2f} ({:.2f} without drug), "
                      "below the {:.3g} to be kept",
                      100. * case_.settings.drug_fraction, margin, case_.drug_free_margin, case_.safety_factor));
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
    const double lumen = 0.25 * M_PI * std::pow(case_.infusion->lumen_diameter, 2) * case_.infusion->lumen_length;
    add("drug.lumen_load", case_.settings.needles * lumen * case_.settings.drug_fraction * case_.polymer.density);
    const TissueTransport& deep = tissue_at(case_.skin.depth());
    const PorousTissue porous{deep.permeability, deep.permeability_exponent, deep.drained_modulus};
    add("infusion.flow_unbounded", infuse(porous, *case_.infusion).flow);
    // Squeezed tissue can lose no more than its water.
    const double compacted = infuse_compacted(porous, deep.water_fraction, needle_radius(), *case_.infusion).flow;
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

  /// Largest radius of the inserted needle [m].
  double needle_radius() const {
    double radius = 0.;
    for (const HolePoint& point : case_.skin.needle)
      radius = std::max(radius, point.radius);
    return radius;
  }

  const TissueTransport& tissue_at(const double depth) const {
    double bottom = 0.;
    for (const SkinLayer& layer : case_.skin.layers)
      if (depth <= (bottom += layer.thickness))
        return layer.tissue;
    return case_.skin.layers.back().tissue;
  }

  void add_delivery() {
    outcome_.delivery = deliver(case_.skin, case_.drug, case_.polymer, settings_, options_);
    const Delivery& delivery = outcome_.delivery;
    const DeliveryRecord& end = delivery.history.back();
    const double n = case_.settings.needles;
    add("drug.dose", n * delivery.dose);
    add_outside(n * delivery.dose);
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

  /// A dissolving needle's drug above the surface is not part of the dose.
  void add_outside(const double dose) {
    if (case_.settings.system != DeliverySystem::dissolving || !(case_.skin.needle_volume > 0.))
      return;
    const double whole = case_.settings.needles * case_.settings.filled_fraction * case_.settings.drug_fraction *
                         case_.polymer.density * case_.skin.needle_volume;
    add("drug.outside", std::max(0., whole - dose));
    if (dose < mostly_inserted * whole)
      outcome_.notes.push_back(fmt::format("drug: only {:.2g} % of the drug in the needles is below the surface; the "
                                           "rest is outside and not part of the dose",
                                           100. * dose / whole));
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
    const bool in_polymer =
        case_.settings.system == DeliverySystem::dissolving || case_.settings.system == DeliverySystem::coated;
    if (in_polymer && case_.settings.drug_fraction > case_.polymer.maximum_drug_fraction)
      outcome_.warnings.push_back(fmt::format("drug: {:.0f} % drug is more than {} takes ({:.0f} %)",
                                              100. * case_.settings.drug_fraction, case_.polymer.name,
                                              100. * case_.polymer.maximum_drug_fraction));
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
