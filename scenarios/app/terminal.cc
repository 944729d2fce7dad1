#include "scenarios/app/terminal.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <cmath>
#include <cstdlib>
#include <fmt/format.h>
#include <sstream>
#include <unistd.h>

namespace acumen::app {

namespace {

std::string environment(const char* const name) {
  const char* const value = std::getenv(name);
  return value ? value : "";
}

/// Largest y with x in [from, to]; the ends count by interpolation, so that no part is empty.
double largest_within(const std::vector<double>& x, const std::vector<double>& y, const double from, const double to) {
  const auto at = [&](const double place) {
    const std::size_t right = std::upper_bound(x.begin(), x.end(), place) - x.begin();
    if (right == 0 || right == x.size())
      return right == 0 ? y.front() : y.back();
    const double width = x[right] - x[right - 1];
    return y[right - 1] + (y[right] - y[right - 1]) * (place - x[right - 1]) / width;
  };
  double largest = std::max(at(from), at(to));
  for (std::size_t i = 0; i < x.size(); ++i)
    if (x[i] >= from && x[i] <= to)
      largest = std::max(largest, y[i]);
  return largest;
}

bool starts_with(const std::string& line, const char* const beginning) {
  return line.rfind(beginning, 0) == 0;
}

/// Escape sequence of a line that begins in the first column.
const char* style_of(const std::string& line) {
  constexpr const char *bold = "\033[1m", *yellow = "\033[33m", *bold_yellow = "\033[1;33m", *bold_red = "\033[1;31m";
  if (line.find("(not_converged)") != std::string::npos || line.find("(stopped)") != std::string::npos)
    return bold_red;
  if (starts_with(line, "Warnings"))
    return bold_yellow;
  return std::isdigit(static_cast<unsigned char>(line.front())) ? yellow : bold;
}

} // namespace

bool colours_wanted(const int descriptor) {
  return environment("NO_COLOR").empty() && environment("TERM") != "dumb" && ::isatty(descriptor) == 1;
}

bool utf8_locale() {
  std::string locale;
  for (const char* const name : {"LC_ALL", "LC_CTYPE", "LANG"})
    if (locale.empty())
      locale = environment(name);
  std::transform(locale.begin(), locale.end(), locale.begin(), [](const unsigned char c) { return std::tolower(c); });
  return locale.find("utf-8") != std::string::npos || locale.find("utf8") != std::string::npos;
}

std::string sparkline(const std::vector<double>& x, const std::vector<double>& y, const std::size_t width,
                      const bool utf8) {
  static constexpr std::array<const char*, 8> blocks = {"\u2581", "\u2582", "\u2583", "\u2584",
                                                        "\u2585", "\u2586", "\u2587", "\u2588"};
  static constexpr std::array<const char*, 8> characters = {"_", ".", ":", "-", "=", "+", "*", "#"};
  if (x.size() < 2 || x.size() != y.size() || !(x.back() > x.front()))
    return "";
  const double highest = *std::max_element(y.begin(), y.end());
  if (!(highest > 0.) || !std::isfinite(highest))
    return "";
  std::string bars;
  for (std::size_t i = 0; i < width; ++i) {
    const auto border = [&](const std::size_t k) {
      return x.front() + (x.back() - x.front()) * static_cast<double>(k) / static_cast<double>(width);
    };
    const double share = std::clamp(largest_within(x, y, border(i), border(i + 1)) / highest, 0., 1.);
    const auto level = static_cast<std::size_t>(std::lround(share * (blocks.size() - 1)));
    bars += (utf8 ? blocks : characters)[level];
  }
  return bars;
}

std::string coloured(const std::string& table) {
  std::istringstream lines(table);
  std::string result;
  for (std::string line; std::getline(lines, line);)
    result += line.empty() || line.front() == ' ' ? line + "\n" : style_of(line) + line + "\033[0m\n";
  return result;
}

std::string range_text(std::string low, const std::string& high) {
  const std::size_t low_unit = low.rfind(' '), high_unit = high.rfind(' ');
  if (low_unit != std::string::npos && high_unit != std::string::npos && low.substr(low_unit) == high.substr(high_unit))
    low.erase(low_unit);
  return low + " to " + high;
}

std::string bounded_line(const std::string& label_and_value, const std::string& interval,
                         const std::size_t interval_width) {
  if (interval.empty())
    return label_and_value + "\n";
  if (label_and_value.size() + 1 + std::max(interval.size(), interval_width) <= page_width)
    return fmt::format("{} {:>{}}\n", label_and_value, interval, interval_width);
  return fmt::format("{}\n{:>{}}\n", label_and_value, interval, page_width);
}

} // namespace acumen::app
