#pragma once

#include "scenarios/input/parameter.h"

#include <algorithm>
#include <cmath>

/// Factories that tie a declaration to a member of a struct. The erased `void*` is always the struct named here:
/// the reader gets it from Group::open, which the same factories make.
namespace acumen::scenarios {

template <class Member> struct OptionalTraits {
  using value_type = Member;
  static constexpr bool optional = false;
};
template <class Value> struct OptionalTraits<std::optional<Value>> {
  using value_type = Value;
  static constexpr bool optional = true;
};

/// A parameter held in `member` (T or std::optional<T>), converted from and to ParameterValue's alternative `Held`. A
/// NaN is a value that does not apply and is fetched as nothing.
template <class Held, class Owner, class Member>
Parameter make_parameter(std::string key, Parameter::Kind kind, Member Owner::*member, std::string meaning) {
  using Value = typename OptionalTraits<Member>::value_type;
  Parameter parameter;
  parameter.key = std::move(key);
  parameter.kind = kind;
  parameter.meaning = std::move(meaning);
  parameter.store = [member](void* owner, const ParameterValue& value) {
    static_cast<Owner*>(owner)->*member = static_cast<Value>(std::get<Held>(value));
  };
  parameter.fetch = [member](const void* owner) -> std::optional<ParameterValue> {
    const Member& held = static_cast<const Owner*>(owner)->*member;
    if constexpr (OptionalTraits<Member>::optional) {
      if (!held)
        return std::nullopt;
      return ParameterValue(static_cast<Held>(*held));
    } else {
      if constexpr (std::is_same_v<Held, double>)
        if (std::isnan(held))
          return std::nullopt;
      return ParameterValue(static_cast<Held>(held));
    }
  };
  return parameter;
}

template <class Owner, class Member>
Parameter quantity(std::string key, Member Owner::*member, std::string unit, std::string meaning) {
  Parameter parameter = make_parameter<double>(std::move(key), Parameter::Kind::quantity, member, std::move(meaning));
  parameter.unit = std::move(unit);
  return parameter;
}

template <class Owner, class Member> Parameter integer(std::string key, Member Owner::*member, std::string meaning) {
  return make_parameter<long>(std::move(key), Parameter::Kind::integer, member, std::move(meaning));
}

template <class Owner, class Member> Parameter boolean(std::string key, Member Owner::*member, std::string meaning) {
  return make_parameter<bool>(std::move(key), Parameter::Kind::boolean, member, std::move(meaning));
}

template <class Owner, class Member> Parameter text(std::string key, Member Owner::*member, std::string meaning) {
  return make_parameter<std::string>(std::move(key), Parameter::Kind::text, member, std::move(meaning));
}

/// One of the names of an enumeration.
template <class Owner, class Member>
Parameter choice(std::string key, Member Owner::*member,
                 std::vector<std::pair<std::string, typename OptionalTraits<Member>::value_type>> names,
                 std::string meaning) {
  Parameter parameter;
  parameter.key = std::move(key);
  parameter.kind = Parameter::Kind::choice;
  parameter.meaning = std::move(meaning);
  for (const auto& name : names)
    parameter.choices.push_back(name.first);
  parameter.store = [member, names](void* owner, const ParameterValue& value) {
    static_cast<Owner*>(owner)->*member = std::find_if(names.begin(), names.end(), [&](const auto& name) {
                                            return name.first == std::get<std::string>(value);
                                          })->second;
  };
  parameter.fetch = [member, names](const void* owner) -> std::optional<ParameterValue> {
    const Member& held = static_cast<const Owner*>(owner)->*member;
    for (const auto& name : names)
      if (held == name.second)
        return ParameterValue(name.first);
    return std::nullopt;
  };
  return parameter;
}

/// The parameter of a struct that `Owner` holds as a member, written among the owner's own keys.
template <class Owner, class Inner> Parameter flattened(Parameter parameter, Inner Owner::*member) {
  parameter.store = [store = parameter.store, member](void* owner, const ParameterValue& value) {
    store(&(static_cast<Owner*>(owner)->*member), value);
  };
  parameter.fetch = [fetch = parameter.fetch, member](const void* owner) {
    return fetch(&(static_cast<const Owner*>(owner)->*member));
  };
  return parameter;
}

/// The group of a struct that `Owner` holds as a member, written among the owner's own keys.
template <class Owner, class Inner> Group flattened(Group group, Inner Owner::*member) {
  group.open = [open = group.open, member](void* owner, const std::string& name) {
    return open(&(static_cast<Owner*>(owner)->*member), name);
  };
  group.entries = [entries = group.entries, member](const void* owner) {
    return entries(&(static_cast<const Owner*>(owner)->*member));
  };
  return group;
}

/// A struct held as a member, under its own key.
template <class Owner, class Inner>
Group single(std::string key, Inner Owner::*member, std::string meaning, std::vector<Parameter> parameters,
             std::vector<Group> groups = {}) {
  return {std::move(key),
          std::move(meaning),
          Group::Shape::single,
          std::move(parameters),
          std::move(groups),
          [member](void* owner, const std::string&) -> void* { return &(static_cast<Owner*>(owner)->*member); },
          [member](const void* owner) -> std::vector<Group::Entry> {
            return {{"", &(static_cast<const Owner*>(owner)->*member)}};
          }};
}

/// A list of structs.
template <class Owner, class Inner>
Group list(std::string key, std::vector<Inner> Owner::*member, std::string meaning, std::vector<Parameter> parameters,
           std::vector<Group> groups = {}) {
  return {std::move(key),
          std::move(meaning),
          Group::Shape::list,
          std::move(parameters),
          std::move(groups),
          [member](void* owner, const std::string&) -> void* {
            return &(static_cast<Owner*>(owner)->*member).emplace_back();
          },
          [member](const void* owner) {
            std::vector<Group::Entry> entries;
            for (const Inner& inner : static_cast<const Owner*>(owner)->*member)
              entries.push_back({"", &inner});
            return entries;
          }};
}

/// Structs by name, kept in the order written.
template <class Owner, class Inner>
Group named(std::string key, std::vector<std::pair<std::string, Inner>> Owner::*member, std::string meaning,
            std::vector<Parameter> parameters, std::vector<Group> groups = {}) {
  return {std::move(key),
          std::move(meaning),
          Group::Shape::named,
          std::move(parameters),
          std::move(groups),
          [member](void* owner, const std::string& name) -> void* {
            return &(static_cast<Owner*>(owner)->*member).emplace_back(name, Inner{}).second;
          },
          [member](const void* owner) {
            std::vector<Group::Entry> entries;
            for (const auto& inner : static_cast<const Owner*>(owner)->*member)
              entries.push_back({inner.first, &inner.second});
            return entries;
          }};
}

} // namespace acumen::scenarios
