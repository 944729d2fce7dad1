#!/usr/bin/env python3
"""Do optimiser, calibration and sensitivity find what is known? Several seeds each, on functions with exact answers.

    python3 benchmarks/sweep/known_answers.py            prints the table
    python3 benchmarks/sweep/known_answers.py --store    and keeps it as known_answers.csv

The functions are called directly, without the program; the tests run single seeds through the commands (tests/optimisation).
"""
import argparse
import csv
import math
import os
import pathlib
import sys

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
ROOT = pathlib.Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT), str(ROOT / "tests/optimisation")]

import numpy as np  # noqa: E402

import fake_program  # noqa: E402
from scenarios.sweep import calibration, least_squares, sobol, units  # noqa: E402
from scenarios.sweep.case_result import CaseResult  # noqa: E402
from scenarios.sweep.criteria import parse_requirement  # noqa: E402
from scenarios.sweep.pareto import hypervolume  # noqa: E402
from scenarios.sweep.problem import Objective, Task  # noqa: E402
from scenarios.sweep.program import Parameter  # noqa: E402
from scenarios.sweep.sampling import read_axis  # noqa: E402
from scenarios.sweep.search import Search  # noqa: E402
from scenarios.sweep.space import Base, Dimension, Space  # noqa: E402

TABLE = pathlib.Path(__file__).with_suffix(".csv")


class Direct:
    """An evaluator that calls the stand-in's functions."""

    workers = 2

    def evaluate(self, points, progress=None):
        return [self._one(point) for point in points]

    def _one(self, point):
        x = [1e6 * units.parse(point.get(f"x.{i}", "0 um"), "m") for i in range(1, 7)]
        found = fake_program.functions(point["function"], x, point.get("model", "axisymmetric"))
        if found is None:
            return CaseResult(pathlib.Path(), "not_converged", 3, "the step became too small", {}, point, 0.0)
        quantities = {name: {"value": value, "unit": "1", "low": math.nan, "high": math.nan} for name, value in found.items()}
        return CaseResult(pathlib.Path(), "completed", 0, "", quantities, point, 0.0)


def search(function, bounds, objectives, budget, seed, constraints=(), screening=0, initial=8):
    """A finished search on one of the stand-in's functions."""
    dimensions = []
    for k, (low, high) in enumerate(bounds, 1):
        parameter = Parameter(f"x.{k}", "quantity", "um")
        axis = read_axis(parameter, {"from": f"{low} um", "to": f"{high} um"}, "benchmark")
        dimensions.append(Dimension(axis, parameter, (), False))
    base = Base(pathlib.Path("benchmark"), function, pathlib.Path(), {"function": function}, Space(tuple(dimensions)), {}, None, None, [])
    task = Task(base, tuple(Objective(name, 1.0, "1") for name in objectives), tuple(parse_requirement(text) for text in constraints), budget, initial, 2, seed, screening)
    made = Search(task, Direct())
    made.run()
    return made


def best(made):
    """Smallest feasible value of the first objective."""
    return float(made.record.values[made.front()[0], 0])


def planted(seed):
    """Excess over the known minimum, by problem."""
    branin = ((-5, 10), (0, 15))
    yield "Branin, 30 cases: excess over 0.3979", best(search("branin", branin, ["y.1"], 30, seed)) - 0.397887
    yield "Branin, 10 cases + screening: excess", best(search("branin", branin, ["y.1"], 10, seed, screening=60, initial=4)) - 0.397887
    yield "x^2 + y^2, x + y >= 2, 20 cases: excess over 2", best(search("constrained", ((-3, 3), (-3, 3)), ["y.1"], 20, seed, ["y.2 >= 2"])) - 2.0
    broken = search("broken", ((-3, 3), (-3, 3)), ["y.1"], 22, seed)
    yield "a quarter of the space fails, 22 cases: excess over 0", best(broken)
    yield "  share of its cases that failed", float(np.mean(~broken.record.usable))


