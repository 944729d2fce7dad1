"""Points of a study: grid, list, Latin hypercube, Sobol sequence, random, or a table."""
from __future__ import annotations

import csv
import dataclasses
import itertools
import math
import re
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

from . import distributions, units
from .errors import Problem, StudyError
from .program import Parameter

METHODS = ("grid", "list", "latin_hypercube", "sobol", "random", "csv")
DIGITS = 9
Point = dict[str, str]


@dataclasses.dataclass(frozen=True)
class Axis:
    """How one parameter varies: `levels` for grids and lists, `quantile` (probability to text) for random designs."""

    name: str
    levels: tuple[str, ...]
    quantile: Callable[[float], str] | None


def text_of(value: Any) -> str:
    """A YAML scalar as the program reads it."""
    return str(value).lower() if isinstance(value, bool) else str(value)


def _written(value: float, unit: str, parameter: Parameter) -> str:
    if parameter.kind == "integer":
        return str(round(value))
    return f"{value:.{DIGITS}g} {unit}".rstrip()


def read_axis(parameter: Parameter, entry: Any, place: str, nominal: str | None = None) -> Axis:
    """An axis from a list of values, {values, weights}, {from, to, count, spacing} or {distribution, ...}. Raises StudyError."""
    if isinstance(entry, list):
        entry = {"values": entry}
    if not isinstance(entry, dict):
        raise StudyError(Problem("a varied parameter needs values, from/to/count or a distribution", place, text_of(entry),
                                 "for example {from: 5 um, to: 20 um, count: 4}"))
    if "values" in entry:
        return _discrete(parameter, entry, place)
    if "distribution" in entry:
        if parameter.kind not in ("quantity", "integer"):
            raise StudyError(Problem(f"{parameter.name} is no number: it has no distribution", place, "", "give values and weights"))
        made = distributions.read(entry, place, nominal)
        quantile = made.quantile()
        return Axis(parameter.name, (), lambda p: _written(quantile(p), made.unit, parameter))
    return _span(parameter, entry, place)


def _only(entry: Mapping[str, Any], allowed: set[str], needed: set[str], place: str) -> None:
    if unknown := sorted(set(entry) - allowed):
        raise StudyError(Problem(f"unknown key {', '.join(unknown)}", place, "", "valid here: " + ", ".join(sorted(allowed))))
    if missing := sorted(needed - set(entry)):
        raise StudyError(Problem(f"{', '.join(missing)} is missing", place, str(dict(entry))))


def _discrete(parameter: Parameter, entry: Mapping[str, Any], place: str) -> Axis:
    _only(entry, {"values", "weights"}, {"values"}, place)
    values = entry["values"]
    if not isinstance(values, list) or not values or any(isinstance(value, (list, dict)) or value is None for value in values):
        raise StudyError(Problem("values must be a list of at least one value", place, str(values)))
    levels = tuple(text_of(value) for value in values)
    weights = entry.get("weights", [1.0] * len(levels))
    good = isinstance(weights, list) and len(weights) == len(levels) and all(isinstance(w, (int, float)) and w >= 0 for w in weights)
    if not good or sum(weights) <= 0:
        raise StudyError(Problem("weights must be as many numbers above zero as there are values", place, str(weights)))
    bounds = list(itertools.accumulate(w / sum(weights) for w in weights))
    return Axis(parameter.name, levels, lambda p: levels[next((i for i, bound in enumerate(bounds) if p < bound), len(levels) - 1)])


def _span(parameter: Parameter, entry: Mapping[str, Any], place: str) -> Axis:
    _only(entry, {"from", "to", "count", "spacing"}, {"from", "to"}, place)
    if parameter.kind not in ("quantity", "integer"):
        raise StudyError(Problem(f"{parameter.name} is no number: it has no from and to", place, "", "give values"))
    count, spacing = entry.get("count", 0), entry.get("spacing", "linear")
    if not isinstance(count, int) or isinstance(count, bool) or ("count" in entry and count < 2):
        raise StudyError(Problem("count must be a whole number from 2 on", place, str(count)))
    if spacing not in ("linear", "log"):
        raise StudyError(Problem("spacing is linear or log", place, str(spacing)))
    ends = {"low": entry["from"], "high": entry["to"]}
    made = distributions.read({"distribution": "uniform" if spacing == "linear" else "loguniform", **ends}, place, words={"low": "from", "high": "to"})
    low, high, unit = made.numbers["low"], made.numbers["high"], made.unit

    def at(share: float) -> str:
        value = low + (high - low) * share if spacing == "linear" else low * (high / low) ** share
        return _written(value, unit, parameter)

    return Axis(parameter.name, tuple(at(i / (count - 1)) for i in range(count)), at)


