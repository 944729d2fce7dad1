#!/usr/bin/env python3
"""Tests of viz/report: check_report.py PROGRAM TEST, TEST being a class below. Exit code 77: a package is missing, the test is skipped."""
from __future__ import annotations

import base64
import json
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile
import unittest

ROOT = pathlib.Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT), str(pathlib.Path(__file__).parent)]
FIXTURE = pathlib.Path(__file__).parent / "fixtures/run"
PROGRAM = sys.argv[1] if len(sys.argv) > 1 else ""
SKIPPED = 77

import html_check  # noqa: E402

try:
    import h5py
    import matplotlib  # noqa: F401
    import numpy as np
    import yaml  # noqa: F401
except ImportError as missing:
    print(f"skipped: {missing}")
    sys.exit(SKIPPED)

from viz.report import inputs, interactive, labels, response_map, run_page, study_data, study_page, units  # noqa: E402
from viz.report.page import Page, Point, Quantity  # noqa: E402
from viz.report.run_data import NoRun, Run  # noqa: E402
from viz.report.typography import typeset  # noqa: E402
from viz.report.verdict import odds, verdict  # noqa: E402


def small_fields(folder: pathlib.Path) -> None:
    """results.h5 with one step of 8 cells in two layers, laid out as the program's."""
    r, z = np.meshgrid(np.linspace(0.0, 4e-4, 3), np.linspace(0.0, -8e-4, 5))
    points = np.stack([r.ravel(), z.ravel(), 0 * r.ravel()], axis=1)
    cells = [[i * 3 + j, i * 3 + j + 1, i * 3 + j + 4, i * 3 + j + 3] for i in range(4) for j in range(2)]
    with h5py.File(folder / "results.h5", "w") as store:
        store["mesh/points"], store["mesh/cells"] = points, np.array(cells, "int32")
        store["mesh"].attrs["layers"] = "stratum_corneum,viable_epidermis"
        group = store.create_group("steps/0176")
        group["step"], group["travel"] = 176.0, 6e-4
        fields = group.create_group("fields")
        fields["displacement"] = 0 * points
        fields["von_mises"] = np.linspace(1e4, 1e7, 8)
        fields["layer_id"] = np.array([0, 0, 0, 0, 1, 1, 1, 1], "float32")


class Case(unittest.TestCase):
    """A copy of the stored run in a folder of its own."""

    def setUp(self) -> None:
        self.temporary = tempfile.TemporaryDirectory()
        self.addCleanup(self.temporary.cleanup)
        self.folder = pathlib.Path(self.temporary.name) / "run"
        shutil.copytree(FIXTURE, self.folder)

    def change(self, **entries: object) -> Run:
        """The run with entries of its summary replaced; "quantities" are merged."""
        summary = json.loads((self.folder / "summary.json").read_text())
        quantities = entries.pop("quantities", {})
        summary.update(entries)
        for name, value in quantities.items():
            summary["quantities"].setdefault(name, {"unit": "1", "low": None, "high": None}).update(value)
        (self.folder / "summary.json").write_text(json.dumps(summary))
        return Run(self.folder)


class Numbers(unittest.TestCase):
    def test_units_fit_the_size(self) -> None:
        self.assertEqual(units.show(0.0154102, "N"), "15.4 mN")
        self.assertEqual(units.show(1.5e-3, "m"), "1500 um")
        self.assertEqual(units.show(23164.5, "s"), "6.43 h")
        self.assertEqual(units.show(1.9166e-9, "kg"), "1.92 ug")
        self.assertEqual(units.show(3.069e-9, "kg/m^3"), "3.07 pg/ml")
        self.assertEqual(units.show(0.0132, "1", "probability of bleeding"), "1.32 %")
        self.assertEqual(units.show(None, "N"), "none")
        self.assertEqual(units.show(0.0, "kg"), "0 ug")

    def test_interval_in_the_unit_of_the_value(self) -> None:
        self.assertEqual(units.with_interval(2.0012, 0.946, 4.287, "1", "margin"), "2.00 (0.95 to 4.3)")
        self.assertEqual(units.with_interval(9.3e-4, 4.8e-4, 1.8e-3, "N"), "930 uN (480 to 1800 uN)")
        self.assertEqual(units.with_interval(1.0, None, None, "1"), "1")

    def test_odds_as_people_count(self) -> None:
        self.assertEqual([odds(p) for p in (0.4, 0.046, 0.004, 1e-5, 0.965, 1.0)],
                         ["4 of 10", "5 of 100", "4 of 1000", "fewer than 1 of 1000", "96 of 100", "practically all"])


