#include "solver/results/save_schedule.h"

#include <algorithm>

namespace acumen::results {

namespace {

/// A thicker first layer counts as punctured here already: below it, a hole goes on by itself.
constexpr double deep_enough = 50e-6;
/// Rounding of a row's height against the layer's thickness [-].
constexpr double rounding = 1e-6;

} // namespace

PunctureCriterion puncture_criterion(const double first_layer_thickness, const double tip_radius) {
  return {std::min(first_layer_thickness, deep_enough) * (1. - rounding), 0.5 * tip_radius};
}

std::size_t puncture_index(const std::vector<stepping::StepRecord>& records, const PunctureCriterion& criterion) {
  const auto found = std::find_if(records.begin(), records.end(), [&](const stepping::StepRecord& record) {
    return record.hole_depth >= criterion.depth && record.hole_radius >= criterion.mouth_radius;
  });
  return static_cast<std::size_t>(found - records.begin());
}

bool SaveSchedule::wants_last(const std::vector<stepping::StepRecord>& records) const {
  return records.back().step % every_ == 0 || puncture_index(records, puncture_) + 1 == records.size();
}

bool SaveSchedule::wants_previous(const std::vector<stepping::StepRecord>& records) const {
  if (records.size() < 2)
    return false;
  const auto& last = records.back();
  const auto& previous = records[records.size() - 2];
  if (last.phase != previous.phase)
    return true;
  if (previous.force <= last.force)
    return false;
  return std::none_of(records.begin(), records.end(),
                      [&](const stepping::StepRecord& record) { return record.force > previous.force; });
}

} // namespace acumen::results
