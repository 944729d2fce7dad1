"""Points of studies, and what is said about studies that make no sense."""
import math
import statistics
import unittest

from sweep_test import STUB, SweepTest

from scenarios.sweep import case_key, units
from scenarios.sweep.errors import StudyError
from scenarios.sweep.program import Program
from scenarios.sweep.sampling import unit_points
from scenarios.sweep.study import read_study


class Sampling(SweepTest):
    @classmethod
    def setUpClass(cls):
        cls.program = Program(STUB)

    def points(self, **content):
        return read_study(self.study(**content), self.program).points

    def radii(self, **content):
        return [units.parse(point["needle.tip_radius"], "um") for point in self.points(**content)]

    def refused(self, *texts, **content):
        with self.assertRaises(StudyError) as caught:
            self.points(**content)
        for text in texts:
            self.assertIn(text, str(caught.exception))

    def test_ends_need_the_same_kind_of_unit(self):
        for low, high, said in (("5", "9 um", "from has no unit, but to has one"), ("5 um", "9", "the unit of to is missing"), ("5 um", "9 s", "another dimension")):
            self.refused(said, f"from {low}, to {high}", "give every number with its unit", parameters={"needle.tip_radius": {"from": low, "to": high, "count": 2}})

    def test_grid_is_every_combination(self):
        points = self.points(parameters={"needle.tip_radius": ["5 um", "10 um"], "skin.tone": ["light", "dark"],
                                         "insertion.depth": {"from": "100 um", "to": "1 mm", "count": 2, "spacing": "log"}}, set={"needle.count": 2})
        self.assertEqual(len(points), 8)
        self.assertEqual(len({tuple(point.items()) for point in points}), 8)
        self.assertEqual(points[0], {"needle.count": "2", "needle.tip_radius": "5 um", "skin.tone": "light", "insertion.depth": "100 um"})

    def test_list_goes_in_step(self):
        points = self.points(parameters={"needle.tip_radius": ["5 um", "10 um"], "needle.count": [1, 3]}, sampling="list")
        self.assertEqual(points, [{"needle.tip_radius": "5 um", "needle.count": "1"}, {"needle.tip_radius": "10 um", "needle.count": "3"}])
        self.refused("as many values", parameters={"needle.tip_radius": ["5 um"], "needle.count": [1, 3]}, sampling="list")

    def test_latin_hypercube_has_one_point_a_stratum(self):
        axis = {"from": "1 um", "to": "2 um"}
        for method in ("latin_hypercube", "sobol"):
            study = {"parameters": {"needle.tip_radius": axis, "insertion.depth": {"from": "1 mm", "to": "2 mm"}},
                     "sampling": {"method": method, "size": 16, "seed": 7}}
            radii = self.radii(**study)
            self.assertEqual(sorted(math.floor(16 * (radius - 1)) for radius in radii), list(range(16)), method)
            self.assertEqual(self.radii(**study), radii, "the same seed gives the same points")
            study["sampling"]["seed"] = 8
            self.assertNotEqual(self.radii(**study), radii)

    def test_sobol_is_even_in_two_dimensions(self):
        points = unit_points("sobol", 256, 2, 3)
        inside = sum(1 for x, y in points if x * x + y * y < 1.0) / 256
        self.assertLess(abs(inside - math.pi / 4), 0.012)  # random points scatter by 0.026

    def test_distributions_have_their_moments(self):
        def values(**entry):
            return self.radii(parameters={"needle.tip_radius": entry}, sampling={"method": "latin_hypercube", "size": 2000, "seed": 1})

        normal = values(distribution="normal", mean="50 um", sd="5 um")
        self.assertAlmostEqual(statistics.mean(normal), 50, delta=0.02)
        self.assertAlmostEqual(statistics.stdev(normal), 5, delta=0.05)
        self.assertAlmostEqual(statistics.stdev(values(distribution="normal", mean="50 um", sd="10 %")), 5, delta=0.05)
        lognormal = values(distribution="lognormal", median="50 um", gsd=1.2)
        self.assertAlmostEqual(statistics.median(lognormal), 50, delta=0.05)
        self.assertAlmostEqual(statistics.stdev(math.log(value) for value in lognormal), math.log(1.2), delta=2e-3)
        lognormal = values(distribution="lognormal", mean="50 um", sd="10 um")
        self.assertAlmostEqual(statistics.mean(lognormal), 50, delta=0.05)
        self.assertAlmostEqual(statistics.stdev(lognormal), 10, delta=0.1)
        cut = values(distribution="normal", mean="50 um", sd="5 um", low="45 um", high="0.06 mm")
        self.assertTrue(45 <= min(cut) < 45.1 and 59.5 < max(cut) <= 60, (min(cut), max(cut)))
        triangular = values(distribution="triangular", low="10 um", mode="40 um", high="70 um")
        self.assertAlmostEqual(statistics.mean(triangular), 40, delta=0.05)
        logarithmic = values(distribution="loguniform", low="1 um", high="100 um")
        self.assertAlmostEqual(statistics.median(logarithmic), 10, delta=0.05)

    def test_weights_are_shares(self):
        points = self.points(parameters={"skin.tone": {"values": ["light", "dark"], "weights": [3, 1]}}, sampling={"method": "latin_hypercube", "size": 40, "seed": 1})
        self.assertEqual(sum(point["skin.tone"] == "dark" for point in points), 10)

    def test_integers_stay_whole(self):
        points = self.points(parameters={"needle.count": {"from": 1, "to": 9}}, sampling={"method": "sobol", "size": 8, "seed": 1})
        self.assertTrue(all(point["needle.count"].isdigit() for point in points), points)

    def test_table_with_units_in_the_header(self):
        (self.scratch / "designs.csv").write_text("# made by hand\nneedle.tip_radius [um],skin.tone,insertion.depth\n5,light,0.2 mm\n10,,300 um\n")
        points = self.points(sampling={"method": "csv", "file": "designs.csv"})
        self.assertEqual(points, [{"needle.tip_radius": "5 um", "skin.tone": "light", "insertion.depth": "0.2 mm"},
                                  {"needle.tip_radius": "10 um", "insertion.depth": "300 um"}])
        (self.scratch / "designs.csv").write_text("needle.tip_radus [um]\n5\n")
        self.refused("did you mean needle.tip_radius?", sampling={"method": "csv", "file": "designs.csv"})
        (self.scratch / "designs.csv").write_text("needle.tip_radius [um]\n5\nsharp\n")
        self.refused("not a number of um", "row 2", sampling={"method": "csv", "file": "designs.csv"})

    def test_scatter_is_alike_for_all_designs(self):
        study = read_study(self.study(parameters={"needle.tip_radius": ["10 um", "20 um"]},
                                      scatter={"samples": 50, "seed": 2, "parameters": {"needle.tip_radius": {"distribution": "normal", "sd": "5 %"},
                                                                                         "insertion.depth": {"distribution": "normal", "sd": "2 um"}}}), self.program)
        radii = [units.parse(point["needle.tip_radius"], "um") for point in study.points]
        depths = [units.parse(point["insertion.depth"], "um") for point in study.points]
        self.assertEqual((study.design, study.repeat), ([0] * 50 + [1] * 50, list(range(50)) * 2))
        self.assertAlmostEqual(statistics.mean(radii[50:]), 20, delta=0.1)
        self.assertAlmostEqual(statistics.mean(depths), 100, delta=0.2)  # around the base case's own depth
        self.assertEqual(depths[:50], depths[50:])
        for small, large in zip(radii[:50], radii[50:]):
            self.assertAlmostEqual(large / small, 2, places=6)

    def test_refusals_name_place_and_remedy(self):
        axis = {"needle.tip_radius": ["5 um"]}
        self.refused("needle.tip_radius?", parameters={"needle.tip_radus": ["5 um"]})
        self.refused("outside its allowed range 50 nm to 5 mm", "point 0", parameters={"needle.tip_radius": ["5 m"]})
        self.refused("the unit is missing", parameters={"needle.tip_radius": [5]})
        self.refused("another dimension", parameters={"needle.tip_radius": ["5 s"]})
        self.refused("did you mean dark?", parameters={"skin.tone": ["drak"]})
        self.refused("did you mean sobol?", parameters=axis, sampling={"method": "soboll", "size": 3})
        self.refused("size must be a whole number", parameters=axis, sampling={"method": "sobol", "size": 0})
        self.refused("is a group of parameters", parameters={"needle": ["5 um"]})
        self.refused("did you mean parameters?", parameter=axis)
        self.refused("cut off with low and high", parameters={"needle.tip_radius": {"distribution": "normal", "mean": "1 um", "sd": "1 um"}},
                     sampling={"method": "random", "size": 200, "seed": 1})
        self.refused("low must lie below high", parameters={"needle.tip_radius": {"distribution": "uniform", "low": "2 um", "high": "1 um"}})
        self.refused("no output quantity", parameters=axis, outputs=["insertion.force"])
        self.refused("with its unit", parameters=axis, time_limit=10)
        self.refused("3 problems", "titel", "set: needle.tip", "sampling: method", titel="x", set={"needle.tip": "1 um"}, sampling="x", parameters=axis)

    def test_outputs_may_be_patterns_and_layers(self):
        for name in ("insertion.*", "wound.dermis.depth", "wound.*"):
            read_study(self.study(parameters={"needle.count": [1]}, outputs=[name]), self.program)


