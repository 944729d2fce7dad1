#include "scenarios/compute/build_drug_case.h"

#include "solver/outcomes/uncertain_value.h"

#include <algorithm>
#include <cmath>
#include <stdexcept>

namespace acumen::scenarios {

namespace {

transport::InfusionSettings infusion_settings(const DrugInput& input, const meshes::NeedleProfile& needle) {
  transport::InfusionSettings infusion;
  infusion.pressure = input.infusion_pressure;
  infusion.volume = input.infused_volume;
  infusion.lumen_diameter = input.lumen_diameter.value_or(needle.largest_radius());
  infusion.lumen_length = input.lumen_length.value_or(needle.length());
  infusion.viscosity = input.viscosity;
  infusion.sealing_pressure = input.sealing_pressure;
  return infusion;
}

} // namespace

transport::DrugCase drug_case(const ResolvedCase& resolved, const TransportProperties& properties,
                              transport::WoundedSkin skin, const double drug_free_margin) {
  const DrugInput& input = resolved.transport.input;
  transport::DrugCase result;
  result.skin = std::move(skin);
  result.drug = properties.drug;
  result.polymer = properties.polymer;
  result.settings = resolved.transport.settings();
  result.settings.needles = double(resolved.input.array.rows * resolved.input.array.columns);
  result.safety_factor = input.safety_factor;
  result.drug_free_margin = drug_free_margin;
  if (input.system == DrugSystem::hollow)
    result.infusion = infusion_settings(input, resolved.needle);
  return result;
}

double margin_at(const results::Summary& summary, const double quantile) {
  const auto found = std::find_if(summary.quantities.begin(), summary.quantities.end(),
                                  [](const auto& value) { return value.name == "strength.safety_factor"; });
  if (found == summary.quantities.end() || !std::isfinite(found->low) || !(found->low > 0.) ||
      !(found->low <= found->value) || !(found->value <= found->high))
    return summary.value("strength.safety_factor");
  return outcomes::lognormal_between(found->value, found->low, found->high).quantile(quantile);
}

results::SummaryValue declared_value(const transport::NamedValue& value,
                                     const std::vector<results::OutputQuantity>& declarations) {
  const auto found = std::find_if(declarations.begin(), declarations.end(),
                                  [&](const auto& declaration) { return declaration.name == value.name; });
  if (found == declarations.end())
    throw std::logic_error("the quantity " + value.name + " is not declared");
  results::SummaryValue entry;
  entry.name = value.name;
  entry.unit = found->unit;
  entry.value = value.value;
  return entry;
}

} // namespace acumen::scenarios
