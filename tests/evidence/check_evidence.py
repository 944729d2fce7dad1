#!/usr/bin/env python3
"""Tests of benchmarks/experiments and benchmarks/verification: check_evidence.py PROGRAM TEST. Exit code 77: a package is missing."""
import math
import pathlib
import subprocess
import sys
import tempfile

import yaml

ROOT = pathlib.Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT / "benchmarks/experiments"), str(ROOT / "benchmarks/verification")]
PROGRAM = sys.argv[1]

CURVE = {"travel": [0, 1e-4, 2e-4, 3e-4], "force": [0, 1e-3, 3e-3, 2e-3], "penetration": [0, 1e-5, 2e-5, 8e-5], "time": [0, 1, 2, 3], "phase": [0, 0, 0, 0]}
RESULT = {"status": "completed", "quantities": {"insertion.puncture_force": 3e-3, "insertion.maximum_force": 3e-3}, "curve": CURVE}


def data_files():
    from evidence import experiment

    assert len(experiment.names()) >= 12, experiment.names()
    for e in experiment.load_all():
        assert (e.folder / "README.md").exists(), f"{e.name} has no README.md"
        assert e.data.get("comparisons") or e.data.get("trends"), f"{e.name} compares nothing"
    runs = [e.run_settings(run) for e in experiment.load_all() for run in e.data["runs"]]
    # One parameter set: an experiment may say how thick its specimen's layers are, but may not change a tissue.
    tuned = [key for _, settings in runs for key in settings if key.startswith("skin.change") and not key.endswith(".thickness")]
    assert not tuned, f"an experiment tunes its tissue: {tuned}"
    for case, _ in runs:
        skin = yaml.safe_load(case.read_text())["skin"]
        assert set(skin) <= {"site", "pre_stretch", "support"}, f"{case} describes its own skin: {skin}"


def wrong_data():
    from evidence import experiment

    good = experiment.load("romgens2014")
    for broken, part in (({**good.data, "role": "guess"}, "role"), ({**good.data, "assumed": []}, "assumed"),
                         ({**good.data, "runs": {"other": None}}, "not declared"), ({**good.data, "id": "else"}, "not the folder's name")):
        found = "\n".join(experiment.check(broken, good.folder))
        assert part in found, f"expected {part!r} in {found!r}"
    try:
        experiment.load("romgen2014")
    except experiment.DataError as error:
        assert 'did you mean "romgens2014"' in str(error)
    else:
        raise AssertionError("an unknown experiment was accepted")


def cases():
    from evidence import experiment

    seen = {e.run_settings(run)[0] for e in experiment.load_all() for run in e.data["runs"]}
    for case in sorted(seen | {experiment.FOLDER / "uncertainty/case.yaml", ROOT / "benchmarks/peers/calculix/case.yaml"}):
        done = subprocess.run([PROGRAM, "check", str(case)], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False)
        assert done.returncode == 0, f"{case}\n{done.stdout}"


def arithmetic():
    from evidence import values

    results = {"a": RESULT, "b": {"status": "x", "quantities": {"insertion.maximum_force": 0.1}, "curve": CURVE}}
    for expression, expected in (("a[insertion.puncture_force] * 2", 6e-3), ("log(a[insertion.puncture_force] / 3e-3)", 0.0),
                                 ("a[curve.force_at_travel(150 um)]", 2e-3), ("a[curve.force_at_penetration(50 um)]", 2.5e-3),
                                 ("a[curve.penetration_at_force(2 mN)]", 1.5e-5), ("-(1 - 2) ** 2", -1.0)):
        assert math.isclose(values.evaluate(expression, results), expected, abs_tol=1e-12), expression
    for expression, error in (("b[insertion.puncture_force]", values.Missing), ("c[insertion.puncture_force]", values.Missing),
                              ("a[curve.force_at_travel(1 mm)]", values.Missing),
                              ("__import__('os')", ValueError), ("a.b", ValueError)):
        try:
            values.evaluate(expression, results)
        except error:
            continue
        raise AssertionError(f"{expression} was evaluated")


def shape_of_curves():
    """Drops count relative to the puncture force where that is larger than the peak before them; jumps within 10 um of travel."""
    from evidence.runs import shape_of_curve

    columns = {"phase": [0] * 6, "force": [0, 1e-3, 0.5e-3, 4e-3, 3e-3, 5e-3], "travel": [0, 5e-6, 8e-6, 30e-6, 33e-6, 60e-6],
               "penetration": [0, 1e-6, 2e-6, 3e-6, 9e-6, 10e-6]}
    assert math.isclose(shape_of_curve(columns)["curve.largest_drop"], 0.5)
    assert math.isclose(shape_of_curve(columns, 4e-3)["curve.largest_drop"], 0.25)
    assert math.isclose(shape_of_curve(columns)["curve.largest_jump"], 6e-6)


