#include "solver/screening/dent.h"

#include "solver/screening/stiffness.h"

#include <boost/math/constants/constants.hpp>

#include <algorithm>
#include <cmath>
#include <numeric>

namespace acumen::screening {

namespace {

constexpr double pi = boost::math::constants::pi<double>();
/// A plate is this much stiffer than what lies below it.
constexpr double plate_contrast = 3.;
/// Thickness of a plate with further layers over that without.
constexpr double thickest_growth = 5.;
/// Depth, in lengths l of the plate, over which the half-space's layers are averaged with exponential weights.
constexpr double averaging_lengths = 4.;
/// Dent, in lengths l, at which tension has doubled the stiffness; the fit's starting value.
constexpr double doubling_lengths = 5.;

/// A layer with its plane-strain modulus E* = 3 mu/(1 - 1/4) [Pa] of incompressible tissue at the insertion's rate.
struct Slice {
  double thickness, modulus;
};

/// Mean modulus of the slices from `first` on, weighted with exp(-z/L).
double mean_modulus(const std::vector<Slice>& slices, const std::size_t first, const double length) {
  double top = 0., sum = 0., weights = 0.;
  for (std::size_t i = first; i < slices.size(); ++i) {
    const double bottom = top + slices[i].thickness;
    const double weight = std::exp(-top / length) - (i + 1 < slices.size() ? std::exp(-bottom / length) : 0.);
    sum += weight * slices[i].modulus;
    weights += weight;
    top = bottom;
  }
  return sum / weights;
}

/// Number of slices that make the plate: down to a face below which it is much softer. Where there are several such
/// faces, further ones count as long as they do not make the plate much thicker (epidermis below stratum corneum, but
/// not the whole dermis on fat).
std::size_t plate_slices(const std::vector<Slice>& slices) {
  std::size_t plate = 0;
  double thickness = 0., depth = 0.;
  for (std::size_t count = 1; count < slices.size(); ++count) {
    depth += slices[count - 1].thickness;
    if (plate > 0 && depth > thickest_growth * thickness)
      break;
    if (slices[count - 1].modulus > plate_contrast * mean_modulus(slices, count, slices[count].thickness)) {
      plate = count;
      thickness = depth;
    }
  }
  return plate;
}

/// Bending stiffness [N m] about the neutral axis.
double bending_stiffness(const std::vector<Slice>& slices, const std::size_t count) {
  double top = 0., stretch = 0., moment = 0., second = 0.;
  for (std::size_t i = 0; i < count; ++i) {
    const double bottom = top + slices[i].thickness;
    stretch += slices[i].modulus * (bottom - top);
    moment += slices[i].modulus * (bottom * bottom - top * top) / 2.;
    second += slices[i].modulus * (std::pow(bottom, 3) - std::pow(top, 3)) / 3.;
    top = bottom;
  }
  return second - moment * moment / stretch;
}

} // namespace

double Dent::depression(const double force) const {
  if (!(stiffness > 0.) || !(force > 0.))
    return 0.;
  // K w (1 + w/L) = F
  return 0.5 * length * (std::sqrt(1. + 4. * force / (stiffness * length)) - 1.);
}

double Dent::indentation(const double force) const {
  if (!(force > 0.))
    return 0.;
  // Hertz: F = 4/3 E* sqrt(R) d^(3/2). Sneddon: F = 2/pi E* tan(half angle) d^2.
  const double sphere = std::pow(0.75 * force / (tip_modulus * std::sqrt(tip_radius)), 2. / 3.);
  const double cone = flank_slope > 0. ? std::sqrt(0.5 * pi * force / (tip_modulus * flank_slope)) : 2. * sphere;
  return tip_compliance * std::min(sphere, cone);
}

double Dent::force(const double travel) const {
  if (!(travel > 0.))
    return 0.;
  // Both parts grow with the force: bisection in ln F.
  double low = -80., high = 20.;
  for (int i = 0; i < 60; ++i) {
    const double middle = 0.5 * (low + high), force = std::exp(middle);
    (depression(force) + indentation(force) > travel ? high : low) = middle;
  }
  return std::exp(0.5 * (low + high));
}

Dent dent_of(const Design& design, const Corrections& corrections, const std::vector<Feature>& features) {
  const double duration = design.depth / design.speed;
  std::vector<Slice> slices;
  for (const Layer& layer : design.layers)
    slices.push_back({layer.thickness, 4. * shear_modulus(layer.material) * rate_factor(layer.material, duration)});
  Dent dent;
  dent.tip_radius = design.needle.tip_radius();
  const auto slope = std::find_if(features.begin(), features.end(),
                                  [](const Feature& feature) { return feature.name == "flank_slope"; });
  dent.flank_slope = slope != features.end() && std::isfinite(slope->value) ? slope->value : 0.;
  dent.tip_compliance = corrections.factor("tip_indentation", features);
  dent.tip_modulus = slices.front().modulus;
  const std::size_t plate = plate_slices(slices);
  if (plate == 0)
    return dent;
  const double bending = bending_stiffness(slices, plate);
  // The plate's length sets how deep it feels, and that its length: two rounds are enough for a stated average.
  double length = std::cbrt(2. * bending / slices[plate].modulus);
  for (int i = 0; i < 2; ++i)
    length = std::cbrt(2. * bending / mean_modulus(slices, plate, averaging_lengths * length));
  dent.stiffness = 3. * std::sqrt(3.) * bending / (length * length) * corrections.factor("dent_stiffness", features);
  dent.length = doubling_lengths * length * corrections.factor("dent_length", features);
  return dent;
}

} // namespace acumen::screening
