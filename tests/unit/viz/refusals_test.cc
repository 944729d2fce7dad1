#include "tests/unit/viz/synthetic_result.h"
#include "viz/render/command_line.h"

#include <cstdlib>
#include <fstream>
#include <gmock/gmock.h>

namespace acumen::viz {
namespace {

namespace fs = std::filesystem;
using testing::HasSubstr;

struct Outcome {
  int code;
  std::string error;
};

Outcome run_viz(const std::vector<std::string>& words) {
  std::vector<const char*> arguments = {"acumen_viz"};
  for (const std::string& word : words)
    arguments.push_back(word.c_str());
  testing::internal::CaptureStderr();
  const int code = run(static_cast<int>(arguments.size()), arguments.data());
  return {code, testing::internal::GetCapturedStderr()};
}

void expect_refused(const std::vector<std::string>& words, int code, const std::string& text) {
  const Outcome outcome = run_viz(words);
  EXPECT_EQ(outcome.code, code);
  EXPECT_THAT(outcome.error, HasSubstr(text));
}

TEST(Refusals, DirectoryThatIsNoResult) {
  const SyntheticResult result;
  expect_refused({"render", result.directory() / "nowhere"}, 2, "there is no such directory");
  expect_refused({"render", result.directory() / "fields"}, 2, "not a result with fields");
  expect_refused({"render"}, 2, "DIR is required");
}

TEST(Refusals, UnknownStepOrFieldNamesTheChoices) {
  const SyntheticResult result;
  expect_refused({"render", result.directory(), "--step", "3"}, 2, "give 0 to 2, puncture, deepest or last");
  expect_refused({"render", result.directory(), "--step", "dee"}, 2, "no such saved step");
  expect_refused({"render", result.directory(), "--field", "von_mise"}, 2, "did you mean \"von_mises\"?");
  expect_refused({"render", result.directory(), "--field", "cauchy_stress:9"}, 2, "no such field or component");
  expect_refused({"render", result.directory(), "--width", "10"}, 2, "--width");
}

TEST(Refusals, AnimationsAndArrays) {
  const SyntheticResult result;
  expect_refused({"render", result.directory(), "--animate", "--output", "film.avi"}, 2, "MP4 or a GIF");
  expect_refused({"render", result.directory(), "--animate", "--output", "/dev/full/film.gif"}, 5, "cannot write");
  expect_refused({"array", result.directory()}, 2, "nothing makes the needles of the array differ");
  expect_refused({"array", result.directory(), "--site-radius", "40"}, 2, "the case has no array");
}

TEST(Refusals, DamagedFilesAreNamed) {
  const SyntheticResult result;
  result.overwrite("fields/skin_2.vtu", "<VTKFile type=\"UnstructuredGrid\">");
  expect_refused({"render", result.directory()}, 2, "skin_2.vtu");
  result.overwrite("history.csv", "time [s],travel [m],force [N]\n0,1\n");
  expect_refused({"render", result.directory()}, 2, "history.csv:2");
  result.overwrite("fields/insertion.pvd", "not XML");
  expect_refused({"render", result.directory()}, 2, "not a ParaView collection");
}

TEST(Refusals, NoPunctureInTheSummary) {
  const SyntheticResult result;
  result.overwrite("summary.json", R"({"quantities": {"insertion.punctured": {"value": 0, "unit": "1"}}})");
  expect_refused({"render", result.directory(), "--step", "puncture"}, 2, "knows of no puncture");
}

TEST(Refusals, ForceCurveWithoutHistory) {
  const SyntheticResult result;
  fs::remove(result.directory() / "history.csv");
  expect_refused({"force_curve", result.directory()}, 2, "takes a history");
}

TEST(Refusals, PlaceThatCannotBeWritten) {
  const SyntheticResult result;
  // A file stands where the directory should be made: refused to root as well.
  result.overwrite("figures", "");
  expect_refused({"render", result.directory(), "--width", "400"}, 5, "cannot write");
  EXPECT_TRUE(fs::is_regular_file(result.directory() / "figures"));
  expect_refused({"force_curve", result.directory(), "--width", "400", "--output", "/dev/full/x.png"}, 5,
                 "cannot write");
}

TEST(Refusals, NoDisplay) {
  const SyntheticResult result;
  const char* const display = std::getenv("DISPLAY");
  const std::string kept = display ? display : "";
  unsetenv("DISPLAY");
  expect_refused({"render", result.directory()}, 5, "there is no display");
  setenv("DISPLAY", kept.c_str(), 1);
}

} // namespace
} // namespace acumen::viz
