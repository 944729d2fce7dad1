#pragma once

#include <gtest/gtest.h>

#include <stdexcept>
#include <string>
#include <vector>

namespace acumen::base {

/// Expects `call` to throw std::invalid_argument whose message contains every one of `parts`. (Not GoogleMock:
/// deal.II's macro Assert breaks its headers.)
template <typename Call> void expect_rejected(const Call& call, const std::vector<std::string>& parts) {
  try {
    call();
    ADD_FAILURE() << "nothing was thrown where this was expected: " << parts.front();
  } catch (const std::invalid_argument& error) {
    for (const std::string& part : parts)
      EXPECT_NE(std::string(error.what()).find(part), std::string::npos) << error.what() << "\nlacks: " << part;
  }
}

} // namespace acumen::base
