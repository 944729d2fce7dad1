// What is reported of a drug: limits, margins, warnings, and numbers that stay within what is possible.
#include "solver/transport/drug_outcome.h"
#include "tests/verification/transport/sample_skin.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

namespace acumen::transport {
namespace {

DrugCase drug_case(const DeliverySystem system) {
  DrugCase result;
  result.skin = test::cone_in_skin();
  result.drug = test::small_drug();
  result.polymer = test::polymer();
  result.settings = test::settings(system);
  result.settings.needles = 100.;
  result.drug_free_margin = 4.;
  if (system != DeliverySystem::hollow)
    return result;
  TissueTransport& barrier = result.skin.layers.front().tissue;
  barrier.permeability = 1e-19;
  barrier.permeability_exponent = 2.94;
  barrier.drained_modulus = 100e3;
  InfusionSettings infusion;
  infusion.pressure = 40e3;
  infusion.volume = result.settings.infused_volume = 1e-9;
  infusion.lumen_diameter = 60e-6;
  infusion.lumen_length = 900e-6;
  infusion.sealing_pressure = 100e3;
  result.infusion = infusion;
  result.settings.drug_fraction = 0.02;
  return result;
}

double value(const DrugOutcome& outcome, const std::string& name) {
  for (const NamedValue& entry : outcome.values)
    if (entry.name == name)
      return entry.value;
  return std::nan("");
}

bool says(const std::vector<std::string>& texts, const std::string& part) {
  return std::any_of(texts.begin(), texts.end(),
                     [&](const std::string& text) { return text.find(part) != std::string::npos; });
}

class Outcome : public testing::TestWithParam<DeliverySystem> {};

// Every number is declared with its unit, amounts are not negative and shares not above one, at samples' coarseness
// too.
TEST_P(Outcome, NumbersAreDeclaredAndPossible) {
  DeliveryOptions coarse;
  coarse.mesh.first_width *= 2.;
  coarse.mesh.row_height *= 2.;
  coarse.integrator.tolerance = 2e-4;
  for (const DeliveryOptions& options : {DeliveryOptions(), coarse}) {
    const DrugOutcome outcome = drug_outcome(drug_case(GetParam()), options);
    for (const NamedValue& entry : outcome.values) {
      EXPECT_TRUE(std::any_of(drug_quantities().begin(), drug_quantities().end(), [&](const auto& declared) {
        return declared.name == entry.name;
      })) << entry.name;
      EXPECT_FALSE(entry.value < 0.) << entry.name << " " << entry.value;
    }
    EXPECT_LE(value(outcome, "drug.delivered_fraction"), 1. + 1e-12);
    for (const DeliveryRecord& record : outcome.delivery.history)
      for (const double amount :
           {record.needle, record.on_skin, record.hole, record.tissue, record.cleared, record.deep})
        EXPECT_GE(amount, 0.) << record.time;
    EXPECT_LT(outcome.delivery.statistics.largest_deficit, 1e-3);
    EXPECT_TRUE(says(outcome.notes, "the limit is set by"));
    EXPECT_FALSE(says(outcome.warnings, "negative"));
  }
}

INSTANTIATE_TEST_SUITE_P(Drug, Outcome,
                         testing::Values(DeliverySystem::poke_and_patch, DeliverySystem::coated,
                                         DeliverySystem::dissolving, DeliverySystem::hydrogel, DeliverySystem::hollow));

// 4 (1 - w)^2 with w = 0.2 is below the 3 to be kept.
TEST(DrugOutcome, NeedleAsLoadedIsJudged) {
  DrugCase weak = drug_case(DeliverySystem::dissolving);
  DrugOutcome outcome = drug_outcome(weak, {});
  EXPECT_NEAR(value(outcome, "drug.loaded_safety_factor"), 4. * 0.64, 1e-12);
  EXPECT_TRUE(
      says(outcome.warnings, "with its 20 % of drug the needle's margin of safety is 2.56 (4.00 without drug)"));
  weak.settings.drug_fraction = 0.1;
  outcome = drug_outcome(weak, {});
  EXPECT_FALSE(says(outcome.warnings, "margin of safety"));
  EXPECT_NEAR(value(outcome, "drug.outside") + value(outcome, "drug.dose"),
              100. * 0.1 * 1200. * weak.skin.needle_volume, 1e-6 * value(outcome, "drug.dose"));
}

// The reservoir of a gel holds what it likes; a needle does not.
TEST(DrugOutcome, OnlyNeedlesAndFilmsAreTooFull) {
  for (const auto& [system, warned] : {std::pair{DeliverySystem::dissolving, true},
                                       {DeliverySystem::coated, true},
                                       {DeliverySystem::hydrogel, false}}) {
    DrugCase full = drug_case(system);
    full.settings.drug_fraction = 0.6;
    EXPECT_EQ(says(drug_outcome(full, {}).warnings, "more than"), warned);
  }
}

TEST(DrugOutcome, HollowNeedleIsLimitedByFlowAndSolubility) {
  DrugCase hollow = drug_case(DeliverySystem::hollow);
  DrugOutcome outcome = drug_outcome(hollow, {});
  const double dose = 100. * 1e-9 * 0.02 * 1200.;
  EXPECT_NEAR(value(outcome, "drug.maximum_load"), dose, 1e-9 * dose);
  EXPECT_NEAR(value(outcome, "drug.lumen_load"), 100. * 0.25 * M_PI * 60e-6 * 60e-6 * 900e-6 * 24., 1e-12);
  // Worn for a third of the time that the infusion takes.
  hollow.settings.wear_time = value(outcome, "infusion.time") / 3.;
  outcome = drug_outcome(hollow, {});
  EXPECT_TRUE(says(outcome.notes, "the limit is set by flow"));
  EXPECT_NEAR(value(outcome, "drug.maximum_load"), dose / 3., 1e-9 * dose);
  EXPECT_NEAR(value(outcome, "drug.load_without_flow"), dose, 1e-9 * dose);
  EXPECT_NEAR(value(outcome, "drug.delivered_fraction"), 1. / 3., 0.02);
  hollow.drug.solubility = 2.; // of 24 kg/m^3
  outcome = drug_outcome(hollow, {});
  EXPECT_TRUE(says(outcome.notes, "the limit is set by solubility"));
}

TEST(DrugOutcome, LeakBackAndBlebAreSaid) {
  DrugCase hollow = drug_case(DeliverySystem::hollow);
  EXPECT_FALSE(says(drug_outcome(hollow, {}).warnings, "run back along it"));
  hollow.infusion->sealing_pressure = 0.5 * value(drug_outcome(hollow, {}), "infusion.back_pressure");
  hollow.infusion->volume = 1e-6;
  const DrugOutcome outcome = drug_outcome(hollow, {});
  EXPECT_EQ(value(outcome, "infusion.leaks_back"), 1.);
  EXPECT_TRUE(says(outcome.warnings, "run back along it"));
  EXPECT_TRUE(says(outcome.warnings, "bleb"));
}

TEST(DrugOutcome, NothingInTheSkinIsSaid) {
  DrugCase outside = drug_case(DeliverySystem::dissolving);
  outside.skin.hole.clear();
  outside.skin.needle.clear();
  const DrugOutcome outcome = drug_outcome(outside, {});
  EXPECT_EQ(value(outcome, "drug.delivered"), 0.);
  EXPECT_TRUE(says(outcome.notes, "the limit is set by depth"));
  EXPECT_TRUE(says(outcome.warnings, "no drug is delivered"));
}

} // namespace
} // namespace acumen::transport
