"""acumen optimize: Kriging, expected improvement, and the search on functions whose optimum is known."""
import json
import math
import unittest

from support import FAKE, call, folder

import numpy as np  # after support, which sets the number of threads

from scenarios.sweep import acquisition
from scenarios.sweep.errors import StudyError
from scenarios.sweep.kriging import Kriging
from scenarios.sweep.pareto import hypervolume
from scenarios.sweep.problem import read_task

SQUARE = {"x.1": "{from: -3 um, to: 3 um}", "x.2": "{from: -3 um, to: 3 um}"}
UNIT = {"x.1": "{from: 0 um, to: 1 um}", "x.2": "{from: 0 um, to: 1 um}"}
BRANIN = {"x.1": "{from: -5 um, to: 10 um}", "x.2": "{from: 0 um, to: 15 um}"}


def sample(n, seed=0):
    x = np.random.default_rng(seed).random((n, 2))
    return x, np.sin(5 * x[:, 0]) + 2 * x[:, 1] ** 2


class Surrogate(unittest.TestCase):
    def test_predicts_a_smooth_function(self):
        x, y = sample(40)
        model = Kriging(x, y)
        probe, truth = sample(200, 1)
        mean, deviation = model.predict(probe)
        self.assertLess(np.sqrt(np.mean((mean - truth) ** 2)), 0.01 * truth.std())
        self.assertGreater(np.mean(np.abs(mean - truth) <= 3 * deviation + 1e-3), 0.9)

    def test_agrees_with_openturns(self):
        import openturns

        x, y = sample(25)
        lengths = np.array([0.4, 0.7])
        model = Kriging(x, y, parameters=np.log([*lengths, 1e-8]))
        covariance = openturns.ProductCovarianceModel([openturns.MaternModel([length], [1.0], 2.5) for length in lengths])
        covariance.setActiveParameter([])
        peer = openturns.KrigingAlgorithm(openturns.Sample(x), openturns.Sample(y[:, None]), covariance, openturns.ConstantBasisFactory(2).build())
        peer.setOptimizeParameters(False)
        peer.run()
        probe = sample(30, 2)[0]
        theirs = np.array(peer.getResult().getConditionalMean(openturns.Sample(probe))).ravel()
        np.testing.assert_allclose(model.predict(probe)[0], theirs, atol=2e-5)

    def test_leave_one_out_is_what_leaving_out_gives(self):
        x, y = sample(15)
        model = Kriging(x, y, parameters=np.log([0.4, 0.6, 1e-4]))
        found = model.leave_one_out()
        for i in (0, 7, 14):
            keep = np.arange(15) != i
            mean, _ = Kriging(x[keep], y[keep], parameters=model.parameters).predict(x[[i]])
            self.assertAlmostEqual(y[i] - mean[0], found.error[i], places=6)

    def test_a_cheap_model_as_trend_leaves_only_the_difference_to_learn(self):
        x, y = sample(12)
        cheap = 0.7 * y + 0.3
        probe, truth = sample(100, 5)
        with_trend = Kriging(x, y, cheap).predict(probe, 0.7 * truth + 0.3)[0]
        without = Kriging(x, y).predict(probe)[0]
        self.assertLess(np.abs(with_trend - truth).max(), 1e-3)
        self.assertGreater(np.abs(without - truth).max(), 0.05)


class Gain(unittest.TestCase):
    def test_expected_improvement_against_sampling(self):
        draws = np.random.default_rng(0).normal(1.2, 0.5, 400000)
        self.assertAlmostEqual(acquisition.expected_improvement(np.array([1.2]), np.array([0.5]), 1.0)[0], np.maximum(1.0 - draws, 0).mean(), delta=2e-3)

    def test_expected_replacement_against_sampling(self):
        point, mean, deviation = np.array([[0.4, 0.5]]), np.array([[0.45, 0.35]]), np.array([[0.2, 0.3]])
        draws = np.random.default_rng(2).normal(mean[0], deviation[0], (400000, 2))
        expected = np.mean(np.where(np.all(draws <= point, axis=1), (point - draws).sum(axis=1), 0.0))
        self.assertAlmostEqual(acquisition.expected_replacement(mean, deviation, point)[0], expected, delta=1e-3)

    def test_expected_volume_against_sampling(self):
        front, reference = np.array([[0.1, 0.9], [0.4, 0.5], [0.8, 0.2]]), (1.1, 1.1)
        mean, deviation = np.array([[0.45, 0.35]]), np.array([[0.2, 0.3]])
        rng = np.random.default_rng(1)
        gains = [hypervolume(np.vstack([front, rng.normal(mean[0], deviation[0])]), reference) for _ in range(20000)]
        expected = np.mean(gains) - hypervolume(front, reference)
        self.assertAlmostEqual(acquisition.expected_volume(mean, deviation, front, reference)[0], expected, delta=4e-3)