class Inputs(unittest.TestCase):
    def test_who_set_a_value(self) -> None:
        declared = {"default": "120 mmHg", "description": "Systolic. Source: a cuff"}
        self.assertEqual(inputs._origin("15.9986864898 kPa", declared), ("default", "a cuff"))
        self.assertEqual(inputs._origin("20 kPa", declared)[0], "case")
        self.assertEqual(inputs._origin("2419200 s", {"default": "28 days"}), ("default", ""))
        self.assertEqual(inputs._origin("40 years", {"description": "Age."}), ("case or rule", ""))

    def test_blood_pressure_as_it_is_measured(self) -> None:
        self.assertEqual(inputs._shown("patient", "systolic_pressure", "15.9986864898 kPa"), "120 mmHg")
        self.assertEqual(inputs._shown("insertion", "pressure", "2 kPa"), "2 kPa")


class Typography(unittest.TestCase):
    def test_units_and_powers_as_in_print(self) -> None:
        for typed, printed in (("15 um", "15 µm"), ("force [uN]", "force [µN]"), ("7793 um^2", "7793 µm²"), ("3.6 kJ/m^2", "3.6 kJ/m²"),
                               ("60 cm^-2", "60 cm⁻²"), ("1.54e-06 %", "1.54×10⁻⁶ %"), ("1e+03 s", "10³ s"), ("8.1e-06 s-1", "8.1×10⁻⁶ s⁻¹")):
            self.assertEqual(typeset(typed), printed)

    def test_commands_hashes_and_words_stay(self) -> None:
        for text in ('--set needle.tip_radius="15 um"', "run 5823e104", "about us", "maximum", "ASTM-1", "28-92 kPa"):
            self.assertEqual(typeset(text), text)

    def test_figures_have_it_and_files_have_not(self) -> None:
        from matplotlib.figure import Figure

        page, figure = Page("x"), Figure()
        figure.add_subplot().set_xlabel("travel [um]")
        page.figure(figure, "over 5 um", "alt")
        page.code("depth: 5 um")
        html = page.html()
        for words in ("travel [µm]", "over 5 µm", "depth: 5 um"):
            self.assertIn(words, html)


class Pages(unittest.TestCase):
    def test_text_is_escaped_and_page_whole(self) -> None:
        page = Page("a < b & <script>alert(1)</script>")
        page.verdict("x < y", [Point("sure & sound"), Point("unsure", "doubtful")], "doubtful")
        page.section("<b>")
        page.quantities([Quantity("F", 1.0, "N", 0.5, 2.0, "note <i>")], "caption")
        page.table(["a", "b"], [["x", "1"], ["y", 2]])
        page.assumptions(["k = 1"])
        page.code("a < b")
        page.details("more", "text")
        with tempfile.TemporaryDirectory() as folder:
            path = page.save(pathlib.Path(folder) / "p.html")
            self.assertEqual(html_check.problems(path), [])
            self.assertNotIn("<script>", path.read_text())
            self.assertIn("Doubtful: ", "".join(html_check.read(path).text))
            self.assertEqual([p.name for p in pathlib.Path(folder).iterdir()], ["p.html"])

    def test_figures_do_not_share_ids(self) -> None:
        from matplotlib.figure import Figure

        page = Page("figures")
        for _ in range(2):
            figure = Figure()
            figure.add_subplot().plot([1, 2], [3, 4])
            page.figure(figure, "caption", "a line rising from 3 to 4")
        with tempfile.TemporaryDirectory() as folder:
            self.assertEqual(html_check.problems(page.save(pathlib.Path(folder) / "p.html")), [])

    def test_wrong_use_is_refused(self) -> None:
        page = Page("x")
        self.assertRaises(ValueError, page.verdict, "x", [], "fine")
        self.assertRaises(ValueError, page.figure, "<svg></svg>", "caption", "")
        self.assertRaises(ValueError, page.table, ["a", "b"], [["x"]])

    def test_a_failed_save_leaves_nothing(self) -> None:
        with tempfile.TemporaryDirectory() as folder:
            target = pathlib.Path(folder) / "taken"
            target.mkdir()
            self.assertRaises(OSError, Page("x").save, target)
            self.assertEqual([p.name for p in pathlib.Path(folder).iterdir()], ["taken"])


