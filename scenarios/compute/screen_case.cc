#include "scenarios/compute/screen_case.h"

#include "scenarios/compute/screen_drug.h"
#include "scenarios/library/screening_library.h"
#include "solver/results/output_quantities.h"

#include <boost/math/constants/constants.hpp>

#include <chrono>
#include <cmath>
#include <fmt/format.h>
#include <fmt/ranges.h>
#include <unordered_map>

namespace acumen::scenarios {

namespace {

constexpr double pi = boost::math::constants::pi<double>();
constexpr double none = std::numeric_limits<double>::quiet_NaN();
/// Slices of a layer's cracks handed to the outcomes; points of the hole's wall; of the needle's outline.
constexpr int slices = 6, wall_points = 24, outline_points = 60;

const std::string& declared_unit(const std::string& name) {
  static const auto units = [] {
    std::unordered_map<std::string, std::string> all;
    for (const results::OutputQuantity& quantity : results::output_quantities())
      all[quantity.name] = quantity.unit;
    return all;
  }();
  return units.at(name);
}

/// Fills a summary; intervals come from the measured errors. A design outside the space in which these were measured
/// has none: no interval is better than one that does not hold.
class Collector {
public:
  Collector(const screening::Corrections& corrections, const bool measured, std::vector<results::SummaryValue>& values)
      : corrections_(corrections), measured_(measured), values_(values) {}

