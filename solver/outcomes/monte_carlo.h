#pragma once

#include "solver/outcomes/uncertain_value.h"

#include <boost/random/mersenne_twister.hpp>

#include <cstdint>
#include <functional>
#include <vector>

namespace acumen::outcomes {

/// How samples are drawn, and which interval is reported.
struct MonteCarloParameters {
  unsigned int samples = 4000;
  std::uint64_t seed = 20040609; ///< any fixed number: the same case gives the same answer on every machine
  double low = 0.05;             ///< quantiles that bound the interval
  double high = 0.95;
};

/// An outcome: best value and what bounds it.
struct Interval {
  double value = 0.;
  double low = 0.;
  double high = 0.;
};

/// Random numbers that are the same on every platform: the standard fixes the generator but not its distributions, so
/// these go through inverse distribution functions or Boost's, whose algorithms are part of its source.
class RandomStream {
public:
  explicit RandomStream(std::uint64_t seed) : generator_(seed) {}
  /// In the open interval (0, 1).
  double uniform();
  double standard_normal();
  /// Number of events where `mean` (>= 0) are expected.
  unsigned int poisson(double mean);
  double draw(const UncertainValue& input) { return input.quantile(uniform()); }

private:
  boost::random::mt19937_64 generator_;
};

/// Bounds (Wilson 1927, 5 and 95 %) of the probability behind a share of `samples` independent samples: an event that
/// none of them shows is not impossible.
Interval share_interval(double share, std::size_t samples);

/// Quantile by linear interpolation between order statistics. Throws std::invalid_argument if `samples` is empty.
double sample_quantile(std::vector<double> samples, double p);

/// Latin hypercube (McKay, Beckman & Conover 1979): `samples` points of (0, 1)^inputs; each input's coordinates fall
/// one into each of as many equal strata. Always the same points for the same sizes.
std::vector<std::vector<double>> latin_hypercube(std::size_t inputs, std::size_t samples);

/// The given best value with the samples' quantiles. The mean of a skew distribution (most persons have nothing, few a
/// lot) may lie outside them: on that side the bound then is the next of the quantiles 1, 0.1 and 0 % (99, 99.9, 100 %)
/// beyond it, so that bounds are always quantiles of the samples and the interval holds at least what it says.
Interval interval_of(double value, const std::vector<double>& samples, const MonteCarloParameters& parameters);

/// Propagates uncertain inputs through `model`, which maps one value an input to any number of outputs.
///
/// An output's `value` is the model at the inputs' medians; its interval comes from samples drawn independently of one
/// another in all inputs. Outputs that are not finite in a sample are left out of it.
std::vector<Interval> propagate(const std::vector<UncertainValue>& inputs,
                                const std::function<std::vector<double>(const std::vector<double>&)>& model,
                                const MonteCarloParameters& parameters = {});
/// The same for a single output.
Interval propagate_one(const std::vector<UncertainValue>& inputs,
                       const std::function<double(const std::vector<double>&)>& model,
                       const MonteCarloParameters& parameters = {});

/// Label of a number that no uncertain input enters.
inline const std::string exact_label = "exact";

/// The weakest of the inputs' labels; inputs without spread and without label do not count. From weak to strong:
/// assumed, recalled_low, recalled_medium, derived, recalled_high, read. exact_label where there is none.
std::string weakest_label(const std::vector<UncertainValue>& inputs);

/// The weaker of two labels.
std::string weaker_label(const std::string& a, const std::string& b);

/// For each output of `model` the weakest label of those inputs that move it when each alone is set to its 5 and its
/// 95 % quantile, the others at their medians. An output that none moves so gets the weakest of all: it may still be
/// moved by several together.
std::vector<std::string> weakest_labels(const std::vector<UncertainValue>& inputs,
                                        const std::function<std::vector<double>(const std::vector<double>&)>& model);

/// One line an input labelled `assumed`: "name = value unit".
std::vector<std::string> assumptions_of(const std::vector<UncertainValue>& inputs);

} // namespace acumen::outcomes