class ContentHash(SweepTest):
    def setUp(self):
        super().setUp()
        self.keys = case_key.CaseKeys(self.base, STUB)

    def test_same_content_same_key(self):
        key = self.keys.key({"needle.tip_radius": "15 um"})
        for text in ("0.015 mm", "15.0 um", "1.5e-5 m"):
            self.assertEqual(self.keys.key({"needle.tip_radius": text}), key)
        self.assertEqual(self.keys.key({"needle.tip_radius": "15 um", "title": "another"}), key)
        self.assertEqual(self.keys.key({"needle.tip_radius": "5 um"}), self.keys.key({}), "the base case's own value")
        self.assertNotEqual(self.keys.key({"needle.tip_radius": "16 um"}), key)
        self.assertNotEqual(self.keys.key({"needle.tip_radius": "15 um", "skin.layers.0.thickness": "1 um"}), key)

    def test_tables_count_by_content(self):
        (self.scratch / "a.csv").write_text("r [um],z [um]\n0,0\n")
        key = self.keys.key({"needle.file": "a.csv"})
        (self.scratch / "b.csv").write_text("r [um],z [um]\n0,0\n")
        self.assertEqual(self.keys.key({"needle.file": "b.csv"}), key)
        (self.scratch / "c.csv").write_text("r [um],z [um]\n0,1\n")
        self.assertNotEqual(self.keys.key({"needle.file": "c.csv"}), key)


if __name__ == "__main__":
    unittest.main()
