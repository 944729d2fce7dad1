#include "scenarios/input/declarations.h"
#include "scenarios/input/declare.h"

namespace acumen::scenarios {

namespace {

Group layers_group() {
  std::vector<Parameter> parameters = {
      text("name", &LayerInput::name, "Name of the layer in results and messages.").automatic("the tissue's name"),
      text("tissue", &LayerInput::tissue, "Library tissue the layer is made of (acumen describe --library).")
          .mandatory()};
  for (Parameter& parameter : layer_parameters())
    parameters.push_back(flattened(std::move(parameter), &LayerInput::properties));
  std::vector<Group> groups;
  for (Group& group : layer_groups())
    groups.push_back(flattened(std::move(group), &LayerInput::properties));
  return list("layers", &SkinInput::layers, "The stack, top down, in place of the site's own.", std::move(parameters),
              std::move(groups));
}

Group support_group() {
  return single(
      "support", &SkinInput::support, "What carries the skin from below.",
      {text("kind", &SupportInput::kind,
            "Library support: soft_tissue_over_muscle, soft_tissue_over_bone, rigid_plate, foam; preset = the "
            "site's.")
           .by_default("preset"),
       quantity("thickness", &SupportInput::thickness, "m", "Thickness of the support's upper layer.")
           .within(between(1e-6, 0.5))
           .automatic("the site's or the support's"),
       quantity("shear_modulus", &SupportInput::shear_modulus, "Pa",
                "Initial shear modulus of the support's upper layer.")
           .within(between(1., 100e9))
           .automatic("the tissue's")});
}

} // namespace

Group skin_group() {
  return single(
      "skin", &CaseInput::skin, "The skin or phantom the needle is pressed into.",
      {text("site", &SkinInput::site, "Library preset: a skin site or a phantom (acumen describe --library).")
           .automatic("none: then skin.layers is needed"),
       quantity("age", &SkinInput::age, "year", "Age of the person; thins epidermis and dermis against the preset's.")
           .within(between(1., 110.))
           .automatic("the preset's own age")
           .from("epidermis -7.2 %, dermis -6 % per decade (review)"),
       quantity("pre_stretch", &SkinInput::pre_stretch, "1",
                "In-plane stretch of all skin layers in the body: 5 % is stretch 1.05.")
           .within(pre_stretch_range())
           .automatic("the preset's")
           .from("in-vivo pre-stress 28-92 kPa (Flynn)"),
       quantity("radius", &SkinInput::radius, "m", "Radius of the modelled disc of skin.")
           .within(between(10e-6, 0.2))
           .automatic("from depth and needle; with array.pitch the equal-area cell")},
      {layers_group(),
       named("change", &SkinInput::change, "Changes to the preset's layers, by layer name.", layer_parameters(),
             layer_groups()),
       support_group()});
}

} // namespace acumen::scenarios
