#include "solver/base/quantity.h"

#include <charconv>
#include <cmath>
#include <fmt/format.h>
#include <map>
#include <memory>
#include <mutex>
#include <udunits2.h>
#include <utility>
#include <vector>

namespace acumen::base {

namespace {

using Unit = std::unique_ptr<ut_unit, decltype(&ut_free)>;

// Engineering units in rising order; the largest that keeps the number at 1 or above is used.
struct UnitFamily {
  std::string si_unit, dimension, example;
  std::vector<std::pair<std::string, double>> units;
};

const std::vector<UnitFamily>& unit_families() {
  static const std::vector<UnitFamily> families = {
      {"m", "length", "5 um", {{"nm", 1e-9}, {"um", 1e-6}, {"mm", 1e-3}, {"m", 1.}}},
      {"Pa", "pressure (stress)", "20 MPa", {{"Pa", 1.}, {"kPa", 1e3}, {"MPa", 1e6}, {"GPa", 1e9}}},
      {"N", "force", "50 mN", {{"uN", 1e-6}, {"mN", 1e-3}, {"N", 1.}}},
      {"s", "time", "0.5 s", {{"us", 1e-6}, {"ms", 1e-3}, {"s", 1.}}},
      {"year", "age", "35 years", {{"years", 1.}}},
      {"m/s", "speed", "1 mm/s", {{"um/s", 1e-6}, {"mm/s", 1e-3}, {"m/s", 1.}}},
      {"J/m^2", "energy per area", "2.5 kJ/m^2", {{"J/m^2", 1.}, {"kJ/m^2", 1e3}}},
      {"Pa/m", "pressure per length", "100 MPa/um", {{"Pa/m", 1.}, {"MPa/m", 1e6}, {"MPa/um", 1e12}}},
      {"Pa s", "viscosity", "100 Pa s", {{"Pa s", 1.}}},
      {"kg/m^3", "density", "1100 kg/m^3", {{"kg/m^3", 1.}}},
      {"J", "energy", "20 mJ", {{"nJ", 1e-9}, {"uJ", 1e-6}, {"mJ", 1e-3}, {"J", 1.}}},
      {"m^2", "area", "2 cm^2", {{"um^2", 1e-12}, {"mm^2", 1e-6}, {"cm^2", 1e-4}}},
      {"m^3", "volume", "1 ul", {{"pl", 1e-15}, {"nl", 1e-12}, {"ul", 1e-9}, {"ml", 1e-6}}},
      {"1/m", "number per length", "1.5 mm^-1", {{"m^-1", 1.}, {"mm^-1", 1e3}}},
      {"1/m^2", "number per area", "80 mm^-2", {{"m^-2", 1.}, {"cm^-2", 1e4}, {"mm^-2", 1e6}}},
      {"1/m^3", "number per volume", "250000 ul^-1", {{"m^-3", 1.}, {"ul^-1", 1e9}}},
      {"1/s", "rate", "100 s^-1", {{"s^-1", 1.}}},
      {"rad", "angle", "15 deg", {{"deg", 0.017453292519943295}}},
      {"kg/mol", "molar mass", "500 g/mol", {{"g/mol", 1e-3}}},
      {"kg", "mass", "20 ug", {{"pg", 1e-15}, {"ng", 1e-12}, {"ug", 1e-9}, {"mg", 1e-6}, {"g", 1e-3}, {"kg", 1.}}},
      {"m^3/s", "flow", "5 ul/min", {{"nl/min", 1e-12 / 60.}, {"ul/min", 1e-9 / 60.}, {"ml/min", 1e-6 / 60.}}},
      {"V", "voltage", "100 V", {{"V", 1.}}},
      {"1", "number without a unit", "0.3", {{"", 1.}}}};
  return families;
}

const UnitFamily* family_of(const std::string& si_unit) {
  for (const UnitFamily& family : unit_families())
    if (family.si_unit == si_unit)
      return &family;
  return nullptr;
}

ut_system* unit_system() {
  static ut_system* const system = [] {
    // UDUNITS-2 writes to stderr by default; here every failure becomes an exception.
    ut_set_error_message_handler(ut_ignore);
    ut_system* const read = ut_read_xml(nullptr);
    // The database calls it arc_degree or degree; engineers write deg.
    if (read)
      ut_map_name_to_unit("deg", UT_ASCII, ut_get_unit_by_name(read, "arc_degree"));
    return read;
  }();
  if (!system)
    throw std::runtime_error("the unit database of UDUNITS-2 is missing (package libudunits2-dev)");
  return system;
}

Unit parse_unit(const std::string& text) {
  return {ut_parse(unit_system(), text.c_str(), UT_UTF8), &ut_free};
}

// UDUNITS-2 treats the radian as a pure number; its definition tells an angle apart.
bool is_angle(const Unit& unit) {
  char definition[128];
  const int length = ut_format(unit.get(), definition, sizeof definition, UT_ASCII | UT_DEFINITION);
  return ut_is_dimensionless(unit.get()) && length > 0 &&
         std::string(definition, std::size_t(length)).find("rad") != std::string::npos;
}

std::string trimmed(const std::string& text) {
  const auto first = text.find_first_not_of(" \t");
  return first == std::string::npos ? "" : text.substr(first, text.find_last_not_of(" \t") - first + 1);
}

// The number at the text's start and the unit after it.
std::pair<double, std::string> split(const std::string& text, const std::string& si_unit) {
  const std::string body = trimmed(text);
  const char* begin = body.data();
  const char* const end = begin + body.size();
  if (begin != end && *begin == '+')
    ++begin;
  double number = 0.;
  const auto [rest, error] = std::from_chars(begin, end, number);
  if (error == std::errc::result_out_of_range)
    throw QuantityError("the number is too large or too small for the computer");
  if (error != std::errc())
    throw QuantityError(fmt::format("not a number with a unit, such as \"{}\"", example_quantity(si_unit)));
  if (!std::isfinite(number))
    throw QuantityError("the number must be finite");
  return {number, trimmed(std::string(rest, end))};
}

// A second number in the unit ("600 2 um") would silently scale it; UDUNITS-2 also knows offsets and logarithms.
bool is_plain_unit(const std::string& unit) {
  const std::string name = unit.rfind("1/", 0) == 0 ? unit.substr(2) : unit;
  const auto first = static_cast<unsigned char>(name.empty() ? '0' : name[0]);
  return (std::isalpha(first) || first == '%' || first >= 0x80) && name.find_first_of("@:,;") == std::string::npos &&
         name.find("since") == std::string::npos;
}

using Converter = std::unique_ptr<cv_converter, decltype(&cv_free)>;

// Throws QuantityError where the unit is unknown or of another dimension.
Converter make_converter(const std::string& unit_text, const std::string& si_unit) {
  const std::string expected = fmt::format("expected something like \"{}\"", example_quantity(si_unit));
  const Unit unit = is_plain_unit(unit_text) ? parse_unit(unit_text) : Unit(nullptr, &ut_free);
  if (!unit)
    throw QuantityError(fmt::format("\"{}\" is not a known unit; {}", unit_text, expected));
  const Unit target = parse_unit(si_unit);
  if (!target)
    throw std::logic_error("no such unit: " + si_unit);
  if (!ut_are_convertible(unit.get(), target.get()) || is_angle(unit) != is_angle(target))
    throw QuantityError(fmt::format("\"{}\" is not a unit of {}; {}", unit_text, dimension_name(si_unit), expected));
  return {ut_get_converter(unit.get(), target.get()), &cv_free};
}

} // namespace

double parse_quantity(const std::string& text, const std::string& si_unit) {
  static std::mutex mutex;
  const std::lock_guard<std::mutex> lock(mutex);
  const auto [number, unit_text] = split(text, si_unit);
  if (unit_text.empty()) {
    if (si_unit == "1")
      return number;
    throw QuantityError(fmt::format("the unit of {} is missing; expected something like \"{}\"",
                                    dimension_name(si_unit), example_quantity(si_unit)));
  }
  // Looking units up takes most of the time of reading a case; there are only a few dozen pairs of them.
  static std::map<std::pair<std::string, std::string>, Converter> known;
  const auto key = std::make_pair(unit_text, si_unit);
  auto found = known.find(key);
  if (found == known.end())
    found = known.emplace(key, make_converter(unit_text, si_unit)).first;
  return cv_convert_double(found->second.get(), number);
}

std::string format_quantity(double value, const std::string& si_unit, int digits) {
  const UnitFamily* const family = family_of(si_unit);
  if (!family)
    return fmt::format("{:.{}g} {}", value, digits, si_unit);
  const std::pair<std::string, double>* best = &family->units.front();
  // Zero has no size of its own: it is written in the coherent unit.
  for (const auto& unit : family->units)
    if ((value == 0. && unit.second == 1.) || std::abs(value) >= unit.second * (1. - 1e-9))
      best = &unit;
  return fmt::format("{:.{}g}{}{}", value / best->second, digits, best->first.empty() ? "" : " ", best->first);
}

std::string dimension_name(const std::string& si_unit) {
  const UnitFamily* const family = family_of(si_unit);
  return family ? family->dimension : "quantity in " + si_unit;
}

std::string example_quantity(const std::string& si_unit) {
  const UnitFamily* const family = family_of(si_unit);
  return family ? family->example : "1 " + si_unit;
}

} // namespace acumen::base
