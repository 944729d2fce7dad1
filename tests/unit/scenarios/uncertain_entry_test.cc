#include "scenarios/library/uncertain_entry.h"

#include "solver/base/quantity.h"

#include <gtest/gtest.h>

namespace {

using namespace acumen;
using scenarios::uncertain_value;

TEST(UncertainEntry, ReadsBothKindsOfSpread) {
  const auto normal = uncertain_value(22.6e-6, "m", "x", {"22.6 um", "4 um", "somebody", "read", ""});
  EXPECT_EQ(normal.distribution, outcomes::Distribution::normal);
  EXPECT_NEAR(normal.high, 22.6e-6 + 1.6448536 * 4e-6, 1e-12);
  EXPECT_EQ(normal.label, "read");
  const auto range = uncertain_value(2e9, "Pa", "x", {"2 GPa", "0.5 GPa to 4 GPa", "", "assumed", ""});
  EXPECT_EQ(range.distribution, outcomes::Distribution::lognormal);
  EXPECT_NEAR(range.low, 0.5e9, 1.);
  EXPECT_NEAR(range.high, 4e9, 1.);
  EXPECT_TRUE(range.is_assumed());
  EXPECT_EQ(uncertain_value(1., "1", "x", {}).distribution, outcomes::Distribution::fixed);
  EXPECT_THROW(uncertain_value(5e9, "Pa", "x", {"", "0.5 GPa to 4 GPa", "", "", ""}), base::QuantityError);
  EXPECT_THROW(uncertain_value(5e9, "Pa", "x", {"", "4 um", "", "", ""}), base::QuantityError);
}

TEST(UncertainEntry, EveryNeedleMaterialCanBeTestedForStrength) {
  for (const std::string& name : scenarios::library_names("needle_materials")) {
    scenarios::ReadLog log;
    const auto material = scenarios::load_needle_material(name, "", log);
    ASSERT_TRUE(material) << name;
    const auto data = scenarios::needle_material_data(*material);
    EXPECT_LT(data.strength.low, data.strength.high) << name << ": strength needs a spread";
    EXPECT_LT(data.youngs_modulus.low, data.youngs_modulus.high) << name;
    if (data.brittle) {
      EXPECT_GT(data.compressive_strength.value, data.strength.value) << name;
      EXPECT_GT(data.weibull_modulus, 1.) << name;
    } else
      EXPECT_LT(data.strength.value, 0.1 * data.youngs_modulus.value) << name;
  }
}

TEST(UncertainEntry, SaysWhichPropertyIsMissing) {
  scenarios::LibraryItem<scenarios::NeedleMaterial> material;
  material.entry.name = "wood";
  material.entry.youngs_modulus = 1e9;
  try {
    scenarios::needle_material_data(material);
    FAIL();
  } catch (const base::InputError& error) {
    EXPECT_NE(std::string(error.what()).find("strength"), std::string::npos) << error.what();
    EXPECT_NE(std::string(error.what()).find("wood"), std::string::npos) << error.what();
  }
}

} // namespace
