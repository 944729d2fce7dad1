#pragma once

#include <functional>
#include <limits>
#include <optional>
#include <string>
#include <utility>
#include <variant>
#include <vector>

namespace acumen::scenarios {

struct Annotation;

/// Allowed values of a quantity, in SI units; an open end excludes its bound.
struct Range {
  double low = -std::numeric_limits<double>::infinity();
  double high = std::numeric_limits<double>::infinity();
  bool low_open = false;
  bool high_open = false;

  bool contains(double value) const {
    return (low_open ? value > low : value >= low) && (high_open ? value < high : value <= high);
  }
};

/// Values in (0, high].
inline Range positive(double high = std::numeric_limits<double>::infinity()) {
  return {0., high, true, false};
}
/// Values in [low, high].
inline Range between(double low, double high) {
  return {low, high, false, false};
}

/// A value as the declaration sees it: quantity in SI, integer, boolean, text or choice (by name).
using ParameterValue = std::variant<double, long, bool, std::string>;

/// One parameter's only declaration: it drives reading, checking, `describe`, the JSON Schema, the resolved case.
///
/// `store` and `fetch` work on the struct the parameter belongs to, whose type only declare.h's factories know; a
/// member that is not set is fetched as nothing. The fluent members complete a declaration in place.
struct Parameter {
  enum class Kind { quantity, integer, boolean, text, choice };

  std::string key;
  Kind kind = Kind::text;
  std::string unit;                 ///< coherent SI unit of a quantity; "1" for a pure number
  Range range;                      ///< quantities and integers
  std::vector<std::string> choices; ///< names of a choice
  bool required = false;
  std::string default_text;   ///< as a user would write it; empty = none
  std::string automatic_text; ///< how the program finds the value when it is left out
  std::string meaning;
  std::string source; ///< where range or default come from; empty where they are a matter of taste
  std::function<void(void* owner, const ParameterValue&)> store;
  std::function<std::optional<ParameterValue>(const void* owner)> fetch;
  /// Takes spread, source and label of a stored value; empty where only the value itself is of use.
  std::function<void(void* owner, const Annotation&)> annotate;

  Parameter within(Range allowed) && { return range = allowed, std::move(*this); }
  Parameter by_default(std::string text) && { return default_text = std::move(text), std::move(*this); }
  Parameter automatic(std::string text) && { return automatic_text = std::move(text), std::move(*this); }
  Parameter from(std::string text) && { return source = std::move(text), std::move(*this); }
  Parameter mandatory() && { return required = true, std::move(*this); }
};

/// A map of parameters and further groups: one struct (`single`), a list of structs, or structs by name (`named`).
struct Group {
  enum class Shape { single, list, named };
  struct Entry {
    std::string name; ///< `named` only
    const void* member;
  };

  std::string key;
  std::string meaning;
  Shape shape = Shape::single;
  std::vector<Parameter> parameters;
  std::vector<Group> groups;
  /// The struct that one more entry fills: the member itself, or a new element of the list.
  std::function<void*(void* owner, const std::string& name)> open;
  /// All structs held, for writing.
  std::function<std::vector<Entry>(const void* owner)> entries;
  bool may_be_empty = false; ///< lists only: whether [] is a meaningful answer
};

} // namespace acumen::scenarios
