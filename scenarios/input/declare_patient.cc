#include "scenarios/input/declarations.h"
#include "scenarios/input/declare.h"

namespace acumen::scenarios {

Group patient_group() {
  using P = PatientInput;
  return single("patient", &CaseInput::patient, "Who is treated, as far as bleeding and healing go.",
                {quantity("age", &P::age, "year", "Age, for vessels and healing; skin.age thins the layers.")
                     .within(between(1., 110.))
                     .automatic("skin.age, else the site's own age, else 40 years"),
                 text("antithrombotic", &P::antithrombotic,
                      "Drugs against clotting, joined by + (library: antithrombotics), such as aspirin + clopidogrel.")
                     .automatic("none"),
                 text("bleeding_disorder", &P::bleeding_disorder,
                      "Disorders of clotting, joined by + (library: bleeding_disorders).")
                     .automatic("none"),
                 text("conditions", &P::conditions,
                      "What else matters for needling, joined by + (library: conditions, healing_modifiers).")
                     .automatic("none"),
                 quantity("platelet_count", &P::platelet_count, "1/m^3", "Platelets in blood.")
                     .within(between(1e12, 2e15))
                     .by_default("250000 ul^-1")
                     .from("normal: 150 000 to 400 000 per ul"),
                 quantity("systolic_pressure", &P::systolic_pressure, "Pa", "Systolic blood pressure.")
                     .within(between(5e3, 40e3))
                     .by_default("120 mmHg"),
                 quantity("diastolic_pressure", &P::diastolic_pressure, "Pa", "Diastolic blood pressure.")
                     .within(between(2e3, 30e3))
                     .by_default("80 mmHg"),
                 choice("posture", &P::posture,
                        {{"lying", Posture::lying}, {"sitting", Posture::sitting}, {"standing", Posture::standing}},
                        "How the person is held: sets the column of blood between heart and site.")
                     .by_default("sitting"),
                 choice("skin_tone", &P::skin_tone, {{"light", SkinTone::light}, {"dark", SkinTone::dark}},
                        "Fitzpatrick types I to III or IV to VI: the risk of dark spots differs.")
                     .by_default("light")});
}

Group treatment_group() {
  using T = TreatmentInput;
  return single(
      "treatment", &CaseInput::treatment, "How a session is carried out.",
      {choice("device", &T::device,
              {{"press", DeviceInput::press},
               {"stamp", DeviceInput::stamp},
               {"pen", DeviceInput::pen},
               {"roller", DeviceInput::roller}},
              "What moves the needles. Every puncture is computed as pressed in straight.")
           .by_default("press"),
       choice("setting", &T::setting, {{"home", Setting::home}, {"professional", Setting::professional}},
              "Whose limits of depth apply.")
           .by_default("professional"),
       integer("passes", &T::passes, "How often the whole area is gone over.").within(between(1, 100)).by_default("1"),
       quantity("overlap", &T::overlap, "1",
                "Share of each stamp's, stripe's or roll's width that the next one covers again.")
           .within(between(0., 0.95))
           .by_default("0"),
       quantity("area", &T::area, "m^2", "Skin treated in the session.")
           .within(between(1e-8, 2.))
           .automatic("the array's; 1 cm^2 under a pen or roller"),
       quantity("hand_speed", &T::hand_speed, "m/s", "Speed of a pen over the skin.")
           .within(between(1e-4, 1.))
           .by_default("20 mm/s")
           .from("assumed"),
       quantity("frequency", &T::frequency, "1/s", "Strokes of a pen in a time.")
           .within(between(0.1, 1000.))
           .by_default("100 s^-1")
           .from("assumed; pens run at 90 to 150 a second"),
       quantity("roller_radius", &T::roller_radius, "m", "Radius of a roller's drum, without needles.")
           .within(between(1e-3, 0.1))
           .by_default("10 mm")
           .from("drum 2 cm wide and thick (Singh & Yadav 2016, 10.4103/2229-5178.185468)"),
       quantity("suction", &T::suction, "Pa", "Negative pressure of the device on the skin.")
           .within(between(0., 1e5))
           .by_default("0 Pa"),
       integer("sessions", &T::sessions, "Sessions of the whole treatment.").within(between(1, 50)).by_default("1"),
       quantity("session_interval", &T::session_interval, "s", "Time between sessions.")
           .within(between(3600., 4e7))
           .by_default("28 days"),
       boolean("occluded", &T::occluded, "Whether the skin is covered airtight afterwards.").by_default("false"),
       boolean("wet_skin", &T::wet_skin,
               "Whether the skin is wet with serum, gel or disinfectant while it is needled: blood then runs out of a "
               "puncture without having to bulge.")
           .automatic("true under a pen or roller, which are led over wet skin; else false")
           .from("assumed")});
}

Group comparator_group() {
  return single("comparator", &CaseInput::comparator, "Another way to open the skin, set beside the needle.",
                {quantity("laser_energy", &ComparatorInput::laser_energy, "J",
                          "Pulse energy of a fractional CO2 laser: one channel for each puncture.")
                     .within(between(1e-4, 1.))
                     .automatic("no laser")});
}

} // namespace acumen::scenarios
