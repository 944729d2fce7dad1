#include "solver/outcomes/plastic_section.h"

#include <boost/math/constants/constants.hpp>

#include <algorithm>
#include <cmath>
#include <fmt/format.h>
#include <stdexcept>

namespace acumen::outcomes {

namespace {

constexpr double pi = boost::math::constants::pi<double>();
/// Intervals of the table.
constexpr unsigned int intervals = 32;

/// Area of the band |y| < y0 of a disc of radius r.
double band(const double r, const double y0) {
  if (y0 >= r)
    return pi * r * r;
  return 2. * (y0 * std::sqrt(r * r - y0 * y0) + r * r * std::asin(y0 / r));
}

/// First moment of what lies outside the band, both sides counted positive.
double outside(const double r, const double y0) {
  return y0 >= r ? 0. : 4. / 3. * std::pow(r * r - y0 * y0, 1.5);
}

} // namespace

PlasticSection::PlasticSection(const double outer, const double inner) : share_(intervals + 1, 0.) {
  if (!(inner >= 0.) || !(outer > inner))
    throw std::invalid_argument(
        fmt::format("plastic section: the bore's radius {} m leaves no wall in {} m", inner, outer));
  // In units of the outer radius; the plastic moment is that of y0 = 0.
  const double bore = inner / outer, area = pi * (1. - bore * bore), moment = 4. / 3. * (1. - bore * bore * bore);
  moment_per_stress_ = moment * outer * outer * outer;
  share_.front() = 1.;
  for (unsigned int i = 1; i < intervals; ++i) {
    double low = 0., high = 1.;
    for (int step = 0; step < 40; ++step) {
      const double y0 = 0.5 * (low + high);
      (band(1., y0) - band(bore, y0) < area * i / intervals ? low : high) = y0;
    }
    const double y0 = 0.5 * (low + high);
    share_[i] = (outside(1., y0) - outside(bore, y0)) / moment;
  }
}

double PlasticSection::moment_share(const double axial) const {
  if (axial >= 1.)
    return 0.;
  const double place = std::max(0., axial) * intervals;
  const auto below = static_cast<std::size_t>(place);
  return share_[below] + (place - double(below)) * (share_[below + 1] - share_[below]);
}

} // namespace acumen::outcomes