class RunPage(Case):
    SECTIONS = ["Insertion", "Skin and wound", "Bleeding and healing", "Drug", "Numbers", "Inputs and their sources", "Assumptions",
                "Convergence and energy checks", "Version and how to repeat the run"]

    def written(self) -> html_check.Reader:
        path = run_page.write(self.folder)
        self.assertEqual(html_check.problems(path), [])
        return html_check.read(path)

    def test_every_section_with_the_stored_numbers(self) -> None:
        small_fields(self.folder)
        reader = self.written()
        for section in self.SECTIONS:
            self.assertIn(section, reader.headings)
        text = " ".join(" ".join(reader.text).split())
        for number in ("33.3 mN", "354 µm", "129 µm", "0.873", "0.32 to 2.3", "1.92 µg", "5.99 h", "3.6 to 9.3 h", "2b327323", "9.4.1",
                       "prony[1].relaxation_time = 5 s", "22.6 µm", "Egawa 2007", "pitch"):
            self.assertIn(number, text)
        pictures = [values["aria-label"] for tag, values in reader.attributes if tag == "svg"]
        self.assertEqual(len(pictures), 8, pictures)

    def test_without_fields_history_or_case_it_says_so(self) -> None:
        for name in ("history.csv", "case.yaml", "transport.csv"):
            (self.folder / name).unlink()
        text = " ".join(self.written().text)
        for sentence in ("No figure of the force", "No section", "inputs of this run are unknown", "transport.csv is missing"):
            self.assertIn(sentence, text)

    def test_not_converged_is_said_first(self) -> None:
        self.change(status="not_converged", exit_code=3, diagnosis={"reason": "no equilibrium", "place": "step 7", "advice": "smaller steps"})
        text = " ".join(self.written().text)
        self.assertLess(text.index("Did not converge at 600 µm of travel"), text.index("Doubtful"))
        for sentence in ("no equilibrium", "smaller steps", "its last steps are where it got stuck"):
            self.assertIn(sentence, text)

    def test_no_results_at_all(self) -> None:
        summary = json.loads((self.folder / "summary.json").read_text())
        (self.folder / "summary.json").write_text(json.dumps({**summary, "quantities": {}, "status": "not_converged"}))
        (self.folder / "history.csv").unlink()
        self.assertIn("there are no results", " ".join(self.written().text))

    def test_no_run_is_refused(self) -> None:
        (self.folder / "summary.json").write_text("{}")
        self.assertRaises(NoRun, Run, self.folder)
        self.assertRaises(NoRun, Run, self.folder / "nowhere")


class Verdicts(Case):
    def points(self, run: Run, words: str) -> list[Point]:
        return [point for point in verdict(run).points if words in point.text]

    def test_doubt_is_said(self) -> None:
        run = Run(self.folder)
        self.assertIn("a lower estimate", self.points(run, "Puncture at")[0].text)
        self.assertEqual(self.points(run, "Puncture at")[0].state, "doubtful")
        self.assertEqual(self.points(run, "Needle margin")[0].state, "failed")

    def test_margin_is_sound_only_if_its_interval_says_so(self) -> None:
        for values, state in (((2.0, 0.95, 4.3), "doubtful"), ((5.1, 2.0, 9.0), "sound"), ((0.5, 0.3, 0.8), "failed")):
            run = self.change(quantities={"strength.safety_factor": dict(zip(("value", "low", "high"), values))})
            self.assertEqual(self.points(run, "Needle margin")[0].state, state)

    def test_no_puncture(self) -> None:
        run = self.change(quantities={"insertion.punctured": {"value": 0.0}, "insertion.puncture_force": {"value": None}})
        self.assertTrue(verdict(run).headline.startswith("Does not pierce within 600 um of travel"))
        self.assertEqual(verdict(run).state, "failed")

    def test_energy_that_does_not_close_is_said(self) -> None:
        run = self.change(quantities={"energy.closure_error": {"value": -0.05}})
        self.assertEqual(len(self.points(run, "5 % of the work is not accounted for")), 1)


