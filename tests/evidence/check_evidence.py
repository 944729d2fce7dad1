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
    for expression, error in (("b[insertion.puncture_force]", values.Missing), ("a[curve.force_at_travel(1 mm)]", values.Missing),
                              ("__import__('os')", ValueError), ("a.b", ValueError)):
        try:
            values.evaluate(expression, results)
        except error:
            continue
        raise AssertionError(f"{expression} was evaluated")


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
    """Sobol indices of a known function of three of the parameters, from as many samples as the study has."""
    try:
        import openturns  # noqa: F401
    except ImportError:
        print("python3-openturns is not installed")
        sys.exit(77)
    import numpy as np
    from evidence import sampling, surrogate

    points = np.clip(sampling.design(40, 3), -2, 2)
    values = np.exp(0.4 * points[:, 3] + 0.2 * points[:, 0] - 0.2 * points[:, 5])
    assert surrogate.cross_validated(points, values) > 0.95
    found = surrogate.sobol(surrogate.expand(points, values), points.shape[1])
    expected = {3: 0.667, 0: 0.167, 5: 0.167}
    for index, (first, total) in enumerate(found):
        assert abs(first - expected.get(index, 0.0)) < 0.06 and total >= first - 1e-9, (index, first, total)


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
        done = validate("--stored", "--out", folder)
        assert done.returncode in (0, 1), done.stdout
        page = (pathlib.Path(folder) / "report.html").read_text()
        for part in ("Question of interest", "Context of use", "Validation", "Applicability", "Uncertainty", "data:image/png;base64", "romgens2014", "Sobol"):
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
