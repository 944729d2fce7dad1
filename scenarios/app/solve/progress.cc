#include "scenarios/app/solve/progress.h"

#include "solver/base/quantity.h"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <fmt/format.h>
#include <numeric>
#include <unistd.h>

namespace acumen::app {

namespace {

using Kind = stepping::LoadPhase::Kind;

constexpr int bar_width = 10;
/// A hold takes few, growing time steps; a force ramp about as long as a travel.
constexpr double weight_of_hold = 0.1;

double weight(const Kind kind) {
  return kind == Kind::dwell || kind == Kind::force_hold ? weight_of_hold : 1.;
}

std::string clock(const double seconds) {
  const auto whole = static_cast<long>(std::lround(seconds));
  return fmt::format("{:02}:{:02}", whole / 60, whole % 60);
}

std::string bar(const double share) {
  const auto full = static_cast<std::size_t>(std::lround(share * bar_width));
  return std::string(full, '#') + std::string(bar_width - full, '.');
}

/// Share of the current phase that is done.
double share_of_phase(const stepping::Insertion& insertion) {
  const auto& records = insertion.records();
  const auto& phase = insertion.problem().programme.at(records.back().phase);
  if (phase.kind == Kind::dwell || phase.kind == Kind::force || phase.kind == Kind::force_hold)
    return phase.duration > 0. ? insertion.state().phase_time / phase.duration : 1.;
  double start = 0.;
  for (auto record = records.rbegin(); record != records.rend(); ++record)
    if (record->phase != records.back().phase) {
      start = record->travel;
      break;
    }
  const double distance = std::abs((phase.kind == Kind::withdraw ? 0. : phase.target) - start);
  return distance > 0. ? std::abs(records.back().travel - start) / distance : 1.;
}

} // namespace

Progress::Progress(const bool quiet, const stepping::LoadProgramme& programme)
    : quiet_(quiet), terminal_(::isatty(STDERR_FILENO) == 1) {
  for (const stepping::LoadPhase& phase : programme)
    weights_.push_back(weight(phase.kind));
}

Progress::~Progress() {
  end();
}

double Progress::share_done(const stepping::Insertion& insertion) const {
  const std::size_t phase = insertion.records().back().phase;
  const double before = std::accumulate(weights_.begin(), weights_.begin() + static_cast<long>(phase), 0.);
  const double all = std::accumulate(weights_.begin(), weights_.end(), 0.);
  return std::clamp((before + weights_[phase] * share_of_phase(insertion)) / all, 0., 1.);
}

void Progress::show(const stepping::Insertion& insertion, const bool saved, const double elapsed) {
  if (quiet_ || (!terminal_ && !saved))
    return;
  const auto& record = insertion.records().back();
  const char* const phase = stepping::name(insertion.problem().programme.at(record.phase).kind);
  const std::string state =
      fmt::format("step {:>4}  {:<10} depth {:>9}  force {:>9}", record.step, phase,
                  base::format_quantity(record.travel, "m", 4), base::format_quantity(record.force, "N", 4));
  if (terminal_)
    fmt::print(stderr, "\r{} {:>3.0f} % {} {}\033[K", bar(share_done(insertion)), 100. * share_done(insertion), state,
               clock(elapsed));
  else
    fmt::print(stderr, "{}  {}\n", state, clock(elapsed));
  std::fflush(stderr);
  open_ = terminal_;
}

void Progress::end() {
  if (open_)
    fmt::print(stderr, "\n");
  open_ = false;
}

} // namespace acumen::app
