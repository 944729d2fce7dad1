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

Frame united(const Frame& a, const Frame& b, double aspect) {
  const double low = std::min(a.centre - a.half_height, b.centre - b.half_height);
  const double high = std::max(a.centre + a.half_height, b.centre + b.half_height);
  const double half_height = std::max((high - low) / 2., std::max(a.half_width, b.half_width) / aspect);
  return {(low + high) / 2., half_height * aspect, half_height};
}

Core core_of(const Section& section, View view) {
  std::array<double, 6> skin;
  section.skin->GetBounds(skin.data());
  const Frame frame = frame_of(section, view, 1.);
  Core core{skin[1], skin[2], frame.centre + 1.5 * frame.half_height};
  if (view != View::full && section.needle) {
    core.radius = std::min(core.radius, 1.15 * frame.half_height);
    core.bottom = std::max(core.bottom, frame.centre - frame.half_height);
  }
  return core;
}

} // namespace acumen::viz
