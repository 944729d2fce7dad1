#include "scenarios/app/transport_table.h"

#include "scenarios/app/terminal.h"
#include "solver/base/quantity.h"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>

namespace acumen::app {

namespace {

constexpr int digits = 3;
constexpr double minute = 60., hour = 3600.;

std::string text_of(const double value, const std::string& unit) {
  if (!std::isfinite(value))
    return "-";
  if (unit == "s")
    return value >= hour     ? fmt::format("{:.3g} h", value / hour)
           : value >= minute ? fmt::format("{:.3g} min", value / minute)
                             : base::format_quantity(value, "s", digits);
  if (unit == "kg/m^3") // in plasma
    return value >= 1e-3 ? fmt::format("{:.3g} mg/l", 1e3 * value) : fmt::format("{:.3g} ug/l", 1e6 * value);
  return unit == "1" ? fmt::format("{:.1f} %", 100. * value) : base::format_quantity(value, unit, digits);
}

/// Nothing for a quantity that the summary does not have or that does not exist.
std::string row(const results::Summary& summary, const std::string& label, const std::string& name) {
  const auto found = std::find_if(summary.quantities.begin(), summary.quantities.end(),
                                  [&](const results::SummaryValue& value) { return value.name == name; });
  if (found == summary.quantities.end() || !std::isfinite(found->value))
    return "";
  const std::string interval = std::isfinite(found->low) ? fmt::format("{} .. {}", text_of(found->low, found->unit),
                                                                       text_of(found->high, found->unit))
                                                         : "";
  return bounded_line(fmt::format("  {:<34} {:>14}", label, text_of(found->value, found->unit)), interval, 27);
}

std::string titled(const std::string& title, const std::string& rows) {
  return rows.empty() ? "" : title + "\n" + rows;
}

} // namespace

std::string transport_table(const results::Summary& summary) {
  std::string drug;
  for (const auto& [label, name] : {std::pair{"dose carried", "drug.dose"},
                                    {"in the needles, but outside", "drug.outside"},
                                    {"delivered below the stratum corneum", "drug.delivered"},
                                    {"share of the dose", "drug.delivered_fraction"},
                                    {"without needles it would be", "drug.delivered_intact"},
                                    {"time to 50 %", "drug.time_to_50"},
                                    {"time to 90 %", "drug.time_to_90"},
                                    {"left in the needle", "drug.left_in_needle"},
                                    {"left on the skin", "drug.left_on_skin"},
                                    {"in the hole", "drug.in_hole"},
                                    {"in the tissue", "drug.in_tissue"},
                                    {"cleared to blood", "drug.cleared"},
                                    {"into deeper tissue", "drug.into_deep_tissue"},
                                    {"highest plasma concentration", "drug.plasma_peak"},
                                    {"when", "drug.plasma_peak_time"},
                                    {"most that could be loaded", "drug.maximum_load"}})
    drug += row(summary, label, name);
  std::string infusion;
  for (const auto& [label, name] : {std::pair{"flow of one needle, tissue opened", "infusion.flow"},
                                    {"flow, tissue compacted", "infusion.flow_compacted"},
                                    {"lumen alone (Poiseuille)", "infusion.lumen_flow"},
                                    {"back-pressure at the tip", "infusion.back_pressure"},
                                    {"time to infuse the volume", "infusion.time"}})
    infusion += row(summary, label, name);
  std::string rf;
  for (const auto& [label, name] : {std::pair{"resistance of the pair", "rf.resistance"},
                                    {"power at the start", "rf.power"},
                                    {"energy", "rf.energy"},
                                    {"highest temperature", "rf.peak_temperature"},
                                    {"lesion begins at depth", "rf.lesion_top"},
                                    {"lesion ends at depth", "rf.lesion_bottom"},
                                    {"lesion width", "rf.lesion_width"},
                                    {"lesion volume", "rf.lesion_volume"}})
    rf += row(summary, label, name);
  return titled("Drug, all needles (5 to 95 % of the uncertain drug data)", drug) + titled("Infusion", infusion) +
         titled("Radiofrequency pulse (not calibrated)", rf);
}

} // namespace acumen::app
