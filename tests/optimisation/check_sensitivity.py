"""acumen sensitivity: Sobol indices of Ishigami's function, whose values are known."""
import json
import math
import unittest

from support import FAKE, call, folder

import numpy as np  # after support, which sets the number of threads

from scenarios.sweep import sobol
from scenarios.sweep.errors import StudyError
from scenarios.sweep.program import Program
from scenarios.sweep.sensitivity import settings
from scenarios.sweep.space import read_base

A, B = 7.0, 0.1
V1, V2, V13 = 0.5 * (1 + B * math.pi**4 / 5) ** 2, A**2 / 8, 8 * B**2 * math.pi**8 / 225
V = V1 + V2 + V13
FIRST, TOTAL = np.array([V1, V2, 0.0]) / V, np.array([V1 + V13, V2, V13]) / V  # 0.314, 0.442, 0; 0.558, 0.442, 0.244


def ishigami(u):
    x = math.pi * (2 * u - 1)
    return np.sin(x[:, 0]) + A * np.sin(x[:, 1]) ** 2 + B * x[:, 2] ** 4 * np.sin(x[:, 0])


class Indices(unittest.TestCase):
    def test_known_values_lie_in_the_intervals(self):
        inside, tried = 0, 0
        for seed in range(8):
            u = sobol.design(3, 400, seed)
            found = sobol.estimate(u, ishigami(u), 400, seed=seed)
            inside += int(np.sum((found.first_low <= FIRST) & (FIRST <= found.first_high)) + np.sum((found.total_low <= TOTAL) & (TOTAL <= found.total_high)))
            tried += 6
            self.assertLess(np.abs(found.total - TOTAL).max(), 0.25)
        self.assertGreater(inside / tried, 0.75)  # of 90 % intervals

    def test_many_points_converge(self):
        u = sobol.design(3, 8192, 1, quasi=True)
        found = sobol.estimate(u, 1e-3 * ishigami(u), 8192, bootstrap=20)
        np.testing.assert_allclose(found.first, FIRST, atol=0.02)
        np.testing.assert_allclose(found.total, TOTAL, atol=0.02)

    def test_points_without_value_are_left_out_and_counted(self):
        u = sobol.design(3, 500, 2)
        y = ishigami(u)
        y[[3, 503, 777]] = np.nan  # 3 and 503 belong to the same point
        found = sobol.estimate(u, y, 500, bootstrap=20)
        self.assertEqual((found.blocks, found.dropped), (498, 2))
        with self.assertRaisesRegex(ValueError, "does not vary"):
            sobol.estimate(u, np.ones(len(u)), 500)

    def test_surrogate_states_its_quality(self):
        rng = np.random.default_rng(0)

        def smooth(u):
            return u[:, 0] + 2 * u[:, 1] + u[:, 0] * u[:, 1]

        u = rng.random((30, 3))
        found = sobol.by_surrogate(u, u, smooth(u), lambda points: points)
        self.assertGreater(found.q2, 0.99)
        # V1 = 1.5^2/12, V2 = 2.5^2/12, V12 = 1/144
        variances = np.array([1.5**2 / 12, 2.5**2 / 12, 0.0])
        np.testing.assert_allclose(found.first, variances / (variances.sum() + 1 / 144), atol=0.03)
        noise = rng.standard_normal(30)
        self.assertLess(sobol.by_surrogate(u, u, noise, lambda points: points).q2, 0.5)


class Command(unittest.TestCase):
    def setUp(self):
        self.folder = folder(self)
        (self.folder / "case.yaml").write_text("function: ishigami\n")

    def study(self, section, more="outputs: [y.1]"):
        entries = "\n".join(f"  x.{i}: {{from: -3.14159265 um, to: 3.14159265 um}}" for i in (1, 2, 3))
        (self.folder / "study.yaml").write_text(f"case: case.yaml\nparameters:\n{entries}\n{more}\nsensitivity: {section}\n")

    def test_ishigami_through_the_program(self):
        self.study("{method: direct, size: 40, seed: 1}")
        done = call("sensitivity", "study.yaml", "-o", "out", "--store", "store", "-q", cwd=self.folder)
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertLessEqual(max(map(len, done.stdout.splitlines()[:-1])), 80)
        found = json.loads((self.folder / "out/sensitivity.json").read_text())["outputs"]["y.1"]
        self.assertEqual(found["unit"], "N")
        # The command adds nothing to the estimator, whose accuracy is shown above; the bounds are pi to 1e-9.
        u = sobol.design(3, 40, 1)
        expected = sobol.estimate(u, ishigami(u), 40, seed=1)
        for k, name in enumerate(("x.1", "x.2", "x.3")):
            first, total = (found["indices"][name][order] for order in ("first", "total"))
            self.assertAlmostEqual(first["value"], expected.first[k], delta=1e-6)
            self.assertAlmostEqual(total["value"], expected.total[k], delta=1e-6)
            self.assertTrue(total["low"] <= TOTAL[k] <= total["high"], (name, total))
        self.assertIn("Sobol indices of the y: 1", (self.folder / "out/sensitivity.html").read_text())

    def test_bad_input(self):
        for section, more, said in (("{method: none}", "", "no such method"), ("{size: 3}", "", "whole number"), ("{sise: 100}", "", "size"),
                                    ("{outputs: [y.7]}", "", "no such output"), ("{confidence: 3}", "", "between")):
            self.study(section, more)
            with self.assertRaisesRegex(StudyError, said):
                settings(read_base(self.folder / "study.yaml", Program(FAKE), "sensitivity", True), FAKE, None)

    def test_help(self):
        self.assertIn("acumen sensitivity study.yaml", call("sensitivity", "--help", cwd=self.folder).stdout)


if __name__ == "__main__":
    unittest.main()