class Study(unittest.TestCase):
    """A study of 4 x 4 designs: tip radius from 5 um, angle from 10 deg; piercing, force and margin by formulas."""

    def setUp(self) -> None:
        temporary = tempfile.TemporaryDirectory()
        self.addCleanup(temporary.cleanup)
        self.folder = pathlib.Path(temporary.name)

    def store(self, cases: int = 16) -> study_data.StudyResults:
        tip, angle = (grid.ravel()[:cases] for grid in np.meshgrid([5.0, 10.0, 20.0, 30.0], [10.0, 15.0, 20.0, 30.0]))
        pierced = (tip * angle < 400.0).astype(float)
        columns = {"insertion.punctured": (pierced, "1"), "strength.safety_factor": (angle / 12.0, "1"),
                   "insertion.puncture_force": (np.where(pierced > 0.0, tip * 1e-3, np.nan), "N")}
        with h5py.File(self.folder / "study.h5", "w") as file:
            file.attrs.update({"title": "Tip against angle", "case": "needle: {}", "study": "parameters: {}"})
            file["points/status"] = np.array([b"stopped"] + [b"completed"] * (cases - 1))
            file["points/reason"] = np.array([b"time limit"] + [b""] * (cases - 1))
            for name, values, unit in (("needle.tip_radius", tip, "um"), ("needle.angle", angle, "deg")):
                file.create_dataset(f"parameters/{name}", data=values).attrs["unit"] = unit
            for name, (values, unit) in columns.items():
                file.create_dataset(f"quantities/{name}", data=values).attrs["unit"] = unit
            for part, factor in (("low", 0.5), ("high", 2.0)):
                file.create_dataset(f"{part}/strength.safety_factor", data=factor * angle / 12.0)
        return study_data.StudyResults(self.folder)

    def test_front_and_correlations(self) -> None:
        study = self.store()
        # Least force and most margin at once: the sharpest tip at the widest angle, case 12, beats all the others.
        self.assertEqual(list(np.flatnonzero(study.front)), [12])
        self.assertEqual(study.rank_correlations("insertion.puncture_force")[0][0], "needle.tip_radius")
        self.assertAlmostEqual(study.rank_correlations("strength.safety_factor")[0][1], 1.0)

    def test_limits_where_more_varies_are_means(self) -> None:
        self.store()
        with h5py.File(self.folder / "study.h5", "a") as file:
            file.create_dataset("parameters/insertion.friction", data=np.tile([0.1, 0.4], 8)).attrs["unit"] = "1"
        caption = response_map.response_map(study_data.StudyResults(self.folder), "insertion.puncture_force").caption
        self.assertIn("Full line: puncture boundary; dashed line: strength limit; friction varies too: the lines are where half of the cases around", caption)
        self.assertNotIn("smooth fit", caption)

    def test_warnings_that_differ_by_numbers_count_as_one(self) -> None:
        found = labels.alike(["needle strength: 95 % fail (made: 18 um). That is wear: not told", "needle strength: 1.5 % fail (made: 2 um). That is wear: nor this",
                              "pain: the law", "checks are statements"])
        self.assertEqual(found, {"needle strength: 95 % fail (made: 18 um). That is wear (numbers of the first of them)": 2, "pain: the law": 1})

    def test_parameters_in_words(self) -> None:
        for name, words in (("needle.tip_radius", "tip radius"), ("needle.length", "needle length"), ("insertion.friction", "friction"), ("model", "model"),
                            ("skin.change.stratum_corneum.strength", "stratum corneum strength"), ("insertion.depth", "insertion depth")):
            self.assertEqual(labels.parameter(name), words)

    def test_page(self) -> None:
        self.store()
        (self.folder / "sensitivity.csv").write_text(
            "output,parameter,first [1],first.low [1],first.high [1],total [1],total.low [1],total.high [1]\n"
            "insertion.puncture_force,needle.tip_radius,0.71,0.6,0.8,0.83,0.7,0.9\n")
        page = study_page.write(self.folder)
        self.assertEqual(html_check.problems(page), [])
        reader = html_check.read(page)
        text = " ".join(" ".join(reader.text).split())
        for words in ("15 of 16 cases completed; 10 pierce; 7 pierce with a needle margin of 1", "Not completed: 1 stopped", "time limit",
                      "Best puncture force: 5 mN in case", "does not pierce", "needle fails (margin below 1)", "Full line: puncture boundary; dashed line: strength limit", "2.50 (1.2 to 5)"):
            self.assertIn(words, text)
        labels = " ".join(str(values.get("aria-label")) for tag, values in reader.attributes if tag == "svg")
        self.assertIn("tip radius 0.83", labels)

    def test_few_or_no_cases(self) -> None:
        for cases in (1, 2):
            self.store(cases)
            self.assertEqual(html_check.problems(study_page.write(self.folder)), [])


