#pragma once

#include <chrono>
#include <optional>

namespace acumen::app {

/// Asks a run to stop: SIGTERM, SIGINT or SIGUSR1 while an object lives, or a wall-time limit.
///
/// The first signal asks; a second one of the same kind acts as it always does (ends the process).
class Interruption {
public:
  explicit Interruption(std::optional<double> time_limit);
  ~Interruption();
  Interruption(const Interruption&) = delete;
  Interruption& operator=(const Interruption&) = delete;

  /// Whether to stop now.
  bool requested() const;
  /// Why: "signal 15", "time limit".
  const char* reason() const;
  /// Wall time since construction [s].
  double elapsed() const;

private:
  std::optional<double> time_limit_;
  std::chrono::steady_clock::time_point start_ = std::chrono::steady_clock::now();
};

} // namespace acumen::app
