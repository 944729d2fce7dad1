#include "scenarios/input/declarations.h"
#include "scenarios/input/declare.h"

namespace acumen::scenarios {

Group insertion_group() {
  using I = InsertionInput;
  return single(
      "insertion", &CaseInput::insertion, "How the needle is pressed in, held and withdrawn.",
      {choice("control", &I::control,
              {{"displacement", Control::displacement},
               {"force", Control::force},
               {"speed_history", Control::speed_history}},
              "Needle travel at constant speed; force ramped up and held; or speed over time from a file.")
           .by_default("displacement"),
       quantity("depth", &I::depth, "m", "Needle travel from first touch, before withdrawal.")
           .within(between(0.1e-6, 0.1))
           .automatic("the needle's length"),
       quantity("speed", &I::speed, "m/s", "Speed of the needle under displacement control.")
           .within(between(1e-9, 20.))
           .by_default("1 mm/s"),
       quantity("force", &I::force, "N", "Axial force on one needle at the end of the ramp.")
           .within(positive(1e3))
           .automatic("needed by control: force"),
       quantity("ramp_time", &I::ramp_time, "s", "Time over which the force rises linearly.")
           .within(between(1e-6, 1e5))
           .by_default("1 s"),
       text("history", &I::history, "CSV with columns time and speed, units in the header; negative speed withdraws.")
           .automatic("needed by control: speed_history"),
       quantity("hold_time", &I::hold_time, "s", "Time at the final travel or force before withdrawal or end.")
           .within(between(0., 1e6))
           .by_default("0 s"),
       boolean("withdraw", &I::withdraw, "Whether the needle is pulled out again.").by_default("false"),
       quantity("withdrawal_speed", &I::withdrawal_speed, "m/s", "Speed of the withdrawal.")
           .within(between(1e-9, 20.))
           .automatic("insertion.speed, or its default under force control"),
       quantity("friction", &I::friction, "1", "Coulomb coefficient between needle and tissue.")
           .within(between(0., 2.))
           .by_default("0.3")
           .from("skin 0.46 +- 0.15 over sites and probes (reviews); a smooth needle against the moist wall of a fresh "
                 "cut is put one standard deviation lower"),
       integer("cracks", &I::cracks, "Number of evenly spaced radial cracks that a pointed needle opens.")
           .within(between(1, 12))
           .by_default("2")
           .from("sharp punches open one planar crack, two radial ones (Shergold & Fleck 2004)")});
}

Group array_group() {
  using A = ArrayInput;
  return single("array", &CaseInput::array, "Neighbouring needles; the cell of one needle has the pitch's area.",
                {integer("rows", &A::rows, "Rows of needles.").within(between(1, 1000)).by_default("1"),
                 integer("columns", &A::columns, "Needles in a row.").within(between(1, 1000)).by_default("1"),
                 quantity("pitch", &A::pitch, "m", "Distance between neighbouring axes.")
                     .within(between(1e-6, 0.1))
                     .automatic("a single needle")});
}

} // namespace acumen::scenarios
