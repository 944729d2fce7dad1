#pragma once

#include "solver/outcomes/uncertain_value.h"

namespace acumen::outcomes {

/// One member of a struct of uncertain parameters: its only declaration, from which the library's reader, its checks
/// and its documentation follow.
template <class Parameters> struct ParameterSpec {
  const char* key;     ///< in the library's file
  const char* unit;    ///< coherent SI unit; "1" for a pure number
  double low, high;    ///< allowed values
  const char* meaning; ///< one sentence
  UncertainValue Parameters::*member;
};

} // namespace acumen::outcomes
