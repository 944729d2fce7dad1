"""acumen compare, and Pareto dominance under it."""
import csv
import json
import unittest

from support import call, folder, result

import numpy as np  # after support, which sets the number of threads

from scenarios.sweep import comparison, criteria, designs, force_curve, pareto, remarks
from scenarios.sweep.pareto import Estimate, Verdict

FORCE, DEPTH, MARGIN = "insertion.puncture_force", "insertion.penetration_depth", "strength.safety_factor"


class Dominance(unittest.TestCase):
    def test_front_of_a_known_set(self):
        values = np.array([[1, 5], [2, 3], [4, 1], [3, 4], [2, 3], [4, 2]], float)
        self.assertEqual(pareto.non_dominated(values).tolist(), [True, True, True, False, True, False])

    def test_hypervolume_of_boxes(self):
        # Two overlapping boxes 2x1 and 1x2 under (3, 3) share a unit square; a unit cube below it in three dimensions.
        self.assertAlmostEqual(pareto.hypervolume(np.array([[1, 2], [2, 1], [9, 9]], float), (3, 3)), 3.0)
        self.assertAlmostEqual(pareto.hypervolume(np.array([[1, 2, 0], [2, 1, 1]], float), (3, 3, 2)), 2 * 2 + 1)
        self.assertEqual(pareto.hypervolume(np.zeros((0, 2)), (1, 1)), 0.0)

    def test_hypervolume_against_sampling(self):
        rng = np.random.default_rng(3)
        values, probe = rng.random((12, 3)), rng.random((40000, 3))
        covered = np.mean([np.any(np.all(values <= point, axis=1)) for point in probe])
        self.assertAlmostEqual(pareto.hypervolume(values, (1, 1, 1)), covered, delta=0.01)

    def test_overlapping_intervals_are_undecided(self):
        a, b, c = Estimate(1.0, 0.5, 2.0), Estimate(1.8, 1.5, 3.0), Estimate(5.0, 4.0, 6.0)
        self.assertEqual(pareto.judge(a, b, 1), Verdict.UNDECIDED)
        self.assertEqual(pareto.judge(a, c, 1), Verdict.BETTER)
        self.assertEqual(pareto.judge(a, c, -1), Verdict.WORSE)
        self.assertEqual(pareto.judge(Estimate(1.0), Estimate(1.005), 1), Verdict.EQUAL)
        self.assertEqual(pareto.judge(Estimate(1.0), Estimate(1.05), 1), Verdict.BETTER)

    def test_intervals_of_one_cause_are_compared_end_by_end(self):
        a, b = Estimate(1.0, 0.5, 2.0, "forearm"), Estimate(1.5, 0.75, 3.0, "forearm")
        self.assertEqual(pareto.judge(a, b, 1), Verdict.BETTER)
        self.assertEqual(pareto.judge(a, b, -1), Verdict.WORSE)
        self.assertEqual(pareto.judge(a, Estimate(1.5, 0.75, 3.0, "palm"), 1), Verdict.UNDECIDED)
        self.assertEqual(pareto.judge(a, Estimate(1.5, 0.3, 3.0, "forearm"), 1), Verdict.UNDECIDED)
        self.assertEqual(pareto.judge(a, Estimate(1.01, 0.505, 2.02, "forearm"), 1), Verdict.EQUAL)

    def test_only_finite_element_forces_in_one_skin_move_together(self):
        entry = {"value": 2.0, "unit": "1", "low": 1.0, "high": 4.0}
        fields = {"label": "a", "source": "", "folder": "", "status": "completed", "exit_code": 0, "reason": "", "quantities": {FORCE: entry, MARGIN: entry}}
        by_name = {outcome.name: outcome for outcome in criteria.OUTCOMES}
        in_skin, screened = designs.Design(**fields, skin="palm"), designs.Design(**fields, skin="palm", warnings=("screening model: coarse",))
        self.assertEqual(comparison.weighed(in_skin, by_name[FORCE]).cause, "palm")
        self.assertEqual(comparison.weighed(in_skin, by_name[MARGIN]).cause, "")
        self.assertEqual(comparison.weighed(screened, by_name[FORCE]).cause, "")
        self.assertEqual(comparison.weighed(designs.Design(**fields), by_name[FORCE]).cause, "")

    def test_standing_says_what_is_sure(self):
        table = [[Estimate(1.0), Estimate(3.0, 2.0, 4.0)], [Estimate(2.0), Estimate(3.5, 3.0, 5.0)], [Estimate(3.0), Estimate(9.0, 8.0, 10.0)]]
        best, doubtful, sure = pareto.standings(table, [1, 1])
        self.assertTrue(best.best and best.sure)
        self.assertFalse(doubtful.best)
        self.assertFalse(doubtful.sure)  # the second criterion is undecided against the first design
        self.assertEqual(doubtful.doubts, {0: (1,)})
        self.assertTrue(not sure.best and sure.sure)

    def test_compromise_avoids_extremes(self):
        self.assertEqual(pareto.compromise(np.array([[0, 10], [4, 4], [10, 0]], float)), 1)


