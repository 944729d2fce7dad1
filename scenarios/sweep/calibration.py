"""A force-depth curve to parameters of a case: bounds, the model's curve at the measured depths, and the verdict on what the data can tell."""
from __future__ import annotations

import csv
import dataclasses
import math
from collections.abc import Sequence

import numpy as np

from . import units
from .case_result import CaseResult
from .errors import Problem, StudyError
from .evaluator import Evaluator
from .least_squares import Fit, Uncertainty
from .program import Parameter, Program
from .sampling import Point
from .tester_csv import Curve

LOG_RATIO = 3.0  # bounds further apart than this are searched by ratio
TOGETHER = 0.95  # correlation from which two parameters are not told apart
EXAMPLE = '--parameter "skin.change.dermis.shear_modulus=1 kPa:100 kPa"'


@dataclasses.dataclass(frozen=True)
class Unknown:
    """A parameter to be found: bounds (and start, nan: the middle) in `unit`; by_ratio: searched on a logarithmic scale."""

    name: str
    low: float
    high: float
    start: float
    unit: str
    by_ratio: bool

    def value(self, u: float) -> float:
        """Number in `unit` at u; u beyond [0, 1] lies beyond the bounds."""
        return self.low * (self.high / self.low) ** u if self.by_ratio else self.low + (self.high - self.low) * u

    def position(self, value: float) -> float:
        """u of a number in `unit`."""
        return math.log(value / self.low) / math.log(self.high / self.low) if self.by_ratio else (value - self.low) / (self.high - self.low)

    def text(self, u: float) -> str:
        """As the program reads it."""
        return units.write(float(f"{self.value(u):.9g}"), self.unit)


def parse_unknown(text: str, program: Program) -> Unknown:
    """"name=low:high" or "name=low:start:high", each with its unit. Raises StudyError."""
    name, _, rest = text.partition("=")
    parts = [part.strip() for part in rest.split(":")]
    if len(parts) not in (2, 3):
        raise StudyError(Problem("a parameter needs bounds", "--parameter", text, EXAMPLE))
    name = name.strip()
    parameter = program.parameter(name, "--parameter")
    problems = [problem for part in parts if (problem := _number_problem(parameter, part, text))]
    if problems:
        raise StudyError(problems)
    unit = units.split(parts[0])[1]
    numbers = [units.parse(part, unit or "1") for part in parts]
    low, high, start = numbers[0], numbers[-1], numbers[1] if len(numbers) == 3 else math.nan
    if not low < high or (len(numbers) == 3 and not low <= start <= high):
        raise StudyError(Problem("bounds must rise: low:high or low:start:high", "--parameter", text, EXAMPLE))
    return Unknown(name, low, high, start, unit, low > 0.0 and high / low > LOG_RATIO)


def _number_problem(parameter: Parameter, part: str, text: str) -> Problem | None:
    if parameter.kind not in ("quantity", "integer"):
        return Problem(f"{parameter.name} is no number", "--parameter", text, EXAMPLE)
    return parameter.check(part, "--parameter")


def starts(unknowns: Sequence[Unknown], count: int, seed: int) -> np.ndarray:
    """Starting points, shape (count, p): the one asked for (else the middle), then a Latin hypercube."""
    from .sampling import unit_points

    first = [0.5 if math.isnan(unknown.start) else unknown.position(unknown.start) for unknown in unknowns]
    more = unit_points("latin_hypercube", count - 1, len(unknowns), seed) if count > 1 else []
    return np.array([first, *more])


class Model:
    """Residuals of the program's curve against the measured one. weight: 1/N, the same for every point, or 1/force with `relative`."""

    def __init__(self, evaluator: Evaluator, unknowns: Sequence[Unknown], measured: Curve, fixed: Point, relative: bool = False):
        self.evaluator, self.unknowns, self.measured, self.fixed = evaluator, list(unknowns), measured, fixed
        floor = 0.02 * float(np.abs(measured.force).max())
        self.weight = 1.0 / np.maximum(np.abs(measured.force), floor) if relative else np.ones(len(measured.force))
        self.failures: list[CaseResult] = []
        self.punctured = False

    def point(self, u: np.ndarray) -> Point:
        """The case at u."""
        return {**self.fixed, **{unknown.name: unknown.text(float(value)) for unknown, value in zip(self.unknowns, u)}}

    def curves(self, points: Sequence[np.ndarray]) -> list[np.ndarray | None]:
        """Force [N] at the measured depths; None where the case failed or did not get that deep."""
        results = self.evaluator.evaluate([self.point(u) for u in points])
        return [self._curve(result) for result in results]

    def __call__(self, points: Sequence[np.ndarray]) -> list[np.ndarray | None]:
        return [None if force is None else self.weight * (force - self.measured.force) for force in self.curves(points)]

    def _curve(self, result: CaseResult) -> np.ndarray | None:
        found = read_history(result)
        if found is None or found[0].max() < self.measured.depth.max() * (1.0 - 1e-6):
            why = "it left no force curve (history.csv)" if found is None else f"it got {1e6 * found[0].max():.4g} um deep only"
            self.failures.append(dataclasses.replace(result, reason=result.reason or why))
            return None
        self.punctured |= result.quantities.get("insertion.punctured", {}).get("value", 0.0) == 1.0
        return np.interp(self.measured.depth, *found)