def verdicts():
    from evidence import experiment, verdicts as judge

    some = experiment.load("romgens2014")
    entry = {"name": "force", "predicted": "a[insertion.puncture_force]", "unit": "mN", "interval": "f"}
    for measured, intervals, expected in (([3, 3], {}, "agrees"), ([2.1, 2.1], {}, "agrees"), ([1.9, 1.9], {}, "missed"), ([None, 2.9], {}, "missed"),
                                          ([None, 3.1], {}, "agrees"), ([6, 6], {"f": (0.5, 2.1)}, "interval covers"), ([7, 7], {"f": (0.5, 2.1)}, "missed")):
        row = judge.compare(some, {**entry, "measured": measured}, {"a": RESULT}, intervals)
        assert row.verdict == expected, (measured, intervals, row.verdict)
    gone = judge.compare(some, {**entry, "measured": [1, 1]}, {"a": {"status": "", "quantities": {}, "curve": {}}}, {})
    assert gone.verdict == "no value" and not gone.good
    trend = {"name": "t", "predicted": "a[insertion.puncture_force]", "expected": [None, 1e-3], "measured": ""}
    assert judge.judge_trend(some, trend, {"a": RESULT}).verdict == "not shown"


def verification_lines():
    import figures

    text = ("[ RUN      ] Laws/PatchTest.Plane/1\n[ figure   ] error; neo | 2e-11 | <= 1e-10\n[  FAILED  ] Laws/PatchTest.Plane/1 (1 ms)\n"
            "[ RUN      ] Order.IsTwo\n[ figure   ] order; a | 1.99 | = 2 +- 0.1\n[ figure   ] order; b | 2.3 | = 2 +- 0.1\n")
    run = figures.read_output(text)
    assert not run.finished and run.failed == ["Laws/PatchTest.Plane/1"] and run.tests == 2
    assert run.figures[0].suite == "PatchTest" and math.isclose(run.figures[0].margin, 0.2)
    what, count, worst = figures.worst_of_each(run.figures)[1]
    assert (what, count, worst.value) == ("order", 2, 2.3) and worst.margin > 1
    assert figures.read_output(text + "[==========] 2 tests from 2 test suites ran. (2 ms total)\n").finished


def surrogate_recovers():
    """Sobol indices of a known function of three of the parameters with scatter, from as many samples as the study has."""
    import numpy as np
    from evidence import sampling, surrogate

    expected, covered, asked = {3: 0.667, 0: 0.167, 5: 0.167}, 0, 0
    for seed in range(3, 13):
        points = np.clip(sampling.design(40, seed), -2, 2)
        scatter = 0.1 * np.random.default_rng(seed).normal(size=len(points))
        values = np.exp(0.4 * points[:, 3] + 0.2 * points[:, 0] - 0.2 * points[:, 5] + scatter)
        fitted = surrogate.fit(points, values)
        assert fitted.quality > 0.8, fitted.quality
        found = surrogate.sobol(fitted)
        for i, index in enumerate(found):
            assert abs(index.first - expected.get(i, 0.0)) < 0.12, (seed, i, index)
            if i in expected:
                asked, covered = asked + 1, covered + (index.low <= expected[i] <= index.high)
        assert found[3].chance_of_first > 0.95
        assert surrogate.partial_rank_correlations(points, values)[5] < -0.5
    # 90 % intervals: of 30, with the cut tails' small bias, 22 is far in the tail of chance.
    assert covered >= 22, f"{covered} of {asked} intervals hold the true index"
    noise = surrogate.fit(points, np.exp(np.random.default_rng(1).normal(size=len(points))))
    assert noise.quality < 0.3, noise.quality
    try:
        surrogate.fit(points[:18], values[:18])
    except ValueError as error:
        assert "too few" in str(error)
    else:
        raise AssertionError("18 runs for 16 coefficients were accepted")


def calibration_holds():
    """The library's strength of the stratum corneum is the one that the calibrating cases ask for, and a planted one is found."""
    import dataclasses
    import json

    from evidence import calibration, experiment, intervals, sampling, verdicts as judge

    stored = json.loads((experiment.FOLDER / "results.json").read_text())["results"]
    rows = judge.all_rows(experiment.load_all(), stored, intervals.relative_intervals())
    power, error = calibration.exponent()
    assert 0.3 < power < 1.0 and error < 0.15, (power, error)
    library = next(p.median for p in sampling.parameters() if p.name == calibration.PARAMETER)
    value = calibration.calibrated(rows, power)
    assert library / 1.25 < value < library * 1.25, f"the library has {library} MPa, its calibration asks for {value:.0f} MPa"
    weaker = [dataclasses.replace(row, predicted=row.predicted and row.predicted * 0.5**power) for row in rows]
    assert math.isclose(calibration.calibrated(weaker, power), 2 * value, rel_tol=1e-9)
    roles = {e.name: e.data for e in experiment.load_all()}
    assert all(("calibrates" in data) == (data["role"] == "calibration") for data in roles.values())
    assert sum(data["role"] == "prediction" for data in roles.values()) >= 10


