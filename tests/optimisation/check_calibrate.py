"""acumen calibrate: testers' files, recovery of planted parameters within the intervals, and warnings where data cannot tell."""
import json
import unittest

from support import FAKE, call, folder

import numpy as np  # after support, which sets the number of threads

from scenarios.sweep import calibration, least_squares, tester_csv
from scenarios.sweep.errors import StudyError
from scenarios.sweep.program import Program

DEPTH = np.linspace(0.0, 300e-6, 61)
ZWICK = "Prüfprotokoll;;\nProbe 1;;\n\nPrüfzeit;Standardweg;Standardkraft\ns;mm;N\n"


def press(stiffness, exponent, depth=DEPTH, thickness=1e-3):
    """The stand-in's curve: F = k t u (1 + u/t)^e."""
    return stiffness * thickness * depth * (1 + depth / thickness) ** exponent


class File(unittest.TestCase):
    def setUp(self):
        self.folder = folder(self)

    def read(self, text, encoding="utf-8", **layout):
        (self.folder / "data.csv").write_bytes(text.encode(encoding))
        return tester_csv.read_curve(self.folder / "data.csv", tester_csv.Layout(**layout))

    def test_zwick_with_decimal_commas_and_a_row_of_units(self):
        rows = "".join(f"{i / 10:.1f};{i / 100:.2f};{i / 1000:.3f}\n" for i in range(20)).replace(".", ",")
        curve = self.read(ZWICK + rows, "latin-1")
        np.testing.assert_allclose(curve.depth, np.arange(20) * 1e-5)
        np.testing.assert_allclose(curve.force, np.arange(20) * 1e-3)
        self.assertIn("decimal comma", curve.read_as[0])
        self.assertIn('"Standardweg", in mm', " ".join(curve.read_as))

    def test_three_decimals_are_no_thousands(self):
        for mark in ".,":
            rows = "".join(f"{1 + i / 1000:.3f};{2 + i / 1000:.3f}\n" for i in range(20)).replace(".", mark)
            curve = self.read("Weg in mm;Kraft in N\n" + rows)
            self.assertAlmostEqual(curve.depth[-1], 1.019e-3)
            self.assertAlmostEqual(curve.force[-1], 2.019)
        grouped = "".join(f"{1 + i}.000,5;{2 + i / 1000:.3f}\n".replace(f"{2 + i / 1000:.3f}", f"{2 + i / 1000:.3f}".replace(".", ",")) for i in range(9))
        self.assertAlmostEqual(self.read("Weg/um;Kraft/N\n" + grouped).depth[-1], 9000.5e-6)

    def test_other_layouts(self):
        rows = [(0.1 * i, 1.5 * i, float(i) ** 1.5) for i in range(12)]
        comma = [[f"{value:.4f}".replace(".", ",") for value in row] for row in rows]
        quoted = '"Time","Compressive extension","Compressive load"\n"(s)","(um)","(mN)"\n' + "".join(",".join(f'"{cell}"' for cell in row) + "\n" for row in comma)
        blanks = "# time/s depth/um force/mN\n" + "".join(f"  {t:.4f}  {d:.4f}   {f:.4f}\n" for t, d, f in rows)
        grams = "Stable Micro Systems\nForce (g),Distance (mm)\n" + "".join(f"{f / 9.80665:.6f},{d * 1e-3:.6f}\n" for _, d, f in rows)
        block = '"Prüfer";"Müller"\n"Vorkraft";"0,001";"N"\n\n"Prüfzeit";"Standardweg";"Standardkraft"\n"s";"µm";"mN"\n' + "".join(";".join(row) + "\n" for row in comma)
        scientific = "Extension\tLoad\nmm\tN\n" + "".join(f"{-d * 1e-3:.6E}\t{-f * 1e-3:.6E}\n" for _, d, f in rows)
        for text, encoding in ((quoted, "utf-8"), (blanks, "utf-8"), (grams, "utf-8"), (block, "latin-1"), (scientific, "utf-16")):
            curve = tester_csv.loading(self.read(text, encoding))
            np.testing.assert_allclose(curve.depth, [d * 1e-6 for _, d, _ in rows], atol=1e-9)
            np.testing.assert_allclose(curve.force, [f * 1e-3 for _, _, f in rows], atol=1e-7)
            self.assertIn("in gf" if text == grams else "in ", " ".join(curve.read_as))
        with self.assertRaisesRegex(StudyError, "in which unit is the depth"):
            self.read("displacement,force\n" + "".join(f"{d},{f}\n" for _, d, f in rows))

    def test_instron_with_units_in_brackets_and_quotes(self):
        rows = "".join(f'"{i}","{i * 0.5:.3f}","{i * 2.0:.3f}"\n' for i in range(12))
        curve = self.read('"Specimen","A"\n"Time (s)","Extension (um)","Load (mN)"\n' + rows)
        np.testing.assert_allclose(curve.depth, np.arange(12) * 0.5e-6)
        np.testing.assert_allclose(curve.force, np.arange(12) * 2e-3)

    def test_options_decide_where_guessing_cannot(self):
        rows = "".join(f"{i}\t{2 * i}\n" for i in range(9))
        with self.assertRaisesRegex(StudyError, "which column is the depth"):
            self.read("a\tb\n" + rows)
        with self.assertRaisesRegex(StudyError, "in which unit is the depth"):
            self.read("a\tb\n" + rows, depth_column="a", force_column="b", force_unit="N")
        curve = self.read("a\tb\n" + rows, depth_column="1", depth_unit="um", force_column="b", force_unit="mN")
        self.assertAlmostEqual(curve.force[-1], 16e-3)
        with self.assertRaisesRegex(StudyError, "no unit of force"):
            self.read("Depth [mm]\tForce [mm]\n" + rows)
        with self.assertRaisesRegex(StudyError, "no table of numbers"):
            self.read("nothing\nhere\n")

    def test_loading_turns_signs_cuts_unloading_and_finds_contact(self):
        depth = np.concatenate([np.linspace(0, -2e-3, 101), np.linspace(-2e-3, 0, 51)])
        force = -np.maximum(np.abs(depth) - 0.5e-3, 0.0)
        curve = tester_csv.loading(tester_csv.Curve(depth, force, ()), contact_force=1e-9)
        self.assertAlmostEqual(curve.depth[0], 0.0)
        self.assertAlmostEqual(curve.depth[-1], 2e-3 - 0.52e-3, places=6)
        self.assertTrue(np.all(curve.force >= 0))


