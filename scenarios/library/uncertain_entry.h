#pragma once

#include "scenarios/library/library.h"
#include "solver/outcomes/needle_strength.h"

namespace acumen::scenarios {

/// A library value with its spread, as outcomes take it.
///
/// `spread` is one standard deviation (normal), or [low, high] as 5 and 95 % quantiles about the value as median
/// (lognormal where low > 0, else normal; the value must not lie outside). Without spread the value is fixed. Throws
/// base::QuantityError on a spread that is neither.
outcomes::UncertainValue uncertain_value(double value, const std::string& si_unit, const std::string& name,
                                         const Annotation& annotation);

/// A needle material of the library for needle_strength(). Throws base::InputError where Young's modulus or the
/// strength is missing.
outcomes::NeedleMaterialData needle_material_data(const LibraryItem<NeedleMaterial>& material);

} // namespace acumen::scenarios
