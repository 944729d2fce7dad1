"""Distributions of parameters, by OpenTURNS: quantiles in the unit they are given in."""
from __future__ import annotations

import dataclasses
import math
from collections.abc import Callable, Mapping
from typing import Any

from . import units
from .errors import Problem, StudyError

SHAPES = {
    "uniform": ({"low", "high"}, set()),
    "loguniform": ({"low", "high"}, set()),
    "normal": ({"sd"}, {"mean", "low", "high"}),
    "lognormal": (set(), {"median", "gsd", "mean", "sd", "low", "high"}),
    "triangular": ({"low", "high"}, {"mode"}),
}
"""Name to what is needed and what may be given besides; low and high truncate a normal or lognormal distribution."""
POSITION = {"normal": "mean", "lognormal": "median", "triangular": "mode"}
"""What is the nominal value of the design where it is left out."""


@dataclasses.dataclass(frozen=True)
class Distribution:
    """A continuous distribution in `unit`; a text ending in % (sd: 5 %) is a share of the nominal value."""

    shape: str
    unit: str
    numbers: Mapping[str, float]

    def quantile(self, place: str = "") -> Callable[[float], float]:
        """Probability in (0, 1) to value in `unit`. Raises StudyError where the numbers fit together badly."""
        try:
            made = _make(self.shape, self.numbers)
        except (TypeError, RuntimeError, ValueError) as error:
            said = str(error).splitlines()[0].split(" : ")[-1].removeprefix("Error: ")
            raise StudyError(Problem(f"the numbers make no {self.shape} distribution: {said}", place, str(dict(self.numbers)))) from None
        return lambda probability: float(made.computeQuantile(probability)[0])


def _make(shape: str, numbers: Mapping[str, float]) -> Any:
    import openturns

    low, high = numbers.get("low", -math.inf), numbers.get("high", math.inf)
    if not low < high:
        raise ValueError("low must lie below high")
    if shape == "uniform":
        return openturns.Uniform(low, high)
    if shape == "loguniform":
        return openturns.LogUniform(math.log(low), math.log(high))
    if shape == "triangular":
        return openturns.Triangular(low, numbers["mode"], high)
    made = openturns.Normal(numbers["mean"], numbers["sd"]) if shape == "normal" else _lognormal(openturns, numbers)
    cut = openturns.TruncatedDistribution
    if math.isfinite(low) and math.isfinite(high):
        return cut(made, low, high)
    if math.isfinite(low):
        return cut(made, low, cut.LOWER)
    return cut(made, high, cut.UPPER) if math.isfinite(high) else made


def _lognormal(openturns: Any, numbers: Mapping[str, float]) -> Any:
    if "mean" in numbers:
        # variance and mean of a lognormal variable: sigma^2 = ln(1 + sd^2/mean^2), mu = ln(mean) - sigma^2/2
        variance = math.log1p((numbers["sd"] / numbers["mean"]) ** 2)
        return openturns.LogNormal(math.log(numbers["mean"]) - 0.5 * variance, math.sqrt(variance), 0.0)
    if not numbers["gsd"] > 1.0:
        raise ValueError("gsd, the geometric standard deviation, must be above 1")
    return openturns.LogNormal(math.log(numbers["median"]), math.log(numbers["gsd"]), 0.0)


def read(entry: Mapping[str, Any], place: str, nominal: str | None = None, words: Mapping[str, str] = {}) -> Distribution:  # noqa: B006 - never changed
    """A distribution from {distribution: normal, mean: 5 um, sd: 0.5 um}; `nominal` stands in for a position left out; words: how
    its numbers are called in messages.

    Raises StudyError.
    """
    shape = str(entry.get("distribution", ""))
    if shape not in SHAPES:
        raise StudyError(Problem("no such distribution", place, shape, "one of: " + ", ".join(SHAPES)))
    needed, allowed = SHAPES[shape]
    given = {key: str(value) for key, value in entry.items() if key != "distribution"}
    if unknown := sorted(set(given) - needed - allowed):
        raise StudyError(Problem(f"{shape} has no {', '.join(unknown)}", place, "", "it takes " + ", ".join(sorted(needed | allowed))))
    _complete(shape, given, nominal)
    if shape == "lognormal":
        needed = {"mean", "sd"} if "mean" in given or "sd" in given else {"median", "gsd"}
    else:
        needed = needed | ({POSITION[shape]} if shape in POSITION else set())
    if missing := sorted(needed - set(given)):
        raise StudyError(Problem(f"{shape} needs {', '.join(missing)}", place, str(dict(entry))))
    return _in_one_unit(shape, given, place, words)


def _complete(shape: str, given: dict[str, str], nominal: str | None) -> None:
    """Fills in the nominal value as position, and shares of it: sd 5 % of a mean of 20 um is 1 um."""
    position = POSITION.get(shape)
    if nominal is not None and position and position not in given and not (shape == "lognormal" and "sd" in given):
        given[position] = nominal
    if nominal is not None and shape == "lognormal" and "sd" in given:
        given.setdefault("mean", nominal)
    centre = given.get("mean", given.get("median", given.get("mode", nominal)))
    if centre is None:
        return
    value, unit = units.split(centre)
    for key in ("sd", "low", "high"):
        if key in given and given[key].rstrip().endswith("%") and unit != "%":
            given[key] = units.write(units.parse(given[key], "1") * value, unit)


def _in_one_unit(shape: str, given: dict[str, str], place: str, words: Mapping[str, str]) -> Distribution:
    first = next(key for key in ("mean", "median", "low", "mode", *given) if key in given)
    told = ", ".join(f"{words.get(key, key)} {text}" for key, text in given.items())
    remedy = f"give every number with its unit, for example {words.get(first, first)}: 5 um"
    try:
        unit = units.split(given[first])[1]
        if first != "gsd" and not unit and (with_unit := [words.get(key, key) for key, text in given.items() if key != "gsd" and units.split(text)[1]]):
            raise StudyError(Problem(f"{words.get(first, first)} has no unit, but {', '.join(with_unit)} has one", place, told, remedy))
        bare = [key for key, text in given.items() if key != "gsd" and unit and units.split(text)[1] == ""]
        if bare:
            raise StudyError(Problem(f"the unit of {', '.join(words.get(key, key) for key in bare)} is missing", place, told, remedy))
        numbers = {key: units.parse(text, "1" if key == "gsd" else unit or "1") for key, text in given.items()}
    except units.UnitError as error:
        raise StudyError(Problem(str(error), place, told, remedy)) from None
    distribution = Distribution(shape, unit, numbers)
    distribution.quantile(place)  # raises where the numbers fit together badly
    return distribution