class Recovery(unittest.TestCase):
    UNKNOWN = [calibration.Unknown("k", 1.0, 100.0, float("nan"), "kPa", True), calibration.Unknown("e", 0.0, 4.0, float("nan"), "", False)]

    def fit(self, force, curve=None):
        def residuals(points):
            return [(curve or press)(1e3 * self.UNKNOWN[0].value(u[0]), self.UNKNOWN[1].value(u[1])) - force for u in points]

        fitted = least_squares.fit(residuals, calibration.starts(self.UNKNOWN, 4, 0), 200)
        return fitted, least_squares.uncertainty(fitted)

    def test_intervals_cover_the_planted_values_as_often_as_they_say(self):
        truth, clean = (12.0, 1.7), press(12e3, 1.7)
        inside, seeds = 0, 60
        for seed in range(seeds):
            noise = 0.01 * clean.max() * np.random.default_rng(seed).standard_normal(len(clean))
            fitted, sure = self.fit(clean + noise)
            self.assertTrue(fitted.settled)
            for e, known in zip(calibration.estimates(self.UNKNOWN, fitted, sure), truth):
                inside += e.low <= known <= e.high
        # 90 % of 120 is 108; the two are correlated, so that a deviation of 2.5 binomial ones of 60 is allowed.
        self.assertGreater(inside / (2 * seeds), 0.80)
        self.assertLess(inside / (2 * seeds), 0.99)

    def test_without_noise_the_values_are_exact(self):
        fitted, _ = self.fit(press(12e3, 1.7))
        self.assertAlmostEqual(self.UNKNOWN[0].value(fitted.u[0]), 12.0, delta=0.01)

    def test_correlated_residuals_widen_the_intervals(self):
        clean, rng = press(12e3, 1.7), np.random.default_rng(4)
        noise = np.convolve(rng.standard_normal(len(clean) + 9), np.ones(10) / 10, "valid") * 0.02 * clean.max()
        _, sure = self.fit(clean + noise)
        self.assertGreater(sure.inflation, 1.5)

    def test_parameters_that_only_act_together_are_told(self):
        def product(k, e):
            return press(k * (1.0 + e), 1.0)

        clean = product(12e3, 1.0)
        fitted, sure = self.fit(clean + 0.005 * clean.max() * np.random.default_rng(1).standard_normal(len(clean)), product)
        texts = " ".join(calibration.warnings(self.UNKNOWN, fitted, sure, calibration.estimates(self.UNKNOWN, fitted, sure), 0.0))
        self.assertIn("do not tell k and e apart", texts)
        self.assertIn("say nothing of the direction", texts)

    def test_points_without_a_curve_are_passed_over(self):
        force = press(12e3, 1.7)

        def residuals(points):
            return [None if u[1] > 0.5 else press(1e3 * self.UNKNOWN[0].value(u[0]), self.UNKNOWN[1].value(u[1])) - force for u in points]

        fitted = least_squares.fit(residuals, np.array([[0.9, 0.9], [0.3, 0.2]]), 200)
        self.assertAlmostEqual(self.UNKNOWN[1].value(fitted.u[1]), 1.7, delta=0.02)
        with self.assertRaisesRegex(least_squares.Failure, "no starting point"):
            least_squares.fit(lambda points: [None] * len(points), np.array([[0.5, 0.5]]), 50)


