#pragma once

namespace acumen::materials {

/// Throws std::invalid_argument naming `quantity`, `value` and the limit unless `value` is finite and > `limit`.
void require_greater(const char* quantity, double value, double limit, const char* unit);

/// As require_greater(), for `value` >= `limit`.
void require_at_least(const char* quantity, double value, double limit, const char* unit);

/// As require_greater(), for `value` <= `limit`.
void require_at_most(const char* quantity, double value, double limit, const char* unit);

} // namespace acumen::materials
