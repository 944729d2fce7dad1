// Every number of every outcome carries a unit, an interval and the weakest label of what it rests on, in the summary,
// in summary.json and in results.h5. What may do without is listed here, with the reason.
#include "scenarios/compute/run_outcomes.h"
#include "scenarios/compute/screen_case.h"
#include "scenarios/resolve/read_case.h"
#include "tests/support/temporary_folder.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <nlohmann/json.hpp>
#include <set>

namespace acumen::scenarios {
namespace {

using results::Summary;
using results::SummaryValue;

/// Numbers that follow from the case alone, and why.
const std::map<std::string, std::string> exact_numbers = {
    {"wound.reaches_papillary_dermis", "flag of this one run; wound.probability_… carries the uncertainty"},
    {"wound.reaches_reticular_dermis", "flag of this one run"},
    {"wound.reaches_subcutis", "flag of this one run"},
    {"wound.punctures", "count: needles, passes and area are given"},
    {"wound.puncture_density", "count over area, both given"},
    {"wound.roller_angle", "geometry of the drum, given"},
    {"checks.warnings", "count of statements"},
    {"checks.stops", "count of statements"}};
/// Numbers that are exactly this where the person has neither drug nor disorder.
const std::map<std::string, double> exact_without_drug = {{"bleeding.time_factor", 1.},
                                                          {"bleeding.volume_ratio", 1.},
                                                          {"bleeding.probability_ratio", 1.},
                                                          {"bleeding.probability_any_ratio", 1.},
                                                          {"bleeding.rebleed_probability", 0.}};
const std::set<std::string> labels = {"assumed", "recalled_low", "recalled_medium", "derived", "recalled_high", "read"};

std::string without_laser(const std::string& name) {
  return name.rfind("laser.", 0) == 0 ? name.substr(6) : name;
}

bool is_outcome(const std::string& name) {
  for (const char* const box : {"wound.", "bleeding.", "strength.", "healing.", "pain.", "checks.", "laser."})
    if (name.rfind(box, 0) == 0)
      return true;
  return false;
}

void expect_exact(const SummaryValue& quantity) {
  const std::string name = without_laser(quantity.name);
  const auto without_drug = exact_without_drug.find(name);
  if (without_drug != exact_without_drug.end())
    EXPECT_TRUE(std::isnan(quantity.value) || quantity.value == without_drug->second) << quantity.name;
  else
    EXPECT_TRUE(exact_numbers.count(name)) << quantity.name << " is called exact without a reason";
}

void expect_bounded(const SummaryValue& quantity) {
  EXPECT_TRUE(labels.count(quantity.label)) << quantity.name << " has the label '" << quantity.label << "'";
  EXPECT_FALSE(quantity.unit.empty()) << quantity.name;
  ASSERT_TRUE(std::isfinite(quantity.low) && std::isfinite(quantity.high))
      << quantity.name << " = " << quantity.value << " in [" << quantity.low << ", " << quantity.high << "]";
  EXPECT_LE(quantity.low, quantity.value) << quantity.name;
  EXPECT_GE(quantity.high, quantity.value) << quantity.name;
  EXPECT_GE(quantity.low, 0.) << quantity.name << " cannot be negative";
  if (quantity.unit == "1" && quantity.name.find("probability") != std::string::npos &&
      quantity.name.find("ratio") == std::string::npos) {
    EXPECT_LE(quantity.high, 1.) << quantity.name;
  }
}

void expect_stored(const Summary& summary) {
  const TemporaryFolder folder;
  const std::string file = folder.path() + "/results.h5";
  base::Hdf5Writer writer;
  results::write_outcomes(writer, summary);
  writer.save(file);
  const base::Hdf5Reader reader(file);
  const auto json = nlohmann::json::parse(results::summary_json(summary)).at("quantities");
  for (const SummaryValue& quantity : summary.quantities) {
    if (!is_outcome(quantity.name) || !std::isfinite(quantity.value) || quantity.label.empty())
      continue;
    const auto& stored = json.at(quantity.name);
    EXPECT_EQ(stored.at("unit"), quantity.unit);
    EXPECT_EQ(stored.at("label"), quantity.label);
    EXPECT_EQ(reader.read("/outcomes/" + quantity.name).at(0), quantity.value);
    EXPECT_EQ(reader.read_attribute("/outcomes/" + quantity.name, "label"), quantity.label);
    if (quantity.label == outcomes::exact_label)
      continue;
    EXPECT_EQ(stored.at("low"), quantity.low);
    EXPECT_EQ(stored.at("high"), quantity.high);
    EXPECT_EQ(reader.read("/intervals/" + quantity.name), (std::vector<double>{quantity.low, quantity.high}));
  }
}

void expect_all_bounded(const Summary& summary) {
  std::size_t numbers = 0;
  for (const SummaryValue& quantity : summary.quantities) {
    if (!is_outcome(quantity.name) || !std::isfinite(quantity.value))
      continue;
    ++numbers;
    SCOPED_TRACE(summary.label.name);
    if (quantity.label == outcomes::exact_label)
      expect_exact(quantity);
    else
      expect_bounded(quantity);
  }
  EXPECT_GT(numbers, 60u) << "few outcomes in " << summary.label.name;
  expect_stored(summary);
}

/// A screened case with a withdrawal added: the hole closes to 45 % of its width.
Summary outcomes_of(const std::string& name, const std::vector<std::string>& overrides = {}) {
  const ResolvedCase resolved =
      read_case(std::string(ACUMEN_SOURCE_DIR) + "/scenarios/cases/" + name + ".yaml", overrides);
  const ScreenedCase screened = screen_case(resolved, OutcomeChoice{false, {}});
  outcomes::FinishedRun run = screened_run(resolved, screening_design(resolved), screened.result);
  run.insertion.withdrawn = true;
  run.hole_end = run.hole_deepest;
  for (outcomes::HolePoint& point : run.hole_end)
    point.radius *= 0.45;
  Summary summary;
  summary.label.name = name;
  // What the mechanical run reports of the wound itself, to be bounded too.
  summary.quantities = {{"wound.depth", "m", run.insertion.wound_depth}, {"wound.residual_opening", "m", 30e-6}};
  for (const outcomes::LayerExtent& layer : run.layers)
    if (!layer.is_support) {
      const std::string prefix = "wound." + layer.name;
      const double depth = std::clamp(run.insertion.wound_depth - layer.top, 0., layer.thickness);
      summary.quantities.push_back({prefix + ".depth", "m", depth});
      summary.quantities.push_back({prefix + ".crack_area", "m^2", 1e-8});
      summary.quantities.push_back({prefix + ".opening", "m", 50e-6});
      summary.quantities.push_back({prefix + ".residual_opening", "m", 20e-6});
    }
  add_outcomes(resolved, run, summary);
  return summary;
}

TEST(OutcomeIntervals, EveryNumberOfTheFlagshipIsBounded) {
  expect_all_bounded(outcomes_of("forearm_cone"));
}

TEST(OutcomeIntervals, ArraysRollersAndPensToo) {
  for (const char* const name : {"home_roller", "pen_under_eye", "solid_patch"})
    expect_all_bounded(outcomes_of(name));
}

TEST(OutcomeIntervals, LaserDrugsAndDisordersToo) {
  expect_all_bounded(outcomes_of("pen_cheek_aspirin"));
  expect_all_bounded(outcomes_of(
      "forearm_cone", {"patient.bleeding_disorder=haemophilia", "patient.conditions=diabetes + keloid_history"}));
}

TEST(OutcomeIntervals, HollowAndBrittleNeedlesToo) {
  expect_all_bounded(outcomes_of("forearm_cone", {"needle.bore_diameter=60 um"}));
  expect_all_bounded(outcomes_of("forearm_cone", {"needle.material=silicon"}));
  expect_all_bounded(outcomes_of("forearm_cone", {"needle.material=PVP"}));
}

TEST(OutcomeIntervals, AssumedInputsStayLabelled) {
  const Summary summary = outcomes_of("forearm_cone");
  // Visible volume and the vessels' path are assumed, the dent's spread is derived from runs, closure's slope assumed.
  for (const auto& [name, label] : std::map<std::string, std::string>{{"bleeding.probability_visible", "assumed"},
                                                                      {"bleeding.clotting_time", "derived"},
                                                                      {"wound.reach", "derived"},
                                                                      {"wound.mouth_after", "assumed"},
                                                                      {"wound.depth", "derived"},
                                                                      {"strength.safety_factor", "assumed"},
                                                                      {"healing.closure_time", "assumed"}}) {
    ASSERT_NE(summary.find(name), nullptr) << name;
    EXPECT_EQ(summary.find(name)->label, label) << name;
  }
}

/// Whether the summary says that it assumes wet skin, and its probability of visible bleeding.
std::pair<bool, double> wet_skin_of(const std::string& name, const std::vector<std::string>& overrides) {
  const Summary summary = outcomes_of(name, overrides);
  const auto& lines = summary.label.assumptions;
  const bool assumed = std::any_of(lines.begin(), lines.end(), [](const std::string& line) {
    return line.find("blood.contact_angle") != std::string::npos && line.find("= 0 ") != std::string::npos;
  });
  return {assumed, summary.value("bleeding.probability_visible")};
}

TEST(WetSkin, IsAssumedUnderAPenAndTakenFromTheCaseWhereItSays) {
  const auto pen = wet_skin_of("pen_cheek_aspirin", {});
  const auto wet = wet_skin_of("pen_cheek_aspirin", {"treatment.wet_skin=true"});
  const auto dry = wet_skin_of("pen_cheek_aspirin", {"treatment.wet_skin=false"});
  EXPECT_TRUE(pen.first);
  EXPECT_FALSE(wet.first) << "stated, not assumed";
  EXPECT_EQ(pen.second, wet.second);
  EXPECT_LT(dry.second, pen.second);
}

} // namespace
} // namespace acumen::scenarios
