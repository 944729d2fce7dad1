// Apart from drug_outcome.cc, so that what knows no finite elements does not load them.
#include "solver/transport/drug_load.h"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>

namespace acumen::transport {

namespace {

/// Share of a needle's drug below the surface above which the rest is not worth a word.
constexpr double mostly_inserted = 0.9;

const TissueTransport& tissue_at(const WoundedSkin& skin, const double depth) {
  double bottom = 0.;
  for (const SkinLayer& layer : skin.layers)
    if (depth <= (bottom += layer.thickness))
      return layer.tissue;
  return skin.layers.back().tissue;
}

class Collector {
public:
  Collector(const DrugCase& drug_case, const DeliverySettings& settings) : case_(drug_case), settings_(settings) {}

  DrugLoad collect() {
    add_loading();
    add_dose();
    add_formulation();
    return std::move(load_);
  }

private:
  void add(const std::string& name, const double value) { load_.values.push_back({name, value}); }

  void add_loading() {
    const bool known = std::isfinite(case_.drug_free_margin);
    const bool solid = settings_.system == DeliverySystem::dissolving;
    const StrengthMargin margin =
        known && solid ? softened_margin(case_.drug_free_margin, case_.polymer.stiffness_exponent) : StrengthMargin();
    const LoadingResult loading =
        loading_limit(case_.skin, case_.drug, case_.polymer, settings_, margin, case_.safety_factor);
    add("drug.maximum_load", loading.maximum_load);
    add("drug.maximum_load_fraction", loading.drug_fraction);
    for (const LoadingLimit& limit : loading.limits)
      if (limit.name != "volume")
        add("drug.load_without_" + limit.name, limit.without);
    load_.notes.push_back("drug: " + loading.sentence);
    if (margin)
      add_margin(margin(settings_.drug_fraction));
    if (solid && !known)
      load_.warnings.push_back("drug: the needle's strength is not known: it does not limit the load here");
  }

  /// Of the needle as it is loaded.
  void add_margin(const double margin) {
    add("drug.loaded_safety_factor", margin);
    if (margin < case_.safety_factor)
      load_.warnings.push_back(
          fmt::format("drug: with its {:.0f} % of drug the needle's margin of safety is {:.2f} ({:.2f} without drug), "
                      "below the {:.3g} to be kept",
                      100. * settings_.drug_fraction, margin, case_.drug_free_margin, case_.safety_factor));
  }

  void add_dose() {
    const double dose = settings_.needles * carried_dose(case_.skin, case_.drug, case_.polymer, settings_);
    add("drug.dose", dose);
    add_outside(dose);
  }

  /// A dissolving needle's drug above the surface is not part of the dose.
  void add_outside(const double dose) {
    if (settings_.system != DeliverySystem::dissolving || !(case_.skin.needle_volume > 0.))
      return;
    const double whole = settings_.needles * settings_.filled_fraction * settings_.drug_fraction *
                         case_.polymer.density * case_.skin.needle_volume;
    add("drug.outside", std::max(0., whole - dose));
    if (dose < mostly_inserted * whole)
      load_.notes.push_back(fmt::format("drug: only {:.2g} % of the drug in the needles is below the surface; the "
                                        "rest is outside and not part of the dose",
                                        100. * dose / whole));
  }

  void add_formulation() {
    const bool in_polymer =
        settings_.system == DeliverySystem::dissolving || settings_.system == DeliverySystem::coated;
    if (in_polymer && settings_.drug_fraction > case_.polymer.maximum_drug_fraction)
      load_.warnings.push_back(fmt::format("drug: {:.0f} % drug is more than {} takes ({:.0f} %)",
                                           100. * settings_.drug_fraction, case_.polymer.name,
                                           100. * case_.polymer.maximum_drug_fraction));
  }

  const DrugCase& case_;
  const DeliverySettings& settings_;
  DrugLoad load_;
};

} // namespace

DrugLoad drug_load(const DrugCase& drug_case, const DeliverySettings& settings) {
  return Collector(drug_case, settings).collect();
}

InfusionBounds infusion_bounds(const DrugCase& drug_case) {
  const InfusionSettings& infusion = drug_case.infusion.value();
  const TissueTransport& deep = tissue_at(drug_case.skin, drug_case.skin.depth());
  const PorousTissue porous{deep.permeability, deep.permeability_exponent, deep.drained_modulus};
  double radius = 0.;
  for (const HolePoint& point : drug_case.skin.needle)
    radius = std::max(radius, point.radius);
  const double lumen = 0.25 * M_PI * std::pow(infusion.lumen_diameter, 2) * infusion.lumen_length;
  InfusionBounds bounds;
  bounds.unbounded = infuse(porous, infusion);
  bounds.at_depth = infuse_at_depth(porous, drug_case.skin.depth(), infusion);
  // Squeezed tissue can lose no more than its water.
  bounds.compacted = infuse_compacted(porous, deep.water_fraction, radius, infusion);
  bounds.lumen_load = drug_case.settings.needles * lumen * drug_case.settings.drug_fraction * drug_case.polymer.density;
  return bounds;
}

} // namespace acumen::transport
