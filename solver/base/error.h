#pragma once

#include <optional>
#include <stdexcept>
#include <string>
#include <vector>

namespace acumen::base {

/// What the executable returns to the shell.
enum ExitCode : int {
  success = 0,
  bad_input = 2,
  not_converged = 3,
  stopped = 4,
  output_failure = 5,
  internal_error = 70
};

/// One thing wrong with what the user gave: the rule, the value that breaks it, where, and how to mend it.
///
/// `file` may name something else than a file ("--set"); `line` and `column` count from 1, 0 = not known.
struct InputProblem {
  std::string rule;
  std::string value;
  std::string file;
  int line = 0;
  int column = 0;
  std::string remedy;
};

/// "file:line:column: rule" with the value and the remedy on lines of their own; empty members are left out.
std::string to_string(const InputProblem& problem);

/// Everything wrong with the input, reported at once; exit code 2.
class InputError : public std::runtime_error {
public:
  explicit InputError(std::vector<InputProblem> problems);
  const std::vector<InputProblem>& problems() const { return problems_; }

private:
  std::vector<InputProblem> problems_;
};

/// A result could not be written, or an earlier result could not be read back; exit code 5.
class OutputError : public std::runtime_error {
  using std::runtime_error::runtime_error;
};

/// The entry of `valid` that `given` most likely means: least edit distance (insertion, deletion, substitution, swap of
/// neighbours), at most a third of the name's length and at least 2; otherwise an entry that contains `given`.
/// Empty when nothing is near.
std::optional<std::string> nearest_name(const std::string& given, const std::vector<std::string>& valid);

} // namespace acumen::base
