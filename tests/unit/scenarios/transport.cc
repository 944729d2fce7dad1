#include "scenarios/schema/resolve_transport.h"

#include "scenarios/schema/read_case.h"
#include "tests/support/case_file.h"

#include <gtest/gtest.h>

namespace {

using namespace acumen;

const char* const dissolving = "skin: {site: volar_forearm}\n"
                               "needle: {length: 600 um, base_diameter: 200 um}\n"
                               "drug: {system: dissolving, name: lidocaine, polymer: PVP, drug_fraction: 20 %}\n";

TEST(TransportLibrary, EveryEntryLoadsAndEveryValueNamesItsSource) {
  for (const char* const kind : {"drugs", "polymers", "media"})
    for (const std::string& name : scenarios::library_names(kind)) {
      const std::string text = scenarios::describe_library(name);
      EXPECT_EQ(text.find("[]"), std::string::npos) << name << " has a value without label";
    }
}

TEST(TransportLibrary, HasTheDrugsAndPolymersTheProductPromises) {
  for (const char* const name :
       {"lidocaine", "ibuprofen", "insulin", "ovalbumin", "zolmitriptan", "parathyroid_hormone"}) {
    scenarios::ReadLog log;
    EXPECT_TRUE(scenarios::load_drug(name, "", log)) << name;
  }
  for (const char* const name : {"PVP", "PVA", "HA", "CMC", "PLGA", "PMVE_MA", "maltose"}) {
    scenarios::ReadLog log;
    EXPECT_TRUE(scenarios::load_polymer(name, "", log)) << name;
  }
}

TEST(TransportLibrary, EveryTissueOfAHumanSiteHasAMedium) {
  for (const std::string& site : scenarios::library_names("sites")) {
    scenarios::ReadLog log;
    const auto item = scenarios::load_site(site, "", log);
    ASSERT_TRUE(item);
    if (item->entry.kind != "skin")
      continue;
    for (const auto& layer : item->entry.layers) {
      const auto medium = scenarios::load_medium(layer.tissue, "", log);
      ASSERT_TRUE(medium) << layer.tissue;
      EXPECT_TRUE(medium->entry.water_fraction && medium->entry.conductivity && medium->entry.heat_capacity)
          << layer.tissue;
    }
  }
}

TEST(ResolveTransport, FillsInWhatIsAutomatic) {
  const auto resolved = scenarios::read_case(tests::CaseFile(dissolving).path());
  EXPECT_TRUE(resolved.transport.has_drug);
  EXPECT_FALSE(resolved.transport.has_rf);
  EXPECT_DOUBLE_EQ(*resolved.transport.input.wear_time, 1200.);
  EXPECT_DOUBLE_EQ(*resolved.transport.input.duration, 86400.);
  const auto properties = scenarios::properties_of(resolved.transport);
  EXPECT_NEAR(properties.drug.molecular_weight, 0.2343, 1e-9);
  EXPECT_TRUE(properties.tissues.front().barrier);
  // `like` gives the papillary dermis the dermis' values.
  EXPECT_DOUBLE_EQ(properties.tissues[2].permeability, properties.tissues[3].permeability);
  EXPECT_FALSE(resolved.assumptions.empty());
  // The written case reads back to the same case.
  const auto again = scenarios::read_case(tests::CaseFile(resolved.yaml).path());
  EXPECT_EQ(again.hash, resolved.hash);
}

TEST(ResolveTransport, OwnValuesReplaceTheLibrarys) {
  const auto resolved = scenarios::read_case(tests::CaseFile(dissolving).path(), {"drug.solubility=7 g/l"});
  EXPECT_DOUBLE_EQ(scenarios::properties_of(resolved.transport).drug.solubility, 7.);
  for (const std::string& name : scenarios::uncertain_names(resolved.transport))
    EXPECT_NE(name, "drug.solubility");
}

TEST(UncertainTransport, MediansAreTheLibrarysValuesAndQuantilesTheSpread) {
  const auto resolved = scenarios::read_case(tests::CaseFile(dissolving).path());
  const auto names = scenarios::uncertain_names(resolved.transport);
  const auto best = scenarios::properties_of(resolved.transport);
  const auto median = scenarios::properties_at(resolved.transport, std::vector<double>(names.size(), 0.5));
  EXPECT_NEAR(median.polymer.front_speed, best.polymer.front_speed, 1e-6 * best.polymer.front_speed);
  EXPECT_NEAR(median.tissues[2].hindrance, best.tissues[2].hindrance, 1e-6);
  const auto high = scenarios::properties_at(resolved.transport, std::vector<double>(names.size(), 0.95));
  EXPECT_NEAR(high.polymer.front_speed, 0.4e-6, 1e-9);
  // Layers that share an entry are drawn together.
  EXPECT_DOUBLE_EQ(high.tissues[2].hindrance, high.tissues[3].hindrance);
}

} // namespace
