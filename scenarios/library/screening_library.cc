#include "scenarios/library/screening_library.h"

#include "scenarios/input/declare.h"
#include "scenarios/library/load_entry.h"

namespace acumen::scenarios {

namespace {

/// Values of features are in their own SI units, whichever those are: the file gives bare numbers.
template <class Owner> Parameter number(const char* key, double Owner::*member, const char* meaning) {
  return quantity(key, member, "1", meaning).mandatory();
}

Group factors_group() {
  using F = ScreeningEntry::Factor;
  using S = ScreeningEntry::Slope;
  Group slopes = list("slopes", &F::slopes, "Dependence on features.",
                      {text("feature", &S::feature, "Name of the feature.").mandatory(),
                       number("slope", &S::slope, "d ln(factor)/dx, x the feature or its logarithm.")});
  slopes.may_be_empty = true;
  Group group = list("factors", &ScreeningEntry::factors, "Factors on the closed forms.",
                     {text("factor", &F::factor, "Which closed form it multiplies.").mandatory(),
                      number("intercept", &F::intercept, "ln(factor) at the reference.")},
                     {std::move(slopes)});
  group.may_be_empty = true;
  return group;
}

Group space_group() {
  using R = ScreeningEntry::Range;
  Group group = list("space", &ScreeningEntry::space, "Design space of the runs behind the factors.",
                     {text("feature", &R::feature, "Name of the feature.").mandatory(),
                      number("low", &R::low, "Smallest value, SI."), number("high", &R::high, "Largest value, SI."),
                      number("reference", &R::reference, "Where slopes count from, SI.")});
  group.may_be_empty = true;
  return group;
}

Group errors_group() {
  using E = ScreeningEntry::Error;
  Group group = list("errors", &ScreeningEntry::errors, "Measured on runs that the factors were not fitted to.",
                     {text("output", &E::output, "Output quantity.").mandatory(),
                      number("low", &E::low, "5 % of finite element over screening."),
                      number("high", &E::high, "95 % of finite element over screening.")});
  group.may_be_empty = true;
  return group;
}

} // namespace

const Group& screening_declaration() {
  using E = ScreeningEntry;
  static const Group declaration = [] {
    Group group;
    group.parameters = {text("name", &E::name, "Name used in input files; the file's own.").mandatory(),
                        text("title", &E::title, "Name for people.").mandatory(),
                        text("basis", &E::basis, "Which runs stand behind it.").mandatory(),
                        number("stored_share", &E::stored_share, "Stored share of the work in the bulk."),
                        number("viscous_share", &E::viscous_share, "Viscous share of the work in the bulk."),
                        number("released_share", &E::released_share, "Share of it released in snaps.")};
    group.groups = {factors_group(), space_group(), errors_group()};
    return group;
  }();
  return declaration;
}

screening::Corrections load_screening(const std::string& name, const std::string& path, ReadLog& log) {
  ScreeningEntry entry;
  load_entry("screening", "table of screening factors", screening_declaration(), &entry, name, path, log);
  screening::Corrections corrections;
  corrections.basis = entry.basis;
  corrections.stored_share = entry.stored_share;
  corrections.viscous_share = entry.viscous_share;
  corrections.released_share = entry.released_share;
  for (const auto& factor : entry.factors) {
    auto& held = corrections.factors[factor.factor];
    held.intercept = factor.intercept;
    for (const auto& slope : factor.slopes)
      held.slopes[slope.feature] = slope.slope;
  }
  for (const auto& range : entry.space)
    corrections.space[range.feature] = {range.low, range.high, range.reference};
  for (const auto& error : entry.errors)
    corrections.errors[error.output] = {error.low, error.high};
  return corrections;
}

} // namespace acumen::scenarios