class Command(unittest.TestCase):
    def setUp(self):
        self.folder = folder(self)

    def compare(self, *arguments):
        return call("compare", *arguments, "-o", self.folder / "cmp", "--store", self.folder / "store", cwd=self.folder)

    def test_table_marks_sentences_and_files(self):
        sharp = result(self.folder / "sharp", {"insertion.punctured": 1.0, FORCE: 0.0113, DEPTH: 2e-4, MARGIN: (1.2, 0.6, 2.4)})
        blunt = result(self.folder / "blunt", {"insertion.punctured": 1.0, FORCE: 0.0307, DEPTH: 1e-4, MARGIN: (9.0, 5.0, 12.0)})
        poor = result(self.folder / "poor", {"insertion.punctured": 1.0, FORCE: 0.040, DEPTH: 1e-4, MARGIN: (4.0, 3.5, 4.5)})
        failed = result(self.folder / "failed", {FORCE: 0.001}, "not_converged", 3, ["stopped at 5 um"])
        dull = result(self.folder / "dull", {"insertion.punctured": 0.0, DEPTH: 0.0})
        done = self.compare(sharp, blunt, poor, failed, dull)
        self.assertEqual(done.returncode, 3, done.stderr)
        self.assertLessEqual(max(map(len, done.stdout.split("\nWritten")[0].splitlines())), 80)
        text = " ".join(done.stdout.split())
        self.assertIn("sharp against blunt: better in puncture force (11.3 mN against 30.7 mN) and penetration depth", text)
        self.assertIn("worse in needle's margin", text)
        self.assertIn("poor is nowhere better than blunt.", text)
        self.assertIn("failed is not ranked: not converged: stopped at 5 um", text)
        self.assertIn("dull is not ranked: does not puncture", text)
        found = json.loads((self.folder / "cmp/compare.json").read_text())
        self.assertEqual([entry["pareto"] for entry in found["designs"]], ["best", "best", "dominated", "not converged", "not ranked"])
        self.assertEqual(found["designs"][0]["quantities"][MARGIN], {"value": 1.2, "unit": "1", "low": 0.6, "high": 2.4})
        rows = list(csv.DictReader((self.folder / "cmp/compare.csv").read_text().splitlines()))
        self.assertEqual(float(rows[1][f"{FORCE} [N]"]), 0.0307)
        page = (self.folder / "cmp/report.html").read_text()
        self.assertIn("sharp against blunt", page)
        for fetched in ("<script src", "<link", "http://", "https://"):
            self.assertNotIn(fetched, page)

    def test_force_curves_where_their_course_was_kept(self):
        for name, force in (("soft", 0.01), ("hard", 0.02)):
            folder = result(self.folder / name, {"insertion.punctured": 1.0, FORCE: force, DEPTH: 1e-4, MARGIN: 2.0})
            (folder / "history.csv").write_text(f"travel [m],force [N]\n0,0\n1e-4,{force}\n2e-4,{force / 2}\n")
        self.compare(self.folder / "soft", self.folder / "hard")
        page = (self.folder / "cmp/report.html").read_text()
        self.assertIn("Force of soft up to 10 mN; hard up to 20 mN.", page)

    def test_long_labels_keep_what_tells_them_apart(self):
        names = ["volar_forearm_tip1_angle15", "volar_forearm_tip5_angle10"]
        for name in names:
            result(self.folder / name, {"insertion.punctured": 1.0, FORCE: 0.01})
        done = self.compare(*(self.folder / name for name in names))
        self.assertEqual(done.stdout.splitlines()[0].split(), ["..tip1_angle15", "..tip5_angle10"])

    def test_thinned_course_keeps_peak_and_end(self):
        rows = [f"{i},0,{i * 1e-6!r},{(0.5 if i == 123 else 0.001 * i / 500)!r}" for i in range(501)]
        text = force_curve.thinned("step [1],phase [1],travel [m],force [N]\n" + "\n".join(rows) + "\n")
        lines = text.splitlines()
        self.assertEqual(lines[0], "travel [m],force [N]")
        self.assertLessEqual(len(lines), force_curve.ROWS + 2)
        self.assertIn("0.000123,0.5", lines)
        self.assertEqual(lines[-1], "0.0005,0.001")
        self.assertEqual(force_curve.thinned("time [s]\n1\n"), "")

    def test_thinned_courses_are_drawn_with_the_puncture(self):
        for name, force in (("soft", 0.01), ("hard", 0.02)):
            folder = result(self.folder / name, {"insertion.punctured": 1.0, FORCE: force, "insertion.puncture_displacement": 1e-4, DEPTH: 1e-4})
            (folder / "curve.csv").write_text(f"travel [m],force [N]\n0,0\n1e-4,{force}\n2e-4,{force / 2}\n")
        self.compare(self.folder / "soft", self.folder / "hard")
        page = (self.folder / "cmp/report.html").read_text()
        self.assertIn("Force of soft up to 10 mN; hard up to 20 mN.", page)
        self.assertIn("dots: puncture", page)

    def test_screening_is_named_with_its_error(self):
        for name in ("a", "b"):
            folder = result(self.folder / name, {"insertion.punctured": 1.0, FORCE: (0.01, 0.004, 0.02)})
            summary = json.loads((folder / "summary.json").read_text())
            summary["warnings"] = [remarks.ERROR + "puncture force 0.40 to 2.02", f"screening model: {remarks.OUTSIDE}, so: depth = 1"]
            (folder / "summary.json").write_text(json.dumps(summary))
        said = " ".join(self.compare(self.folder / "a", self.folder / "b").stdout.split())
        self.assertIn("Computed by the screening model: good for ranking designs", said)
        self.assertIn("puncture force 0.40 to 2.02.", said)
        self.assertIn("do not hold there: a, b.", said)

    def test_screened_values_without_an_interval_decide_nothing(self):
        for name, force, margin in (("a", 0.01, (2.0, 1.9, 2.1)), ("b", 0.02, (1.5, 1.4, 1.6))):
            folder = result(self.folder / name, {"insertion.punctured": 1.0, FORCE: force, MARGIN: margin})
            summary = json.loads((folder / "summary.json").read_text())
            (folder / "summary.json").write_text(json.dumps({**summary, "warnings": [f"screening model: {remarks.OUTSIDE}, so its numbers have no interval: depth = 1"]}))
        said = " ".join(self.compare(self.folder / "a", self.folder / "b").stdout.split())
        self.assertIn("b is nowhere better than a, though the intervals leave puncture force undecided.", said)

    def test_negligible_probabilities_decide_nothing(self):
        bleeding = "bleeding.probability_any"
        for name, force, chance in (("good", 0.01, 1.87e-7), ("poor", 0.02, 0.0)):
            result(self.folder / name, {"insertion.punctured": 1.0, FORCE: force, bleeding: (chance, 0.0, chance)})
        said = self.compare(self.folder / "good", self.folder / "poor").stdout
        self.assertIn("poor is nowhere better than good.", said)
        self.assertNotIn("e-05", said)

    def test_requirements_and_weak_needles_keep_from_being_recommended(self):
        weak = result(self.folder / "weak", {"insertion.punctured": 1.0, FORCE: 0.010, MARGIN: 0.5})
        firm = result(self.folder / "firm", {"insertion.punctured": 1.0, FORCE: 0.0307, MARGIN: 4.0})
        self.compare(weak, firm)
        self.assertEqual(json.loads((self.folder / "cmp/compare.json").read_text())["recommended"], "firm")
        done = self.compare(weak, firm, "--require", "insertion.puncture_force <= 20 mN")
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertIn("No design is recommended", done.stdout)
        self.assertIn("firm misses insertion.puncture_force <= 20 mN: 30.7 mN", " ".join(done.stdout.split()))

    def test_different_models_are_pointed_out(self):
        one = result(self.folder / "one", {"insertion.punctured": 1.0, FORCE: 0.010})
        two = result(self.folder / "two", {"insertion.punctured": 1.0, FORCE: 0.030})
        (one / "case.yaml").write_text("model: screening\n")
        (two / "case.yaml").write_text("model: axisymmetric\n")
        self.assertIn("different models (axisymmetric, screening)", " ".join(self.compare(one, two).stdout.split()))

    def test_cases_are_computed_once(self):
        for name, x in (("a", 3.14), ("b", 5.15)):
            (self.folder / f"{name}.yaml").write_text(f"function: constrained\nx.1: {x} um\n")
        for _ in range(2):
            done = self.compare("a.yaml", "b.yaml", "--by", "y.1:less", "--by", "strength.safety_factor")
            self.assertEqual(done.returncode, 0, done.stderr)
        self.assertEqual(len(list((self.folder / "store/cases").glob("*/*"))), 2)
        self.assertIn("a against b: better in y.1 (9.86 N against 26.5 N); worse in needle's margin (3.14 against 5.15)", " ".join(done.stdout.split()))

    def test_bad_input(self):
        one = result(self.folder / "one", {FORCE: 1.0})
        two = result(self.folder / "two", {FORCE: 1.0})
        (self.folder / "empty").mkdir()
        (self.folder / "nonsense.yaml").write_text("function: nonsense\n")
        for arguments, said in (((one,), "two designs or more"), ((one, "absent.yaml"), "no such case file"), ((one, two, "--by", "y.7:less"), "no such output"),
                                ((one, "empty"), "no summary.json"), ((one, "nonsense.yaml"), "no such function"), ((one, two, "--by", "y.1"), "direction"),
                                ((one, two, "--require", "insertion.puncture_force >= 3 mm"), "does not fit"), ((one, two, "--set", "x"), "not a setting")):
            done = self.compare(*arguments)
            self.assertEqual(done.returncode, 2, done.stdout + done.stderr)
            self.assertIn(said, done.stderr)
            self.assertFalse((self.folder / "cmp/compare.json").exists())

    def test_help(self):
        done = call("compare", "--help", cwd=self.folder)
        self.assertEqual(done.returncode, 0)
        self.assertIn("acumen compare needle_a.yaml", done.stdout)


if __name__ == "__main__":
    unittest.main()
