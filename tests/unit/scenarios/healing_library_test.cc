#include "scenarios/library/healing_library.h"

#include "scenarios/library/library.h"

#include <gtest/gtest.h>

namespace {

using namespace acumen;
using scenarios::ReadLog;

template <class Model>
void expect_complete(const std::vector<outcomes::ParameterSpec<Model>>& specs, const Model& model) {
  for (const auto& spec : specs) {
    const outcomes::UncertainValue& value = model.*spec.member;
    EXPECT_FALSE(value.label.empty()) << spec.key << " has no label";
    EXPECT_FALSE(value.source.empty()) << spec.key << " has no source";
    EXPECT_EQ(value.unit, spec.unit) << spec.key;
    EXPECT_NE(value.name.find(spec.key), std::string::npos) << value.name;
  }
}

TEST(HealingLibrary, EveryParameterHasSourceAndLabel) {
  ReadLog log;
  const auto healing = scenarios::load_healing("standard", "", log);
  const auto laser = scenarios::load_laser("co2_fractional", "", log);
  const auto strength = scenarios::load_strength("standard", "", log);
  for (const auto& problem : log.problems)
    ADD_FAILURE() << base::to_string(problem);
  expect_complete(outcomes::healing_specs(), healing);
  expect_complete(outcomes::laser_specs(), laser);
  expect_complete(outcomes::strength_specs(), strength);
  // Units: the published law in hours and micrometres.
  EXPECT_NEAR(outcomes::closure_time(100e-6, healing, 1.), 10. * 3600., 1e-6);
  EXPECT_TRUE(healing.closure_slope.is_assumed());
  EXPECT_NEAR(laser.depth_at_reference.value, 475e-6, 1e-12);
  EXPECT_NEAR(strength.angle.value, 0.05236, 1e-5);
}

TEST(HealingLibrary, ModifiersAreThoseOfThePatientsConditions) {
  ReadLog log;
  const auto modifiers = scenarios::load_healing_modifiers({"diabetes", "warts", "keloid_history"}, "", log);
  EXPECT_TRUE(log.problems.empty());
  ASSERT_EQ(modifiers.size(), 2u) << "warts change no healing here";
  EXPECT_EQ(modifiers[0].name, "diabetes");
  EXPECT_NEAR(modifiers[0].rate.value, 0.5, 1e-12);
  EXPECT_TRUE(modifiers[0].rate.is_assumed());
  EXPECT_EQ(modifiers[0].redness.value, 1.) << "not in the file";
  EXPECT_NEAR(modifiers[1].scar_threshold.value, 0.7, 1e-12);
}

TEST(HealingLibrary, EveryModifierCanBeRead) {
  ReadLog log;
  const auto names = scenarios::library_names("healing_modifiers");
  EXPECT_EQ(scenarios::load_healing_modifiers(names, "", log).size(), names.size());
  for (const auto& problem : log.problems)
    ADD_FAILURE() << base::to_string(problem);
}

TEST(HealingLibrary, UnknownLaserIsAProblemWithARemedy) {
  ReadLog log;
  scenarios::load_laser("co2_fractionnal", "comparator.laser", log);
  ASSERT_EQ(log.problems.size(), 1u);
  EXPECT_NE(base::to_string(log.problems[0]).find("co2_fractional"), std::string::npos);
}

} // namespace
