#!/usr/bin/python3
"""Fits the screening model's factors to finite-element runs and measures its error on those held out.

    python3 benchmarks/screening/fit.py [--program build/release/bin/acumen] [--runs out/screening/*]

Writes materials/library/screening/cones.yaml and, beside this file, table.csv and errors.csv. The closed forms are
evaluated by the program itself, with tables that switch parts of them off: their equations stand in solver/screening only.
"""

import argparse
import csv
import dataclasses
import json
import math
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable

import numpy as np
from scipy import stats

import runs as runs_of

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parents[1]
# Features that enter as logarithms; the others as they are (solver/screening/corrections.cc).
PLAIN = ("friction", "pre_stretch")
OUTPUTS = ("insertion.puncture_force", "insertion.puncture_displacement", "insertion.maximum_force", "insertion.force_at_end",
           "insertion.penetration_depth", "insertion.surface_depression", "wound.depth", "wound.crack_area", "energy.external",
           "energy.fracture", "energy.friction", "energy.stored", "energy.viscous")
PENALTIES = (0.01, 0.03, 0.1, 0.3, 1.0, 3.0, 10.0)


class Program:
    """The program with a library of its own, whose screening table can be replaced."""

    def __init__(self, path: str, folder: pathlib.Path) -> None:
        self._path, self._library = path, folder / "library"
        shutil.copytree(ROOT / "materials/library", self._library)

    def screen(self, runs: list[runs_of.Run], table: str, folder: pathlib.Path) -> list[dict]:
        """Answers of `acumen batch` for the runs' cases; histories go to `folder`."""
        (self._library / "screening/cones.yaml").write_text(table)
        requests = "".join(json.dumps({"id": run.name, "case": str(run.case), "output": str(folder / run.name),
                                       "set": ["model=screening"]}) + "\n" for run in runs)
        answers = subprocess.run([self._path, "batch"], input=requests, capture_output=True, text=True, check=True,
                                 env=dict(os.environ, ACUMEN_LIBRARY=str(self._library)))
        parsed = [json.loads(line) for line in answers.stdout.splitlines()]
        for answer in parsed:
            if answer["exit_code"] != 0:
                raise SystemExit(f"{answer['id']}: {answer['reason']}")
        return parsed


def history(folder: pathlib.Path) -> dict[str, np.ndarray]:
    """Columns of a screened case's history.csv."""
    with open(folder / "history.csv", newline="") as stream:
        rows = list(csv.DictReader(stream))
    return {key.split(" [")[0]: np.array([float(row[key]) for row in rows]) for key in rows[0]}


def yaml_table(title: str, basis: str, factors: dict, space: dict, shares: tuple, errors: dict) -> str:
    """The library file's text. Factors: {name: (intercept, {feature: slope})}; space: {feature: (low, high, reference)}."""
    lines = ["# Made by benchmarks/screening/fit.py: do not edit. Numbers in SI units; what they mean: solver/screening/README.md.",
             "name: cones", f'title: "{title}"', f'basis: "{basis}"']
    lines += [f"{name}: {value:.4g}" for name, value in zip(("stored_share", "viscous_share", "released_share"), shares)]
    for key, rows in (("factors", [f"{{factor: {name}, intercept: {intercept:.5g}, slopes: ["
                                   + ", ".join(f"{{feature: {f}, slope: {s:.5g}}}" for f, s in slopes.items()) + "]}"
                                   for name, (intercept, slopes) in factors.items()]),
                      ("space", [f"{{feature: {name}, low: {low:.6g}, high: {high:.6g}, reference: {reference:.6g}}}"
                                 for name, (low, high, reference) in space.items()]),
                      ("errors", [f"{{output: {name}, low: {low:.4g}, high: {high:.4g}}}"
                                  for name, (low, high) in errors.items()])):
        lines.append(f"{key}:" if rows else f"{key}: []")
        lines += ["  - " + row for row in rows]
    return "\n".join(lines) + "\n"


def probe(**intercepts: float) -> str:
    """A table without knowledge, with some factors driven out of the way."""
    return yaml_table("probe", "none", {name: (value, {}) for name, value in intercepts.items()}, {}, (0.5, 0.5, 0.0), {})


