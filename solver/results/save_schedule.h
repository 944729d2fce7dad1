#pragma once

#include "solver/stepping/step_record.h"

#include <vector>

namespace acumen::results {

/// When the needle counts as having punctured: the axis has opened through the first layer and the hole's mouth is
/// half a tip radius wide. A crack that only gapes below a surface still closed round the tip is not a puncture yet.
struct PunctureCriterion {
  double depth = 0.;        ///< reference depth down to which the axis must be open [m]
  double mouth_radius = 0.; ///< radius of the hole's mouth [m]
};

PunctureCriterion puncture_criterion(double first_layer_thickness, double tip_radius);

/// Index of the first record that fulfils the criterion; the number of records if there is none.
std::size_t puncture_index(const std::vector<stepping::StepRecord>& records, const PunctureCriterion& criterion);

/// Which steps' fields are worth keeping: every so many, the puncture, each new peak of the force, each phase's end.
class SaveSchedule {
public:
  /// \param every    steps between regular saves, at least 1
  /// \param puncture see puncture_index()
  SaveSchedule(unsigned int every, const PunctureCriterion& puncture) : every_(every), puncture_(puncture) {}

  /// Whether the newest step is to be saved.
  bool wants_last(const std::vector<stepping::StepRecord>& records) const;
  /// Whether the newest step shows that the one before it should have been saved: it ended a phase or was the largest
  /// force so far.
  bool wants_previous(const std::vector<stepping::StepRecord>& records) const;

private:
  unsigned int every_;
  PunctureCriterion puncture_;
};

} // namespace acumen::results
