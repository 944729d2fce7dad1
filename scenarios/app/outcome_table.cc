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
enum class Style { quantity, percent, per_area, factor, count, blunting };

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
        {"depth down to which the skin is open", "wound.reach"},
        {"mouth of the hole, needle in", "wound.mouth_inserted"},
        {"mouth after it, at the very surface", "wound.mouth_after"},
        {"width that stays open in living skin", "healing.channel_width"},
        {"share of the mouth that closes by itself", "wound.recoil", Style::percent},
        {"volume of the hole, needle in", "wound.volume_inserted"},
        {"volume of the hole after withdrawal", "wound.volume_after"},
        {"punctures in the session", "wound.punctures", Style::count},
        {"punctures per area", "wound.puncture_density", Style::per_area},
        {"share of the skin that is hole", "wound.coverage", Style::percent},
        {"angle of a roller's needle at entry", "wound.roller_angle"},
        {"longest slot a roller's needle can tear", "wound.roller_sweep"}}},
      {"Bleeding",
       {{"vessels cut by one needle", "bleeding.expected_cuts", Style::count},
        {"of these, capillary loops", "bleeding.expected_cuts.capillary_loops", Style::count},
        {"vessels of the upper plexus", "bleeding.expected_cuts.upper_plexus", Style::count},
        {"vessels of the reticular dermis", "bleeding.expected_cuts.reticular_vessels", Style::count},
        {"vessels of the lower plexus", "bleeding.expected_cuts.lower_plexus", Style::count},
        {"vessels of the fat", "bleeding.expected_cuts.subcutaneous_vessels", Style::count},
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
        {"the same with the tip held by the skin", "strength.safety_factor_supported", Style::factor},
        {"needle fails", "strength.probability_of_failure", Style::percent},
        {"needle fails, tip held by the skin", "strength.probability_of_failure_supported", Style::percent},
        {"buckles at, tip free", "strength.buckling_force"},
        {"buckles at, tip held by the skin", "strength.buckling_supported_force"},
        {"a section yields at", "strength.section_yield_force"},
        {"the tip is crushed at", "strength.tip_crushing_force"},
        {"bends or breaks, pushed askew, at", "strength.bending_force"},
        {"the same, tip held by the skin", "strength.bending_supported_force"},
        {"the wall fails at", "strength.wall_force"},
        {"first yield over insertion force", "strength.first_yield_safety_factor", Style::factor},
        {"tip is flattened by yielding", "strength.probability_of_blunting", Style::percent},
        {"radius the tip is flattened to", "strength.crushed_radius", Style::blunting}}},
      {"Healing",
       {{"channels closed after", "healing.closure_time"},
        {"barrier restored after", "healing.barrier_recovery_time"},
        {"last channel of the session closed after", "healing.last_closure_time"},
        {"water loss of the skin over normal", "healing.tewl_ratio", Style::factor},
        {"redness shows for", "healing.redness_duration"},
        {"new collagen is most after", "healing.collagen_peak_time"},
        {"nine tenths of it have matured after", "healing.collagen_full_time"},
        {"scar at a channel", "healing.scar_probability", Style::percent},
        {"dark spots", "healing.pigment_probability", Style::percent},
        {"bruise", "healing.bruise_probability", Style::percent},
        {"pain over that of a 26G needle", "pain.relative", Style::percent}}}};
  return all;
}

/// Below a ten-thousandth of a per cent no model here says anything.
std::string percent(const double value) {
  constexpr double least = 1e-6;
  if (value > 0. && value < least)
    return "<0.0001 %";
  return value < 0.01 ? fmt::format("{:.2g} %", 100. * value) : fmt::format("{:.3g} %", 100. * value);
}

std::string text(const results::SummaryValue& quantity, const double value, const Style style) {
  switch (style) {
  case Style::percent:
    return percent(value);
  case Style::per_area:
    return fmt::format("{:.3g}/cm2", 1e-4 * value);
  case Style::factor:
    return fmt::format("x{:.3g}", value);
  case Style::blunting:
    if (value == 0.)
      return "as made";
    break;
  case Style::count:
    return value < 100. ? fmt::format("{:.3g}", value) : fmt::format("{:.0f}", value);
  case Style::quantity:
    break;
  }
  // Minutes, hours and days read better than a great many seconds.
  if (quantity.unit == "s" && value >= 86400.)
    return fmt::format("{:.3g} days", value / 86400.);
  if (quantity.unit == "s" && value >= 7200.)
    return fmt::format("{:.3g} h", value / 3600.);
  if (quantity.unit == "s" && value >= 600.)
    return fmt::format("{:.3g} min", value / 60.);
  return base::format_quantity(value, quantity.unit, digits);
}

