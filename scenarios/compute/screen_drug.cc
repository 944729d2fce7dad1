#include "scenarios/compute/screen_drug.h"

#include "scenarios/compute/build_drug_case.h"
#include "solver/outcomes/monte_carlo.h"
#include "solver/transport/drug_load.h"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>
#include <map>

namespace acumen::scenarios {

namespace {

/// A single needle supplies a disc of this radius, at least this many inserted lengths; skin below the tip [m], [-].
constexpr double single_needle_radius = 1.5e-3, radii_per_depth = 2., below_tip = 2e-3;

/// Of the inserted length: finite elements' over screening's.
outcomes::UncertainValue length_error(const screening::Corrections& corrections) {
  const auto error = corrections.errors.find("insertion.penetration_depth");
  if (error == corrections.errors.end() || !(error->second.low < 1.) || !(error->second.high > 1.))
    return outcomes::fixed(1.);
  return outcomes::lognormal_between(1., error->second.low, error->second.high);
}

/// Layers down to well below the tip. They are cut nowhere: nothing here depends on what lies deeper.
transport::WoundedSkin skin_of(const ResolvedCase& resolved, const std::vector<transport::TissueTransport>& tissues,
                               const double reached) {
  const double inserted = std::clamp(reached, 0., resolved.needle.length());
  std::vector<transport::SkinLayer> layers;
  double bottom = 0.;
  for (std::size_t l = 0; l < resolved.layers.size() && bottom < inserted + below_tip; ++l) {
    layers.push_back({resolved.layers[l].name, resolved.layers[l].thickness, tissues.at(l)});
    bottom += resolved.layers[l].thickness;
  }
  const double cell = resolved.cell_radius.value_or(std::max(single_needle_radius, radii_per_depth * inserted));
  return transport::skin_around_needle(layers, resolved.needle, inserted, cell);
}

transport::DrugLoad load_at(const ResolvedCase& resolved, const TransportProperties& properties, const double inserted,
                            const double margin) {
  const transport::DrugCase at =
      drug_case(resolved, properties, skin_of(resolved, properties.tissues, inserted), margin);
  transport::DeliverySettings settings = at.settings;
  if (!at.infusion || !(at.skin.depth() > 0.))
    return transport::drug_load(at, settings);
  const transport::InfusionBounds bounds = transport::infusion_bounds(at);
  const transport::InfusionResult& flow = bounds.at_depth;
  settings.infusion_time = flow.time;
  transport::DrugLoad load = transport::drug_load(at, settings);
  for (const transport::NamedValue& value :
       std::initializer_list<transport::NamedValue>{{"drug.lumen_load", bounds.lumen_load},
                                                    {"infusion.flow", flow.flow},
                                                    {"infusion.lumen_flow", flow.lumen_flow},
                                                    {"infusion.back_pressure", flow.back_pressure},
                                                    {"infusion.time", flow.time},
                                                    {"infusion.leaks_back", flow.leaks_back ? 1. : 0.},
                                                    {"infusion.flow_unbounded", bounds.unbounded.flow},
                                                    {"infusion.flow_compacted", bounds.compacted.flow}})
    load.values.push_back(value);
  load.warnings.push_back("screening model: the infusion's flow is that of a closed form, a ball at the tip in tissue "
                          "like that at the tip; the layers take finite elements");
  return load;
}

using Samples = std::map<std::string, std::vector<double>>;

Samples samples_of(const ResolvedCase& resolved, const double inserted, const screening::Corrections& corrections,
                   const results::Summary& summary) {
  const std::size_t count = uncertain_names(resolved.transport).size();
  const outcomes::UncertainValue error = length_error(corrections);
  Samples drawn;
  for (const std::vector<double>& point : outcomes::latin_hypercube(count + 2, resolved.transport.input.samples))
    for (const transport::NamedValue& value :
         load_at(resolved, properties_at(resolved.transport, {point.begin(), point.begin() + long(count)}),
                 inserted * error.quantile(point[count]), margin_at(summary, point[count + 1]))
             .values)
      drawn[value.name].push_back(value.value);
  return drawn;
}

} // namespace

void add_drug_load(const ResolvedCase& resolved, const double inserted, const bool measured,
                   const screening::Corrections& corrections, results::Summary& summary) {
  const transport::DrugLoad best =
      load_at(resolved, properties_of(resolved.transport), inserted, summary.value("strength.safety_factor"));
  const Samples drawn = measured ? samples_of(resolved, inserted, corrections, summary) : Samples();
  for (const transport::NamedValue& value : best.values) {
    results::SummaryValue quantity = declared_value(value, transport::drug_quantities());
    if (const auto found = drawn.find(value.name); found != drawn.end() && found->second.size() > 1) {
      const outcomes::Interval interval = outcomes::interval_of(value.value, found->second, {});
      quantity.low = interval.low;
      quantity.high = interval.high;
    }
    summary.quantities.push_back(quantity);
  }
  summary.label.notes.insert(summary.label.notes.end(), best.notes.begin(), best.notes.end());
  summary.label.warnings.insert(summary.label.warnings.end(), best.warnings.begin(), best.warnings.end());
}

} // namespace acumen::scenarios