class Command(unittest.TestCase):
    def setUp(self):
        self.folder = folder(self)
        (self.folder / "case.yaml").write_text("function: indentation\n")
        noise = np.random.default_rng(2).standard_normal(len(DEPTH))
        force = press(12e3, 1.7)
        rows = "".join(f"{i};{1e3 * d:.6f};{1e3 * f:.6f}\n" for i, (d, f) in enumerate(zip(DEPTH, force + 0.005 * force.max() * noise))).replace(".", ",")
        (self.folder / "data.csv").write_text(ZWICK.replace(";N\n", ";mN\n") + rows, encoding="utf-8")

    def calibrate(self, *arguments):
        return call("calibrate", "data.csv", "case.yaml", "-o", "out", "--store", "store", *arguments, cwd=self.folder)

    def test_planted_values_lie_in_the_intervals(self):
        done = self.calibrate("--parameter", "skin.stiffness=1 kPa:100 kPa", "--parameter", "skin.exponent=0.2:4", "--starts", "3")
        self.assertEqual(done.returncode, 0, done.stdout + done.stderr)
        found = json.loads((self.folder / "out/calibrate.json").read_text())
        for entry, truth in zip(found["parameters"], (12.0, 1.7)):
            # Three times the half interval: one draw of noise may fall outside a 90 % interval.
            self.assertLess(abs(entry["value"] - truth), 3 * 0.5 * (entry["high"] - entry["low"]))
            self.assertLess(entry["high"] - entry["low"], 0.5 * truth)
        self.assertIn("decimal comma", done.stdout)
        self.assertIn("stiffness:", (self.folder / "out/calibrated.yaml").read_text())
        self.assertTrue((self.folder / "out/fit.csv").exists())
        self.assertIn("Measured and fitted", (self.folder / "out/calibrate.html").read_text())

    def test_bad_input(self):
        done = self.calibrate()
        self.assertEqual(done.returncode, 2)
        self.assertIn("--parameter", done.stderr)
        self.assertFalse((self.folder / "out").exists())
        program = Program(FAKE)
        for text, said in (("skin.stiffness=1 kPa", "bounds"), ("skin.stiffness=1 um:2 um", "cannot be converted"), ("skin.stifness=1 kPa:2 kPa", "not a parameter"),
                           ("skin.stiffness=9 kPa:2 kPa", "must rise"), ("function=1:2", "no number")):
            with self.assertRaisesRegex(StudyError, said):
                calibration.parse_unknown(text, program)

    def test_screening_is_refused(self):
        (self.folder / "data.csv").write_text("depth [um];force [mN]\n" + "".join(f"{10 * i};{i}\n" for i in range(12)))
        done = self.calibrate("--parameter", "skin.stiffness=1 kPa:9 kPa", "--set", "model=screening")
        self.assertEqual(done.returncode, 2, done.stderr)
        self.assertIn("the screening model cannot be calibrated", done.stderr)
        self.assertFalse((self.folder / "out").exists())

    def test_help(self):
        self.assertIn("acumen calibrate benchmarks/sweep/blunt_silicone.csv", call("calibrate", "--help", cwd=self.folder).stdout)


if __name__ == "__main__":
    unittest.main()