class Command(unittest.TestCase):
    def setUp(self):
        self.folder = folder(self)
        (self.folder / "case.yaml").write_text("function: branin\n")

    def study(self, function, parameters, optimize, more=""):
        lines = [f"  {name}: {entry}" for name, entry in parameters.items()]
        settings = f"set: {{function: {function}}}\n{more}"
        (self.folder / "study.yaml").write_text(f"case: case.yaml\n{settings}\nparameters:\n" + "\n".join(lines) + f"\noptimize: {optimize}\n")

    def optimize(self, *arguments, code=0):
        done = call("optimize", "study.yaml", "-o", "opt", "--store", "store", *arguments, cwd=self.folder)
        self.assertEqual(done.returncode, code, done.stdout + done.stderr)
        return done.stderr if code == 2 else json.loads((self.folder / "opt/optimize.json").read_text())

    def test_planted_optimum(self):
        self.study("branin", BRANIN, "{minimize: y.1, budget: 34, initial: 10, seed: 1, batch: 2}")
        found = self.optimize()
        self.assertLess(found["front"][0]["objectives"]["y.1"]["value"], 0.397887 + 0.02)
        x = [1e6 * found["front"][0]["parameters"][f"x.{i}"]["value"] for i in (1, 2)]
        nearest = min(math.dist(x, known) for known in ((-math.pi, 12.275), (math.pi, 2.275), (9.42478, 2.475)))
        self.assertLess(nearest, 0.15)
        cases = len(list((self.folder / "store/cases").glob("*/*")))
        self.assertEqual(self.optimize(), found)  # again: the same, and nothing computed
        self.assertEqual(len(list((self.folder / "store/cases").glob("*/*"))), cases)

    def test_active_constraint(self):
        self.study("constrained", SQUARE, '{minimize: y.1, subject_to: ["strength.safety_factor >= 2"], budget: 22, initial: 8, seed: 1, batch: 2}')
        found = self.optimize()
        best = found["front"][0]
        self.assertLess(best["objectives"]["y.1"]["value"], 2.02)
        self.assertGreaterEqual(best["constraints"][0]["value"], 2.0)
        self.assertTrue(best["constraints"][0]["active"])
        self.assertIn("Active: needle's margin >= 2", found["active"])

    def test_known_front(self):
        self.study("zdt", UNIT, "{minimize: [y.1, y.2], budget: 24, initial: 10, seed: 1, batch: 2}")
        found = self.optimize()
        front = np.array([[entry["objectives"][f"y.{k}"]["value"] for k in (1, 2)] for entry in found["front"]])
        self.assertGreater(len(front), 8)
        # y2 = 1 - sqrt(y1); below (1.1, 1.1) the whole front dominates 1.1^2 - 1/3.
        self.assertLess(np.max(np.abs(front[:, 1] - (1 - np.sqrt(front[:, 0])))), 0.1)
        # A front of n points leaves steps uncovered, about a 2n-th of the area; ten well-placed ones leave 5 %.
        self.assertGreater(hypervolume(front, (1.1, 1.1)), 0.9 * (1.21 - 1 / 3))

    def test_known_front_inside_the_space(self):
        self.study("segment", UNIT, "{minimize: [y.1, y.2], budget: 24, initial: 10, seed: 1, batch: 2}")
        front = np.array([[entry["objectives"][f"y.{k}"]["value"] for k in (1, 2)] for entry in self.optimize()["front"]])
        self.assertGreater(len(front), 8)
        # sqrt(y1) + sqrt(y2) = sqrt(0.2) on the front, on which both run from 0 to 0.2.
        self.assertLess(np.max(np.sqrt(front).sum(axis=1) - math.sqrt(0.2)), 0.1 * math.sqrt(0.2))

    def test_failed_cases_are_neither_numbers_nor_silent(self):
        self.study("broken", SQUARE, "{minimize: y.1, budget: 20, initial: 8, seed: 1, batch: 2}")
        found = self.optimize()
        self.assertLess(found["front"][0]["objectives"]["y.1"]["value"], 0.02)
        self.assertGreater(found["counts"]["without_result"], 0)
        rows = [row for row in (self.folder / "opt/cases.csv").read_text().splitlines() if "not_converged" in row]
        self.assertEqual(len(rows), found["counts"]["without_result"])
        self.assertIn("the step became too small", rows[0])
        self.assertIn("the step became too small", (self.folder / "opt/report.html").read_text())

    def test_screening_saves_expensive_cases(self):
        self.study("branin", BRANIN, "{minimize: y.1, budget: 10, initial: 4, seed: 1, batch: 2, screening: 50}", "model: axisymmetric")
        found = self.optimize()
        self.assertLess(found["front"][0]["objectives"]["y.1"]["value"], 0.397887 + 0.1)
        self.assertGreaterEqual(found["counts"]["screening"], 50)
        self.assertEqual(found["counts"]["cases"], 10)

    def test_nothing_feasible(self):
        self.study("constrained", SQUARE, '{minimize: y.1, subject_to: ["y.2 >= 7 N"], budget: 14, seed: 1, batch: 2}')
        found = self.optimize(code=3)
        self.assertEqual(found["front"], [])
        self.assertGreater(found["nearest_miss"]["constraints"][0]["value"], 4.0)

    def test_bad_input(self):
        for optimize, parameters, said in (("{}", UNIT, "no objective"), ("{minimize: y.9}", UNIT, "no such output"), ("{minimise: y.1}", UNIT, "minimize"),
                                           ("{minimize: y.1, subject_to: [y.1 near 3]}", UNIT, "not a requirement"), ("{minimize: y.1, budget: 1}", UNIT, "whole number"),
                                           ('{minimize: y.1, subject_to: ["y.1 >= 3 um"]}', UNIT, "does not fit"),
                                           ("{minimize: y.1}", {"x.9": "{from: 0 um, to: 1 um}"}, "not a parameter"),
                                           ("{minimize: y.1}", {"x.1": "{from: 0 um, to: 1 m}"}, "outside"),
                                           ("{minimize: y.1}", {"x.1": "{distribution: normal, mean: 1 um, sd: 1 um}"}, "range, not a distribution")):
            self.study("branin", parameters, optimize)
            with self.assertRaisesRegex(StudyError, said):
                read_task(self.folder / "study.yaml", FAKE)
        self.assertIn("acumen optimize: ", self.optimize(code=2))
        self.assertFalse((self.folder / "opt/optimize.json").exists())

    def test_help(self):
        self.assertIn("acumen optimize study.yaml", call("optimize", "--help", cwd=self.folder).stdout)


if __name__ == "__main__":
    unittest.main()
