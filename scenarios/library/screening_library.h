#pragma once

#include "scenarios/input/reader.h"
#include "solver/screening/corrections.h"

namespace acumen::scenarios {

/// screening/<name>.yaml: the factors that finite-element runs give the screening model, and its measured errors.
struct ScreeningEntry {
  struct Slope {
    std::string feature;
    double slope = 0.;
  };
  struct Factor {
    std::string factor;
    double intercept = 0.;
    std::vector<Slope> slopes;
  };
  struct Range {
    std::string feature;
    double low = 0., high = 0., reference = 0.;
  };
  struct Error {
    std::string output;
    double low = 1., high = 1.;
  };
  std::string name, title, basis;
  double stored_share = 0., viscous_share = 0., released_share = 0.;
  std::vector<Factor> factors;
  std::vector<Range> space;
  std::vector<Error> errors;
};

/// What such a file may say.
const Group& screening_declaration();

/// Read an entry; problems are noted in `log`, an unknown name at the place of `path`.
screening::Corrections load_screening(const std::string& name, const std::string& path, ReadLog& log);

} // namespace acumen::scenarios
