#pragma once

#include <cmath>
#include <map>
#include <utility>
#include <vector>

namespace acumen::stepping {

/// A cell's value in a structured mesh: key (column, row), value and reference volume.
struct PlacedValue {
  double value = 0.;
  double weight = 0.;
};
using PlacedField = std::map<std::pair<unsigned int, unsigned int>, PlacedValue>;

/// Share of the alternating-sign mode (-1)^(i+j) in a cell field, relative to the field's own root mean square.
///
/// The tensor product of two second differences, (1 −2 1)(1 −2 1)/16, returns exactly the amplitude of a checkerboard
/// and nothing of any field that is linear along one direction. Multiplied by (-1)^(i+j) a checkerboard has one sign
/// throughout, anything smooth alternates: averaged over 3 x 3 neighbours only the former is left. Cells whose whole
/// 5 x 5 neighbourhood is in the field count.
inline double checkerboard_share(const PlacedField& field) {
  const auto sign = [](const unsigned int i, const unsigned int j) { return (i + j) % 2 == 0 ? 1. : -1.; };
  constexpr double second_difference[3] = {1., -2., 1.};
  PlacedField signed_amplitude;
  double square = 0., weight = 0.;
  for (const auto& [place, cell] : field) {
    square += cell.weight * cell.value * cell.value;
    weight += cell.weight;
    double amplitude = 0.;
    bool complete = place.first > 0 && place.second > 0;
    for (unsigned int a = 0; a < 3 && complete; ++a)
      for (unsigned int b = 0; b < 3 && complete; ++b) {
        const auto neighbour = field.find({place.first + a - 1, place.second + b - 1});
        complete = neighbour != field.end();
        if (complete)
          amplitude += second_difference[a] * second_difference[b] * neighbour->second.value / 16.;
      }
    if (complete)
      signed_amplitude[place] = {sign(place.first, place.second) * amplitude, cell.weight};
  }
  double coherent = 0., counted = 0.;
  for (const auto& [place, cell] : signed_amplitude) {
    double mean = 0.;
    bool complete = place.first > 0 && place.second > 0;
    for (unsigned int a = 0; a < 3 && complete; ++a)
      for (unsigned int b = 0; b < 3 && complete; ++b) {
        const auto neighbour = signed_amplitude.find({place.first + a - 1, place.second + b - 1});
        complete = neighbour != signed_amplitude.end();
        if (complete)
          mean += neighbour->second.value / 9.;
      }
    if (!complete)
      continue;
    coherent += cell.weight * mean * mean;
    counted += cell.weight;
  }
  return counted > 0. ? std::sqrt(coherent / counted) / std::sqrt(square / weight) : std::nan("");
}

} // namespace acumen::stepping
