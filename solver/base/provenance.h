#pragma once

#include <string>

namespace acumen::base {

/// What produced a result: written beside every number so that it can be traced.
struct Provenance {
  std::string version;    ///< Acumen's version
  std::string compiler;   ///< compiler and its version
  std::string build_type; ///< Release, Debug, …
  std::string dealii;     ///< deal.II's version
};

/// Provenance of this executable.
Provenance provenance();

} // namespace acumen::base
