#pragma once

namespace acumen::base {

/// What a layer is to the models of wound, bleeding, healing and age; declared by its tissue's library entry.
enum class TissueRole {
  stratum_corneum,
  living_epidermis,
  papillary_dermis,
  reticular_dermis,
  whole_dermis,
  fat,
  muscle,
  phantom
};

/// Stratum corneum or living epidermis.
bool is_epidermis(TissueRole role);
/// Papillary, reticular or undivided dermis.
bool is_dermis(TissueRole role);

} // namespace acumen::base
