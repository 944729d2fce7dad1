#pragma once

#include "scenarios/input/parameter.h"

namespace acumen::scenarios {

/// What a library file may say: for TissueEntry, SiteEntry, SupportEntry and NeedleMaterial.
const Group& tissue_declaration();
const Group& site_declaration();
const Group& support_declaration();
const Group& needle_material_declaration();

} // namespace acumen::scenarios
