#include "scenarios/input/declarations.h"
#include "scenarios/input/declare.h"

namespace acumen::scenarios {

Group mesh_group() {
  using M = MeshInput;
  return single(
      "mesh", &CaseInput::mesh, "Size of the cells.",
      {quantity("cells_per_tip_radius", &M::cells_per_tip_radius, "1",
                "Tip radius over the width of the cells at the axis.")
           .within(between(0.5, 50.))
           .by_default("12"),
       quantity("radial_growth", &M::radial_growth, "1", "Ratio of neighbouring cell widths away from the axis.")
           .within(between(1., 2.))
           .by_default("1.2"),
       quantity("row_height_at_depth", &M::row_height_at_depth, "m", "Height of cell rows along the needle's path.")
           .within(between(0.1e-6, 1e-3))
           .by_default("10 um"),
       integer("refinement", &M::refinement, "Divides every cell width and height: 2 halves them.")
           .within(between(1, 16))
           .by_default("1")});
}

Group solver_group() {
  using S = SolverInput;
  return single(
      "solver", &CaseInput::solver, "Step control and numerical parameters.",
      {quantity("largest_step", &S::largest_step, "m", "Largest needle travel of one step.")
           .within(between(1e-9, 1e-3))
           .automatic("1.5 tip radii, at least 3 um and at most 8 um; a third of it before puncture"),
       quantity("smallest_step", &S::smallest_step, "m", "Smallest needle travel of one step before the run stops.")
           .within(between(1e-12, 1e-4))
           .automatic("a thousandth of the largest step"),
       quantity("tolerance", &S::tolerance, "1",
                "Residual force relative to the contact force at which a step is done.")
           .within(between(1e-12, 1e-2))
           .by_default("1e-6"),
       quantity("contact_stiffness", &S::contact_stiffness, "Pa/m", "Contact pressure per depth of overlap.")
           .within(between(1e6, 1e18))
           .automatic("a pressure of 100 MPa sinks the skin by a two-hundredth of the tip radius"),
       quantity("contact_stiffness_factor", &S::contact_stiffness_factor, "1", "Multiplies the contact stiffness.")
           .within(between(1e-3, 1e3))
           .by_default("1"),
       quantity("viscosity", &S::viscosity, "Pa s", "Artificial viscosity; biases the puncture force, 0 = none.")
           .within(between(0., 1e9))
           .by_default("0 Pa s"),
       quantity("bulk_factor", &S::bulk_factor, "1",
                "Bulk modulus over the tangent stiffness at rupture, where a tissue names no bulk modulus.")
           .within(between(1., 1e4))
           .by_default("5"),
       integer("maximum_iterations", &S::maximum_iterations,
               "Newton iterations allowed in one step; ten times as many where the skin gives way within it.")
           .within(between(5, 10000))
           .by_default("200"),
       quantity("time_limit", &S::time_limit, "s", "Wall time after which a checkpoint is written and the run stops.")
           .within(positive())
           .automatic("none")});
}

Group output_group() {
  using O = OutputInput;
  return single(
      "output", &CaseInput::output, "What is written, and where.",
      {text("directory", &O::directory, "Folder of the results.").automatic("out/<case>-<hash>"),
       integer("every", &O::every, "Fields are saved every so many steps.").within(between(1, 100000)).by_default("1"),
       boolean("fields", &O::fields, "Whether fields for ParaView are written.").by_default("true")});
}

const Group& case_declaration() {
  static const Group declaration = [] {
    Group root;
    root.meaning = "One needle pressed into layered skin.";
    root.parameters = {
        text("title", &CaseInput::title, "One line that names the case in reports.").by_default("Untitled"),
        choice("model", &CaseInput::model, {{"screening", Model::screening}, {"axisymmetric", Model::axisymmetric}},
               "Fidelity: closed forms in milliseconds, or axisymmetric finite elements.")
            .by_default("axisymmetric")};
    root.groups = {skin_group(),    needle_group(),    insertion_group(),  array_group(),
                   patient_group(), treatment_group(), comparator_group(), drug_group(),
                   rf_group(),      mesh_group(),      solver_group(),     output_group()};
    return root;
  }();
  return declaration;
}

} // namespace acumen::scenarios
