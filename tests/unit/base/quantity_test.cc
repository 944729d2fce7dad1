#include "solver/base/quantity.h"

#include "tests/support/contains.h"

#include <cmath>
#include <gtest/gtest.h>

namespace {

using acumen::base::format_quantity;
using acumen::base::parse_quantity;
using acumen::base::QuantityError;
using acumen::tests::contains;

std::string reason(const std::string& text, const std::string& unit) {
  try {
    return "accepted as " + std::to_string(parse_quantity(text, unit));
  } catch (const QuantityError& error) {
    return error.what();
  }
}

TEST(ParseQuantity, ConvertsToSi) {
  EXPECT_DOUBLE_EQ(parse_quantity("600 um", "m"), 600e-6);
  EXPECT_DOUBLE_EQ(parse_quantity("600um", "m"), 600e-6);
  EXPECT_DOUBLE_EQ(parse_quantity("600 µm", "m"), 600e-6);
  EXPECT_DOUBLE_EQ(parse_quantity("  -1.5e-1 mm ", "m"), -0.15e-3);
  EXPECT_DOUBLE_EQ(parse_quantity("15 deg", "rad"), 15. * std::acos(-1.) / 180.);
  EXPECT_DOUBLE_EQ(parse_quantity("2.5 kJ/m^2", "J/m^2"), 2500.);
  EXPECT_DOUBLE_EQ(parse_quantity("2.5 N/mm", "J/m^2"), 2500.);
  EXPECT_DOUBLE_EQ(parse_quantity("5 %", "1"), 0.05);
  EXPECT_DOUBLE_EQ(parse_quantity("0.3", "1"), 0.3);
  EXPECT_DOUBLE_EQ(parse_quantity("1 mm/s", "m/s"), 1e-3);
  EXPECT_DOUBLE_EQ(parse_quantity("35 years", "year"), 35.);
  EXPECT_DOUBLE_EQ(parse_quantity("100 MPa/um", "Pa/m"), 1e14);
}

TEST(ParseQuantity, RefusesWhatIsNotOneFiniteNumber) {
  EXPECT_TRUE(contains(reason("nan um", "m"), "must be finite"));
  EXPECT_TRUE(contains(reason("inf um", "m"), "must be finite"));
  EXPECT_TRUE(contains(reason("1e999 um", "m"), "too large"));
  EXPECT_TRUE(contains(reason("um", "m"), "not a number with a unit"));
  EXPECT_TRUE(contains(reason("", "m"), "not a number with a unit"));
  EXPECT_TRUE(contains(reason("600 2 um", "m"), "not a known unit"));
  EXPECT_TRUE(contains(reason("5 um @ 3", "m"), "not a known unit"));
}

TEST(ParseQuantity, RefusesTheWrongDimension) {
  EXPECT_TRUE(contains(reason("600", "m"), "is missing; expected something like"));
  EXPECT_TRUE(contains(reason("600 umm", "m"), "not a known unit"));
  EXPECT_TRUE(contains(reason("600 Pa", "m"), "not a unit of length"));
  EXPECT_TRUE(contains(reason("0.3 mm", "1"), "not a unit of number"));
}

TEST(ParseQuantity, KeepsAnglesAndPureNumbersApart) {
  EXPECT_TRUE(contains(reason("0.3", "rad"), "is missing; expected something like"));
  EXPECT_TRUE(contains(reason("5 %", "rad"), "not a unit of angle"));
  EXPECT_TRUE(contains(reason("15 deg", "1"), "not a unit of number"));
}

TEST(FormatQuantity, PicksTheReadableUnitAndReadsBack) {
  EXPECT_EQ(format_quantity(600e-6, "m"), "600 um");
  EXPECT_EQ(format_quantity(1e-3, "m"), "1 mm");
  EXPECT_EQ(format_quantity(0., "m"), "0 m");
  EXPECT_EQ(format_quantity(21.6e6, "Pa"), "21.6 MPa");
  EXPECT_EQ(format_quantity(0.3, "1"), "0.3");
  for (const char* const unit : {"m", "Pa", "N", "s", "m/s", "J/m^2", "Pa/m", "rad", "1", "year", "Pa s", "kg/m^3"})
    for (const double value : {0., 3.7e-10, 1.2345678e-3, 0.99999, 42., 6.5e11})
      EXPECT_NEAR(parse_quantity(format_quantity(value, unit), unit), value, 1e-11 * value) << unit;
}

} // namespace
