#include "scenarios/app/result_table.h"

#include "scenarios/app/outcome_table.h"
#include "scenarios/app/terminal.h"
#include "scenarios/app/transport_table.h"
#include "solver/base/quantity.h"

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <fmt/format.h>

namespace acumen::app {

namespace {

constexpr int digits = 4;

constexpr std::size_t interval_width = 17;

std::string label_and_value(const std::string& label, const std::string& value) {
  return fmt::format("  {:<45}{:>14}", label, value);
}

/// Both ends of a number's interval; empty where there is none.
std::string interval(const results::SummaryValue& quantity, const std::string& unit) {
  constexpr int interval_digits = 3;
  if (!std::isfinite(quantity.low) || !std::isfinite(quantity.high))
    return "";
  return range_text(base::format_quantity(quantity.low, unit, interval_digits),
                    base::format_quantity(quantity.high, unit, interval_digits));
}

/// Values that do not exist (no puncture, no withdrawal) are left out.
std::string quantity(const results::Summary& summary, const std::string& label, const std::string& name,
                     const std::string& unit) {
  const results::SummaryValue* const found = summary.find(name);
  if (found == nullptr || !std::isfinite(found->value))
    return "";
  const std::string value = base::format_quantity(found->value, unit, digits);
  return bounded_line(label_and_value(label, value), interval(*found, unit), interval_width);
}

std::string share(const results::Summary& summary, const std::string& label, const std::string& name) {
  const double value = summary.value(name), external = summary.value("energy.external");
  if (!std::isfinite(value))
    return "";
  const std::string part = external > 0. ? fmt::format("{:5.1f} %", 100. * value / external) : "";
  return fmt::format("  {:<40} {:>11.4g} uJ {:>9}\n", label, 1e6 * value, part);
}

/// Breaks a text at blanks; further lines are indented.
std::string wrapped(const std::string& text, const std::string& beginning = "  -") {
  std::string result, row = beginning;
  std::size_t begin = 0;
  while (begin < text.size()) {
    std::size_t end = text.find(' ', begin);
    end = end == std::string::npos ? text.size() : end;
    if (row.size() + 1 + end - begin > page_width) {
      result += row + "\n";
      row = "   ";
    }
    row += " " + text.substr(begin, end - begin);
    begin = end + 1;
  }
  return result + row + "\n";
}

/// The case's title and how the run ended.
std::string heading(const results::Summary& summary) {
  const std::string status = "  (" + summary.status + ")";
  if (summary.label.title.size() + status.size() <= page_width)
    return summary.label.title + status + "\n";
  return wrapped(summary.label.title, "").substr(1) + status.substr(2) + "\n";
}

std::string insertion_part(const results::Summary& summary) {
  const bool bounded = std::any_of(summary.quantities.begin(), summary.quantities.end(), [](const auto& quantity) {
    return quantity.name.rfind("insertion.", 0) == 0 && std::isfinite(quantity.low);
  });
  std::string text =
      bounded_line(label_and_value("punctured", summary.value("insertion.punctured") > 0. ? "yes" : "no"),
                   bounded ? "90 % interval" : "", interval_width);
  text += quantity(summary, "puncture force", "insertion.puncture_force", "N");
  text += quantity(summary, "needle travel at puncture", "insertion.puncture_displacement", "m");
  text += quantity(summary, "indentation of the skin at puncture", "insertion.indentation_at_puncture", "m");
  text += quantity(summary, "largest force", "insertion.maximum_force", "N");
  text += quantity(summary, "force at full depth", "insertion.force_at_end", "N");
  text += quantity(summary, "force after the hold", "insertion.force_after_hold", "N");
  text += quantity(summary, "penetration depth below the deformed surface", "insertion.penetration_depth", "m");
  text += quantity(summary, "tip below the undisturbed surface", "insertion.tip_depth", "m");
  text += quantity(summary, "largest pull during withdrawal", "insertion.withdrawal_force", "N");
  return text;
}

std::string energy_part(const results::Summary& summary, const std::vector<std::string>& layers) {
  std::string text = "Work of the needle\n" + share(summary, "external work", "energy.external");
  text += share(summary, "stored in the skin", "energy.stored");
  for (const std::string& layer : layers)
    if (summary.value("energy.fracture." + layer) > 0.)
      text += share(summary, "fracture, " + layer, "energy.fracture." + layer);
  text += share(summary, "friction", "energy.friction");
  text += share(summary, "viscous", "energy.viscous");
  text += share(summary, "released in snaps", "energy.released");
  // The screening model has no balance of its own to check.
  if (!std::isfinite(summary.value("energy.closure_error")))
    return text;
  return text + fmt::format("  {:<40} {:>24}\n", "not accounted for (of the largest work)",
                            fmt::format("{:.2f} %", 100. * summary.value("energy.closure_error")));
}

/// A number of the wound in a layer, or its interval, in multiples of `scale`; "-" where there is none.
std::string wound_cell(const results::Summary& summary, const std::string& name, const double scale,
                       const bool interval) {
  const results::SummaryValue* const quantity = summary.find(name);
  if (quantity == nullptr || !std::isfinite(quantity->value))
    return interval ? "" : "-";
  if (!interval)
    return fmt::format("{:.4g}", quantity->value / scale);
  const bool bounded = std::isfinite(quantity->low) && std::isfinite(quantity->high);
  // Three digits, none behind the fourth decimal: "0.0006 to 0.0066" rather than "0.000636 to 0.00662".
  const auto digits = [scale](const double value) {
    return fmt::format("{:.3g}", std::round(value / scale * 1e4) / 1e4);
  };
  return bounded ? digits(quantity->low) + " to " + digits(quantity->high) : "";
}

std::string wound_part(const results::Summary& summary, const std::vector<std::string>& layers) {
  if (!(summary.value("wound.depth") > 0.))
    return "No wound\n";
  constexpr double micrometre = 1e-6, thousandth_of_mm2 = 1e-9;
  const std::pair<const char*, double> columns[] = {{".depth", micrometre},
                                                    {".opening", micrometre},
                                                    {".residual_opening", micrometre},
                                                    {".crack_area", thousandth_of_mm2}};
  std::string text =
      fmt::format("{:<18}{:>15}{:>15}{:>15}{:>17}\n", "Wound", "depth in", "largest", "left after", "area of") +
      fmt::format("{:<18}{:>15}{:>15}{:>15}{:>17}\n", "", "the layer", "opening", "withdrawal", "the cracks") +
      fmt::format("{:<18}{:>15}{:>15}{:>15}{:>17}\n", "  (90 % interval)", "um", "um", "um", "1e-3 mm2");
  for (const std::string& layer : layers) {
    if (!(summary.value("wound." + layer + ".depth") > 0.))
      continue;
    for (const bool interval : {false, true}) {
      std::string row = fmt::format("  {:<16}", interval ? "" : layer);
      for (const auto& [what, scale] : columns)
        row += fmt::format("{:>{}}", wound_cell(summary, std::string("wound.") + layer + what, scale, interval),
                           what == columns[3].first ? 17 : 15);
      row.erase(row.find_last_not_of(' ') + 1);
      text += row.empty() ? "" : row + "\n";
    }
  }
  return text;
}

std::string list(const std::string& title, const std::vector<std::string>& entries) {
  std::string text = entries.empty() ? "" : title + "\n";
  for (const std::string& entry : entries)
    text += wrapped(entry);
  return text;
}

} // namespace

std::string result_table(const results::Summary& summary, const std::vector<std::string>& layers,
                         const std::string& folder, const std::string& force) {
  std::string text = "\n" + heading(summary);
  if (!summary.quantities.empty())
    text += insertion_part(summary) + (force.empty() ? "" : "  force against travel    " + force + "\n") +
            energy_part(summary, layers) + wound_part(summary, layers) + outcome_table(summary) +
            transport_table(summary);
  text += list("Findings", summary.label.notes);
  std::vector<std::string> checks, warnings;
  for (const std::string& warning : summary.label.warnings)
    (is_check(warning) ? checks : warnings).push_back(warning);
  text += list("Patient and technique", checks);
  text += list("Warnings", warnings);
  if (!summary.label.assumptions.empty())
    text += fmt::format("{} input values are assumed, not measured: summary.json lists them\n",
                        summary.label.assumptions.size());
  text += fmt::format("Results\n  {}/summary.json, history.csv, results.h5\n", folder);
  const std::string fields = folder + "/fields/insertion.pvd";
  if (std::filesystem::exists(fields))
    text += "  " + fields + "\n";
  return text;
}

std::string force_bars(const std::vector<stepping::StepRecord>& records) {
  const auto deepest = std::max_element(records.begin(), records.end(),
                                        [](const auto& a, const auto& b) { return a.travel < b.travel; });
  std::vector<double> travel = {0.}, force = {0.};
  for (auto record = records.begin(); record != records.end() && record <= deepest; ++record)
    // Where the needle gives way under a prescribed force its travel may fall back a little.
    if (record->travel >= travel.back()) {
      travel.push_back(record->travel);
      force.push_back(record->force);
    }
  return force_bars(travel, force);
}

std::string force_bars(const std::vector<double>& travel, const std::vector<double>& force) {
  constexpr std::size_t columns = 53;
  return sparkline(travel, force, columns, utf8_locale());
}

} // namespace acumen::app
