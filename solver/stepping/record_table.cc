#include "solver/stepping/record_table.h"

namespace acumen::stepping {

namespace {

/// A column of a member of StepRecord; doubles hold every integer that occurs here exactly.
template <class Member>
RecordColumn column(const std::string& name, const std::string& unit, Member StepRecord::*const member,
                    const std::string& meaning) {
  return {name, unit, meaning, [member](const StepRecord& record) { return static_cast<double>(record.*member); },
          [member](StepRecord& record, const double value) { record.*member = static_cast<Member>(value); }};
}

RecordColumn energy(const std::string& name, double EnergyLedger::*const member, const std::string& meaning) {
  return {name, "J", meaning, [member](const StepRecord& record) { return record.ledger.*member; },
          [member](StepRecord& record, const double value) { record.ledger.*member = value; }};
}

RecordColumn fracture(const std::string& layer, const std::size_t index, const std::size_t n_layers) {
  return {"fracture_energy." + layer, "J", "Energy spent on cracks in the layer " + layer + ".",
          [index](const StepRecord& record) { return record.ledger.fracture.at(index); },
          [index, n_layers](StepRecord& record, const double value) {
            record.ledger.fracture.resize(n_layers, 0.);
            record.ledger.fracture[index] = value;
          }};
}

} // namespace

std::vector<RecordColumn> record_columns(const std::vector<std::string>& layer_names) {
  using R = StepRecord;
  std::vector<RecordColumn> columns = {
      column("step", "1", &R::step, "Number of the converged step; 0 is the first touch."),
      column("phase", "1", &R::phase, "Number of the phase of the needle's programme, from 0."),
      column("time", "s", &R::time, "Time since first touch."),
      column("travel", "m", &R::travel, "Travel of the needle since first touch."),
      column("force", "N", &R::force, "The skin's resistance on the needle; positive pushes it out."),
      column("friction_force", "N", &R::friction_force, "Share of friction in the force."),
      column("plate_force", "N", &R::plate_force, "Share of the base plate in the force; 0 without a plate."),
      column("tip_depth", "m", &R::tip_depth, "Tip below the undisturbed surface."),
      column("penetration_depth", "m", &R::penetration_depth, "Tip below the deformed surface at the flank."),
      column("surface_depression", "m", &R::surface_depression, "How far the surface at the flank has sunk."),
      column("hole_depth", "m", &R::hole_depth, "Depth, before deformation, down to which the axis has opened."),
      column("hole_radius", "m", &R::hole_radius, "Radius of the hole's mouth."),
      column("reaction_mismatch", "1", &R::reaction_mismatch, "Contact force against support reaction, relative."),
      column("deepest_overlap", "m", &R::deepest_overlap, "Deepest overlap of skin and needle (contact penalty)."),
      column("smallest_corner_jacobian", "1", &R::smallest_corner_jacobian, "Smallest area ratio at a cell's corner."),
      energy("external_work", &EnergyLedger::external, "Work done by the needle."),
      energy("stored_energy", &EnergyLedger::stored, "Energy stored, above the state before first touch."),
      energy("friction_energy", &EnergyLedger::friction, "Energy spent on friction."),
      energy("viscous_energy", &EnergyLedger::viscous, "Work of the viscous overstress."),
      energy("released_energy", &EnergyLedger::released, "Energy set free where the skin snapped."),
      column("iterations", "1", &R::iterations, "Newton iterations of the step."),
      column("factorisations", "1", &R::factorisations, "Matrix factorisations of the step."),
      column("snapped", "1", &R::snapped, "Whether equilibrium was lost within the step (0 or 1).")};
  for (std::size_t i = 0; i < layer_names.size(); ++i)
    columns.push_back(fracture(layer_names[i], i, layer_names.size()));
  return columns;
}

} // namespace acumen::stepping
