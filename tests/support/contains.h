#pragma once

#include <gtest/gtest.h>
#include <string>

namespace acumen::tests {

/// Whether `text` holds `part`; a failure shows both. (GoogleMock cannot be included after deal.II's Assert macro.)
inline testing::AssertionResult contains(const std::string& text, const std::string& part) {
  if (text.find(part) != std::string::npos)
    return testing::AssertionSuccess();
  return testing::AssertionFailure() << "\"" << part << "\" is not in: " << text;
}

} // namespace acumen::tests