def read_history(result: CaseResult) -> tuple[np.ndarray, np.ndarray] | None:
    """Travel [m] and force [N] of the pressing in, rising in travel; None where there is no history."""
    try:
        with open(result.folder / "history.csv", encoding="utf-8", newline="") as file:
            rows = [row for row in csv.DictReader(file) if float(row.get("phase [1]", 0.0)) == 0.0]
        travel, force = (np.array([float(row[name]) for row in rows]) for name in ("travel [m]", "force [N]"))
    except (OSError, KeyError, ValueError, TypeError):
        return None
    if not len(travel):
        return None
    rising = np.append(True, travel[1:] > np.maximum.accumulate(travel)[:-1])
    return travel[rising], force[rising]


@dataclasses.dataclass(frozen=True)
class Estimate:
    """A parameter found: value and interval in `unit`; at: "lower" or "upper" bound, or ""; told: whether the interval lies inside the bounds."""

    name: str
    value: float
    low: float
    high: float
    unit: str
    at: str
    told: bool


def estimates(unknowns: Sequence[Unknown], fitted: Fit, sure: Uncertainty) -> list[Estimate]:
    """Values with intervals; intervals may reach beyond the bounds, which is then said, and are cut off at ten times the range."""
    found = []
    for k, unknown in enumerate(unknowns):
        u, low, high = float(fitted.u[k]), float(np.clip(sure.low[k], -10.0, 11.0)), float(np.clip(sure.high[k], -10.0, 11.0))
        at = "lower" if u < 1e-3 else "upper" if u > 1.0 - 1e-3 else ""
        found.append(Estimate(unknown.name, unknown.value(u), unknown.value(low), unknown.value(high), unknown.unit, at, low > 0.0 and high < 1.0))
    return found


def warnings(unknowns: Sequence[Unknown], fitted: Fit, sure: Uncertainty, found: Sequence[Estimate], model_rms: float) -> list[str]:
    """What the data cannot tell, and what the model cannot reproduce. model_rms: of the residuals over the largest force."""
    names, texts = [unknown.name for unknown in unknowns], []
    if not fitted.settled:
        texts.append("The fit had not settled when the budget ended; give a larger --budget.")
    for i in range(len(names)):
        for j in range(i):
            if abs(sure.correlation[i, j]) > TOGETHER:
                texts.append(f"The data do not tell {names[j]} and {names[i]} apart (correlation {sure.correlation[i, j]:+.3f}): "
                             "fix one of them, or measure with another needle or depth.")
    for direction in sure.weak:
        parts = [f"{weight:+.2f} {name}" for name, weight in zip(names, direction) if abs(weight) > 0.2]
        texts.append("The data say nothing of the direction " + ", ".join(parts) + " (shares of each range).")
    for estimate in found:
        if estimate.at:
            texts.append(f"{estimate.name} is at its {estimate.at} bound: no interval is to be trusted then. "
                         "Widen the bounds, fix the parameter, or ask whether the model fits this test.")
        elif not estimate.told:
            texts.append(f"{estimate.name}: the interval reaches beyond the bounds.")
    if sure.inflation > 1.2:
        texts.append(f"Neighbouring residuals are alike (the model's shape is not the measured one, or the tester filters): {sure.effective:.0f} independent points "
                     f"of {len(fitted.residual)}, intervals widened by {sure.inflation:.1f}.")
    if model_rms > 0.05:
        texts.append(f"The model misses the curve by {100 * model_rms:.0f} % of the largest force (root mean square): the parameters are those of the nearest curve.")
    return texts


def require_depth(fixed: Point, measured: Curve) -> Point:
    """The settings with the travel that the measurement needs, unless it is given."""
    return {"insertion.depth": units.write(float(f"{1e6 * measured.depth.max() * 1.0001:.6g}"), "um"), **fixed}
