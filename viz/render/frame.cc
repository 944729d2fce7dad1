#include "viz/render/frame.h"

#include <algorithm>

namespace acumen::viz {

namespace {

Frame full_frame(const std::array<double, 6>& box, double aspect) {
  constexpr double margin = 1.04;
  const double half_height = margin * std::max((box[3] - box[2]) / 2., box[1] / aspect);
  return {(box[2] + box[3]) / 2., half_height * aspect, half_height};
}

} // namespace

Frame frame_of(const Section& section, View view, double aspect) {
  std::array<double, 6> skin, needle;
  section.skin->GetBounds(skin.data());
  if (section.needle)
    section.needle->GetBounds(needle.data());
  if (view == View::full || !section.needle)
    return full_frame(skin, aspect);
  const double tip = needle[2], length = needle[3] - needle[2], width = 2. * needle[1];
  // A long, thin needle (acupuncture) would make the hole invisible: there its part in the skin sets the scale.
  const double immersed = std::max(skin[3] - tip, 0.);
  const double scale = std::min(length, std::max({1.5 * immersed, 2. * width, 0.05 * length}));
  if (view == View::tip) {
    const double half_height = 0.18 * scale;
    return {tip + 0.25 * half_height, half_height * aspect, half_height};
  }
  const double half_height = 0.78 * scale;
  return {tip + 0.35 * half_height, half_height * aspect, half_height};
}

} // namespace acumen::viz
