#include "scenarios/library/library.h"

#include "scenarios/resolve/build_material.h"
#include "scenarios/resolve/read_case.h"
#include "tests/support/case_file.h"

#include <gtest/gtest.h>

namespace {

using namespace acumen;
using scenarios::ReadLog;

TEST(Library, EveryEntryLoadsAndEveryValueNamesItsSource) {
  for (const char* const kind : {"sites", "tissues", "supports", "needle_materials"})
    for (const std::string& name : scenarios::library_names(kind)) {
      const std::string text = scenarios::describe_library(name);
      EXPECT_EQ(text.find("[]"), std::string::npos) << name << " has a value without label";
    }
}

TEST(Library, EverySiteResolvesToLayersThatCanBeComputed) {
  const tests::CaseFile file("needle: {length: 100 um, base_diameter: 40 um, tip_radius: 2 um}\n");
  for (const std::string& name : scenarios::library_names("sites")) {
    const auto resolved = scenarios::read_case(file.path(), {"skin.site=" + name});
    ASSERT_FALSE(resolved.layers.empty()) << name;
    EXPECT_FALSE(resolved.layers.front().is_support) << name;
    EXPECT_TRUE(resolved.layers.front().material.cohesive.can_crack()) << name;
    for (const auto& layer : resolved.layers)
      EXPECT_NO_THROW(layer.material.volumetric.validate()) << name << " " << layer.name;
  }
}

TEST(Library, HasTheSitesTheProductPromises) {
  for (const char* const name :
       {"volar_forearm", "dorsal_forearm", "upper_arm", "cheek", "forehead", "under_eye", "upper_lip", "neck",
        "abdomen", "thigh", "back", "palm", "sole", "scalp", "parafilm", "agarose"}) {
    ReadLog log;
    EXPECT_TRUE(scenarios::load_site(name, "", log)) << name;
  }
}

TEST(BuildMaterial, DerivedBulkModulusFollowsTheStiffenedTangent) {
  materials::Material material;
  material.isochoric = materials::Ogden{{{0.11e6, 9.}}};
  material.cohesive.strength = 21.6e6;
  // P = 2 mu/alpha (lambda^8 - lambda^-5.5) reaches 21.6 MPa near lambda = 2.335; dP/dlambda is there 8 P/lambda.
  EXPECT_NEAR(scenarios::derived_bulk_modulus(material, 1.), 8. * 21.6e6 / 2.335, 0.05 * 74e6);
  EXPECT_DOUBLE_EQ(scenarios::derived_bulk_modulus(material, 1e4), 2.2e9);
  // A layer that cannot crack: 50 times the shear modulus at least.
  material.cohesive.strength = std::numeric_limits<double>::infinity();
  EXPECT_DOUBLE_EQ(scenarios::derived_bulk_modulus(material, 1.), 50. * 0.11e6);
  // Viscoelastic overstress counts: the instantaneous modulus must stay small against K.
  material.viscoelasticity.terms = {{1.5, 1.}};
  EXPECT_DOUBLE_EQ(scenarios::derived_bulk_modulus(material, 1.), 50. * 2.5 * 0.11e6);
}

TEST(BuildMaterial, ChangedLawForgetsTheOldParameters) {
  scenarios::TissueProperties tissue, change;
  tissue.law = scenarios::Law::ogden;
  tissue.terms = {{1e5, 9.}};
  tissue.strength = 1e6;
  change.law = scenarios::Law::neo_hookean;
  change.shear_modulus = 2e5;
  const auto result = scenarios::changed(tissue, change);
  EXPECT_TRUE(result.terms.empty());
  EXPECT_EQ(result.shear_modulus, 2e5);
  EXPECT_EQ(result.strength, 1e6);
}

} // namespace
