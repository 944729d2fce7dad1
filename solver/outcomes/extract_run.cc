// What outcomes need of a mechanical run, taken from its records and its last state.
#include "solver/outcomes/run_capture.h"
#include "solver/results/save_schedule.h"

#include <deal.II/base/numbers.h>

#include <cmath>

namespace acumen::outcomes {

namespace {

using stepping::LoadPhase;
using stepping::StepRecord;

/// Chord error of the needle's outline, relative to its tip radius.
constexpr double chord_per_tip_radius = 0.01;

NeedleShape needle_shape(const meshes::NeedleProfile& profile) {
  NeedleShape shape;
  shape.length = profile.length();
  shape.tip_radius = profile.tip_radius();
  shape.flat_end = profile.has_flat_end();
  for (const auto& point : profile.polyline(chord_per_tip_radius * profile.tip_radius(), profile.length()))
    shape.outline.push_back({point[1], point[0]});
  return shape;
}

/// Index of the last record in which the tip was as deep as ever before withdrawal.
std::size_t deepest_record(const std::vector<StepRecord>& records) {
  std::size_t deepest = 0;
  for (std::size_t i = 0; i < records.size(); ++i)
    if (records[i].tip_depth >= records[deepest].tip_depth * (1. - 1e-12))
      deepest = i;
  return deepest;
}

/// The programme's only speed of insertion; NaN where there are several or none.
double insertion_speed(const stepping::LoadProgramme& programme) {
  double speed = std::numeric_limits<double>::quiet_NaN();
  unsigned int phases = 0;
  for (const LoadPhase& phase : programme)
    if (phase.kind == LoadPhase::Kind::travel) {
      speed = phase.speed;
      ++phases;
    }
  return phases == 1 ? speed : std::numeric_limits<double>::quiet_NaN();
}

InsertionFacts insertion_facts(const stepping::Insertion& insertion) {
  const auto& problem = insertion.problem();
  const auto& records = insertion.records();
  InsertionFacts facts;
  const auto criterion = results::puncture_criterion(problem.layers.front().thickness, problem.needle.tip_radius());
  const std::size_t puncture = results::puncture_index(records, criterion);
  facts.punctured = puncture < records.size();
  if (facts.punctured)
    facts.puncture_force = 0.;
  for (std::size_t i = 0; i < records.size(); ++i) {
    if (i <= puncture && facts.punctured)
      facts.puncture_force = std::max(facts.puncture_force, records[i].needle_force());
    facts.maximum_force = std::max(facts.maximum_force, records[i].needle_force());
    facts.travel = std::max(facts.travel, records[i].travel);
    facts.wound_depth = std::max(facts.wound_depth, records[i].hole_depth);
  }
  const StepRecord& deepest = records[deepest_record(records)];
  facts.force_at_deepest = deepest.needle_force();
  facts.inserted_length = deepest.penetration_depth;
  facts.tip_depth = deepest.tip_depth;
  facts.surface_depression = deepest.surface_depression;
  facts.withdrawn = problem.programme.at(records.back().phase).kind == LoadPhase::Kind::withdraw;
  facts.speed = insertion_speed(problem.programme);
  facts.duration = records.back().time;
  facts.friction_coefficient = problem.contact.friction_coefficient;
  facts.cracks = problem.cracks.number;
  return facts;
}

std::vector<CrackPatch> crack_patches(const stepping::Insertion& insertion) {
  const auto& model = insertion.model();
  const auto& cracks = insertion.potential().bulk().cracks();
  const double diameter = model.cracks().number / dealii::numbers::PI;
  std::vector<CrackPatch> patches;
  for (std::size_t c = 0; c < model.elements().size(); ++c) {
    const auto& element = model.elements()[c];
    const auto& crack = cracks[c];
    const auto& cohesive = model.layers()[element.layer].material.cohesive;
    if (element.crack_area == 0. || !(crack.largest_opening > cohesive.initial_opening))
      continue;
    double top = -std::numeric_limits<double>::infinity(), bottom = std::numeric_limits<double>::infinity();
    for (const auto& node : element.nodes) {
      top = std::max(top, node[1]);
      bottom = std::min(bottom, node[1]);
    }
    CrackPatch patch;
    patch.depth = -0.5 * (top + bottom);
    patch.height = top - bottom;
    patch.area = element.crack_area;
    patch.largest_opening = diameter * crack.largest_opening;
    patch.residual_opening = diameter * crack.opening;
    patch.damage = cohesive.damage(crack.largest_opening);
    patch.layer = element.layer;
    patches.push_back(patch);
  }
  return patches;
}

} // namespace

FinishedRun finished_run(const stepping::Insertion& insertion, const RunCapture& capture,
                         const std::vector<LayerExtent>& layers) {
  FinishedRun run;
  run.needle = needle_shape(insertion.problem().needle);
  run.layers = layers;
  run.insertion = insertion_facts(insertion);
  run.contact = capture.contact();
  run.contact_at_tip = capture.contact_at_tip();
  run.cracks = crack_patches(insertion);
  run.hole_deepest = capture.hole_deepest();
  run.hole_end = hole_wall(insertion);
  return run;
}

} // namespace acumen::outcomes
