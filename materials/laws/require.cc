#include "materials/laws/require.h"

#include <fmt/format.h>

#include <cmath>
#include <stdexcept>

namespace acumen::materials {
namespace {

void require(bool holds, const char* quantity, double value, const char* relation, double limit, const char* unit) {
  if (!holds || !std::isfinite(value))
    throw std::invalid_argument(
        fmt::format("{} is {:g} {} but must be finite and {} {:g} {}", quantity, value, unit, relation, limit, unit));
}

} // namespace

void require_greater(const char* quantity, double value, double limit, const char* unit) {
  require(value > limit, quantity, value, "greater than", limit, unit);
}

void require_at_least(const char* quantity, double value, double limit, const char* unit) {
  require(value >= limit, quantity, value, "at least", limit, unit);
}

void require_at_most(const char* quantity, double value, double limit, const char* unit) {
  require(value <= limit, quantity, value, "at most", limit, unit);
}

} // namespace acumen::materials