  void add(const std::string& name, const double value, const std::string& layer = "") {
    results::SummaryValue quantity;
    quantity.name = name;
    quantity.unit = declared_unit(name);
    quantity.value = value;
    if (const auto place = name.find("<layer>"); place != std::string::npos)
      quantity.name.replace(place, 7, layer);
    const auto error = corrections_.errors.find(name);
    if (measured_ && error != corrections_.errors.end() && std::isfinite(value)) {
      quantity.low = value * error->second.low;
      quantity.high = value * error->second.high;
    }
    values_.push_back(quantity);
  }

private:
  const screening::Corrections& corrections_;
  bool measured_;
  std::vector<results::SummaryValue>& values_;
};

void add_insertion(const screening::Result& result, Collector& collect) {
  const screening::CurvePoint& end = result.curve.back();
  double largest = 0.;
  for (const screening::CurvePoint& point : result.curve)
    largest = std::max(largest, point.force);
  collect.add("insertion.punctured", result.punctured ? 1. : 0.);
  collect.add("insertion.puncture_force", result.punctured ? result.puncture_force : none);
  collect.add("insertion.puncture_displacement", result.punctured ? result.puncture_travel : none);
  collect.add("insertion.indentation_at_puncture", result.punctured ? result.indentation_at_puncture : none);
  collect.add("insertion.maximum_force", largest);
  collect.add("insertion.force_at_end", end.force);
  collect.add("insertion.penetration_depth", end.inserted);
  collect.add("insertion.tip_depth", end.travel);
  collect.add("insertion.surface_depression", end.depression);
  collect.add("insertion.travel", end.travel);
}

void add_energy(const ResolvedCase& resolved, const screening::Result& result, Collector& collect) {
  collect.add("energy.external", result.external_work);
  collect.add("energy.stored", result.stored_energy);
  collect.add("energy.fracture", result.fracture_work);
  for (std::size_t l = 0; l < resolved.layers.size(); ++l)
    collect.add("energy.fracture.<layer>", result.holes[l].fracture_energy, resolved.layers[l].name);
  collect.add("energy.friction", result.friction_work);
  collect.add("energy.viscous", result.viscous_work);
  collect.add("energy.released", result.released_energy);
}

void add_wound(const ResolvedCase& resolved, const screening::Result& result, Collector& collect) {
  double area = 0.;
  for (const screening::LayerHole& hole : result.holes)
    area += hole.crack_area;
  collect.add("wound.depth", result.wound_depth);
  collect.add("wound.crack_area", area);
  for (std::size_t l = 0; l < resolved.layers.size(); ++l) {
    const screening::LayerHole& hole = result.holes[l];
    collect.add("wound.<layer>.depth", hole.depth, resolved.layers[l].name);
    collect.add("wound.<layer>.crack_area", hole.crack_area, resolved.layers[l].name);
    collect.add("wound.<layer>.opening", hole.opening, resolved.layers[l].name);
  }
}

std::string ratio(const screening::Corrections& corrections, const std::string& output) {
  const auto error = corrections.errors.find(output);
  return error == corrections.errors.end() ? "not measured"
                                           : fmt::format("{:.2f} to {:.2f}", error->second.low, error->second.high);
}

/// Then the hole is another than with the needle in it, and the screening model knows no other.
bool after_withdrawal(const ResolvedCase& resolved) {
  return resolved.transport.input.system == DrugSystem::poke_and_patch;
}

bool wants_drug(const OutcomeChoice& choice) {
  return choice.all || choice.families.count("drug") > 0 || choice.families.count("infusion") > 0;
}

std::vector<std::string> warnings_of(const ResolvedCase& resolved, const screening::Result& result,
                                     const screening::Corrections& corrections, const OutcomeChoice& choice) {
  std::vector<std::string> warnings;
  warnings.push_back(fmt::format(
      "screening model: a finite-element run gives this many times its number, 90 % of the time: puncture force {}, "
      "travel at puncture {}, force at full depth {}, penetration depth {} (benchmarks/screening)",
      ratio(corrections, "insertion.puncture_force"), ratio(corrections, "insertion.puncture_displacement"),
      ratio(corrections, "insertion.force_at_end"), ratio(corrections, "insertion.penetration_depth")));
  if (!result.outside.empty())
    warnings.push_back(
        fmt::format("screening model: outside the space in which its error was measured, so the errors "
                    "given do not hold, its numbers have no interval, and the intervals of outcomes hold the "
                    "spread of their own inputs only: {}",
                    fmt::join(result.outside, "; ")));
  std::string left_out = "the hole after withdrawal, stresses and fields";
  if (choice.none())
    left_out += ", outcomes (wound, bleeding, strength, healing)";
  if (resolved.input.insertion.withdraw || resolved.input.insertion.hold_time > 0.)
    left_out += ", hold and withdrawal";
  if (resolved.cell_radius)
    left_out += ", neighbouring needles";
  if (resolved.transport.has_drug)
    left_out += after_withdrawal(resolved) ? ", the drug (it goes into the hole after withdrawal)"
                : wants_drug(choice)       ? ", how the drug is delivered over time"
                                           : ", the drug";
  if (resolved.transport.has_rf)
    left_out += ", current";
  warnings.push_back("screening model: left out are " + left_out);
  return warnings;
}

outcomes::NeedleShape needle_shape(const meshes::NeedleProfile& needle) {
  outcomes::NeedleShape shape;
  shape.length = needle.length();
  shape.tip_radius = needle.tip_radius();
  for (int i = 0; i <= outline_points; ++i) {
    // The tip's cap needs the points most.
    const double z = needle.length() * std::pow(double(i) / outline_points, 3);
    shape.outline.push_back({z, needle.radius_at(z)});
  }
  return shape;
}

outcomes::InsertionFacts facts_of(const screening::Design& design, const screening::Result& result) {
  outcomes::InsertionFacts facts;
  const screening::CurvePoint& end = result.curve.back();
  facts.punctured = result.punctured;
  if (result.punctured)
    facts.puncture_force = result.puncture_force;
  for (const screening::CurvePoint& point : result.curve)
    facts.maximum_force = std::max(facts.maximum_force, point.force);
  facts.force_at_deepest = end.force;
  facts.travel = facts.tip_depth = end.travel;
  facts.inserted_length = end.inserted;
  facts.wound_depth = result.wound_depth;
  facts.speed = design.speed;
  facts.duration = design.depth / design.speed;
  facts.surface_depression = end.depression;
  facts.friction_coefficient = design.friction;
  facts.cracks = design.cracks;
  return facts;
}

std::vector<outcomes::ContactRing> contact_of(const screening::Design& design, const screening::Result& result) {
  std::vector<outcomes::ContactRing> contact;
  for (const screening::WallRing& ring : result.rings) {
    outcomes::ContactRing held;
    held.z = ring.z;
    held.radius = ring.radius;
    held.area = 2. * pi * ring.radius * ring.length;
    held.friction_force = ring.friction_force;
    held.axial_force = ring.normal_force + ring.friction_force;
    // Coulomb's normal force; without friction only its axial part is known.
    held.normal_force = design.friction > 0. ? ring.friction_force / design.friction : ring.normal_force;
    held.pressure = held.normal_force / held.area;
    held.shear = ring.friction_force / held.area;
    contact.push_back(held);
  }
  // Before puncture, everything bears on the tip.
  if (contact.empty()) {
    outcomes::ContactRing tip;
    tip.radius = design.needle.tip_radius();
    tip.z = 0.5 * tip.radius;
    tip.area = pi * tip.radius * tip.radius;
    tip.normal_force = tip.axial_force = result.curve.back().force;
    tip.pressure = tip.normal_force / tip.area;
    contact.push_back(tip);
  }
  return contact;
}

/// The library's table, read once a process and folder.
const screening::Corrections& known_corrections() {
  static std::map<std::string, screening::Corrections> known;
  auto found = known.find(library_folder());
  if (found == known.end()) {
    ReadLog log;
    screening::Corrections read = load_screening("cones", "model", log);
    if (!log.problems.empty())
      throw base::InputError(log.problems);
    found = known.emplace(library_folder(), std::move(read)).first;
  }
  return found->second;
}

} // namespace

screening::Design screening_design(const ResolvedCase& resolved) {
  screening::Design design{{}, resolved.needle};
  for (const ResolvedLayer& layer : resolved.layers) {
    design.layers.push_back({layer.name, layer.thickness, layer.material});
    if (layer.is_support)
      design.layers.back().material.pre_stretch = 1.;
  }
  design.depth = resolved.depth;
  design.speed = resolved.input.insertion.speed;
  design.friction = resolved.input.insertion.friction;
  design.cracks = static_cast<unsigned int>(resolved.input.insertion.cracks);
  return design;
}

outcomes::FinishedRun screened_run(const ResolvedCase& resolved, const screening::Design& design,
                                   const screening::Result& result) {
  outcomes::FinishedRun run;
  run.needle = needle_shape(design.needle);
  run.layers = layer_extents(resolved);
  run.insertion = facts_of(design, result);
  run.contact = contact_of(design, result);
  const double inserted = result.curve.back().inserted;
  for (unsigned int l = 0; l < result.holes.size(); ++l) {
    const screening::LayerHole& hole = result.holes[l];
    for (int i = 0; i < slices && hole.depth > 0.; ++i) {
      const double depth = run.layers[l].top + (i + 0.5) * hole.depth / slices;
      const double radius = design.needle.radius_at(inserted * std::max(0., 1. - depth / result.wound_depth));
      run.cracks.push_back({depth, hole.depth / slices, hole.opened_area / slices, 2. * radius, none,
                            hole.opened_area > 0. ? hole.crack_area / hole.opened_area : 0., l});
    }
  }
  for (int i = 0; i <= wall_points && result.punctured; ++i) {
    const double share = double(i) / wall_points;
    run.hole_deepest.push_back({share * result.wound_depth, result.curve.back().depression + share * inserted,
                                design.needle.radius_at((1. - share) * inserted)});
  }
  return run;
}

std::set<std::string> screened_families() {
  std::set<std::string> families = outcome_families();
  families.insert({"drug", "infusion"});
  return families;
}

ScreenedCase screen_case(const ResolvedCase& resolved, const OutcomeChoice& asked) {
  const auto begin = std::chrono::steady_clock::now();
  const screening::Corrections& corrections = known_corrections();
  const screening::Design design = screening_design(resolved);
  const bool loads = resolved.transport.has_drug && !after_withdrawal(resolved) && wants_drug(asked);
  OutcomeChoice choice = asked;
  if (loads && !choice.all)
    choice.families.insert("strength"); // limits the load
  ScreenedCase screened;
  screened.result = screening::screen(design, corrections);
  results::Summary& summary = screened.summary;
  summary.label = {resolved.name,     resolved.hash,        resolved.input.title,
                   resolved.warnings, resolved.assumptions, {"screening model: " + corrections.basis}};
  summary.status = "completed";
  Collector collect(corrections, screened.result.outside.empty(), summary.quantities);
  add_insertion(screened.result, collect);
  add_energy(resolved, screened.result, collect);
  add_wound(resolved, screened.result, collect);
  for (std::string& warning : warnings_of(resolved, screened.result, corrections, choice))
    summary.label.warnings.push_back(std::move(warning));
  if (!choice.none())
    add_outcomes(resolved, screened_run(resolved, design, screened.result), summary, choice);
  if (loads)
    add_drug_load(resolved, screened.result.curve.back().inserted, screened.result.outside.empty(), corrections,
                  summary);
  collect.add("solver.wall_time", std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count());
  return screened;
}

} // namespace acumen::scenarios
