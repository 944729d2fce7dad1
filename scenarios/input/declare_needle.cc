#include "scenarios/input/declarations.h"
#include "scenarios/input/declare.h"

namespace acumen::scenarios {

Group needle_group() {
  using N = NeedleInput;
  return single(
      "needle", &CaseInput::needle, "A rigid needle of revolution, its axis normal to the skin.",
      {choice("shape", &N::shape,
              {{"cone", NeedleShape::cone},
               {"truncated_cone", NeedleShape::truncated_cone},
               {"cone_on_shaft", NeedleShape::cone_on_shaft},
               {"sharp_cylinder", NeedleShape::sharp_cylinder},
               {"flat_cylinder", NeedleShape::flat_cylinder},
               {"profile", NeedleShape::profile}},
              "Outline: cone; cone with a flat end; cone on a cylindrical shaft; cylinder with a conical or flat end "
              "(filiform needle); free profile from a file.")
           .by_default("cone"),
       quantity("length", &N::length, "m", "Length from tip to base.")
           .within(between(1e-6, 0.2))
           .automatic("profile: from the file; needed by every other shape"),
       quantity("base_diameter", &N::base_diameter, "m", "Diameter at the base of cone and truncated_cone.")
           .within(between(0.1e-6, 20e-3))
           .automatic("cone: from half_angle and length"),
       quantity("tip_radius", &N::tip_radius, "m", "Radius of the spherical cap at the tip of a pointed shape.")
           .within(between(50e-9, 5e-3))
           .by_default("5 um"),
       quantity("tip_diameter", &N::tip_diameter, "m", "Diameter of the flat end of truncated_cone.")
           .within(between(0.1e-6, 20e-3)),
       quantity("half_angle", &N::half_angle, "rad",
                "Angle between axis and flank: cone_on_shaft, sharp_cylinder, cone.")
           .within(between(0.0087, 1.4))
           .automatic("cone: from base_diameter and length"),
       quantity("shaft_diameter", &N::shaft_diameter, "m",
                "Diameter of the shaft of cone_on_shaft, sharp_cylinder and flat_cylinder.")
           .within(between(0.1e-6, 20e-3))
           .from("ISO 9626: 34G is 0.18 mm, 10G is 3.4 mm"),
       quantity("edge_radius", &N::edge_radius, "m",
                "Radius that rounds the edge of a flat end, the edge between cone and shaft, or a profile's corners.")
           .within(between(50e-9, 5e-3))
           .automatic("a tenth of the end's or shaft's radius"),
       text("file", &N::file, "CSV with columns r and z, units in the header, from the tip (r = 0) upwards; profile.")
           .automatic("needed by profile only"),
       quantity(
           "bore_diameter", &N::bore_diameter, "m",
           "Diameter of a hollow needle's coaxial bore. The mechanical run takes the needle as closed; wall and flow "
           "take this number.")
           .within(positive(0.1))
           .automatic("solid, or drug.lumen_diameter of a hollow system"),
       quantity("base_plate_diameter", &N::base_plate_diameter, "m",
                "Diameter of the rigid flat plate that carries the needle at its base and stops at the skin; in an "
                "array any width from that of a needle's cell up.")
           .within(between(1e-6, 0.2))
           .automatic("no plate: the needle is pressed as far as told"),
       text("material", &N::material, "Library needle material (acumen describe --library).")
           .by_default("stainless_steel_316L")});
}

} // namespace acumen::scenarios
