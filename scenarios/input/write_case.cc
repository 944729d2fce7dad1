#include "scenarios/input/write_case.h"

#include "solver/base/quantity.h"

#include <fmt/format.h>
#include <stdexcept>

namespace acumen::scenarios {

namespace {

std::string quoted(const std::string& text) {
  std::string body;
  for (const char c : text)
    body += c == '"' || c == '\\' ? std::string{'\\', c} : c == '\n' ? "\\n" : std::string{c};
  return "\"" + body + "\"";
}

std::string value_text(const Parameter& parameter, const ParameterValue& value) {
  switch (parameter.kind) {
  case Parameter::Kind::quantity:
    return base::format_quantity(std::get<double>(value), parameter.unit);
  case Parameter::Kind::integer:
    return std::to_string(std::get<long>(value));
  case Parameter::Kind::boolean:
    return std::get<bool>(value) ? "true" : "false";
  case Parameter::Kind::choice:
    return std::get<std::string>(value);
  case Parameter::Kind::text:
    return quoted(std::get<std::string>(value));
  }
  throw std::logic_error("no such kind of parameter");
}

std::string write_group(const Group& group, const void* owner, std::size_t indent);

std::string write_child(const Group& child, const void* owner, std::size_t indent) {
  const std::string blanks(indent, ' ');
  std::string text;
  for (const Group::Entry& entry : child.entries(owner)) {
    const std::size_t deeper = indent + (child.shape == Group::Shape::single ? 2 : 4);
    std::string body = write_group(child, entry.member, deeper);
    if (body.empty())
      continue;
    if (child.shape == Group::Shape::list)
      body[indent + 2] = '-';
    if (child.shape == Group::Shape::named)
      text += fmt::format("{}  {}:\n", blanks, quoted(entry.name));
    text += body;
  }
  return text.empty() ? "" : fmt::format("{}{}:\n{}", blanks, child.key, text);
}

std::string write_group(const Group& group, const void* owner, std::size_t indent) {
  std::string text;
  for (const Parameter& parameter : group.parameters)
    if (const auto value = parameter.fetch(owner);
        value && !(parameter.kind == Parameter::Kind::text && std::get<std::string>(*value).empty()))
      text += fmt::format("{}{}: {}\n", std::string(indent, ' '), parameter.key, value_text(parameter, *value));
  for (const Group& child : group.groups)
    text += write_child(child, owner, indent);
  return text;
}

} // namespace

std::string write_yaml(const Group& group, const void* owner) {
  return write_group(group, owner, 0);
}

} // namespace acumen::scenarios
