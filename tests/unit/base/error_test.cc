#include "solver/base/error.h"

#include <gtest/gtest.h>

namespace {

using acumen::base::InputError;
using acumen::base::nearest_name;

const std::vector<std::string> names = {"tip_radius", "tip_diameter", "base_diameter", "length", "material"};

TEST(NearestName, MendsTyposSwapsAndMissingLetters) {
  EXPECT_EQ(nearest_name("tip_raduis", names), "tip_radius");
  EXPECT_EQ(nearest_name("lenght", names), "length");
  EXPECT_EQ(nearest_name("matrial", names), "material");
  EXPECT_EQ(nearest_name("base_diametre", names), "base_diameter");
}

TEST(NearestName, FindsANameThatContainsTheGivenOne) {
  EXPECT_EQ(nearest_name("radius", names), "tip_radius");
}

TEST(NearestName, IsEmptyWhereNothingIsNear) {
  EXPECT_FALSE(nearest_name("friction", names));
  EXPECT_FALSE(nearest_name("x", {"y", "z"}));
  EXPECT_FALSE(nearest_name("anything", {}));
}

TEST(InputError, ReportsEveryProblemWithPlaceValueAndRemedy) {
  const InputError error({{"rule one", "5", "case.yaml", 3, 7, "do this"}, {"rule two", "", "--set", 0, 0, ""}});
  EXPECT_STREQ(error.what(), "case.yaml:3:7: rule one\n    given: 5\n    mend:  do this\n--set: rule two");
  EXPECT_EQ(error.problems().size(), 2u);
}

} // namespace
