#pragma once

#include "scenarios/input/declare.h"
#include "scenarios/library/uncertain_entry.h"
#include "solver/outcomes/parameter_spec.h"

namespace acumen::scenarios {

/// Declaration of an uncertain member of an outcome model's parameters, for the struct `Model`.
template <class Model> Parameter uncertain(const outcomes::ParameterSpec<Model>& spec) {
  Parameter parameter;
  parameter.key = spec.key;
  parameter.kind = Parameter::Kind::quantity;
  parameter.unit = spec.unit;
  parameter.range = between(spec.low, spec.high);
  parameter.meaning = spec.meaning;
  const auto member = spec.member;
  const std::string key = spec.key, unit = spec.unit;
  parameter.store = [member, key, unit](void* owner, const ParameterValue& value) {
    static_cast<Model*>(owner)->*member = outcomes::fixed(std::get<double>(value)).named(key, unit);
  };
  parameter.fetch = [member](const void* owner) -> std::optional<ParameterValue> {
    return ParameterValue((static_cast<const Model*>(owner)->*member).value);
  };
  parameter.annotate = [member, key, unit](void* owner, const Annotation& annotation) {
    auto& held = static_cast<Model*>(owner)->*member;
    held = uncertain_value(held.value, unit, key, annotation);
  };
  return parameter;
}

/// Declarations of all of a model's parameters, held in `Entry::member`; `required` ones must be in the file.
template <class Entry, class Model>
std::vector<Parameter> uncertain_all(const std::vector<outcomes::ParameterSpec<Model>>& specs, Model Entry::*member,
                                     const bool required) {
  std::vector<Parameter> parameters;
  for (const auto& spec : specs) {
    Parameter parameter = uncertain(spec);
    parameter.required = required;
    parameter.annotate = [annotate = parameter.annotate, member](void* owner, const Annotation& annotation) {
      annotate(&(static_cast<Entry*>(owner)->*member), annotation);
    };
    parameters.push_back(flattened(std::move(parameter), member));
  }
  return parameters;
}

/// Puts the entry's name before the names of its values, as lists of assumptions show them.
template <class Model>
void name_after(const std::string& entry, const std::vector<outcomes::ParameterSpec<Model>>& specs, Model& model) {
  for (const auto& spec : specs)
    (model.*spec.member).name = entry + "." + spec.key;
}

} // namespace acumen::scenarios
