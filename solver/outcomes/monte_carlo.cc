#include "solver/outcomes/monte_carlo.h"

#include "solver/base/quantity.h"

#include <boost/math/special_functions/erf.hpp>
#include <boost/random/poisson_distribution.hpp>

#include <algorithm>
#include <array>
#include <cmath>
#include <random>
#include <stdexcept>

namespace acumen::outcomes {

namespace {

/// Of the share of samples left outside at one side of an interval, until the best value lies within: 5 %, 1 %, 0.1 %,
/// none.
constexpr double wider_shares[] = {1., 0.2, 0.02, 0.};

/// Digits of an assumption's value in words.
constexpr int digits = 4;

/// Labels from weak to strong.
constexpr std::array<const char*, 6> labels = {"assumed", "recalled_low",  "recalled_medium",
                                               "derived", "recalled_high", "read"};

/// Place in the order; past the end for no label.
std::size_t strength_of(const std::string& label) {
  return static_cast<std::size_t>(std::find(labels.begin(), labels.end(), label) - labels.begin());
}

std::string label_at(const std::size_t strength) {
  return strength < labels.size() ? labels[strength] : exact_label;
}

bool same(const double a, const double b) {
  return a == b || (std::isnan(a) && std::isnan(b));
}

} // namespace

double RandomStream::uniform() {
  // The upper 53 bits, centred in their cell: never 0, never 1.
  return (static_cast<double>(generator_() >> 11) + 0.5) * 0x1p-53;
}

double RandomStream::standard_normal() {
  return -std::sqrt(2.) * boost::math::erfc_inv(2. * uniform());
}

unsigned int RandomStream::poisson(const double mean) {
  if (!(mean >= 0.) || !std::isfinite(mean))
    throw std::invalid_argument("the expected number of events must be finite and not negative");
  if (mean == 0.)
    return 0;
  return static_cast<unsigned int>(boost::random::poisson_distribution<int, double>(mean)(generator_));
}

double sample_quantile(std::vector<double> samples, const double p) {
  if (samples.empty())
    throw std::invalid_argument("a quantile needs at least one sample");
  std::sort(samples.begin(), samples.end());
  const double place = std::clamp(p, 0., 1.) * static_cast<double>(samples.size() - 1);
  const auto below = static_cast<std::size_t>(place);
  const std::size_t above = std::min(below + 1, samples.size() - 1);
  const double share = place - static_cast<double>(below);
  return (1. - share) * samples[below] + share * samples[above];
}

std::vector<std::vector<double>> latin_hypercube(const std::size_t inputs, const std::size_t samples) {
  std::mt19937_64 generator(20221122);
  const auto uniform = [&] { return (double(generator() >> 11) + 0.5) * 0x1.0p-53; };
  std::vector<std::vector<double>> points(samples, std::vector<double>(inputs));
  for (std::size_t d = 0; d < inputs; ++d) {
    std::vector<std::size_t> order(samples);
    for (std::size_t i = 0; i < samples; ++i)
      order[i] = i;
    for (std::size_t i = samples; i > 1; --i)
      std::swap(order[i - 1], order[static_cast<std::size_t>(uniform() * double(i))]);
    for (std::size_t i = 0; i < samples; ++i)
      points[i][d] = (double(order[i]) + uniform()) / double(samples);
  }
  return points;
}

Interval share_interval(const double share, const std::size_t samples) {
  constexpr double z = 1.6448536269514722; // standard normal quantile of 95 %
  const double n = double(samples), scale = 1. / (1. + z * z / n), centre = scale * (share + z * z / (2. * n)),
               half = scale * z * std::sqrt(share * (1. - share) / n + z * z / (4. * n * n));
  return {share, share > 0. ? std::max(0., centre - half) : 0., share < 1. ? std::min(1., centre + half) : 1.};
}

Interval interval_of(const double value, const std::vector<double>& samples, const MonteCarloParameters& parameters) {
  if (samples.empty())
    return {value, value, value};
  double low = value, high = value;
  for (const double share : wider_shares)
    if (low = sample_quantile(samples, parameters.low * share); low < value)
      break;
  for (const double share : wider_shares)
    if (high = sample_quantile(samples, 1. - (1. - parameters.high) * share); high > value)
      break;
  // A value that no sample reaches (the model at the inputs' medians may be one) bounds its interval itself.
  return {value, std::min(value, low), std::max(value, high)};
}

std::vector<Interval> propagate(const std::vector<UncertainValue>& inputs,
                                const std::function<std::vector<double>(const std::vector<double>&)>& model,
                                const MonteCarloParameters& parameters) {
  std::vector<double> values;
  for (const UncertainValue& input : inputs)
    values.push_back(input.value);
  const std::vector<double> best = model(values);
  std::vector<std::vector<double>> samples(best.size());
  RandomStream random(parameters.seed);
  for (unsigned int s = 0; s < parameters.samples; ++s) {
    for (std::size_t i = 0; i < inputs.size(); ++i)
      values[i] = random.draw(inputs[i]);
    const std::vector<double> outputs = model(values);
    for (std::size_t o = 0; o < outputs.size(); ++o)
      if (std::isfinite(outputs[o]))
        samples.at(o).push_back(outputs[o]);
  }
  std::vector<Interval> result;
  for (std::size_t o = 0; o < best.size(); ++o)
    result.push_back(interval_of(best[o], samples[o], parameters));
  return result;
}

Interval propagate_one(const std::vector<UncertainValue>& inputs,
                       const std::function<double(const std::vector<double>&)>& model,
                       const MonteCarloParameters& parameters) {
  return propagate(
             inputs, [&](const std::vector<double>& values) { return std::vector<double>{model(values)}; }, parameters)
      .front();
}

std::string weakest_label(const std::vector<UncertainValue>& inputs) {
  std::size_t weakest = labels.size();
  for (const UncertainValue& input : inputs)
    weakest = std::min(weakest, strength_of(input.label));
  return label_at(weakest);
}

std::string weaker_label(const std::string& a, const std::string& b) {
  return label_at(std::min(strength_of(a), strength_of(b)));
}

std::vector<std::string> weakest_labels(const std::vector<UncertainValue>& inputs,
                                        const std::function<std::vector<double>(const std::vector<double>&)>& model) {
  std::vector<double> values;
  for (const UncertainValue& input : inputs)
    values.push_back(input.value);
  const std::vector<double> best = model(values);
  std::vector<std::size_t> weakest(best.size(), labels.size());
  for (std::size_t i = 0; i < inputs.size(); ++i) {
    for (const double p : {0.05, 0.95}) {
      values[i] = inputs[i].quantile(p);
      const std::vector<double> moved = model(values);
      for (std::size_t o = 0; o < best.size(); ++o)
        if (!same(moved.at(o), best[o]))
          weakest[o] = std::min(weakest[o], strength_of(inputs[i].label));
    }
    values[i] = inputs[i].value;
  }
  std::vector<std::string> result;
  for (const std::size_t strength : weakest)
    result.push_back(strength < labels.size() ? label_at(strength) : weakest_label(inputs));
  return result;
}

std::vector<std::string> assumptions_of(const std::vector<UncertainValue>& inputs) {
  std::vector<std::string> lines;
  for (const UncertainValue& input : inputs)
    if (input.is_assumed())
      lines.push_back(input.name + " = " + base::format_quantity(input.value, input.unit, digits));
  return lines;
}

} // namespace acumen::outcomes
