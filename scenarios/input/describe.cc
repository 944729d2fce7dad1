#include "scenarios/input/describe.h"

#include "solver/base/quantity.h"

#include <cmath>
#include <fmt/format.h>
#include <fmt/ranges.h>
#include <stdexcept>

namespace acumen::scenarios {

namespace {

std::string bound(double value, const Parameter& parameter) {
  if (parameter.kind == Parameter::Kind::integer)
    return fmt::format("{:.0f}", value);
  return base::format_quantity(value, parameter.unit, 4);
}

std::string kind_text(const Parameter& parameter) {
  switch (parameter.kind) {
  case Parameter::Kind::quantity:
    return base::dimension_name(parameter.unit);
  case Parameter::Kind::integer:
    return "whole number";
  case Parameter::Kind::boolean:
    return "true or false";
  case Parameter::Kind::choice:
    return "choice";
  case Parameter::Kind::text:
    return "text";
  }
  throw std::logic_error("no such kind of parameter");
}

std::string default_line(const Parameter& parameter) {
  if (parameter.required)
    return "required";
  if (!parameter.default_text.empty())
    return "default " + parameter.default_text;
  return parameter.automatic_text.empty() ? "optional" : "if left out: " + parameter.automatic_text;
}

std::string describe_parameter(const Parameter& parameter, const std::string& path) {
  std::string text = fmt::format("{}\n    {}", path, kind_text(parameter));
  if (const std::string range = range_text(parameter); !range.empty())
    text += ", " + range;
  text += fmt::format("; {}\n    {}\n", default_line(parameter), parameter.meaning);
  if (!parameter.source.empty())
    text += fmt::format("    Source: {}.\n", parameter.source);
  return text;
}

std::string describe_group(const Group& group, const std::string& path, const std::string& filter) {
  std::string text;
  for (const Parameter& parameter : group.parameters) {
    const std::string own = path.empty() ? parameter.key : path + "." + parameter.key;
    if (own.find(filter) != std::string::npos)
      text += describe_parameter(parameter, own);
  }
  for (const Group& child : group.groups) {
    const char* const suffix = child.shape == Group::Shape::list    ? "[]"
                               : child.shape == Group::Shape::named ? ".NAME"
                                                                    : "";
    const std::string inner = (path.empty() ? "" : path + ".") + child.key + suffix;
    if (const std::string body = describe_group(child, inner, filter); !body.empty())
      text += fmt::format("\n{} -- {}\n\n{}", inner, child.meaning, body);
  }
  return text;
}

} // namespace

std::string range_text(const Parameter& parameter) {
  if (parameter.kind == Parameter::Kind::choice)
    return fmt::format("{}", fmt::join(parameter.choices, " | "));
  if (parameter.kind != Parameter::Kind::quantity && parameter.kind != Parameter::Kind::integer)
    return "";
  const Range& range = parameter.range;
  const bool low = std::isfinite(range.low), high = std::isfinite(range.high);
  const char* const above = range.low_open ? "above " : "at least ";
  if (low && high)
    return range.low_open ? fmt::format("above {} to {}", bound(range.low, parameter), bound(range.high, parameter))
                          : fmt::format("{} to {}", bound(range.low, parameter), bound(range.high, parameter));
  if (low)
    return above + bound(range.low, parameter);
  return high ? "at most " + bound(range.high, parameter) : "";
}

std::string describe(const Group& group, const std::string& filter) {
  return describe_group(group, "", filter);
}

} // namespace acumen::scenarios
