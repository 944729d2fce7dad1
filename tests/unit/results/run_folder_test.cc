#include "solver/results/run_folder.h"

#include "solver/base/error.h"
#include "solver/results/output_quantities.h"
#include "tests/support/small_insertion.h"
#include "tests/support/temporary_folder.h"

#include <algorithm>
#include <cmath>
#include <fstream>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

namespace acumen::results {
namespace {

/// The small insertion, computed once.
const stepping::Insertion& computed() {
  static const auto insertion = [] {
    auto made = std::make_unique<stepping::Insertion>(small_insertion());
    made->run([](const stepping::Insertion&) { return true; });
    return made;
  }();
  return *insertion;
}

TEST(Headline, AgreesWithTheRecords) {
  Summary summary;
  summary.quantities = headline(computed(), 2.5);
  const auto& records = computed().records();
  double largest = 0.;
  for (const auto& record : records)
    largest = std::max(largest, record.force);
  EXPECT_DOUBLE_EQ(summary.value("insertion.maximum_force"), largest);
  EXPECT_DOUBLE_EQ(summary.value("insertion.travel"), 150e-6);
  EXPECT_DOUBLE_EQ(summary.value("solver.wall_time"), 2.5);
  EXPECT_DOUBLE_EQ(summary.value("insertion.force_after_hold"), records.back().force);
  EXPECT_GT(summary.value("insertion.force_at_end"), summary.value("insertion.force_after_hold")) << "it relaxes";
  EXPECT_EQ(summary.value("insertion.punctured"), 1.);
  EXPECT_LE(summary.value("insertion.puncture_force"), largest);
  EXPECT_GE(summary.value("wound.depth"), 40e-6) << "the upper layer is pierced";
  EXPECT_NEAR(summary.value("wound.upper.depth"), 40e-6, 1e-10);
  EXPECT_DOUBLE_EQ(summary.value("energy.fracture"),
                   summary.value("energy.fracture.upper") + summary.value("energy.fracture.lower"));
  EXPECT_TRUE(std::isnan(summary.value("wound.residual_opening"))) << "not withdrawn";
}

TEST(Headline, HoldsOnlyDeclaredQuantities) {
  for (const SummaryValue& quantity : headline(computed(), 0.)) {
    std::string name = quantity.name;
    for (const char* layer : {".upper", ".lower"})
      if (const auto place = name.find(layer); place != std::string::npos)
        name.replace(place, 6, ".<layer>");
    const auto& declared = output_quantities();
    EXPECT_TRUE(std::any_of(declared.begin(), declared.end(), [&](const auto& q) {
      return q.name == name && q.unit == quantity.unit;
    })) << quantity.name;
  }
}

TEST(SummaryFile, IsFlatAndSaysNullWhereThereIsNoNumber) {
  Summary summary;
  summary.label = {"case", "12ab34cd", "Title", {"a warning"}, {}};
  summary.status = "stopped";
  summary.exit_code = 4;
  summary.quantities = {{"insertion.puncture_force", "N"}, {"insertion.travel", "m", 1e-3}};
  const auto json = nlohmann::json::parse(summary_json(summary));
  EXPECT_EQ(json["status"], "stopped");
  EXPECT_EQ(json["exit_code"], 4);
  EXPECT_TRUE(json["quantities"]["insertion.puncture_force"]["value"].is_null());
  EXPECT_EQ(json["quantities"]["insertion.travel"]["value"], 1e-3);
  EXPECT_EQ(json["quantities"]["insertion.travel"]["unit"], "m");
  EXPECT_TRUE(json["quantities"]["insertion.travel"]["low"].is_null());
  EXPECT_FALSE(json.contains("diagnosis"));
  EXPECT_FALSE(json["provenance"]["version"].get<std::string>().empty());
}

TEST(RunFolder, HoldsEveryFileWhole) {
  const TemporaryFolder folder;
  stepping::Insertion insertion(small_insertion());
  RunFolder run(folder.path(), insertion, {10, true});
  insertion.run([&run](const stepping::Insertion& now) {
    run.observe(now);
    return true;
  });
  Summary summary;
  summary.status = "completed";
  summary.quantities = headline(insertion, 1.);
  run.finish(insertion, summary);
  run.clear_intermediate();
  for (const char* name : {"history.csv", "summary.json", "results.h5", "log.jsonl", "fields/insertion.pvd",
                           "fields/insertion_0000.vtu", "fields/needle_0000.vtu", "fields/insertion_0010.vtu"})
    EXPECT_TRUE(std::filesystem::exists(folder.file(name))) << name;
  EXPECT_FALSE(std::filesystem::exists(folder.file(".steps")));
  for (const auto& entry : std::filesystem::recursive_directory_iterator(folder.path()))
    EXPECT_EQ(entry.path().string().find(".tmp"), std::string::npos) << entry.path();
  const base::Hdf5Reader results(folder.file("results.h5"));
  EXPECT_EQ(results.read("/history/force").size(), insertion.records().size());
  EXPECT_EQ(results.read_attribute("/history/force", "unit"), "N");
  EXPECT_EQ(results.read("/steps/0010/fields/cauchy_stress").size(), 9 * insertion.model().elements().size());
  EXPECT_EQ(results.read("/outcomes/insertion.travel").at(0), summary.value("insertion.travel"));
  EXPECT_EQ(results.read("/mesh/cells").size(), 4 * insertion.model().elements().size());
}

TEST(RunFolder, SaysWhereItCannotWrite) {
  const stepping::Insertion& insertion = computed();
  EXPECT_THROW(RunFolder("/dev/null/out", insertion, {}), base::OutputError);
}

} // namespace
} // namespace acumen::results
