// Bleeding by the library's vessels against published counts of visible bleeding. One number of the library, blood's
// openness, was fitted to one of them (28G pen needles), and the empirical law to all three gauges, which is printed
// beside: the other ratios are predictions.
#include "scenarios/schema/resolve_outcomes.h"

#include <gtest/gtest.h>

#include <cmath>
#include <cstdio>
#include <string>

namespace acumen::scenarios {
namespace {

using outcomes::fixed;
using outcomes::Interval;

constexpr double epidermis = 80e-6;

/// Library inputs of a person at rest, site at heart level.
outcomes::BleedingInput library_input() {
  CaseInput input;
  input.skin.site = "abdomen";
  ReadLog log;
  const ResolvedOutcomes resolved = resolve_outcomes(input, log);
  EXPECT_TRUE(log.problems.empty());
  outcomes::BleedingInput bleeding;
  bleeding.epidermis_depth = fixed(epidermis);
  bleeding.dermis_depth = fixed(2e-3);
  bleeding.vessels = resolved.vessels;
  bleeding.blood = resolved.blood;
  bleeding.patient.age = 45.;
  return bleeding;
}

/// A slit as long as the needle is wide, open by that width, down to `depth`; narrowing to nothing where `tapered`.
void set_slit(const double diameter, const double depth, const bool tapered, outcomes::BleedingInput& input) {
  input.cracks.clear();
  const double row = depth / 200.;
  for (int i = 0; i < 200; ++i) {
    const double width = tapered ? diameter * (1. - (i + 0.5) / 200.) : diameter;
    input.cracks.push_back({(i + 0.5) * row, row, width * row, width, 0., 1., 0});
  }
  input.needle_diameter = diameter;
  input.wound_depth = depth;
}

Interval number(const outcomes::Outcome& outcome, const std::string& name) {
  for (const outcomes::OutcomeValue& value : outcome.values)
    if (value.name == name)
      return value.interval;
  ADD_FAILURE() << "no output " << name;
  return {};
}

TEST(PublishedBleeding, PenNeedlesAreMetWithinAFactor) {
  // Gauge, diameter, share of visible bleeding; needles of 5 mm go through the dermis into the fat.
  const struct {
    const char* gauge;
    double diameter, published;
  } needles[] = {{"28G", 0.36e-3, 0.481}, {"29G", 0.33e-3, 0.355}, {"30G", 0.30e-3, 0.392}};
  outcomes::BleedingInput input = library_input();
  double previous = 1.;
  for (const auto& needle : needles) {
    set_slit(needle.diameter, 5e-3, false, input);
    const outcomes::Outcome outcome = outcomes::bleeding(input);
    const Interval p = number(outcome, "bleeding.probability_visible");
    const double empirical = number(outcome, "bleeding.probability_visible_empirical").value;
    std::printf("pen needle %s: visible bleeding %.1f %% (%.1f to %.1f) predicted, %.1f %% published, ratio %.2f; "
                "empirical law %.1f %%, cuts %.2f\n",
                needle.gauge, 100. * p.value, 100. * p.low, 100. * p.high, 100. * needle.published,
                p.value / needle.published, 100. * empirical, number(outcome, "bleeding.expected_cuts").value);
    // 28G is the calibration; the others have to come out by themselves. 29G bled less often than 30G.
    const double bound = std::string(needle.gauge) == "28G" ? 1.05 : 1.4;
    EXPECT_GT(p.value, needle.published / bound);
    EXPECT_LT(p.value, bound * needle.published);
    EXPECT_LT(p.low, needle.published);
    EXPECT_GT(p.high, needle.published);
    EXPECT_LT(p.value, previous); // thinner needles cut fewer vessels
    previous = p.value;
  }
}

TEST(PublishedBleeding, BeginsBetweenThreeTenthsAndABitMoreOfAMillimetre) {
  // Hydrogel microneedles: none at about 0.30 mm, blood from 0.40 mm on. The model puts vessels in bands with uncertain
  // ends, so it has no such threshold: 1 % a needle at 0.30 mm withdrawn at once. A hydrogel array stays in far longer
  // than vessels take to close and plugs its holes meanwhile, so that none is what the model says of it, too.
  outcomes::BleedingInput input = library_input();
  double previous = 0., shallow = 0.;
  for (const double depth : {0.20e-3, 0.30e-3, 0.40e-3, 0.60e-3, 1.0e-3}) {
    set_slit(depth / 3., depth, true, input); // a cone three times as long as wide
    const outcomes::Outcome outcome = outcomes::bleeding(input);
    const double p = number(outcome, "bleeding.probability_visible").value;
    const double cuts = number(outcome, "bleeding.expected_cuts").value;
    std::printf("cone to %.2f mm: visible bleeding %.2f %% a needle (empirical law %.2f %%), vessels cut %.3f; "
                "published: %s\n",
                1e3 * depth, 100. * p, 100. * number(outcome, "bleeding.probability_visible_empirical").value, cuts,
                depth < 0.35e-3 ? "none" : "blood is reached");
    EXPECT_GE(p, previous);
    previous = p;
    outcomes::BleedingInput worn = input;
    worn.session.dwell = 1800.;
    EXPECT_LT(number(outcomes::bleeding(worn), "bleeding.probability_visible").value, 1e-6) << "half an hour in place";
    shallow = depth <= 0.30e-3 ? p : shallow;
  }
  EXPECT_LT(shallow, 0.02);
  EXPECT_LT(shallow, 0.25 * previous); // a third of the depth: far less than a third of the bleeding
}

TEST(PublishedBleeding, AspirinAndVonWillebrandChangeTheAnswerInThePublishedDirection) {
  CaseInput input;
  input.skin.site = "abdomen";
  outcomes::BleedingInput bleeding = library_input();
  set_slit(0.30e-3, 1e-3, false, bleeding);
  const double normal = number(outcomes::bleeding(bleeding), "bleeding.volume_per_needle").value;
  const auto with = [&](const char* const drug, const char* const disorder) {
    ReadLog log;
    input.patient.antithrombotic.reset();
    input.patient.bleeding_disorder.reset();
    if (drug)
      input.patient.antithrombotic = drug;
    if (disorder)
      input.patient.bleeding_disorder = disorder;
    bleeding.patient.modifiers = resolve_outcomes(input, log).bleeding_modifiers;
    return number(outcomes::bleeding(bleeding), "bleeding.volume_per_needle").value / normal;
  };
  const double aspirin = with("aspirin", nullptr), both = with("aspirin + clopidogrel", nullptr),
               willebrand = with(nullptr, "von_willebrand"), warfarin = with("warfarin", nullptr);
  std::printf("blood over that of the same persons untreated: aspirin %.2f (published bleeding time 1.8), with "
              "clopidogrel %.2f (3 to 5), von Willebrand %.2f (2 to 4), warfarin %.2f (1.0 to 1.3)\n",
              aspirin, both, willebrand, warfarin);
  EXPECT_NEAR(aspirin, 1.8, 0.3);
  EXPECT_GT(both, aspirin);
  EXPECT_GT(willebrand, aspirin);
  EXPECT_LT(warfarin, aspirin);
}

} // namespace
} // namespace acumen::scenarios