def front(seed):
    """How far the points found lie above known fronts, one on a face of the space, one inside; share of the first one's volume."""
    square = ((0, 1), (0, 1))
    made = search("zdt", square, ["y.1", "y.2"], 24, seed)
    values = made.objectives(made.record.values[made.front()])
    yield "front y2 = 1 - sqrt(y1), 24 cases: largest distance of a point in y2", float(np.max(values[:, 1] - 1.0 + np.sqrt(values[:, 0])))
    yield "  share of its volume", hypervolume(values, (1.1, 1.1)) / (1.21 - 1.0 / 3.0)
    made = search("segment", square, ["y.1", "y.2"], 24, seed)
    values = made.objectives(made.record.values[made.front()])
    yield "front sqrt(y1) + sqrt(y2) = c, 24 cases: largest excess over c, share of c", float(np.max(np.sqrt(values).sum(axis=1)) / math.sqrt(0.2) - 1.0)


def coverage(seed):
    """Share of 90 % intervals that hold the planted value, over 40 draws of noise."""
    depth, inside = np.linspace(0.0, 300e-6, 61), 0
    unknowns = [calibration.Unknown("k", 1.0, 100.0, math.nan, "kPa", True), calibration.Unknown("e", 0.0, 4.0, math.nan, "", False)]

    def press(u):
        return 1e3 * unknowns[0].value(u[0]) * 1e-3 * depth * (1 + depth / 1e-3) ** unknowns[1].value(u[1])

    truth = np.array([unknowns[0].position(12.0), unknowns[1].position(1.7)])
    for draw in range(40):
        data = press(truth) + 0.01 * press(truth).max() * np.random.default_rng([seed, draw]).standard_normal(len(depth))
        fitted = least_squares.fit(lambda points: [press(u) - data for u in points], calibration.starts(unknowns, 4, 0), 200)
        sure = least_squares.uncertainty(fitted)
        inside += int(np.sum((sure.low <= truth) & (truth <= sure.high)))
    yield "calibration, 1 % noise: intervals of 90 % that hold the planted value", inside / 80.0


def ishigami(seed):
    """Errors of Sobol indices and how often the intervals hold."""
    a, b, size = 7.0, 0.1, 1000
    v1, v2, v13 = 0.5 * (1 + b * math.pi**4 / 5) ** 2, a**2 / 8, 8 * b**2 * math.pi**8 / 225
    first, total = np.array([v1, v2, 0.0]) / (v1 + v2 + v13), np.array([v1 + v13, v2, v13]) / (v1 + v2 + v13)
    u = sobol.design(3, size, seed)
    x = math.pi * (2 * u - 1)
    found = sobol.estimate(u, np.sin(x[:, 0]) + a * np.sin(x[:, 1]) ** 2 + b * x[:, 2] ** 4 * np.sin(x[:, 0]), size, seed=seed)
    yield "Ishigami, 1000 points: largest error of an index", float(max(np.abs(found.first - first).max(), np.abs(found.total - total).max()))
    held = [(found.first_low <= first) & (first <= found.first_high), (found.total_low <= total) & (total <= found.total_high)]
    yield "Ishigami: intervals of 90 % that hold the known index", float(np.mean(held))


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--store", action="store_true", help="keep the table as known_answers.csv")
    parser.add_argument("--seeds", type=int, default=5, help="how many [5]")
    options = parser.parse_args()
    found = {}
    for seed in range(1, options.seeds + 1):
        for problem in (planted, front, coverage, ishigami):
            for name, value in problem(seed):
                found.setdefault(name, []).append(value)
                print(f"seed {seed}: {name}: {value:.3g}", file=sys.stderr, flush=True)
    rows = [["what", "seeds", "median", "largest", "smallest"]]
    rows += [[name, str(len(values)), f"{np.median(values):.3g}", f"{max(values):.3g}", f"{min(values):.3g}"] for name, values in found.items()]
    for row in rows:
        print(f"{row[0]:72}{row[1]:>6}{row[2]:>10}{row[3]:>10}{row[4]:>10}")
    if options.store:
        with open(TABLE, "w", encoding="utf-8", newline="") as file:
            csv.writer(file, lineterminator="\n").writerows(rows)


if __name__ == "__main__":
    main()
