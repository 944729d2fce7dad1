#pragma once

#include <stdexcept>
#include <string>

namespace acumen::base {

/// Why a text is not the quantity asked for; `what()` is one sentence for the user.
class QuantityError : public std::invalid_argument {
  using std::invalid_argument::invalid_argument;
};

/// Read a number with its unit ("600 um", "15 deg", "2.5 kJ/m^2", "5 %", "0.3") through UDUNITS-2.
///
/// `si_unit` is the coherent SI unit of the result: "m", "Pa", "J/m^2", "rad", "s", …; "1" for a pure number.
/// Angles and pure numbers are kept apart, though both are dimensionless: an angle must carry its unit, and a pure
/// number takes none but "%". Throws QuantityError on anything that is not one finite number and one unit of that
/// dimension. Thread-safe.
double parse_quantity(const std::string& text, const std::string& si_unit);

/// `value` [`si_unit`] in the engineering unit that reads best ("600 um", "15 deg"), with at most `digits` significant
/// digits; parse_quantity reads it back.
std::string format_quantity(double value, const std::string& si_unit, int digits = 12);

/// What a unit measures, in words: "length", "pressure", …; the unit itself where it has no name here.
std::string dimension_name(const std::string& si_unit);

/// A quantity of this unit as an example for messages: "5 um" for "m".
std::string example_quantity(const std::string& si_unit);

} // namespace acumen::base