class Interactive(Case):
    """The data of the interactive section; the viewer itself where it has been built with npm and there is a Chromium."""

    def test_data_read_back(self) -> None:
        small_fields(self.folder)
        data = interactive.section_data(Run(self.folder))
        points = np.frombuffer(base64.b64decode(data["frames"][0]["points"]), "<f4").reshape(-1, 2)
        cells = np.frombuffer(base64.b64decode(data["cells"]), "<u4").reshape(-1, 4)
        self.assertEqual((len(cells), int(cells.max()) + 1), (8, len(points)))
        self.assertAlmostEqual(float(points[:, 1].min()), -800.0, places=2)
        self.assertEqual(data["frames"][0]["travel"], 600.0)
        self.assertAlmostEqual(min(z for polygon in data["frames"][0]["needle"] for _, z in polygon), -599.81, places=2)
        page = run_page.write(self.folder, viewer="console.log('</script>')")
        self.assertEqual(html_check.problems(page), [])

    def test_no_fields_no_section(self) -> None:
        self.assertIsNone(interactive.section_data(Run(self.folder)))

    def test_why_the_viewer_cannot_be_built(self) -> None:
        path, os.environ["PATH"] = os.environ["PATH"], "/nowhere"
        self.addCleanup(os.environ.__setitem__, "PATH", path)
        self.assertRaisesRegex(interactive.NoViewer, "npm is not installed", interactive.bundle, self.folder / "web")

    def test_viewer_draws(self) -> None:
        command = html_check.browser()
        if not command or not (interactive.BUILD / "bundle.js").exists():
            self.skipTest("no chromium, or the viewer was never built: ./acumen report --interactive DIR builds it")
        small_fields(self.folder)
        page = run_page.write(self.folder, viewer=interactive.bundle())
        dom = subprocess.run([command, "--headless", "--no-sandbox", "--use-angle=swiftshader", "--enable-unsafe-swiftshader", "--timeout=20000",
                              f"--user-data-dir={self.folder / 'profile'}", "--dump-dom", page.as_uri()],
                             capture_output=True, text=True, timeout=230).stdout
        self.assertEqual(re.findall(r'data-ready="(\d+)"', dom), ["1"])
        self.assertTrue("600 µm of travel" in dom, "the viewer does not say what it shows")


class AfterRun(Case):
    """The program starts the reporter that the launcher names, and keeps its own exit code."""

    def run_program(self, python: str, *more: str) -> subprocess.CompletedProcess[str]:
        environment = {**os.environ, "ACUMEN_PYTHON": python, "ACUMEN_REPORT": str(ROOT / "viz/report")}
        return subprocess.run([PROGRAM, "run", "scenarios/cases/forearm_cone.yaml", "--set", "insertion.depth=3 um", "--set",
                               "insertion.withdraw=false", "--set", "mesh.cells_per_tip_radius=4", "-o", str(self.folder / "out"), *more],
                              cwd=ROOT, env=environment, capture_output=True, text=True)

    def test_report_after_run(self) -> None:
        done = self.run_program(sys.executable)
        self.assertEqual(done.returncode, 0, done.stderr)
        page = self.folder / "out/report.html"
        self.assertTrue(page.exists(), done.stderr)
        self.assertIn(str(page), done.stdout)
        self.assertEqual(html_check.problems(page), [])
        page.unlink()
        stopped = self.run_program(sys.executable, "--time-limit", "1 ms", "--quiet")
        self.assertEqual((stopped.returncode, stopped.stdout), (4, ""), stopped.stderr)
        self.assertIn("Stopped early", page.read_text())
        page.unlink()
        self.assertEqual(self.run_program(sys.executable, "--time-limit", "1 ms", "--no-report").returncode, 4)
        self.assertFalse(page.exists())

    def test_report_after_a_screening(self) -> None:
        """The reduced model leaves no fields and no steps: the page says so, and doubts what lies outside the model's space."""
        environment = {**os.environ, "ACUMEN_PYTHON": sys.executable, "ACUMEN_REPORT": str(ROOT / "viz/report"), "ACUMEN_PROGRAM": PROGRAM}
        command = [PROGRAM, "run", "scenarios/cases/forearm_cone.yaml", "--set", "model=screening", "-o", str(self.folder / "out")]
        done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True)
        self.assertEqual(done.returncode, 0, done.stderr)
        page = self.folder / "out/report.html"
        self.assertIn(str(page), done.stdout)
        self.assertEqual(html_check.problems(page), [])
        text = " ".join(" ".join(html_check.read(page).text).split())
        for words in ("by the screening model, a reduced one, outside the space in which its error was measured", "the screening model computes no fields",
                      "it has no mesh, no steps", "model screening", "skin 0.46 +- 0.15 over sites and probes"):
            self.assertIn(words, text)
        pictures = [values["aria-label"] for tag, values in html_check.read(page).attributes if tag == "svg"]
        self.assertEqual(len(pictures), 5, pictures)
        page.unlink()
        subprocess.run([*command, "--no-report"], cwd=ROOT, env=environment, capture_output=True, check=True)
        self.assertFalse(page.exists())

    def test_a_missing_reporter_costs_only_the_page(self) -> None:
        done = self.run_program("/nowhere/python3", "--time-limit", "1 ms")
        self.assertEqual(done.returncode, 4)
        self.assertIn("no report", done.stderr)


