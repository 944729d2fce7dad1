// Statements on patient and technique, from a case file to its summary: each contraindication, each site's limit.
#include "scenarios/compute/screen_case.h"
#include "scenarios/resolve/read_case.h"

#include <gtest/gtest.h>

namespace acumen::scenarios {
namespace {

/// Statements of a case after overrides.
std::vector<std::string> checks_of(const std::vector<std::string>& overrides) {
  const ResolvedCase resolved =
      read_case(std::string(ACUMEN_SOURCE_DIR) + "/scenarios/cases/forearm_cone.yaml", overrides);
  std::vector<std::string> checks;
  for (const std::string& warning : screen_case(resolved, OutcomeChoice()).summary.label.warnings)
    if (warning.rfind("check", 0) == 0)
      checks.push_back(warning);
  return checks;
}

bool says(const std::vector<std::string>& checks, const std::string& grade, const std::string& text) {
  for (const std::string& check : checks)
    if (check.rfind("check (" + grade + ")", 0) == 0 && check.find(text) != std::string::npos)
      return true;
  return false;
}

TEST(ChecksOfCases, EveryContraindicationIsSaidWithReasonAndSource) {
  EXPECT_TRUE(checks_of({"insertion.depth=300 um"}).empty());
  const std::vector<std::string> conditions = {"active_acne", "herpes",         "warts",        "infection",
                                               "eczema",      "keloid_history", "isotretinoin", "pregnancy"};
  for (const std::string& condition : conditions) {
    const auto checks = checks_of({"insertion.depth=300 um", "patient.conditions=" + condition});
    ASSERT_GE(checks.size(), 2u) << condition; // the statement, and what checks are
    EXPECT_NE(checks.front().find(": "), std::string::npos) << "a reason";
    EXPECT_EQ(checks.front().back(), ')') << "a source";
    EXPECT_NE(checks.back().find("no medical advice"), std::string::npos);
  }
  EXPECT_TRUE(says(checks_of({"patient.bleeding_disorder=haemophilia"}), "stop", "aemophilia"));
  EXPECT_TRUE(says(checks_of({"patient.antithrombotic=aspirin"}), "warn", "spirin"));
}

TEST(ChecksOfCases, EachSiteHasItsDepthAtHomeAndForProfessionals) {
  for (const char* const site : {"under_eye", "upper_lip", "forehead"}) {
    const std::string where = std::string("skin.site=") + site;
    EXPECT_TRUE(says(checks_of({where, "insertion.depth=1.2 mm", "needle.length=1.2 mm"}), "stop", "exceeds")) << site;
    EXPECT_TRUE(says(checks_of({where, "insertion.depth=600 um", "treatment.setting=home"}), "stop", "home use"))
        << site;
    EXPECT_TRUE(checks_of({where, "insertion.depth=250 um"}).empty()) << site;
  }
}

TEST(ChecksOfCases, ForceOnAnArrayIsLimited) {
  EXPECT_TRUE(says(checks_of({"array.rows=40", "array.columns=40", "array.pitch=700 um"}), "warn", "N in all"));
}

} // namespace
} // namespace acumen::scenarios