def wall_ratio(run: runs_of.Run, theory: dict[str, np.ndarray]) -> float:
    """Mean ln(force/theory) over the steps after puncture, at equal inserted length."""
    first = run.puncture_step() + 1
    good = (run.penetration[first:] > 20e-6) & (run.force[first:] > 0)
    inserted, force = run.penetration[first:][good], run.force[first:][good]
    known = (theory["penetration_depth"] > 0) & (theory["force"] > 0)
    if len(inserted) < 5 or known.sum() < 5:
        return math.nan
    order = np.argsort(theory["penetration_depth"][known])
    expected = np.interp(np.log(inserted), np.log(theory["penetration_depth"][known][order]), np.log(theory["force"][known][order]))
    return float(np.mean(np.log(force) - expected))


def targets(program: Program, runs: list[runs_of.Run], folder: pathlib.Path) -> tuple[list[dict], list[dict]]:
    """For every run: ln(finite element/closed form) by factor, and its features."""
    unpierced = program.screen(runs, probe(puncture_force=20.0), folder / "unpierced")
    program.screen(runs, probe(puncture_force=-20.0, dent_stiffness=20.0), folder / "wall")
    pierced = program.screen(runs, probe(dent_stiffness=-6.0, puncture_force=-6.0), folder / "pierced")
    rows = []
    for run, soft in zip(runs, pierced):
        dent = history(folder / "unpierced" / run.name)
        before = slice(0, run.puncture_step())
        found = runs_of.dent_constants(run.force[before], run.depression[before])
        theory = runs_of.dent_constants(dent["force"], dent["surface_depression"])
        row = {"dent_stiffness": math.log(found[0] / theory[0]), "dent_length": math.log(found[1] / theory[1]),
               "tip_indentation": tip_ratio(run, dent)}
        force = soft["quantities"]["insertion.puncture_force"]["value"]
        if not run.punctured and force:
            # All that is known: it takes more than the largest force.
            row["puncture_force_beyond"] = math.log(run.quantities["insertion.maximum_force"] / force) - 6.0
        if run.punctured:
            row["puncture_force"] = math.log(run.quantities["insertion.puncture_force"] / force) - 6.0
            row["insertion_force"] = wall_ratio(run, history(folder / "wall" / run.name))
            row["wound_depth"] = math.log(run.quantities["wound.depth"] / run.quantities["insertion.penetration_depth"])
        rows.append(row)
    return rows, [answer["features"] for answer in unpierced]