def library_repeats_the_study():
    """The factors beside every finite-element force and depth are those of the uncertainty study, times the model's known errors; forces at
    depth, which are known to be too high, reach down to the lowest published one."""
    import json

    import numpy as np

    from evidence import experiment, intervals, verdicts as judge

    library = yaml.safe_load((ROOT / "materials/library/model_spread/axisymmetric.yaml").read_text())
    study, spread = intervals.relative_intervals(), json.loads((intervals.STUDY / "intervals.json").read_text())
    for entry, quantity in (("puncture_force", "insertion.puncture_force"), ("puncture_travel", "insertion.puncture_displacement")):
        assert np.allclose([float(end) for end in library[entry]["spread"]], study[quantity], rtol=5e-3), (entry, study[quantity])
    stored = json.loads((experiment.FOLDER / "results.json").read_text())["results"]
    published = [1.0 / row.ratio for row in judge.all_rows(experiment.load_all(), stored, study) if row.name.startswith("force at 160 um")]
    assert len(published) == 3, published
    expected = min(study["force_at_160um"][0], *published), study["force_at_160um"][1]
    assert np.allclose([float(end) for end in library["force"]["spread"]], expected, rtol=1e-2), expected
    strength = yaml.safe_load((ROOT / "materials/library/strength/standard.yaml").read_text())["force_factor"]["spread"]
    at_end = spread["insertion.force_at_end"]
    assert np.allclose([float(end) for end in strength], [at_end["low_factor"], at_end["high_factor"]], rtol=5e-3), strength
    # The dent is what the depth leaves of the study's 350 um of travel.
    depth = spread["insertion.penetration_depth"]
    dents = [(350e-6 - depth[factor] * depth["reference"]) / (350e-6 - depth["reference"]) for factor in ("high_factor", "low_factor")]
    assert np.allclose([float(end) for end in library["dent"]["spread"]], dents, rtol=5e-3), dents


def findings_are_html():
    """Every case's README becomes whole HTML, with its table and bold words."""
    import xml.etree.ElementTree

    from evidence import experiment, findings

    for e in experiment.load_all():
        text = findings.of(e)
        xml.etree.ElementTree.fromstring(f"<div>{text}</div>")
        assert "Findings" in text and "**" not in text, e.name
    assert "<td>" in findings.of(experiment.load("romgens2014"))
    made = findings.to_html("# T\n\ntext with `x < y`\n\n- **a** one\n  goes on\n- b\n\n|h|i|\n|---|---|\n|1|2|\n")
    assert made == ("<p>text with <code>x &lt; y</code></p><ul><li><b>a</b> one goes on</li><li>b</li></ul>"
                    "<table><tr><td>h</td><td>i</td></tr><tr><td>1</td><td>2</td></tr></table>"), made


def validate(*options):
    return subprocess.run([sys.executable, str(ROOT / "benchmarks/experiments/validate.py"), "--program", PROGRAM, *options], stdout=subprocess.PIPE,
                          stderr=subprocess.STDOUT, text=True, check=False, cwd=ROOT)


def need_matplotlib():
    try:
        import matplotlib  # noqa: F401
    except ImportError:
        print("python3-matplotlib is not installed")
        sys.exit(77)


def stored_report():
    need_matplotlib()
    with tempfile.TemporaryDirectory() as folder:
        verification = pathlib.Path(folder) / "page.md"
        verification.write_text("```\nVerification: a page\n```\n")
        done = validate("--stored", "--out", folder, "--verification", str(verification))
        assert done.returncode in (0, 1), done.stdout
        page = (pathlib.Path(folder) / "report.html").read_text()
        for part in ("Question of interest", "Context of use", "Validation", "Applicability", "Uncertainty", "data:image/png;base64", "romgens2014", "Sobol",
                     "Model risk", "The model and its inputs", "Calibration", "chance that it is the first", "Findings", "Adequacy", "Verification: a page"):
            assert part in page, part
        assert 'src="http' not in page and "{" + "summary}" not in page
        assert len((pathlib.Path(folder) / "table.csv").read_text().splitlines()) > 20


def quick_experiment():
    need_matplotlib()
    with tempfile.TemporaryDirectory() as folder:
        done = validate("--quick", "--jobs", "1", "--out", folder)
        assert done.returncode in (0, 1) and "no value" not in done.stdout.replace("without value", ""), done.stdout
        assert list(pathlib.Path(folder).glob("figures/*.png"))


if __name__ == "__main__":
    globals()[sys.argv[2]]()
