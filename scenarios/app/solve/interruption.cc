#include "scenarios/app/solve/interruption.h"

#include <array>
#include <csignal>

namespace acumen::app {

namespace {

volatile std::sig_atomic_t received = 0;

constexpr std::array<int, 3> watched{{SIGTERM, SIGINT, SIGUSR1}};

extern "C" void note_signal(const int signal) {
  received = signal;
}

} // namespace

Interruption::Interruption(const std::optional<double> time_limit) : time_limit_(time_limit) {
  received = 0;
  struct sigaction action = {};
  action.sa_handler = note_signal;
  action.sa_flags = SA_RESETHAND | SA_RESTART;
  for (const int signal : watched)
    sigaction(signal, &action, nullptr);
}

Interruption::~Interruption() {
  for (const int signal : watched)
    std::signal(signal, SIG_DFL);
}

bool Interruption::requested() const {
  return received != 0 || (time_limit_ && elapsed() >= *time_limit_);
}

const char* Interruption::reason() const {
  switch (received) {
  case 0:
    return "time limit reached";
  case SIGINT:
    return "interrupted (SIGINT)";
  case SIGUSR1:
    return "asked to stop (SIGUSR1)";
  default:
    return "asked to stop (SIGTERM)";
  }
}

double Interruption::elapsed() const {
  return std::chrono::duration<double>(std::chrono::steady_clock::now() - start_).count();
}

} // namespace acumen::app
