#include "scenarios/input/check_case.h"

#include "solver/base/quantity.h"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>

namespace acumen::scenarios {

namespace {

std::string length_text(double value) {
  return base::format_quantity(value, "m", 6);
}

struct ShapeKeys {
  NeedleShape shape;
  const char* name;
  std::vector<std::string> needed, allowed;
};

const ShapeKeys& keys_of(NeedleShape shape) {
  using S = NeedleShape;
  static const std::vector<ShapeKeys> all = {
      {S::cone, "cone", {"length"}, {"base_diameter", "half_angle", "tip_radius"}},
      {S::truncated_cone, "truncated_cone", {"length", "base_diameter", "tip_diameter"}, {"edge_radius"}},
      {S::cone_on_shaft, "cone_on_shaft", {"length", "shaft_diameter", "half_angle"}, {"tip_radius", "edge_radius"}},
      {S::sharp_cylinder, "sharp_cylinder", {"length", "shaft_diameter", "half_angle"}, {"tip_radius", "edge_radius"}},
      {S::flat_cylinder, "flat_cylinder", {"length", "shaft_diameter"}, {"edge_radius"}},
      {S::profile, "profile", {"file"}, {"tip_radius", "edge_radius"}}};
  return *std::find_if(all.begin(), all.end(), [&](const ShapeKeys& keys) { return keys.shape == shape; });
}

bool has(const std::vector<std::string>& names, const std::string& name) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

void check_key(const ShapeKeys& keys, const std::string& key, bool is_set, ReadLog& log) {
  const std::string path = "needle." + key;
  if (has(keys.needed, key)) {
    if (!is_set && !log.given(path))
      log.report("needle", fmt::format("the shape {} needs needle.{}", keys.name, key), "", "give " + key);
  } else if (!has(keys.allowed, key) && log.given(path)) {
    log.report(path, fmt::format("the shape {} takes no {}", keys.name, key), "",
               fmt::format("remove it; the shape takes: {}", [&] {
                 std::string names;
                 for (const auto* list : {&keys.needed, &keys.allowed})
                   for (const std::string& name : *list)
                     names += (names.empty() ? "" : ", ") + name;
                 return names;
               }()));
  }
}

void needs(const std::string& key, const char* control, ReadLog& log) {
  if (!log.given("insertion." + key))
    log.report("insertion", fmt::format("control {} needs insertion.{}", control, key), "", "give " + key);
}

void refuses(const std::string& key, const char* control, ReadLog& log) {
  if (log.given("insertion." + key))
    log.report("insertion." + key, fmt::format("control {} takes no insertion.{}", control, key), "",
               "remove it, or change insertion.control");
}

} // namespace

void check_needle_keys(CaseInput& input, ReadLog& log) {
  NeedleInput& needle = input.needle;
  const ShapeKeys& keys = keys_of(needle.shape);
  const std::pair<const char*, std::optional<double>*> sizes[] = {
      {"length", &needle.length},          {"base_diameter", &needle.base_diameter},
      {"tip_radius", &needle.tip_radius},  {"tip_diameter", &needle.tip_diameter},
      {"half_angle", &needle.half_angle},  {"shaft_diameter", &needle.shaft_diameter},
      {"edge_radius", &needle.edge_radius}};
  for (const auto& [key, value] : sizes) {
    check_key(keys, key, value->has_value(), log);
    if (!has(keys.needed, key) && !has(keys.allowed, key))
      value->reset();
  }
  check_key(keys, "file", needle.file.has_value(), log);
  if (needle.shape == NeedleShape::cone && !log.given("needle.base_diameter") && !log.given("needle.half_angle"))
    log.report("needle", "the shape cone needs needle.base_diameter or needle.half_angle", "", "give base_diameter");
}

void check_insertion_keys(CaseInput& input, ReadLog& log) {
  InsertionInput& insertion = input.insertion;
  switch (insertion.control) {
  case Control::displacement:
    for (const char* const key : {"force", "ramp_time", "history"})
      refuses(key, "displacement", log);
    break;
  case Control::force:
    needs("force", "force", log);
    for (const char* const key : {"speed", "history"})
      refuses(key, "force", log);
    break;
  case Control::speed_history:
    needs("history", "speed_history", log);
    for (const char* const key : {"force", "ramp_time", "speed", "depth", "hold_time", "withdrawal_speed"})
      refuses(key, "speed_history", log);
    if (insertion.withdraw)
      refuses("withdraw", "speed_history", log);
    break;
  }
  if (!insertion.withdraw && log.given("insertion.withdrawal_speed"))
    log.report("insertion.withdrawal_speed", "insertion.withdrawal_speed without insertion.withdraw: true", "",
               "set withdraw: true, or remove the speed");
  // insertion.speed still holds the declaration's default under force control, where it sets the withdrawal alone.
  if (insertion.withdraw && !insertion.withdrawal_speed)
    insertion.withdrawal_speed = insertion.speed;
  if (insertion.control != Control::displacement)
    insertion.speed = unset;
  if (insertion.control != Control::force)
    insertion.ramp_time = unset;
  if (insertion.control == Control::speed_history)
    insertion.hold_time = unset;
}

void check_needle_sizes(const CaseInput& input, ReadLog& log) {
  const NeedleInput& needle = input.needle;
  const auto wide = needle.base_diameter ? needle.base_diameter : needle.shaft_diameter;
  const char* const wide_key = needle.base_diameter ? "base_diameter" : "shaft_diameter";
  if (wide && needle.tip_diameter && *needle.tip_diameter >= *wide)
    log.report("needle.tip_diameter", fmt::format("the tip is wider than the base ({})", length_text(*wide)),
               length_text(*needle.tip_diameter), "make tip_diameter smaller than base_diameter");
  if (wide && needle.tip_radius && 2. * *needle.tip_radius >= *wide)
    log.report("needle.tip_radius",
               fmt::format("the tip is wider than the base: twice the tip radius reaches {} ({})", wide_key,
                           length_text(*wide)),
               length_text(*needle.tip_radius),
               fmt::format("make tip_radius smaller than {}", length_text(*wide / 2.)));
  if (needle.shape == NeedleShape::cone && log.given("needle.base_diameter") && log.given("needle.half_angle") &&
      needle.length && needle.base_diameter && needle.half_angle) {
    // The flank of the unrounded cone; rounding the tip moves the apex by less than the tip radius.
    const double flank = std::atan(*needle.base_diameter / 2. / *needle.length);
    if (std::abs(flank - *needle.half_angle) > 0.02 * flank)
      log.report("needle.half_angle",
                 fmt::format("half_angle disagrees with base_diameter and length, which give {}",
                             base::format_quantity(flank, "rad", 4)),
                 base::format_quantity(*needle.half_angle, "rad", 4), "give either base_diameter or half_angle");
  }
  const ArrayInput& array = input.array;
  if (array.pitch && wide && *array.pitch <= *wide)
    log.report("array.pitch", fmt::format("the pitch is not larger than the needle is wide ({})", length_text(*wide)),
               length_text(*array.pitch), "make the pitch larger, or the needle thinner");
  if (needle.base_plate_diameter && wide && *needle.base_plate_diameter <= *wide)
    log.report("needle.base_plate_diameter",
               fmt::format("the base plate is not wider than the needle at its base ({})", length_text(*wide)),
               length_text(*needle.base_plate_diameter), "make it wider, or leave it out for a needle without a plate");
  if (needle.base_plate_diameter && array.pitch && *needle.base_plate_diameter < std::sqrt(2.) * *array.pitch)
    log.report("needle.base_plate_diameter",
               fmt::format("the base plate does not cover one needle's cell, whose diagonal is {}",
                           length_text(std::sqrt(2.) * *array.pitch)),
               length_text(*needle.base_plate_diameter), "give the width of the whole array's plate");
  if (!array.pitch && array.rows * array.columns > 1)
    log.report("array", "an array of several needles needs array.pitch", "", "for example pitch: 700 um");
  if (array.pitch && input.skin.radius)
    log.report("skin.radius", "skin.radius and array.pitch both set the size of the modelled disc", "",
               "remove skin.radius");
}

void check_depths(const CaseInput& input, double travel, double total_thickness, ReadLog& log) {
  const NeedleInput& needle = input.needle;
  // A shaft may stand out of the skin; a tapered needle is meant to go in whole.
  const bool is_tapered = needle.shape == NeedleShape::cone || needle.shape == NeedleShape::truncated_cone;
  if (is_tapered && needle.length && *needle.length >= total_thickness)
    log.report("needle.length",
               fmt::format("the needle is longer than the tissue is deep ({})", length_text(total_thickness)),
               length_text(*needle.length), "shorten the needle, or give skin.support.thickness");
  else if (travel >= total_thickness)
    log.report(log.given("insertion.depth") ? "insertion.depth" : "insertion",
               fmt::format("the needle's travel reaches the bottom of the tissue ({})", length_text(total_thickness)),
               length_text(travel), "reduce insertion.depth, or give skin.support.thickness");
}

void check_steps(const CaseInput& input, ReadLog& log) {
  const SolverInput& solver = input.solver;
  if (solver.largest_step && solver.smallest_step && *solver.smallest_step > *solver.largest_step)
    log.report("solver.smallest_step", "the smallest step exceeds solver.largest_step",
               length_text(*solver.smallest_step), "make it smaller");
}

void check_model(const CaseInput& input, ReadLog& log) {
  if (input.model != Model::screening)
    return;
  if (input.insertion.control != Control::displacement)
    log.report("insertion.control", "the screening model knows control by displacement only",
               input.insertion.control == Control::force ? "force" : "speed_history",
               "use control: displacement, or model: axisymmetric");
  if (input.needle.base_plate_diameter)
    log.report("needle.base_plate_diameter", "the screening model knows no base plate",
               length_text(*input.needle.base_plate_diameter), "leave it out, or use model: axisymmetric");
  if (input.needle.shape == NeedleShape::truncated_cone || input.needle.shape == NeedleShape::flat_cylinder)
    log.report("needle.shape", "the screening model knows pointed needles only: a flat end cuts a ring crack",
               input.needle.shape == NeedleShape::truncated_cone ? "truncated_cone" : "flat_cylinder",
               "use a pointed shape, or model: axisymmetric");
}

} // namespace acumen::scenarios
