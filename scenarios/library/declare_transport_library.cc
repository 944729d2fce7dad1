#include "scenarios/input/declare.h"
#include "scenarios/library/transport_library.h"

namespace acumen::scenarios {

namespace {

template <class Entry> std::vector<Parameter> heading() {
  return {text("name", &Entry::name, "Name used in input files; the file's own.").mandatory(),
          text("title", &Entry::title, "Name for people.").mandatory()};
}

template <class Entry> Group with_heading(std::vector<Parameter> own) {
  Group group;
  group.parameters = heading<Entry>();
  group.parameters.insert(group.parameters.end(), own.begin(), own.end());
  return group;
}

} // namespace

const Group& drug_declaration() {
  using D = DrugEntry;
  static const Group declaration = with_heading<D>(
      {quantity("molecular_weight", &D::molecular_weight, "kg/mol", "Molar mass.").within(between(0.018, 1000.)),
       quantity("log_partition", &D::log_partition, "1",
                "log10 of the octanol-water partition coefficient; log D where ions count.")
           .within(between(-8., 8.)),
       quantity("solubility", &D::solubility, "kg/m^3", "In tissue water.").within(positive(2000.)),
       quantity("unbound_fraction", &D::unbound_fraction, "1", "Share in viable tissue that is free to move.")
           .within(positive(1.)),
       quantity("clearance_rate", &D::clearance_rate, "1/s", "Of free drug from dermis to blood and lymph.")
           .within(between(0., 10.)),
       quantity("density", &D::density, "kg/m^3", "Of the solid.").within(positive(20e3)),
       quantity("half_life", &D::half_life, "s", "In plasma.").within(positive()),
       quantity("distribution_volume", &D::distribution_volume, "m^3", "Of a body of 70 kg.").within(positive(100.))});
  return declaration;
}

const Group& polymer_declaration() {
  using P = PolymerEntry;
  static const Group declaration = with_heading<P>(
      {quantity("density", &P::density, "kg/m^3", "Of the dry polymer.").within(positive(20e3)),
       quantity("maximum_drug_fraction", &P::maximum_drug_fraction, "1", "Mass share of drug up to which needles form.")
           .within(positive(1.)),
       quantity("front_speed", &P::front_speed, "m/s", "Of the dissolving surface into the needle.")
           .within(between(0., 1e-3)),
       quantity("stiffness_exponent", &P::stiffness_exponent, "1", "n of E(w) = E0 (1 - w)^n.")
           .within(between(0., 10.)),
       quantity("gel_diffusivity", &P::gel_diffusivity, "1", "Of a drug in the swollen gel, relative to water.")
           .within(positive(1.)),
       quantity("swelling_time", &P::swelling_time, "s", "Time constant of the swelling.").within(positive()),
       quantity("swelling_mass", &P::swelling_mass, "1", "Mass taken up, relative to the dry needle; widens the gel.")
           .within(between(0., 100.))});
  return declaration;
}

const Group& medium_declaration() {
  using M = MediumEntry;
  static const Group declaration = with_heading<M>(
      {text("like", &M::like, "Medium from which whatever is not given here is taken."),
       boolean("barrier", &M::barrier, "Whether it is a lipid barrier (stratum corneum).").by_default("false"),
       quantity("water_fraction", &M::water_fraction, "1", "Volume share that a hydrophilic drug can enter.")
           .within(positive(1.)),
       quantity("lipid_fraction", &M::lipid_fraction, "1", "Volume share of lipids; barriers.").within(between(0., 1.)),
       quantity("hindrance", &M::hindrance, "1", "Diffusivity relative to the dermis.").within(positive(100.)),
       quantity("perfused", &M::perfused, "1", "Clearance relative to the dermis.").within(between(0., 100.)),
       quantity("permeability", &M::permeability, "m^2", "Hydraulic permeability, unstrained.").within(positive(1e-6)),
       quantity("permeability_exponent", &M::permeability_exponent, "1", "m of k = k0 exp(m eps).")
           .within(between(0., 50.)),
       quantity("drained_modulus", &M::drained_modulus, "Pa", "Constrained modulus of the drained matrix.")
           .within(positive(1e11)),
       quantity("conductivity", &M::conductivity, "S/m", "Electrical, 37 degC, 1 MHz.").within(positive(1e7)),
       quantity("conductivity_rise", &M::conductivity_rise, "1/K", "Relative, per kelvin.").within(between(0., 0.2)),
       quantity("heat_conductivity", &M::heat_conductivity, "W/(m.K)", "Of heat.").within(positive(1e3)),
       quantity("heat_capacity", &M::heat_capacity, "J/(kg.K)", "Per mass.").within(positive(1e5)),
       quantity("density", &M::density, "kg/m^3", "Mass density.").within(positive(20e3)),
       quantity("perfusion", &M::perfusion, "W/(m^3.K)", "Heat carried off by blood.").within(between(0., 1e6))});
  return declaration;
}

} // namespace acumen::scenarios
