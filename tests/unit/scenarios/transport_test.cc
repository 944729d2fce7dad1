#include "scenarios/resolve/resolve_transport.h"

#include "scenarios/input/compare_cases.h"
#include "scenarios/resolve/read_case.h"
#include "tests/support/case_file.h"

#include <algorithm>
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

// Files beside the case, whose place does not matter for the case's name, but whose content does.
TEST(OwnEntries, DrugAndPolymerComeFromFilesBesideTheCase) {
  const std::string drug = "name: mine\ntitle: Mine\nmolecular_weight: 300 g/mol\nlog_partition: 1\n"
                           "solubility: {value: 3 g/l, spread: [1 g/l, 9 g/l], source: none, label: assumed}\n";
  const std::string polymer = "name: glass\ntitle: Glass\ndensity: 1.5 g/cm^3\nfront_speed: 0.2 um/s\n"
                              "gel_diffusivity: 1\n";
  const std::string text = "skin: {site: volar_forearm}\nneedle: {length: 600 um, base_diameter: 200 um}\n"
                           "drug: {system: dissolving, name: mine.yaml, polymer: glass.yaml}\n";
  const auto read = [&](const std::string& own_drug) {
    const tests::CaseFile file(text);
    const auto folder = std::filesystem::path(file.path()).parent_path();
    std::ofstream(folder / "mine.yaml") << own_drug;
    std::ofstream(folder / "glass.yaml") << polymer;
    const auto resolved = scenarios::read_case(file.path());
    // The resolved case lies elsewhere and means the same.
    EXPECT_EQ(scenarios::read_case(tests::CaseFile(resolved.yaml).path()).hash, resolved.hash);
    return resolved;
  };
  const auto resolved = read(drug);
  const auto properties = scenarios::properties_of(resolved.transport);
  EXPECT_EQ(properties.drug.name, "mine");
  EXPECT_DOUBLE_EQ(properties.drug.solubility, 3.);
  EXPECT_DOUBLE_EQ(properties.polymer.front_speed, 0.2e-6);
  const auto names = scenarios::uncertain_names(resolved.transport);
  EXPECT_NE(std::find(names.begin(), names.end(), "drug.solubility"), names.end());
  EXPECT_NE(std::find(resolved.assumptions.begin(), resolved.assumptions.end(),
                      "mine clearance_rate = 1e-3 1/s (not given: that of small molecules)"),
            resolved.assumptions.end());
  EXPECT_EQ(read(drug).hash, resolved.hash);
  EXPECT_NE(read(drug + "density: 1.1 g/cm^3\n").hash, resolved.hash);
}

TEST(MechanicalDifferences, CountOnlyWhatTheInsertionDependsOn) {
  const auto base = scenarios::read_case(tests::CaseFile(dissolving).path());
  const auto with = [&](const std::vector<std::string>& changes) {
    const auto other = scenarios::read_case(tests::CaseFile(dissolving).path(), changes);
    return scenarios::mechanical_differences(base.input, other.input);
  };
  EXPECT_TRUE(with({"drug.drug_fraction=10 %", "needle.material=PVP", "patient.age=60 years", "title=x"}).empty());
  EXPECT_EQ(with({"needle.tip_radius=7 um"}).size(), 1u);
  EXPECT_NE(with({"needle.tip_radius=7 um"}).front().find("needle.tip_radius: 5 um here, 7 um there"),
            std::string::npos)
      << with({"needle.tip_radius=7 um"}).front();
  EXPECT_FALSE(with({"skin.site=cheek"}).empty());
  // What was written into a folder is the same case.
  const auto written = scenarios::read_case(tests::CaseFile(base.yaml).path());
  EXPECT_TRUE(scenarios::mechanical_differences(base.input, written.input).empty());
}

} // namespace
