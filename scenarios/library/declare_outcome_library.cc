#include "scenarios/library/outcome_library.h"
#include "scenarios/library/uncertain_parameter.h"

namespace acumen::scenarios {

namespace {

template <class Entry> Group with_heading(std::vector<Parameter> own) {
  Group group;
  group.parameters = {text("name", &Entry::name, "Name used in input files; the file's own.").mandatory(),
                      text("title", &Entry::title, "Name for people.").mandatory()};
  for (Parameter& parameter : own)
    group.parameters.push_back(std::move(parameter));
  return group;
}

std::vector<Parameter> joined(std::vector<Parameter> first, std::vector<Parameter> second) {
  for (Parameter& parameter : second)
    first.push_back(std::move(parameter));
  return first;
}

} // namespace

const Group& vessel_declaration() {
  using V = outcomes::VesselPopulation;
  using outcomes::Arrangement;
  using outcomes::DepthReference;
  static const Group declaration = [] {
    const std::vector<std::pair<std::string, DepthReference>> references = {
        {"dermo_epidermal_junction", DepthReference::dermo_epidermal_junction},
        {"dermis_fat_junction", DepthReference::dermis_fat_junction}};
    std::vector<Parameter> own = {
        flattened(choice("arrangement", &V::arrangement,
                         {{"loops", Arrangement::loops},
                          {"horizontal", Arrangement::horizontal},
                          {"isotropic", Arrangement::isotropic}},
                         "How the vessels lie.")
                      .mandatory(),
                  &VesselEntry::population),
        flattened(choice("top_reference", &V::top_reference, references, "From where `top` counts.").mandatory(),
                  &VesselEntry::population),
        flattened(
            choice("bottom_reference", &V::bottom_reference, references, "From where `bottom` counts.").mandatory(),
            &VesselEntry::population)};
    for (Parameter& parameter : uncertain_all(outcomes::vessel_specs(), &VesselEntry::population, true)) {
      parameter.required = parameter.key != "loop_width";
      own.push_back(std::move(parameter));
    }
    return with_heading<VesselEntry>(std::move(own));
  }();
  return declaration;
}

const Group& blood_declaration() {
  static const Group declaration =
      with_heading<BloodEntry>(uncertain_all(outcomes::blood_specs(), &BloodEntry::blood, true));
  return declaration;
}

const Group& bleeding_modifier_declaration() {
  using E = BleedingModifierEntry;
  static const Group declaration =
      with_heading<E>(joined(uncertain_all(outcomes::bleeding_modifier_specs(), &E::modifier, true),
                             uncertain_all(outcomes::rebleeding_specs(), &E::modifier, false)));
  return declaration;
}

const Group& condition_declaration() {
  using C = ConditionEntry;
  static const Group declaration =
      with_heading<C>({choice("grade", &C::grade, {{"warn", outcomes::Grade::warn}, {"stop", outcomes::Grade::stop}},
                              "Whether sources warn or exclude.")
                           .mandatory(),
                       text("reason", &C::reason, "Why, in half a sentence.").mandatory()});
  return declaration;
}

const Group& practice_declaration() {
  using P = PracticeEntry;
  static const Group declaration = [] {
    std::vector<Parameter> own = uncertain_all(outcomes::practice_specs(), &P::practice, true);
    own.push_back(flattened(
        boolean("close_to_bone", &outcomes::SitePractice::close_to_bone, "Whether bone lies close under the skin.")
            .by_default("false"),
        &P::practice));
    return with_heading<P>(std::move(own));
  }();
  return declaration;
}

const Group& array_limit_declaration() {
  using E = ArrayLimitEntry;
  static const Group declaration = with_heading<E>(uncertain_all(outcomes::array_limit_specs(), &E::limits, true));
  return declaration;
}

const Group& mechanics_spread_declaration() {
  using E = MechanicsSpreadEntry;
  static const Group declaration = with_heading<E>(uncertain_all(outcomes::mechanics_spread_specs(), &E::spread, true));
  return declaration;
}

} // namespace acumen::scenarios
