#include "scenarios/app/result_table.h"

#include "scenarios/app/outcome_table.h"
#include "scenarios/app/terminal.h"
#include "tests/support/contains.h"

#include <algorithm>
#include <cstdlib>
#include <fcntl.h>
#include <gtest/gtest.h>
#include <sstream>
#include <unistd.h>

namespace acumen::app {
namespace {

using tests::contains;

/// Columns a line takes: bytes that do not continue a UTF-8 character.
std::size_t columns(const std::string& line) {
  return std::count_if(line.begin(), line.end(), [](const char c) { return (c & 0xc0) != 0x80; });
}

TEST(Sparkline, BarsRiseWithTheForceAndKeepItsPeak) {
  EXPECT_EQ(sparkline({0., 1.}, {0., 7.}, 8, false), ".:-==+*#");
  // A peak between the borders of two bars is not lost, and a pull counts as nothing.
  EXPECT_EQ(sparkline({0., 0.5, 0.5001, 1.}, {0., 8., 0., -8.}, 4, false), "=##_");
  EXPECT_EQ(sparkline({0., 1.}, {0., 1.}, 2, true), "\u2585\u2588");
}

TEST(Sparkline, NothingToDraw) {
  EXPECT_EQ(sparkline({}, {}, 8, false), "");
  EXPECT_EQ(sparkline({0., 0.}, {1., 2.}, 8, false), "");
  EXPECT_EQ(sparkline({0., 1.}, {0., 0.}, 8, false), "");
}

TEST(Colours, OnlyOnATerminalAndNotAgainstNoColor) {
  const int file = open("/dev/null", O_WRONLY), leader = posix_openpt(O_RDWR | O_NOCTTY);
  ASSERT_EQ(grantpt(leader) + unlockpt(leader), 0);
  const int terminal = open(ptsname(leader), O_RDWR | O_NOCTTY);
  setenv("TERM", "xterm", 1);
  unsetenv("NO_COLOR");
  EXPECT_FALSE(colours_wanted(file));
  EXPECT_TRUE(colours_wanted(terminal));
  setenv("NO_COLOR", "1", 1);
  EXPECT_FALSE(colours_wanted(terminal));
  // An empty value counts as none: so says no-color.org.
  setenv("NO_COLOR", "", 1);
  EXPECT_TRUE(colours_wanted(terminal));
  setenv("TERM", "dumb", 1);
  EXPECT_FALSE(colours_wanted(terminal));
  for (const int descriptor : {file, terminal, leader})
    close(descriptor);
}

TEST(Colours, NothingButColoursIsAdded) {
  const std::string table = "\nCase  (not_converged)\n  force  1 N\nWarnings\n  - one\n3 input values are assumed\n";
  std::string text = coloured(table);
  EXPECT_TRUE(contains(text, "\033[1;31mCase"));
  EXPECT_TRUE(contains(text, "\033[1;33mWarnings"));
  for (std::size_t start; (start = text.find('\033')) != std::string::npos;)
    text.erase(start, text.find('m', start) - start + 1);
  EXPECT_EQ(text, table);
}

TEST(Locale, IsReadFromTheEnvironmentInItsOrder) {
  setenv("LANG", "de_DE.UTF-8", 1);
  unsetenv("LC_CTYPE");
  unsetenv("LC_ALL");
  EXPECT_TRUE(utf8_locale());
  setenv("LC_ALL", "C", 1);
  EXPECT_FALSE(utf8_locale());
  setenv("LC_ALL", "C.utf8", 1);
  EXPECT_TRUE(utf8_locale());
}

results::Summary wide_summary() {
  results::Summary summary;
  summary.status = "completed";
  summary.label.title = "A needle with a title that says much more than a title should say, and then some more words";
  summary.label.warnings = {"a warning that is longer than one line of the page and has therefore to be broken at one "
                            "of its blanks"};
  for (const char* const name : {"insertion.punctured",
                                 "insertion.puncture_force",
                                 "energy.external",
                                 "wound.depth",
                                 "bleeding.volume",
                                 "bleeding.probability_visible",
                                 "bleeding.clotting_time",
                                 "strength.safety_factor",
                                 "drug.delivered",
                                 "drug.time_to_50",
                                 "laser.bleeding.clotting_time",
                                 "strength.tip_safety_factor",
                                 "laser.bleeding.volume",
                                 "laser.strength.safety_factor",
                                 "bleeding.probability_any",
                                 "laser.bleeding.probability_any",
                                 "laser.bleeding.probability_visible",
                                 "wound.stratum_corneum.depth",
                                 "energy.fracture.stratum_corneum",
                                 "drug.plasma_peak"}) {
    results::SummaryValue value{name, "kg/m^3", 1.23456e-7, 1.23456e-12, 9.87654e3};
    summary.quantities.push_back(value);
  }
  return summary;
}

TEST(ResultTable, KeepsToEightyColumns) {
  setenv("LC_ALL", "C.UTF-8", 1);
  std::vector<stepping::StepRecord> records(3);
  records[1].travel = 1e-4;
  records[1].force = 0.02;
  records[2].travel = 2e-4;
  records[2].force = 0.05;
  const std::string bars = force_bars(records);
  EXPECT_EQ(columns(bars), 53u);
  EXPECT_EQ(bars.substr(bars.size() - 3), "\u2588");
  const std::string table = result_table(wide_summary(), {"stratum_corneum"}, "out", bars);
  EXPECT_TRUE(contains(table, "force against travel"));
  EXPECT_TRUE(contains(table, "Laser beside the needle"));
  EXPECT_EQ(table.find('\033'), std::string::npos);
  std::istringstream lines(table);
  for (std::string line; std::getline(lines, line);) {
    EXPECT_LE(columns(line), page_width) << line;
    EXPECT_TRUE(line.empty() || line.back() != ' ') << line;
  }
}

TEST(OutcomeTable, ShowsIntervalsAndMarksWhatRestsOnAssumptions) {
  results::Summary summary;
  summary.quantities = {{"bleeding.probability_visible", "1", 0.013, 0., 0.06, "assumed"},
                        {"bleeding.clotting_time", "s", 120., 60., 240., "derived"},
                        {"bleeding.time_factor", "1", 1., NAN, NAN, "exact"},
                        {"strength.crushed_radius", "m", 0., 0., 6.3e-6, "assumed"}};
  const std::string table = outcome_table(summary);
  EXPECT_TRUE(contains(table, "\n *visible bleeding, one needle")) << table;
  EXPECT_TRUE(contains(table, "0 to 6 %")) << table;
  EXPECT_TRUE(contains(table, "\n  clotting time of a small vessel")) << table;
  EXPECT_TRUE(contains(table, "as made to 6.3 um")) << table;
  EXPECT_TRUE(contains(table, "\n *rests on at least one assumed input")) << table;
  EXPECT_FALSE(contains(table, "bleeding time over normal")) << "nothing changed, nothing to say";
}

TEST(ResultTable, ShowsTheWoundByLayerWithItsIntervals) {
  results::Summary summary;
  summary.quantities = {{"wound.depth", "m", 100e-6},
                        {"wound.stratum_corneum.depth", "m", 20e-6, 18e-6, 20e-6, "derived"},
                        {"wound.stratum_corneum.opening", "m", 60e-6, 50e-6, 70e-6, "derived"},
                        {"wound.stratum_corneum.crack_area", "m^2", 4.5e-9, 3e-9, 6e-9, "derived"}};
  const std::string table = result_table(summary, {"stratum_corneum"}, "out", "");
  EXPECT_TRUE(contains(table, "  stratum_corneum              20             60              -              4.5\n"))
      << table;
  EXPECT_TRUE(contains(table, "18 to 20       50 to 70                          3 to 6\n")) << table;
}

} // namespace
} // namespace acumen::app
