#include "scenarios/app/outcome_table.h"

#include "scenarios/app/terminal.h"
#include "solver/base/quantity.h"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>

namespace acumen::app {

namespace {

constexpr int digits = 3;

/// How a number is printed.
enum class Style { quantity, percent, per_area, factor, yes_no, count };

struct Line {
  const char* label;
  const char* name;
  Style style = Style::quantity;
};

struct Section {
  const char* title;
  std::vector<Line> lines;
};

const std::vector<Section>& sections() {
  static const std::vector<Section> all = {
      {"Wound and session",
       {{"reaches the papillary dermis", "wound.probability_papillary_dermis", Style::percent},
        {"reaches the reticular dermis", "wound.probability_reticular_dermis", Style::percent},
        {"goes through the dermis", "wound.probability_subcutis", Style::percent},
        {"mouth of the hole, needle in", "wound.mouth_inserted"},
        {"mouth of the hole after withdrawal", "wound.mouth_after"},
        {"volume of the hole, needle in", "wound.volume_inserted"},
        {"punctures in the session", "wound.punctures", Style::count},
        {"punctures per area", "wound.puncture_density", Style::per_area},
        {"share of the skin that is hole", "wound.coverage", Style::percent},
        {"angle of a roller's needle at entry", "wound.roller_angle"},
        {"longest slot a roller's needle can tear", "wound.roller_sweep"}}},
      {"Bleeding",
       {{"vessels cut by one needle", "bleeding.expected_cuts", Style::count},
        {"visible bleeding, one needle", "bleeding.probability_visible", Style::percent},
        {"the same by the law of pen needles", "bleeding.probability_visible_empirical", Style::percent},
        {"visible bleeding anywhere in the session", "bleeding.probability_any", Style::percent},
        {"bleeding points", "bleeding.points_density", Style::per_area},
        {"blood in all", "bleeding.volume"},
        {"clotting time of a small vessel", "bleeding.clotting_time"},
        {"bleeding time over normal", "bleeding.time_factor", Style::factor},
        {"blood over that with normal clotting", "bleeding.volume_ratio", Style::factor},
        {"chance over that with normal clotting", "bleeding.probability_ratio", Style::factor},
        {"a clotted cut opens again", "bleeding.rebleed_probability", Style::percent}}},
      {"Needle",
       {{"force at failure", "strength.failure_force"},
        {"failure force over insertion force", "strength.safety_factor", Style::factor},
        {"needle fails with probability", "strength.probability_of_failure", Style::percent},
        {"first yield over insertion force", "strength.first_yield_safety_factor", Style::factor},
        {"tip yields up to the radius", "strength.crushed_radius"}}},
      {"Healing",
       {{"channels closed after", "healing.closure_time"},
        {"barrier restored after", "healing.barrier_recovery_time"},
        {"redness shows for", "healing.redness_duration"},
        {"new collagen is most after", "healing.collagen_peak_time"},
        {"nine tenths of it have matured after", "healing.collagen_full_time"},
        {"scar at a channel", "healing.scar_probability", Style::percent},
        {"dark spots", "healing.pigment_probability", Style::percent},
        {"bruise", "healing.bruise_probability", Style::percent},
        {"pain over that of a 26G needle", "pain.relative", Style::percent}}}};
  return all;
}

std::string percent(const double value) {
  return value != 0. && std::abs(value) < 0.0005 ? fmt::format("{:.1e} %", 100. * value)
                                                 : fmt::format("{:.3g} %", 100. * value);
}

std::string text(const results::SummaryValue& quantity, const double value, const Style style) {
  switch (style) {
  case Style::percent:
    return percent(value);
  case Style::per_area:
    return fmt::format("{:.3g}/cm2", 1e-4 * value);
  case Style::factor:
    return fmt::format("x{:.3g}", value);
  case Style::yes_no:
    return value > 0. ? "yes" : "no";
  case Style::count:
    return fmt::format("{:.3g}", value);
  case Style::quantity:
    break;
  }
  // Hours and days read better than a great many seconds.
  if (quantity.unit == "s" && value >= 86400.)
    return fmt::format("{:.3g} days", value / 86400.);
  if (quantity.unit == "s" && value >= 600.)
    return fmt::format("{:.3g} h", value / 3600.);
  return base::format_quantity(value, quantity.unit, digits);
}

const results::SummaryValue* find(const results::Summary& summary, const std::string& name) {
  const auto found = std::find_if(summary.quantities.begin(), summary.quantities.end(),
                                  [&](const results::SummaryValue& quantity) { return quantity.name == name; });
  return found == summary.quantities.end() || !std::isfinite(found->value) ? nullptr : &*found;
}

std::string line(const results::Summary& summary, const Line& entry) {
  const results::SummaryValue* const quantity = find(summary, entry.name);
  // Nothing changed by a drug, nothing that opens again: not worth a line.
  const bool idle =
      quantity != nullptr && ((entry.style == Style::factor && quantity->value == 1.) ||
                              (quantity->value == 0. && quantity->name == "bleeding.rebleed_probability"));
  if (quantity == nullptr || idle)
    return "";
  const bool bounded = std::isfinite(quantity->low) && std::isfinite(quantity->high);
  const std::string interval =
      bounded ? text(*quantity, quantity->low, entry.style) + " to " + text(*quantity, quantity->high, entry.style)
              : "";
  return bounded_line(fmt::format("  {:<41}{:>12}", entry.label, text(*quantity, quantity->value, entry.style)),
                      interval, 24);
}

/// The comparator's numbers beside the needle's; empty where the case asks for none.
std::string comparison(const results::Summary& summary) {
  std::string lines;
  for (const Section& section : sections())
    for (const Line& entry : section.lines) {
      const results::SummaryValue* const needle = find(summary, entry.name);
      const results::SummaryValue* const laser = find(summary, "laser." + std::string(entry.name));
      if (needle == nullptr || laser == nullptr)
        continue;
      const auto cell = [&](const results::SummaryValue& quantity) {
        const std::string value = text(quantity, quantity.value, entry.style);
        return std::isfinite(quantity.low) && std::isfinite(quantity.high)
                   ? fmt::format("{} ({} to {})", value, text(quantity, quantity.low, entry.style),
                                 text(quantity, quantity.high, entry.style))
                   : value;
      };
      lines += fmt::format("  {:<41}{:<36}{}\n", entry.label, cell(*needle), cell(*laser));
    }
  return lines.empty() ? "" : fmt::format("{:<43}{:<36}{}\n", "Laser beside the needle", "needle", "laser") + lines;
}

} // namespace

std::string outcome_table(const results::Summary& summary) {
  std::string table;
  for (const Section& section : sections()) {
    std::string lines;
    for (const Line& entry : section.lines)
      lines += line(summary, entry);
    if (!lines.empty())
      table += fmt::format("{:<43}{:>12} {:>24}\n", section.title, "", "90 % interval") + lines;
  }
  return table + comparison(summary);
}

bool is_check(const std::string& warning) {
  return warning.rfind("check", 0) == 0;
}

} // namespace acumen::app
