#include "scenarios/input/declarations.h"
#include "scenarios/input/declare.h"

namespace acumen::scenarios {

namespace {

using D = DrugInput;

std::vector<Parameter> drug_parameters() {
  return {choice("system", &D::system,
                 {{"none", DrugSystem::none},
                  {"poke_and_patch", DrugSystem::poke_and_patch},
                  {"coated", DrugSystem::coated},
                  {"dissolving", DrugSystem::dissolving},
                  {"hydrogel", DrugSystem::hydrogel},
                  {"hollow", DrugSystem::hollow}},
                 "How the drug is given; none = no drug is computed.")
              .by_default("none"),
          text("name", &D::name, "Drug of the library (acumen describe --library), or a YAML file of your own.")
              .automatic("none: molecular_weight, log_partition and solubility describe it"),
          text("polymer", &D::polymer, "Polymer of needle, coating or gel: of the library, or a YAML file of your own.")
              .automatic("CMC for coated, PMVE_MA for hydrogel, needed by dissolving"),
          quantity("molecular_weight", &D::molecular_weight, "kg/mol", "Molar mass of the drug.")
              .within(between(0.018, 1000.))
              .automatic("the library drug's"),
          quantity("log_partition", &D::log_partition, "1",
                   "Decimal logarithm of the drug's octanol-water partition coefficient, of the form that the "
                   "solubility is of (log D at pH 7.4 where it counts ions).")
              .within(between(-8., 8.))
              .automatic("the library drug's"),
          quantity("solubility", &D::solubility, "kg/m^3", "Solubility of the drug in tissue water.")
              .within(positive(2000.))
              .automatic("the library drug's"),
          quantity("drug_fraction", &D::drug_fraction, "1",
                   "Mass share of drug in needle, coating, patch or infusate (its density is the polymer's).")
              .within(positive(1.))
              .by_default("10 %"),
          quantity("filled_fraction", &D::filled_fraction, "1",
                   "Share of the intended volume of needle or coating that carries drug; what is cast from a gel keeps "
                   "its solids only.")
              .within(positive(1.))
              .by_default("0.85")
              .from("coatings 0.8-0.9 (recalled, medium confidence)")};
}

std::vector<Parameter> device_parameters() {
  return {
      quantity("coating_thickness", &D::coating_thickness, "m", "Thickness of a dry coating; coated.")
          .within(between(0.05e-6, 200e-6))
          .by_default("10 um")
          .from("coatings 5-20 um (recalled, medium confidence)"),
      quantity("coated_length", &D::coated_length, "m", "Length of the needle that is coated, from the tip; coated.")
          .within(between(1e-6, 20e-3))
          .automatic("all that is inserted"),
      quantity("patch_thickness", &D::patch_thickness, "m", "Thickness of the reservoir on the skin; patch, hydrogel.")
          .within(between(1e-6, 20e-3))
          .by_default("1 mm"),
      quantity("wear_time", &D::wear_time, "s", "Time after which needle and patch are taken off.")
          .within(positive())
          .automatic("5 min coated, 20 min dissolving, 24 h patch and hydrogel; hollow: none"),
      quantity("duration", &D::duration, "s", "Simulated time since the needle reached its depth.")
          .within(positive())
          .automatic("24 h, or the wear time if that is longer"),
      quantity("closure_half_time", &D::closure_half_time, "s",
               "Time in which an occluded hole loses half its section.")
          .within(positive())
          .by_default("20 h")
          .from("barrier closure under occlusion, half-life 20-26 h (PMC8259462)"),
      quantity("safety_factor", &D::safety_factor, "1",
               "Failure force over insertion force that a drug-loaded needle must keep.")
          .within(between(1., 100.))
          .by_default("3")
          .from("assumed"),
      integer("samples", &D::samples, "Samples of the uncertain inputs from which intervals are drawn; 0 = none.")
          .within(between(0, 10000))
          .by_default("48")};
}

std::vector<Parameter> infusion_parameters() {
  return {quantity("lumen_diameter", &D::lumen_diameter, "m", "Inner diameter; hollow.")
              .within(between(1e-6, 5e-3))
              .automatic("half the needle's largest diameter"),
          quantity("lumen_length", &D::lumen_length, "m", "Length of the narrow lumen; hollow.")
              .within(between(1e-6, 0.2))
              .automatic("the needle's length"),
          quantity("infusion_pressure", &D::infusion_pressure, "Pa", "Pressure at the pump above the tissue's; hollow.")
              .within(positive(1e8))
              .by_default("40 kPa")
              .from("a few hundred mmHg for a few hundred microlitres"),
          quantity("infused_volume", &D::infused_volume, "m^3", "Volume to be infused through each needle; hollow.")
              .within(positive(1e-4))
              .by_default("100 ul"),
          quantity("viscosity", &D::viscosity, "Pa s", "Viscosity of the infusate; hollow.")
              .within(positive(1e3))
              .by_default("0.001 Pa s"),
          quantity("sealing_pressure", &D::sealing_pressure, "Pa",
                   "Pressure of the tissue on the needle above which infusate runs back along it; hollow.")
              .within(positive(1e9))
              .by_default("100 kPa")
              .from("assumed: of the order of the dermis' stiffness")};
}

} // namespace

Group drug_group() {
  std::vector<Parameter> all = drug_parameters();
  for (auto&& more : {device_parameters(), infusion_parameters()})
    all.insert(all.end(), more.begin(), more.end());
  return single("drug", &CaseInput::drug, "The drug that the needle carries or opens the way for.", std::move(all));
}

Group rf_group() {
  using R = RfInput;
  return single(
      "rf", &CaseInput::rf, "Radiofrequency current at 1 MHz between two inserted needles, as electrodes.",
      {quantity("voltage", &R::voltage, "V", "Effective (RMS) voltage between the needles of a pair.")
           .within(positive(2000.))
           .automatic("no current is computed"),
       quantity("pulse", &R::pulse, "s", "Duration of the pulse.").within(between(1e-4, 60.)).by_default("100 ms"),
       quantity("spacing", &R::spacing, "m", "Distance of the two needles' axes.")
           .within(between(50e-6, 50e-3))
           .automatic("the array's pitch, else 1.5 mm"),
       quantity("insulated_length", &R::insulated_length, "m", "Insulated part of the inserted needle, from the skin.")
           .within(between(0., 20e-3))
           .automatic("bare needles: 0 m")});
}

} // namespace acumen::scenarios
