#pragma once

#include <gtest/gtest.h>

#include <cmath>
#include <cstdio>
#include <string>

/// Figures of a verification test: checked against their bound, and printed as one line
///     [ figure   ] <name> | <value> | <bound>
/// which `./acumen verify` collects; a name is `what` or `what; sample`, and it sums the samples up by their worst.
/// What is printed as the bound is what is checked.
namespace acumen::figures {

namespace detail {
inline void print(const std::string& name, const double value, const char* relation, const std::string& bound) {
  std::printf("[ figure   ] %s | %.6g | %s %s\n", name.c_str(), value, relation, bound.c_str());
}
inline std::string text(const double value) {
  char buffer[32];
  std::snprintf(buffer, sizeof buffer, "%.4g", value);
  return buffer;
}
} // namespace detail

/// `value` must not exceed `bound`. Same unit, named in `name` unless pure numbers.
inline void at_most(const std::string& name, const double value, const double bound) {
  detail::print(name, value, "<=", detail::text(bound));
  EXPECT_LE(value, bound) << name;
}

/// `value` must be `expected` to within `tolerance` (absolute).
inline void near(const std::string& name, const double value, const double expected, const double tolerance) {
  detail::print(name, value, "=", detail::text(expected) + " +- " + detail::text(tolerance));
  EXPECT_NEAR(value, expected, tolerance) << name;
}

} // namespace acumen::figures
