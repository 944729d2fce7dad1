#include "scenarios/library/declare_library.h"

#include "scenarios/input/declarations.h"
#include "scenarios/input/declare.h"
#include "scenarios/library/library.h"

namespace acumen::scenarios {

namespace {

template <class Entry> std::vector<Parameter> heading() {
  return {text("name", &Entry::name, "Name used in input files; the file's own.").mandatory(),
          text("title", &Entry::title, "Name for people.").mandatory()};
}

template <class Entry> Group library_layers(std::vector<LayerInput> Entry::*member) {
  std::vector<Parameter> changes;
  for (Parameter& parameter : layer_parameters())
    changes.push_back(std::move(parameter));
  Group layers = list("layers", member, "Layers, top down.",
                      {text("name", &LayerInput::name, "Name of the layer.").mandatory(),
                       text("tissue", &LayerInput::tissue, "Tissue of the layer.").mandatory(),
                       flattened(quantity("thickness", &LayerProperties::thickness, "m", "Thickness of the layer.")
                                     .within(positive(0.5))
                                     .mandatory(),
                                 &LayerInput::properties)},
                      {single("change", &LayerInput::properties, "Values that differ from the tissue's own.",
                              std::move(changes), layer_groups())});
  layers.may_be_empty = true;
  return layers;
}

} // namespace

const Group& tissue_declaration() {
  static const Group declaration = [] {
    Group group;
    using R = base::TissueRole;
    group.parameters = heading<TissueEntry>();
    group.parameters.push_back(choice("role", &TissueEntry::role,
                                      {{"stratum_corneum", R::stratum_corneum},
                                       {"living_epidermis", R::living_epidermis},
                                       {"papillary_dermis", R::papillary_dermis},
                                       {"reticular_dermis", R::reticular_dermis},
                                       {"whole_dermis", R::whole_dermis},
                                       {"fat", R::fat},
                                       {"muscle", R::muscle},
                                       {"phantom", R::phantom}},
                                      "What the tissue is to the models of wound, bleeding and healing.")
                                   .mandatory());
    group.parameters.push_back(quantity("thinning_per_decade", &TissueEntry::thinning_per_decade, "1",
                                        "Share of its thickness that a layer loses in ten years of age.")
                                   .within(between(0., 0.5))
                                   .by_default("0"));
    group.parameters.push_back(
        boolean("bleeds", &TissueEntry::bleeds, "Whether skin with a layer of it bleeds.").by_default("false"));
    for (Parameter& parameter : tissue_parameters())
      group.parameters.push_back(flattened(std::move(parameter), &TissueEntry::tissue));
    for (Group& child : tissue_groups())
      group.groups.push_back(flattened(std::move(child), &TissueEntry::tissue));
    return group;
  }();
  return declaration;
}

const Group& site_declaration() {
  static const Group declaration = [] {
    const Range thickness = positive(0.5);
    Group group;
    group.parameters = heading<SiteEntry>();
    group.parameters.push_back(text("kind", &SiteEntry::kind, "skin or phantom.").mandatory());
    group.parameters.push_back(quantity("pre_stretch", &SiteEntry::pre_stretch, "1", "In-plane stretch in the body.")
                                   .within(pre_stretch_range()));
    group.parameters.push_back(
        quantity("reference_age", &SiteEntry::reference_age, "year", "Age the thicknesses hold for.")
            .within(between(1., 110.)));
    group.parameters.push_back(text("support", &SiteEntry::support, "Library support below.").mandatory());
    group.groups = {library_layers(&SiteEntry::layers),
                    single("support_thickness", &SiteEntry::support_thickness, "The support's layers at this site.",
                           {quantity("hypodermis", &SupportThickness::hypodermis, "m", "Fat.").within(thickness),
                            quantity("muscle", &SupportThickness::muscle, "m", "Muscle.").within(thickness)})};
    return group;
  }();
  return declaration;
}

const Group& support_declaration() {
  static const Group declaration = [] {
    Group group;
    group.parameters = heading<SupportEntry>();
    group.groups = {library_layers(&SupportEntry::layers)};
    return group;
  }();
  return declaration;
}

const Group& needle_material_declaration() {
  static const Group declaration = [] {
    using M = NeedleMaterial;
    Group group;
    group.parameters = heading<M>();
    group.parameters.push_back(choice("failure", &M::failure,
                                      {{"ductile", MaterialFailure::ductile}, {"brittle", MaterialFailure::brittle}},
                                      "Whether the material yields or breaks.")
                                   .by_default("ductile"));
    group.parameters.push_back(
        quantity("youngs_modulus", &M::youngs_modulus, "Pa", "Young's modulus.").within(positive()));
    group.parameters.push_back(
        quantity("strength", &M::strength, "Pa", "Stress at yield or fracture.").within(positive()));
    group.parameters.push_back(
        quantity("compressive_strength", &M::compressive_strength, "Pa", "Stress at fracture in compression, brittle.")
            .within(positive()));
    group.parameters.push_back(quantity("compression_ratio", &M::compression_ratio, "1",
                                        "Yield stress in compression over that in tension, ductile.")
                                   .within(between(0.5, 3.)));
    group.parameters.push_back(
        quantity("weibull_modulus", &M::weibull_modulus, "1", "Weibull modulus of the strength, brittle.")
            .within(positive(100.)));
    group.parameters.push_back(quantity("density", &M::density, "kg/m^3", "Mass density.").within(positive()));
    group.parameters.push_back(
        quantity("poisson_ratio", &M::poisson_ratio, "1", "Poisson's ratio.").within(between(0., 0.5)));
    return group;
  }();
  return declaration;
}

} // namespace acumen::scenarios
