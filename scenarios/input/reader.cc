#include "scenarios/input/reader.h"

#include "scenarios/input/describe.h"
#include "solver/base/quantity.h"

#include <algorithm>
#include <fmt/format.h>
#include <fmt/ranges.h>
#include <stdexcept>

namespace acumen::scenarios {

namespace {

const std::vector<std::string> labels = {"read",         "recalled_high", "recalled_medium",
                                         "recalled_low", "derived",       "assumed"};

std::string child_path(const std::string& path, const std::string& key) {
  return path.empty() ? key : path + "." + key;
}

std::string did_you_mean(const std::string& given, const std::vector<std::string>& valid) {
  const auto nearest = base::nearest_name(given, valid);
  return (nearest ? fmt::format("did you mean \"{}\"? ", *nearest) : "") +
         fmt::format("valid here: {}", fmt::join(valid, ", "));
}

std::string default_example(const Parameter& parameter) {
  if (!parameter.default_text.empty())
    return parameter.default_text;
  return parameter.kind == Parameter::Kind::quantity ? base::example_quantity(parameter.unit) : "2";
}

ParameterValue parse_quantity(const Parameter& parameter, const std::string& text) {
  const double value = base::parse_quantity(text, parameter.unit);
  if (!parameter.range.contains(value))
    throw base::QuantityError("outside its allowed range " + range_text(parameter));
  return value;
}

ParameterValue parse_integer(const Parameter& parameter, const std::string& text) {
  std::size_t used = 0;
  long value = 0;
  try {
    value = std::stol(text, &used);
  } catch (const std::exception&) {
    used = 0;
  }
  if (used == 0 || used != text.size())
    throw base::QuantityError("must be a whole number");
  if (!parameter.range.contains(double(value)))
    throw base::QuantityError("outside its allowed range " + range_text(parameter));
  return value;
}

ParameterValue parse_boolean(const std::string& text) {
  if (text == "true" || text == "false")
    return text == "true";
  throw base::QuantityError("must be true or false");
}

// Throws base::QuantityError with one sentence.
ParameterValue parse(const Parameter& parameter, const std::string& text) {
  switch (parameter.kind) {
  case Parameter::Kind::quantity:
    return parse_quantity(parameter, text);
  case Parameter::Kind::integer:
    return parse_integer(parameter, text);
  case Parameter::Kind::boolean:
    return parse_boolean(text);
  case Parameter::Kind::choice:
    if (std::find(parameter.choices.begin(), parameter.choices.end(), text) == parameter.choices.end())
      throw base::QuantityError("not one of its names");
    return text;
  case Parameter::Kind::text:
    if (text.empty())
      throw base::QuantityError("must not be empty");
    return text;
  }
  throw std::logic_error("no such kind of parameter");
}

std::string remedy_for(const Parameter& parameter, const std::string& text) {
  if (parameter.kind == Parameter::Kind::choice)
    return did_you_mean(text, parameter.choices);
  if (parameter.kind == Parameter::Kind::boolean)
    return "write true or false";
  if (parameter.kind == Parameter::Kind::text)
    return "write a name";
  return fmt::format("for example {}: {}", parameter.key, default_example(parameter));
}

// A map in a value's stead: the value with its spread, source, label and note.
const InputNode* read_annotation(const InputNode& node, const std::string& path, ReadLog& log) {
  const std::vector<std::string> valid = {"value", "spread", "source", "label", "note"};
  Annotation annotation;
  std::string* const members[] = {&annotation.value, &annotation.spread, &annotation.source, &annotation.label,
                                  &annotation.note};
  for (std::size_t i = 0; i < node.keys.size(); ++i) {
    const auto found = std::find(valid.begin(), valid.end(), node.keys[i].text);
    if (found == valid.end()) {
      log.problems.push_back(problem_at(node.keys[i].place,
                                        fmt::format("unknown key \"{}\" in {}", node.keys[i].text, path), "",
                                        did_you_mean(node.keys[i].text, valid)));
      continue;
    }
    std::string text = node.items[i].text;
    for (const InputNode& item : node.items[i].items)
      text += (text.empty() ? "" : " to ") + item.text;
    *members[found - valid.begin()] = text;
  }
  const InputNode* const label = node.find("label");
  if (label && std::find(labels.begin(), labels.end(), label->text) == labels.end())
    log.problems.push_back(problem_at(label->place, fmt::format("{}.label is not a known label", path), label->text,
                                      did_you_mean(label->text, labels)));
  const InputNode* const value = node.find("value");
  if (!value)
    log.problems.push_back(problem_at(node.place, fmt::format("{} must be a single value", path), node.summary(),
                                      "write the value itself, or a map with value, spread, source and label"));
  log.annotations[path] = annotation;
  return value;
}

void read_parameter(const Parameter& parameter, const InputNode& node, void* owner, const std::string& path,
                    ReadLog& log) {
  const InputNode* value = &node;
  if (node.kind == InputNode::Kind::map && !(value = read_annotation(node, path, log)))
    return;
  log.places[path] = value->place;
  if (value->kind != InputNode::Kind::scalar) {
    log.report(path, fmt::format("{} must be a single value", path), value->summary(),
               remedy_for(parameter, value->text));
    return;
  }
  try {
    parameter.store(owner, parse(parameter, value->text));
  } catch (const base::QuantityError& error) {
    log.report(path, fmt::format("{}: {}", path, error.what()), value->text, remedy_for(parameter, value->text));
    return;
  }
  const auto annotation = log.annotations.find(path);
  if (!parameter.annotate || annotation == log.annotations.end())
    return;
  try {
    parameter.annotate(owner, annotation->second);
  } catch (const std::invalid_argument& error) {
    log.report(path, fmt::format("{}: its spread: {}", path, error.what()), annotation->second.spread,
               "write one standard deviation, or [low, high] about the value");
  }
}

void read_list(const Group& group, const InputNode& node, void* owner, const std::string& path, ReadLog& log) {
  log.places[path] = node.place;
  if (node.kind != InputNode::Kind::list || (node.items.empty() && !group.may_be_empty)) {
    log.report(path, fmt::format("{} must be a list with at least one entry", path), node.summary(),
               "write one entry a line, each beginning with a dash");
    return;
  }
  for (std::size_t i = 0; i < node.items.size(); ++i)
    read_group(group, node.items[i], group.open(owner, ""), fmt::format("{}[{}]", path, i), log);
}

void read_named(const Group& group, const InputNode& node, void* owner, const std::string& path, ReadLog& log) {
  log.places[path] = node.place;
  if (node.kind != InputNode::Kind::map) {
    log.report(path, fmt::format("{} must be a map from names", path), node.summary(), "write name: {...}");
    return;
  }
  for (std::size_t i = 0; i < node.keys.size(); ++i)
    read_group(group, node.items[i], group.open(owner, node.keys[i].text), child_path(path, node.keys[i].text), log);
}

void read_child(const Group& child, const InputNode& node, void* owner, const std::string& path, ReadLog& log) {
  if (child.shape == Group::Shape::list)
    read_list(child, node, owner, path, log);
  else if (child.shape == Group::Shape::named)
    read_named(child, node, owner, path, log);
  else
    read_group(child, node, child.open(owner, ""), path, log);
}

void apply_defaults(const Group& group, void* owner) {
  for (const Parameter& parameter : group.parameters)
    if (!parameter.default_text.empty())
      parameter.store(owner, parse(parameter, parameter.default_text));
}

} // namespace

Place ReadLog::place_of(const std::string& path) const {
  for (std::string parent = path;; parent.erase(parent.find_last_of(".[")))
    if (const auto found = places.find(parent); found != places.end())
      return found->second;
    else if (parent.find_last_of(".[") == std::string::npos)
      break;
  const auto root = places.find("");
  return root == places.end() ? Place{} : root->second;
}

void ReadLog::report(const std::string& path, std::string rule, std::string value, std::string remedy) {
  problems.push_back(problem_at(place_of(path), std::move(rule), std::move(value), std::move(remedy)));
}

void read_group(const Group& group, const InputNode& node, void* owner, const std::string& path, ReadLog& log) {
  apply_defaults(group, owner);
  if (node.place.line > 0 || !node.place.file.empty())
    log.places[path] = node.place;
  const std::string title = path.empty() ? "the case" : path;
  if (node.kind != InputNode::Kind::map && node.kind != InputNode::Kind::empty) {
    log.report(path, fmt::format("{} must be a map of keys and values", title), node.summary(), "write key: value");
    return;
  }
  std::vector<std::string> valid;
  for (const Parameter& parameter : group.parameters)
    valid.push_back(parameter.key);
  for (const Group& child : group.groups)
    valid.push_back(child.key);
  for (std::size_t i = 0; i < node.keys.size(); ++i)
    if (std::find(valid.begin(), valid.end(), node.keys[i].text) == valid.end())
      log.problems.push_back(problem_at(node.keys[i].place,
                                        fmt::format("unknown key \"{}\" in {}", node.keys[i].text, title), "",
                                        did_you_mean(node.keys[i].text, valid)));
  for (const Parameter& parameter : group.parameters)
    if (const InputNode* const value = node.find(parameter.key))
      read_parameter(parameter, *value, owner, child_path(path, parameter.key), log);
    else if (parameter.required)
      log.report(path, fmt::format("{} is missing", child_path(path, parameter.key)), "",
                 remedy_for(parameter, "") + " (" + parameter.meaning + ")");
  const InputNode nothing;
  for (const Group& child : group.groups) {
    const InputNode* const value = node.find(child.key);
    // A single group left out still gets its defaults and its missing keys reported.
    if (value || child.shape == Group::Shape::single)
      value ? read_child(child, *value, owner, child_path(path, child.key), log)
            : read_group(child, nothing, child.open(owner, ""), child_path(path, child.key), log);
  }
}

} // namespace acumen::scenarios
