#include "viz/render/colours.h"

#include <algorithm>

namespace acumen::viz {

namespace {

constexpr Colour from_hex(unsigned int hex) {
  return {((hex >> 16) & 0xff) / 255., ((hex >> 8) & 0xff) / 255., (hex & 0xff) / 255.};
}

} // namespace

Colour layer_colour(const std::string& name, std::size_t position) {
  struct Tint {
    const char* part_of_name;
    Colour colour;
  };
  // Neighbours differ in lightness, not only in hue. The first that fits counts: "hypodermis" contains "dermis".
  static constexpr std::array<Tint, 9> tints = {{{"corneum", from_hex(0xb07d4f)},
                                                 {"epidermis", from_hex(0xe08e79)},
                                                 {"hypodermis", from_hex(0xf7e6a1)},
                                                 {"subcut", from_hex(0xf7e6a1)},
                                                 {"fat", from_hex(0xf7e6a1)},
                                                 {"papillary", from_hex(0xf0b7a4)},
                                                 {"dermis", from_hex(0xf6cfc0)},
                                                 {"muscle", from_hex(0xb9545c)},
                                                 {"bone", from_hex(0xe9e6dc)}}};
  for (const Tint& tint : tints)
    if (name.find(tint.part_of_name) != std::string::npos)
      return tint.colour;
  static constexpr std::array<Colour, 4> neutral = {from_hex(0xbfd3df), from_hex(0xcfdcc4), from_hex(0xdcd3e6),
                                                    from_hex(0xe6ddc6)};
  return neutral[position % neutral.size()];
}

namespace {

// Linear between the stops.
template <std::size_t count>
vtkSmartPointer<vtkLookupTable> table_through(const std::array<Colour, count>& stops, const Range& range) {
  constexpr int entries = 256;
  auto table = vtkSmartPointer<vtkLookupTable>::New();
  table->SetNumberOfTableValues(entries);
  for (int i = 0; i < entries; ++i) {
    const double position = static_cast<double>(i) / (entries - 1) * (count - 1);
    const std::size_t lower = std::min<std::size_t>(static_cast<std::size_t>(position), count - 2);
    const double t = position - static_cast<double>(lower);
    Colour colour;
    for (unsigned int c = 0; c < 3; ++c)
      colour[c] = (1. - t) * stops[lower][c] + t * stops[lower + 1][c];
    table->SetTableValue(i, colour[0], colour[1], colour[2]);
  }
  table->SetTableRange(range.low, range.high);
  return table;
}

} // namespace

vtkSmartPointer<vtkLookupTable> field_colours(const Range& range, bool logarithmic) {
  static constexpr std::array<Colour, 9> stops = {from_hex(0x440154), from_hex(0x472d7b), from_hex(0x3b528b),
                                                  from_hex(0x2c728e), from_hex(0x21918c), from_hex(0x28ae80),
                                                  from_hex(0x5ec962), from_hex(0xaddc30), from_hex(0xfde725)};
  const auto table = table_through(stops, range);
  if (logarithmic)
    table->SetScaleToLog10();
  return table;
}

vtkSmartPointer<vtkLookupTable> two_sided_colours(const Range& range) {
  static constexpr std::array<Colour, 7> stops = {from_hex(0x0b3c6f), from_hex(0x2f78b5), from_hex(0x9cc4e0),
                                                  from_hex(0xf4f3f0), from_hex(0xf2b98a), from_hex(0xc9651f),
                                                  from_hex(0x6e2f07)};
  return table_through(stops, range);
}

vtkSmartPointer<vtkLookupTable> layer_colours(const std::vector<std::string>& names) {
  auto table = vtkSmartPointer<vtkLookupTable>::New();
  table->SetNumberOfTableValues(static_cast<vtkIdType>(names.size()));
  for (std::size_t i = 0; i < names.size(); ++i) {
    const Colour colour = layer_colour(names[i], i);
    table->SetTableValue(static_cast<vtkIdType>(i), colour[0], colour[1], colour[2]);
  }
  table->SetTableRange(0., std::max(1., static_cast<double>(names.size()) - 1.));
  return table;
}

} // namespace acumen::viz