def unit_points(method: str, size: int, dimension: int, seed: int) -> list[list[float]]:
    """`size` points in the open unit cube of that dimension, by OpenTURNS; the same for the same seed."""
    import openturns

    openturns.RandomGenerator.SetSeed(seed)
    cube = openturns.ComposedDistribution([openturns.Uniform(0.0, 1.0)] * dimension)
    if method == "sobol":
        rows = _sobol(openturns, size, dimension)
    elif method == "latin_hypercube":
        rows = openturns.LHSExperiment(cube, size).generate()
    else:
        rows = cube.getSample(size)
    edge = 1e-12
    return [[min(max(float(value), edge), 1.0 - edge) for value in row] for row in rows]


def _sobol(openturns: Any, size: int, dimension: int) -> list[list[float]]:
    """The Sobol sequence from its first point 0 on, with a random digital shift (exclusive or), which keeps it a digital net."""
    bits = 2**52
    shift = [int(openturns.RandomGenerator.Generate() * bits) for _ in range(dimension)]
    sequence = [[0.0] * dimension, *openturns.SobolSequence(dimension).generate(size - 1)] if size > 1 else [[0.0] * dimension]
    return [[((int(value * bits) ^ moved) + 0.5) / bits for value, moved in zip(row, shift)] for row in sequence]


def sample(axes: Sequence[Axis], method: str, size: int, seed: int, place: str) -> list[Point]:
    """Points over the axes. Raises StudyError where an axis does not suit the method."""
    if method in ("grid", "list"):
        for axis in axes:
            if not axis.levels:
                raise StudyError(Problem(f"{axis.name}: {method} needs values, or from, to and count", place))
        if method == "grid":
            return [dict(zip((axis.name for axis in axes), levels)) for levels in itertools.product(*(axis.levels for axis in axes))]
        lengths = {axis.name: len(axis.levels) for axis in axes}
        if len(set(lengths.values())) != 1:
            raise StudyError(Problem("a list needs as many values of every parameter", place, str(lengths)))
        return [{axis.name: axis.levels[i] for axis in axes} for i in range(len(axes[0].levels))]
    points = unit_points(method, size, len(axes), seed)
    return [{axis.name: axis.quantile(p) for axis, p in zip(axes, row)} for row in points]  # type: ignore[misc]


_HEADER = re.compile(r"\s*(\S+?)\s*(?:\[([^\]]*)\])?\s*$")


def read_csv(path: Path, place: str) -> list[Point]:
    """Points from a table with headers such as "needle.tip_radius [um]"; without a unit in the header, cells carry their own.

    Lines that begin with # are skipped. Raises StudyError with the line.
    """
    try:
        lines = [line for line in path.read_text(encoding="utf-8-sig").splitlines() if line.strip() and not line.startswith("#")]
    except (OSError, UnicodeDecodeError) as error:
        raise StudyError(Problem("the table cannot be read", place, f"{path}: {getattr(error, 'strerror', None) or error}")) from None
    rows = list(csv.reader(lines))
    if len(rows) < 2:
        raise StudyError(Problem("the table needs a header and at least one line", place, str(path)))
    columns = [_column(header, path) for header in rows[0]]
    names = [name for name, _ in columns]
    if len(set(names)) != len(names):
        raise StudyError(Problem("two columns have the same name", str(path), ", ".join(names)))
    points = []
    for number, row in enumerate(rows[1:], 1):
        if len(row) != len(columns):
            raise StudyError(Problem(f"{len(row)} cells under {len(columns)} headers", f"{path}, row {number}", ",".join(row)[:80]))
        points.append({name: _cell(cell, unit, f"{path}, row {number}") for (name, unit), cell in zip(columns, row) if cell.strip()})
    return points


def _column(header: str, path: Path) -> tuple[str, str]:
    match = _HEADER.match(header)
    if not match:
        raise StudyError(Problem("a header is a parameter, with its unit in brackets", str(path), header, "for example needle.tip_radius [um]"))
    return match.group(1), (match.group(2) or "").strip()


def _cell(text: str, unit: str, place: str) -> str:
    text = text.strip()
    if unit in ("", "1"):
        return text
    try:
        value = float(text)
    except ValueError:
        value = math.nan
    if not math.isfinite(value):
        raise StudyError(Problem(f"not a number of {unit}", place, text))
    return f"{text} {unit}"


def repeated(point: Point, axes: Sequence[Callable[[Point], Axis]], quantiles: Sequence[Sequence[float]]) -> list[Point]:
    """The point scattered: one copy a row of quantiles, each axis made around the point's own nominal value."""
    made = [axis(point) for axis in axes]
    return [{**point, **{axis.name: axis.quantile(p) for axis, p in zip(made, row)}} for row in quantiles]  # type: ignore[misc]


__all__ = ["Axis", "METHODS", "Point", "read_axis", "read_csv", "repeated", "sample", "text_of", "unit_points", "units"]
