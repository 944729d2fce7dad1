#include "scenarios/input/compare_cases.h"

#include "scenarios/input/declarations.h"
#include "solver/base/quantity.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <fmt/format.h>

namespace acumen::scenarios {

namespace {

constexpr double same_digits = 1e-9;
constexpr std::array without_influence = {
    "title",          "drug",   "rf",         "patient",       "treatment",
    "comparator",     "output", "array.rows", "array.columns", "solver.time_limit",
    "needle.material"};

/// One value of a case by its path.
struct CaseValue {
  std::string path;
  ParameterValue value;
  std::string unit; ///< of quantities
};

bool counts(const std::string& path) {
  return std::find(without_influence.begin(), without_influence.end(), path) == without_influence.end();
}

void flatten(const Group& group, const void* const owner, const std::string& prefix, std::vector<CaseValue>& settings) {
  for (const Parameter& parameter : group.parameters)
    if (const auto value = parameter.fetch(owner); value && counts(prefix + parameter.key))
      settings.push_back({prefix + parameter.key, *value, parameter.unit});
  for (const Group& child : group.groups) {
    if (!counts(prefix + child.key))
      continue;
    std::size_t index = 0;
    for (const Group::Entry& entry : child.entries(owner)) {
      const std::string item = child.shape == Group::Shape::list    ? fmt::format("[{}]", index++)
                               : child.shape == Group::Shape::named ? "." + entry.name
                                                                    : "";
      flatten(child, entry.member, prefix + child.key + item + ".", settings);
    }
  }
}

std::string text_of(const CaseValue& setting) {
  if (const auto* const number = std::get_if<double>(&setting.value))
    return base::format_quantity(*number, setting.unit, 6);
  if (const auto* const number = std::get_if<long>(&setting.value))
    return std::to_string(*number);
  if (const auto* const flag = std::get_if<bool>(&setting.value))
    return *flag ? "true" : "false";
  return std::get<std::string>(setting.value);
}

bool same(const ParameterValue& left, const ParameterValue& right) {
  const auto *const a = std::get_if<double>(&left), *const b = std::get_if<double>(&right);
  return a && b ? std::abs(*a - *b) <= same_digits * std::max(std::abs(*a), std::abs(*b)) : left == right;
}

const CaseValue* find(const std::vector<CaseValue>& settings, const std::string& path) {
  const auto found =
      std::find_if(settings.begin(), settings.end(), [&](const CaseValue& setting) { return setting.path == path; });
  return found == settings.end() ? nullptr : &*found;
}

} // namespace

std::vector<std::string> mechanical_differences(const CaseInput& here, const CaseInput& there) {
  std::vector<CaseValue> own, other;
  flatten(case_declaration(), &here, "", own);
  flatten(case_declaration(), &there, "", other);
  std::vector<std::string> differences;
  for (const CaseValue& setting : own) {
    const CaseValue* const match = find(other, setting.path);
    if (!match || !same(setting.value, match->value))
      differences.push_back(fmt::format("{}: {} here, {} there", setting.path, text_of(setting),
                                        match ? text_of(*match) : std::string("nothing")));
  }
  for (const CaseValue& setting : other)
    if (!find(own, setting.path))
      differences.push_back(fmt::format("{}: nothing here, {} there", setting.path, text_of(setting)));
  return differences;
}

} // namespace acumen::scenarios
