#include "solver/base/provenance.h"

#include <deal.II/base/config.h>

namespace acumen::base {

Provenance provenance() {
  return {ACUMEN_VERSION, std::string("GCC-compatible ") + __VERSION__, ACUMEN_BUILD_TYPE, DEAL_II_PACKAGE_VERSION};
}

} // namespace acumen::base
