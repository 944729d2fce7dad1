#include "scenarios/library/outcome_library.h"

#include "scenarios/library/library.h"
#include "scenarios/library/load_entry.h"
#include "scenarios/resolve/resolve_outcomes.h"

#include <gtest/gtest.h>

namespace acumen::scenarios {
namespace {

template <class Entry> void expect_whole(const std::string& folder, const Group& declaration) {
  const std::vector<std::string> names = library_names(folder);
  EXPECT_FALSE(names.empty()) << folder;
  for (const std::string& name : names) {
    Entry entry;
    ReadLog log;
    const auto notes = load_entry(folder, "entry", declaration, &entry, name, folder, log);
    for (const base::InputProblem& problem : log.problems)
      ADD_FAILURE() << base::to_string(problem);
    ASSERT_TRUE(notes) << folder << "/" << name;
    EXPECT_EQ(entry.name, name);
    EXPECT_FALSE(notes->empty()) << folder << "/" << name << " names no source";
    for (const auto& [key, note] : *notes)
      EXPECT_TRUE(!note.label.empty() && !note.source.empty()) << folder << "/" << name << "." << key;
  }
}

TEST(OutcomeLibrary, EveryValueHasSourceAndLabel) {
  expect_whole<VesselEntry>("vessels", vessel_declaration());
  expect_whole<BloodEntry>("blood", blood_declaration());
  expect_whole<BleedingModifierEntry>("antithrombotics", bleeding_modifier_declaration());
  expect_whole<BleedingModifierEntry>("bleeding_disorders", bleeding_modifier_declaration());
  expect_whole<ConditionEntry>("conditions", condition_declaration());
  expect_whole<PracticeEntry>("practice", practice_declaration());
  expect_whole<ArrayLimitEntry>("treatment", array_limit_declaration());
  expect_whole<MechanicsSpreadEntry>("model_spread", mechanics_spread_declaration());
}

ResolvedOutcomes resolved(const CaseInput& input) {
  ReadLog log;
  ResolvedOutcomes outcomes = resolve_outcomes(input, log);
  EXPECT_TRUE(log.problems.empty());
  return outcomes;
}

TEST(ResolveOutcomes, TakesAMeasuredPairForItsParts) {
  CaseInput input;
  input.patient.antithrombotic = "clopidogrel + aspirin";
  const auto pair = resolved(input).bleeding_modifiers;
  ASSERT_EQ(pair.size(), 1u);
  EXPECT_EQ(pair[0].name, "aspirin_clopidogrel");
  input.patient.antithrombotic = "aspirin, warfarin";
  EXPECT_EQ(resolved(input).bleeding_modifiers.size(), 2u);
  input.patient.antithrombotic = "none";
  EXPECT_TRUE(resolved(input).bleeding_modifiers.empty());
}

TEST(ResolveOutcomes, KeepsSpreadsAndLabels) {
  CaseInput input;
  input.skin.site = "cheek";
  const ResolvedOutcomes outcomes = resolved(input);
  EXPECT_EQ(outcomes.vessels.size(), 5u);
  EXPECT_TRUE(outcomes.blood.visible_volume.is_assumed());
  EXPECT_EQ(outcomes.blood.visible_volume.name, "blood.visible_volume");
  EXPECT_NEAR(outcomes.blood.visible_volume.high, 10e-12, 1e-15);
  EXPECT_EQ(outcomes.practice.title, "Cheek");
  // Cheek, papillary dermis 150 um, 100 to 200 um: as factors.
  const auto& spread = outcomes.thickness_spread.at("papillary_dermis");
  EXPECT_NEAR(spread.low, 2. / 3., 1e-9);
  EXPECT_NEAR(spread.high, 4. / 3., 1e-9);
}

TEST(ResolveOutcomes, TellsConditionsFromModifiers) {
  CaseInput input;
  input.patient.conditions = "keloid_history + smoking";
  const ResolvedOutcomes outcomes = resolved(input);
  ASSERT_EQ(outcomes.conditions.size(), 1u); // smoking only slows healing
  EXPECT_EQ(outcomes.conditions[0].grade, outcomes::Grade::stop);
  EXPECT_FALSE(outcomes.conditions[0].source.empty());
  EXPECT_EQ(outcomes.healing_modifiers.size(), 2u);
}

TEST(SplitNames, IsIndifferentToOrderAndSeparator) {
  EXPECT_EQ(split_names("b + a"), (std::vector<std::string>{"a", "b"}));
  EXPECT_EQ(split_names("a,b, a"), (std::vector<std::string>{"a", "b"}));
  EXPECT_TRUE(split_names("none").empty());
}

} // namespace
} // namespace acumen::scenarios
