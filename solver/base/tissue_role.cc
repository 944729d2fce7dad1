#include "solver/base/tissue_role.h"

namespace acumen::base {

bool is_epidermis(const TissueRole role) {
  return role == TissueRole::stratum_corneum || role == TissueRole::living_epidermis;
}

bool is_dermis(const TissueRole role) {
  return role == TissueRole::papillary_dermis || role == TissueRole::reticular_dermis ||
         role == TissueRole::whole_dermis;
}

} // namespace acumen::base
