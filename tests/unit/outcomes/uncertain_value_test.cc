#include "solver/outcomes/monte_carlo.h"

#include <gtest/gtest.h>

#include <cmath>

namespace acumen::outcomes {
namespace {

TEST(UncertainValue, MeetsItsMedianAndRange) {
  for (const UncertainValue& input :
       {normal_between(3., 1., 4.), lognormal_between(3., 1., 4.), lognormal_between(2e-9, 0.5e-9, 8e-9)}) {
    EXPECT_NEAR(input.quantile(0.05), input.low, 1e-12 * input.value);
    EXPECT_NEAR(input.quantile(0.5), input.value, 1e-12 * input.value);
    EXPECT_NEAR(input.quantile(0.95), input.high, 1e-12 * input.value);
  }
  EXPECT_DOUBLE_EQ(uniform(2., 6.).quantile(0.25), 3.);
  EXPECT_DOUBLE_EQ(fixed(7.).quantile(0.99), 7.);
}

TEST(UncertainValue, RefusesWhatIsNoRange) {
  EXPECT_THROW(normal_between(3., 4., 5.), std::invalid_argument);
  EXPECT_THROW(lognormal_between(1., 0., 2.), std::invalid_argument);
  EXPECT_THROW(uniform(2., 1.), std::invalid_argument);
  EXPECT_THROW(normal(NAN, 1.), std::invalid_argument);
  EXPECT_THROW(fixed(1.).quantile(0.), std::invalid_argument);
  EXPECT_THROW(fixed(1.).scaled(-1.), std::invalid_argument);
}

TEST(RandomStream, IsTheSameEverywhere) {
  // Fixed by the C++ standard for the engine: the 10000th draw of a default-seeded mt19937_64.
  RandomStream random(5489);
  for (int i = 0; i < 9999; ++i)
    random.uniform();
  EXPECT_DOUBLE_EQ(random.uniform(), (static_cast<double>(9981545732273789042ull >> 11) + 0.5) * 0x1p-53);
}

TEST(RandomStream, HasTheMomentsItClaims) {
  RandomStream random(1);
  const int n = 40000;
  for (const double mean : {0.03, 0.7, 4., 60.}) {
    double sum = 0., squares = 0.;
    for (int i = 0; i < n; ++i) {
      const double count = random.poisson(mean);
      sum += count;
      squares += count * count;
    }
    const double average = sum / n;
    EXPECT_NEAR(average, mean, 5. * std::sqrt(mean / n));
    EXPECT_NEAR(squares / n - average * average, mean, 5. * std::sqrt((2. * mean * mean + mean) / n));
  }
}

TEST(Propagate, ReproducesTheSumOfNormals) {
  // Standard deviations 3 and 4 add to 5.
  const Interval sum =
      propagate_one({normal(1., 3.), normal(2., 4.)}, [](const auto& x) { return x[0] + x[1]; }, {40000});
  EXPECT_DOUBLE_EQ(sum.value, 3.);
  EXPECT_NEAR(sum.low, 3. - 1.6449 * 5., 0.15);
  EXPECT_NEAR(sum.high, 3. + 1.6449 * 5., 0.15);
}

TEST(Propagate, GivesTheSameAnswerForTheSameSeed) {
  const auto run = [](const std::uint64_t seed) {
    return propagate_one({lognormal_between(2., 1., 5.)}, [](const auto& x) { return std::exp(x[0]); }, {500, seed});
  };
  EXPECT_EQ(run(7).high, run(7).high);
  EXPECT_NE(run(7).high, run(8).high);
}

TEST(Assumptions, NamesOnlyTheAssumed) {
  const auto lines = assumptions_of({fixed(2e-12).named("bleeding.visible_volume", "m^3").from("none", "assumed"),
                                     fixed(1.).named("other", "1").from("a book", "read")});
  ASSERT_EQ(lines.size(), 1u);
  EXPECT_EQ(lines[0].rfind("bleeding.visible_volume = ", 0), 0u);
}

TEST(Labels, TheWeakestOfWhatMovesANumberWins) {
  const std::vector<UncertainValue> inputs = {lognormal_between(2., 1., 3.).from("a book", "read"),
                                              lognormal_between(2., 1., 3.).from("none", "assumed"),
                                              fixed(3.).from("none", "assumed")};
  const auto model = [](const std::vector<double>& x) {
    return std::vector<double>{x[0] * x[2], x[0] * x[1], std::max(x[1], 10.)};
  };
  const auto labels = weakest_labels(inputs, model);
  EXPECT_EQ(labels[0], "read") << "what has no spread moves nothing";
  EXPECT_EQ(labels[1], "assumed");
  EXPECT_EQ(labels[2], "assumed") << "moved by none alone: the weakest of all";
  EXPECT_EQ(weakest_label({}), exact_label);
  EXPECT_EQ(weaker_label("recalled_high", "recalled_low"), "recalled_low");
  EXPECT_EQ(weaker_label("derived", exact_label), "derived");
}

TEST(IntervalOf, HoldsTheQuantilesOfItsSamples) {
  std::vector<double> samples;
  for (int i = 0; i <= 1000; ++i)
    samples.push_back(i);
  const Interval interval = interval_of(500., samples, {});
  EXPECT_NEAR(interval.low, 50., 1e-9);
  EXPECT_NEAR(interval.high, 950., 1e-9);
}

// Two persons in a hundred have all of it: the mean lies above the 95 % quantile, which is zero.
TEST(IntervalOf, OfAMeanBeyondTheQuantilesGoesOnToTheNextQuantile) {
  std::vector<double> samples(1000, 0.);
  std::fill(samples.begin(), samples.begin() + 20, 1.);
  const Interval interval = interval_of(0.02, samples, {});
  EXPECT_EQ(interval.low, 0.);
  EXPECT_EQ(interval.high, 1.) << "the 99 % quantile, not the mean";
  for (double& sample : samples)
    sample = 1. - sample;
  const Interval mirrored = interval_of(0.98, samples, {});
  EXPECT_EQ(mirrored.low, 0.);
  EXPECT_EQ(mirrored.high, 1.);
}

// Wilson's interval: k of n, checked by its defining equation |p - k/n| = z sqrt(p (1 - p)/n).
TEST(ShareInterval, MeetsWilsonsEquation) {
  const double n = 400., z = 1.6448536269514722;
  for (const double share : {0., 0.0025, 0.3, 1.}) {
    const Interval interval = share_interval(share, 400);
    EXPECT_LE(interval.low, share);
    EXPECT_GE(interval.high, share);
    for (const double p : {interval.low, interval.high})
      EXPECT_NEAR(std::abs(p - share), z * std::sqrt(p * (1. - p) / n), 1e-12) << share;
  }
}

} // namespace
} // namespace acumen::outcomes
