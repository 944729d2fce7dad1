#include "solver/base/error.h"

#include <algorithm>
#include <numeric>

namespace acumen::base {

namespace {

std::string join(const std::vector<InputProblem>& problems) {
  std::string text;
  for (const InputProblem& problem : problems)
    text += (text.empty() ? "" : "\n") + to_string(problem);
  return text;
}

// Optimal string alignment distance (Levenshtein's with swaps of neighbours), three rows at a time.
std::size_t edit_distance(const std::string& a, const std::string& b) {
  std::vector<std::size_t> before_last(b.size() + 1), last(b.size() + 1), row(b.size() + 1);
  std::iota(last.begin(), last.end(), 0);
  for (std::size_t i = 1; i <= a.size(); ++i) {
    row[0] = i;
    for (std::size_t j = 1; j <= b.size(); ++j) {
      const std::size_t substituted = last[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1);
      row[j] = std::min({last[j] + 1, row[j - 1] + 1, substituted});
      if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
        row[j] = std::min(row[j], before_last[j - 2] + 1);
    }
    std::swap(before_last, last);
    std::swap(last, row);
  }
  return last[b.size()];
}

} // namespace

std::string to_string(const InputProblem& problem) {
  std::string text = problem.file;
  if (problem.line > 0)
    text += ":" + std::to_string(problem.line) + ":" + std::to_string(problem.column);
  text += (text.empty() ? "" : ": ") + problem.rule;
  if (!problem.value.empty())
    text += "\n    given: " + problem.value;
  if (!problem.remedy.empty())
    text += "\n    mend:  " + problem.remedy;
  return text;
}

InputError::InputError(std::vector<InputProblem> problems)
    : std::runtime_error(join(problems)), problems_(std::move(problems)) {}

std::optional<std::string> nearest_name(const std::string& given, const std::vector<std::string>& valid) {
  std::optional<std::string> best;
  std::size_t least = std::max<std::size_t>(2, given.size() / 3) + 1;
  for (const std::string& name : valid) {
    const std::size_t distance = edit_distance(given, name);
    // A distance as long as the name itself would make any two short names neighbours.
    if (distance < least && distance < std::max(given.size(), name.size())) {
      least = distance;
      best = name;
    }
  }
  if (!best && given.size() > 2)
    for (const std::string& name : valid)
      if (name.find(given) != std::string::npos)
        return name;
  return best;
}

} // namespace acumen::base