/// Both ends of the interval; empty where there is none.
std::string range(const results::SummaryValue& quantity, const Style style) {
  if (!std::isfinite(quantity.low) || !std::isfinite(quantity.high) || !(quantity.low < quantity.high))
    return "";
  const bool from_zero = quantity.low == 0. && style != Style::blunting;
  return range_text(from_zero ? "0" : text(quantity, quantity.low, style), text(quantity, quantity.high, style));
}

const results::SummaryValue* find(const results::Summary& summary, const std::string& name) {
  const auto found = std::find_if(summary.quantities.begin(), summary.quantities.end(),
                                  [&](const results::SummaryValue& quantity) { return quantity.name == name; });
  return found == summary.quantities.end() || !std::isfinite(found->value) ? nullptr : &*found;
}

/// Nothing changed by a drug, nothing that opens again, vessels out of reach: not worth a line.
bool idle(const results::SummaryValue& quantity, const Line& entry) {
  if (entry.style == Style::factor && quantity.value == 1.)
    return true;
  return quantity.value == 0. &&
         (quantity.name == "bleeding.rebleed_probability" || quantity.name.rfind("bleeding.expected_cuts.", 0) == 0);
}

/// Sign of a number that rests on an assumed input.
char mark(const results::SummaryValue& quantity) {
  return quantity.label == "assumed" ? '*' : ' ';
}

std::string line(const results::Summary& summary, const Line& entry) {
  const results::SummaryValue* const quantity = find(summary, entry.name);
  if (quantity == nullptr || idle(*quantity, entry))
    return "";
  return bounded_line(
      fmt::format(" {}{:<41}{:>12}", mark(*quantity), entry.label, text(*quantity, quantity->value, entry.style)),
      range(*quantity, entry.style), 24);
}

/// Label and two cells; a label or cells too long for their columns have lines of their own.
std::string compared(const char sign, const std::string& label, const std::string& needle, const std::string& laser) {
  constexpr std::size_t width = 32, cell = 23;
  std::string own_line = label.empty() ? "" : fmt::format(" {}{}\n", sign, label);
  if (std::max(needle.size(), laser.size()) >= cell) {
    own_line += needle.empty() ? "" : fmt::format("{:>{}}\n", needle, page_width - cell);
    return own_line + (laser.empty() ? "" : fmt::format("{:>{}}\n", laser, page_width));
  }
  std::string cells = fmt::format("{:>{}}{:>{}}", needle, cell, laser, cell);
  cells.erase(cells.find_last_not_of(' ') + 1);
  if (label.size() > width)
    return own_line + fmt::format("{:{}}{}\n", "", width + 2, cells);
  return fmt::format(" {}{:<{}}{}\n", sign, label, width, cells);
}

/// The comparator's numbers beside the needle's; empty where the case asks for none.
std::string comparison(const results::Summary& summary) {
  std::string lines;
  for (const Section& section : sections())
    for (const Line& entry : section.lines) {
      const results::SummaryValue* const needle = find(summary, entry.name);
      const results::SummaryValue* const laser = find(summary, "laser." + std::string(entry.name));
      if (needle == nullptr || laser == nullptr || idle(*laser, entry))
        continue;
      lines += compared(mark(*laser), entry.label, text(*needle, needle->value, entry.style),
                        text(*laser, laser->value, entry.style));
      const std::string needles = range(*needle, entry.style), lasers = range(*laser, entry.style);
      if (!(needles + lasers).empty())
        lines += compared(' ', "", needles, lasers);
    }
  return lines.empty() ? "" : fmt::format("{:<34}{:>23}{:>23}\n", "Laser beside the needle", "needle", "laser") + lines;
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
  table += comparison(summary);
  return table.find("\n *") == std::string::npos
             ? table
             : table + " *rests on at least one assumed input; summary.json names them\n";
}

bool is_check(const std::string& warning) {
  return warning.rfind("check", 0) == 0;
}

} // namespace acumen::app