def tip_ratio(run: runs_of.Run, dent: dict[str, np.ndarray]) -> float:
    """Mean ln of the tip's own dent over the closed form's, before puncture, at equal force."""
    steps = slice(max(0, run.puncture_step() // 3), run.puncture_step())
    theory = np.interp(run.force[steps], dent["force"], dent["penetration_depth"])
    good = (theory > 0) & (run.penetration[steps] > 0)
    return float(np.mean(np.log(run.penetration[steps][good] / theory[good]))) if good.any() else math.nan


def ridge(x: np.ndarray, y: np.ndarray, penalty: float) -> np.ndarray:
    """Intercept and slopes; slopes alone are penalised."""
    columns = np.column_stack([np.ones(len(x)), x])
    weight = penalty * np.eye(columns.shape[1])
    weight[0, 0] = 0.0
    return np.linalg.solve(columns.T @ columns + weight, columns.T @ y)


def fit_factor(x: np.ndarray, y: np.ndarray) -> np.ndarray:
    """Ridge regression; the penalty is the one with the least leave-one-out error among the training runs."""
    good = np.isfinite(y)
    x, y = x[good], y[good]
    if len(y) < 4:
        return np.concatenate([[float(np.mean(y)) if len(y) else 0.0], np.zeros(x.shape[1])])
    def left_out(penalty: float) -> float:
        total = 0.0
        for i in range(len(y)):
            rest = np.arange(len(y)) != i
            solution = ridge(x[rest], y[rest], penalty)
            total += (y[i] - solution[0] - x[i] @ solution[1:]) ** 2
        return total
    return ridge(x, y, min(PENALTIES, key=left_out))


def fit_censored(x: np.ndarray, y: np.ndarray, beyond: np.ndarray) -> np.ndarray:
    """Ridge regression where of some runs only a lower bound is known: these take their expectation above it, in turn with the fit (EM for a
    normal error; Dempster, Laird & Rubin 1977). Leaving such runs out would make what is hard to pierce look easy."""
    known, bounded = np.isfinite(y), np.isfinite(beyond) & ~np.isfinite(y)
    solution = fit_factor(x, y)
    if not bounded.any():
        return solution
    filled = y.copy()
    for _ in range(50):
        expected = solution[0] + x @ solution[1:]
        error = max(float(np.sqrt(np.mean((filled[known] - expected[known]) ** 2))), 0.05)
        above = (beyond[bounded] - expected[bounded]) / error
        filled[bounded] = expected[bounded] + error * np.exp(stats.norm.logpdf(above) - stats.norm.logsf(above))
        solution = fit_factor(x, filled)
    return solution


def design_space(features: list[dict]) -> dict[str, tuple[float, float, float]]:
    """Range and middle of every feature over the training runs."""
    space = {}
    for name in features[0]:
        values = np.array([row[name] for row in features if row[name] is not None], dtype=float)
        middle = float(np.mean(values)) if name in PLAIN else float(np.exp(np.mean(np.log(values))))
        # A run passes through every smaller travel on its way.
        low = 0.25 * values.min() if name == "depth" else values.min()
        space[name] = (float(low), float(values.max()), middle)
    return space


def standardised(features: list[dict], space: dict) -> tuple[np.ndarray, list[str], np.ndarray]:
    """Matrix of the features that vary, in units of their spread; their names; their spreads."""
    names = [name for name in space if name != "depth"]
    x = np.array([[row[name] - space[name][2] if name in PLAIN else math.log(row[name] / space[name][2]) for name in names]
                  for row in features])
    scale = x.std(axis=0)
    # What hardly varies tells nothing; a slope found from it would be noise.
    chosen = scale > np.array([0.01 if name in PLAIN else 0.05 for name in names])
    return x[:, chosen] / scale[chosen], [name for name, use in zip(names, chosen) if use], scale[chosen]


def shares(runs: list[runs_of.Run]) -> tuple[float, float, float]:
    """How the work neither in cracks nor in friction divides, over the training runs."""
    parts = np.array([[run.quantities[f"energy.{name}"] for name in ("stored", "viscous", "released")] for run in runs])
    parts = np.clip(parts, 0.0, None)
    return tuple(float(value) for value in (parts / parts.sum(axis=1, keepdims=True)).mean(axis=0))


def measured_errors(runs: list[runs_of.Run], answers: list[dict]) -> tuple[dict, list[list]]:
    """5 and 95 % of finite element over screening by output (Student's t of ln), and one row a run and output."""
    rows, logs = [], {name: [] for name in OUTPUTS}
    for run, answer in zip(runs, answers):
        for name in OUTPUTS:
            found, screened = run.quantities.get(name, math.nan), answer["quantities"].get(name, {}).get("value")
            screened = math.nan if screened is None else screened
            ratio = found / screened if screened and found > 0 and screened > 0 else math.nan
            rows.append([run.name, "held_out" if run.held_out else "training", name, f"{found:.5g}", f"{screened:.5g}", f"{ratio:.4g}"])
            if run.held_out and math.isfinite(ratio):
                logs[name].append(math.log(ratio))
    errors = {}
    for name, values in logs.items():
        if len(values) >= 3:
            width = stats.t.ppf(0.95, len(values) - 1) * np.std(values, ddof=1) * math.sqrt(1 + 1 / len(values))
            errors[name] = (math.exp(np.mean(values) - width), math.exp(np.mean(values) + width))
    return errors, rows


def write_reports(errors: dict, rows: list[list], runs: list[runs_of.Run], answers: list[dict]) -> None:
    """table.csv: every run and output; errors.csv: by output."""
    with open(HERE / "table.csv", "w", newline="") as stream:
        writer = csv.writer(stream, lineterminator="\n")
        writer.writerow(["case", "kind", "output", "finite element [SI]", "screening [SI]", "finite element / screening"])
        writer.writerows(rows)
    with open(HERE / "errors.csv", "w", newline="") as stream:
        writer = csv.writer(stream, lineterminator="\n")
        writer.writerow(["output", "held-out runs", "median of finite element / screening", "5 %", "95 %"])
        for name, (low, high) in errors.items():
            ratios = [float(row[5]) for row in rows if row[2] == name and row[1] == "held_out" and row[5] != "nan"]
            writer.writerow([name, len(ratios), f"{np.median(ratios):.3g}", f"{low:.3g}", f"{high:.3g}"])
    agree = [(run.held_out, run.punctured == (answer["quantities"]["insertion.punctured"]["value"] > 0)) for run, answer in zip(runs, answers)]
    for held_out, kind in ((True, "held-out"), (False, "training")):
        chosen = [same for is_held_out, same in agree if is_held_out == held_out]
        if chosen:
            print(f"punctured or not: {sum(chosen)} of {len(chosen)} {kind} runs as in finite elements")


def fit_table(program: Program, training: list[runs_of.Run], folder: pathlib.Path, basis: str) -> Callable[[dict], str]:
    """The library file's text as a function of the measured errors, from the training runs."""
    rows, features = targets(program, training, folder)
    space = design_space(features)
    x, names, scale = standardised(features, space)
    factors = {}
    for factor in ("dent_stiffness", "dent_length", "tip_indentation", "puncture_force", "insertion_force", "wound_depth"):
        solution = fit_censored(x, *(np.array([row.get(factor + end, math.nan) for row in rows]) for end in ("", "_beyond")))
        factors[factor] = (solution[0], dict(zip(names, solution[1:] / scale)))

    def text(errors: dict) -> str:
        return yaml_table("Cones into skin, against axisymmetric finite elements", basis, factors, space, shares(training), errors)

    answers = program.screen(training, text({}), folder / "areas")
    areas = np.array([math.log(run.quantities["wound.crack_area"] / answer["quantities"]["wound.crack_area"]["value"])
                      if run.punctured and answer["quantities"]["wound.crack_area"]["value"] > 0 else math.nan
                      for run, answer in zip(training, answers)])
    solution = fit_censored(x, areas, np.full(len(areas), math.nan))
    factors["crack_area"] = (solution[0], dict(zip(names, solution[1:] / scale)))
    return text


def answers_when_left_out(program: Program, runs: list[runs_of.Run], folds: int, folder: pathlib.Path) -> list[dict]:
    """Every run screened with a table fitted to the other folds only: each so many-th run is a fold."""
    answers: dict[str, dict] = {}
    for fold in range(folds):
        left_out = runs[fold::folds]
        table = fit_table(program, [run for run in runs if run.name not in {held.name for held in left_out}], folder / f"fold{fold}", "a fold")
        answers |= {run.name: answer for run, answer in zip(left_out, program.screen(left_out, table({}), folder / f"fold{fold}/held"))}
    return [answers[run.name] for run in runs]


def main() -> int:
    """Fit, measure, write."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--program", default="build/release/bin/acumen")
    parser.add_argument("--runs", type=pathlib.Path, nargs="+", default=sorted(pathlib.Path("out/screening").glob("*")))
    parser.add_argument("--note", default="runs of benchmarks/screening/design.py", help="which runs, for the library file")
    parser.add_argument("--folds", type=int, default=0, help="measure by cross-validation: so many fits, each run left out of one; the table is fitted to all")
    options = parser.parse_args()
    runs = runs_of.load_all(options.runs)
    training = runs if options.folds else [run for run in runs if not run.held_out]
    if len(training) < 6 or (not options.folds and len(runs) - len(training) < 3):
        raise SystemExit(f"too few complete runs: {len(training)} for training, {len(runs) - len(training)} held out")
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        program = Program(options.program, folder)
        how = f"each left out of one of {options.folds} fits" if options.folds else f"{len(runs) - len(training)} others"
        table = fit_table(program, training, folder, f"{len(training)} axisymmetric finite-element runs, error measured on {how} ({options.note})")
        if options.folds:
            runs = [dataclasses.replace(run, held_out=True) for run in runs]
            answers = answers_when_left_out(program, runs, options.folds, folder)
        else:
            answers = program.screen(runs, table({}), folder / "final")
        errors, report = measured_errors(runs, answers)
        write_reports(errors, report, runs, answers)
        target = ROOT / "materials/library/screening/cones.yaml"
        target.with_suffix(".part").write_text(table(errors))
        target.with_suffix(".part").rename(target)
    return 0


if __name__ == "__main__":
    sys.exit(main())
