#pragma once

#include <cstddef>
#include <string>
#include <vector>

namespace acumen::app {

/// Columns that every table keeps to.
constexpr std::size_t page_width = 80;

/// Whether text written to the file descriptor may be coloured: it is a terminal that knows colours, and the user has
/// not set NO_COLOR (https://no-color.org).
bool colours_wanted(int descriptor);

/// Whether the locale's character set (LC_ALL, LC_CTYPE, LANG in this order) is UTF-8.
bool utf8_locale();

/// y against x as a row of `width` bars between 0 and the largest y; negative values count as 0.
///
/// \param x     does not fall; as many as y. Each bar is the largest y within its part of the range of x.
/// \param utf8  block elements; else the characters . : - = + * #
/// Empty where there is nothing to draw: fewer than two values, no range of x, no positive y.
std::string sparkline(const std::vector<double>& x, const std::vector<double>& y, std::size_t width, bool utf8);

/// A table as result_table() makes it, with headings bold, warnings yellow and a run that failed red.
std::string coloured(const std::string& table);

/// "51.6 to 97.8 um" from "51.6 um" and "97.8 um": the unit once where both have the same.
std::string range_text(std::string low, const std::string& high);

/// The label with its value, and with an interval that moves to a line of its own where the line would get too long.
std::string bounded_line(const std::string& label_and_value, const std::string& interval, std::size_t interval_width);

} // namespace acumen::app
