#include "scenarios/input/declarations.h"
#include "scenarios/input/declare.h"

namespace acumen::scenarios {

namespace {

using T = TissueProperties;

std::vector<Parameter> law_parameters() {
  return {choice("law", &T::law,
                 {{"neo_hookean", Law::neo_hookean},
                  {"ogden", Law::ogden},
                  {"gent", Law::gent},
                  {"holzapfel_gasser_ogden", Law::holzapfel_gasser_ogden}},
                 "Isochoric strain-energy law of the long-term (relaxed) response.")
              .automatic("the tissue's"),
          quantity("shear_modulus", &T::shear_modulus, "Pa",
                   "Initial long-term shear modulus; for a one-term Ogden law the term's, W = (2 mu/alpha^2)(sum "
                   "lambda^alpha - 3).")
              .within(between(1., 10e9))
              .automatic("the tissue's"),
          quantity("exponent", &T::exponent, "1", "Exponent alpha of a one-term Ogden law; 2 is neo-Hookean.")
              .within(between(-60., 60.))
              .automatic("the tissue's"),
          quantity("limiting_stretch_invariant", &T::limiting_stretch_invariant, "1",
                   "Gent's J_m, the limit of I1 - 3 at which the chains are straight.")
              .within(between(0.01, 1e4))
              .automatic("the tissue's"),
          quantity("k1", &T::k1, "Pa", "Holzapfel-Gasser-Ogden fibre stiffness.")
              .within(between(0., 10e9))
              .automatic("the tissue's"),
          quantity("k2", &T::k2, "1", "Holzapfel-Gasser-Ogden fibre stiffening exponent.")
              .within(positive(1e4))
              .automatic("the tissue's"),
          quantity("dispersion", &T::dispersion, "1", "Fibre dispersion kappa: 0 aligned, 1/3 isotropic.")
              .within(between(0., 1. / 3.))
              .automatic("the tissue's"),
          quantity("bulk_modulus", &T::bulk_modulus, "Pa", "Bulk modulus K of U(J) = K/4 (J^2 - 1 - 2 ln J).")
              .within(between(10., 100e9))
              .automatic("the tissue's; else from its stiffness near rupture and solver.bulk_factor")};
}

std::vector<Parameter> fracture_parameters() {
  return {
      quantity("strength", &T::strength, "Pa",
               "Nominal cohesive strength of a crack; without one the layer cannot crack.")
          .within(positive(10e9))
          .automatic("the tissue's"),
      quantity("toughness", &T::toughness, "J/m^2", "Fracture energy per unit crack area, G_c.")
          .within(positive(1e6))
          .automatic("the tissue's"),
      choice("softening", &T::softening,
             {{"exponential", materials::Softening::exponential}, {"linear", materials::Softening::linear}},
             "How the traction falls from strength to zero.")
          .automatic("the tissue's, else exponential"),
      quantity("initial_opening", &T::initial_opening, "m",
               "Opening at which a crack reaches its strength: the slope strength/opening of the intact face.")
          .within(between(1e-10, 10e-6))
          .automatic("the tissue's, else 0.05 um"),
      quantity("density", &T::density, "kg/m^3", "Mass density.").within(between(1., 30e3)).automatic("the tissue's")};
}

} // namespace

Range pre_stretch_range() {
  return between(0., 0.6);
}

std::vector<Parameter> tissue_parameters() {
  std::vector<Parameter> all = law_parameters();
  for (Parameter& parameter : fracture_parameters())
    all.push_back(std::move(parameter));
  return all;
}

std::vector<Group> tissue_groups() {
  return {list("terms", &T::terms, "Terms of an Ogden law; their shear moduli add up.",
               {quantity("shear_modulus", &OgdenTermInput::shear_modulus, "Pa", "The term's shear modulus mu_p.")
                    .within(between(-10e9, 10e9))
                    .mandatory(),
                quantity("exponent", &OgdenTermInput::exponent, "1", "The term's exponent alpha_p.")
                    .within(between(-60., 60.))
                    .mandatory()}),
          list("prony", &T::prony, "Overstress of the isochoric response in a Prony series.",
               {quantity("weight", &PronyTermInput::weight, "1",
                         "Instantaneous overstress of the branch relative to the long-term response.")
                    .within(between(0., 1e3))
                    .mandatory(),
                quantity("relaxation_time", &PronyTermInput::relaxation_time, "s", "Relaxation time of the branch.")
                    .within(between(1e-9, 1e9))
                    .mandatory()})};
}

std::vector<Parameter> layer_parameters() {
  std::vector<Parameter> all = {
      quantity("thickness", &LayerProperties::thickness, "m", "Layer thickness in the living body.")
          .within(between(1e-6, 0.2))
          .automatic("the preset's"),
      quantity("pre_stretch", &LayerProperties::pre_stretch, "1",
               "In-plane stretch already carried in the body: 5 % is stretch 1.05.")
          .within(pre_stretch_range())
          .automatic("skin.pre_stretch, else the preset's")};
  for (Parameter& parameter : tissue_parameters())
    all.push_back(flattened(std::move(parameter), &LayerProperties::tissue));
  return all;
}

std::vector<Group> layer_groups() {
  std::vector<Group> all;
  for (Group& group : tissue_groups())
    all.push_back(flattened(std::move(group), &LayerProperties::tissue));
  return all;
}

} // namespace acumen::scenarios
