// Apart from delivery.cc, so that what knows no finite elements does not load them.
#include "solver/transport/delivery.h"
#include "solver/transport/dissolution.h"

#include <algorithm>
#include <cmath>

namespace acumen::transport {

std::vector<HolePoint> coated_part(const WoundedSkin& skin, const DeliverySettings& settings) {
  if (!(settings.coated_length > 0.) || skin.needle.empty())
    return skin.needle;
  return below(skin.needle, std::max(0., skin.needle.back().depth - settings.coated_length));
}

double carried_dose(const WoundedSkin& skin, const Drug&, const Polymer& polymer, const DeliverySettings& settings) {
  const NeedleSlice needle = whole_slice(skin.needle);
  const double concentration = settings.drug_fraction * polymer.density;
  switch (settings.system) {
  case DeliverySystem::dissolving:
    return settings.filled_fraction * concentration * needle.volume;
  case DeliverySystem::coated:
    return settings.filled_fraction * concentration * settings.coating_thickness *
           whole_slice(coated_part(skin, settings)).area;
  case DeliverySystem::poke_and_patch:
  case DeliverySystem::hydrogel:
    return concentration * M_PI * skin.cell_radius * skin.cell_radius * settings.patch_thickness;
  case DeliverySystem::hollow:
    return concentration * settings.infused_volume;
  }
  return 0.;
}

} // namespace acumen::transport