class AfterSweep(unittest.TestCase):
    """A sweep started by the launcher ends with the study's page; without the launcher's word it does not."""

    def test_report_after_a_sweep(self) -> None:
        with tempfile.TemporaryDirectory() as place:
            folder = pathlib.Path(place)
            shutil.copy(ROOT / "viz/tutorial/cases/polymer_cone.yaml", folder)
            (folder / "study.yaml").write_text("title: Four cones\ncase: polymer_cone.yaml\nmodel: screening\nparameters:\n"
                                               "  needle.tip_radius: [5 um, 30 um]\n  needle.half_angle: [7 deg, 18 deg]\n")
            command = [sys.executable, str(ROOT / "scenarios/sweep/run_sweep.py"), "study.yaml", "-o", "out", "--store", "store",
                       "--program", str(pathlib.Path(PROGRAM).absolute())]
            page = folder / "out/report.html"
            for reporter in ("", str(ROOT / "viz/report")):
                done = subprocess.run(command, cwd=folder, env={**os.environ, "ACUMEN_REPORT": reporter}, capture_output=True, text=True)
                self.assertEqual(done.returncode, 0, done.stdout + done.stderr)
                self.assertEqual(page.exists(), bool(reporter))
            self.assertEqual(html_check.problems(page), [])
            reader = html_check.read(page)
            text = " ".join(" ".join(reader.text).split())
            self.assertRegex(text, r"4 of 4 cases completed; [123] pierce")
            for words in ("By the screening model", "does not pierce", "Pareto front"):
                self.assertIn(words, text)
            self.assertGreaterEqual(sum(tag == "svg" for tag, _ in reader.attributes), 4)


class Browser(Case):
    """The page in Chromium: no sideways scrolling on a phone, A4 on paper."""

    def test_phone_desk_and_paper(self) -> None:
        command = html_check.browser()
        if not command:
            print("skipped: no chromium; ./acumen test installs it")
            sys.exit(SKIPPED)
        small_fields(self.folder)
        page = run_page.write(self.folder)
        for width in (390, 1200):
            self.assertEqual(html_check.width_in_browser(command, page, self.folder.parent, width), width)
        # The style sheet asks for A4; folded tables are open there, so that the paper holds everything.
        pages, (width, height) = html_check.paper(command, page, self.folder.parent)
        self.assertEqual((round(width), round(height)), (595, 842))
        self.assertTrue(4 <= pages <= 30, pages)
        wide = self.folder / "wide.html"
        wide.write_text("<!DOCTYPE html><html lang=en><title>x</title><body style=margin:0><div style='width:700px'>x</div>", encoding="utf-8")
        self.assertEqual(html_check.width_in_browser(command, wide, self.folder.parent, 390), 700, "the measure itself does not see an overflow")


if __name__ == "__main__":
    unittest.main(argv=["check_report.py", *sys.argv[2:]])
