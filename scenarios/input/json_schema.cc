#include "scenarios/input/json_schema.h"

#include "scenarios/input/describe.h"
#include "solver/base/quantity.h"

#include <cmath>
#include <nlohmann/json.hpp>
#include <stdexcept>

namespace acumen::scenarios {

namespace {

using Json = nlohmann::ordered_json;

// A number, and for all but pure numbers something after it; whether that is a unit of the dimension only the reader
// knows.
Json quantity_schema(const Parameter& parameter) {
  const std::string number = "^\\s*[-+]?([0-9]+\\.?[0-9]*|\\.[0-9]+)([eE][-+]?[0-9]+)?";
  Json text = {{"type", "string"}, {"pattern", number + (parameter.unit == "1" ? "\\s*%?\\s*$" : "\\s*[^0-9\\s].*$")}};
  if (parameter.unit != "1")
    return text;
  Json plain = {{"type", "number"}};
  if (std::isfinite(parameter.range.low))
    plain[parameter.range.low_open ? "exclusiveMinimum" : "minimum"] = parameter.range.low;
  if (std::isfinite(parameter.range.high))
    plain[parameter.range.high_open ? "exclusiveMaximum" : "maximum"] = parameter.range.high;
  return {{"anyOf", {plain, text}}};
}

Json value_schema(const Parameter& parameter) {
  switch (parameter.kind) {
  case Parameter::Kind::quantity:
    return quantity_schema(parameter);
  case Parameter::Kind::integer:
    return {{"type", "integer"}, {"minimum", long(parameter.range.low)}, {"maximum", long(parameter.range.high)}};
  case Parameter::Kind::boolean:
    return {{"type", "boolean"}};
  case Parameter::Kind::choice:
    return {{"enum", parameter.choices}};
  case Parameter::Kind::text:
    return {{"type", "string"}, {"minLength", 1}};
  }
  throw std::logic_error("no such kind of parameter");
}

Json parameter_schema(const Parameter& parameter) {
  const Json value = value_schema(parameter);
  const Json text = {{"type", "string"}};
  // In a value's stead: the value with where it comes from.
  const Json annotated = {{"type", "object"},
                          {"required", {"value"}},
                          {"additionalProperties", false},
                          {"properties",
                           {{"value", value},
                            {"spread", {{"type", {"string", "number", "array"}}}},
                            {"source", text},
                            {"label", text},
                            {"note", text}}}};
  Json schema = {{"description", parameter.meaning +
                                     " Allowed: " + (range_text(parameter).empty() ? "any" : range_text(parameter)) +
                                     "." + (parameter.source.empty() ? "" : " Source: " + parameter.source)},
                 {"anyOf", {value, annotated}}};
  if (!parameter.default_text.empty())
    schema["default"] = parameter.default_text;
  return schema;
}

Json group_schema(const Group& group);

Json child_schema(const Group& child) {
  Json one = group_schema(child);
  if (child.shape == Group::Shape::list) {
    Json list = {{"description", child.meaning}, {"type", "array"}, {"items", one}};
    if (!child.may_be_empty)
      list["minItems"] = 1;
    return list;
  }
  if (child.shape == Group::Shape::named)
    return {{"description", child.meaning}, {"type", "object"}, {"additionalProperties", one}};
  return one;
}

Json group_schema(const Group& group) {
  Json properties = Json::object(), required = Json::array();
  for (const Parameter& parameter : group.parameters) {
    properties[parameter.key] = parameter_schema(parameter);
    if (parameter.required)
      required.push_back(parameter.key);
  }
  for (const Group& child : group.groups)
    properties[child.key] = child_schema(child);
  Json schema = {
      {"description", group.meaning}, {"type", "object"}, {"properties", properties}, {"additionalProperties", false}};
  if (!required.empty())
    schema["required"] = required;
  return schema;
}

} // namespace

std::string json_schema(const Group& group, const std::string& title) {
  Json schema = {{"$schema", "https://json-schema.org/draft/2020-12/schema"}, {"title", title}};
  schema.update(group_schema(group));
  return schema.dump(2);
}

} // namespace acumen::scenarios
