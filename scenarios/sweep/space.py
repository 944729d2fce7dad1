"""What may vary: parameters with ranges or lists of values, as points of the unit cube and back to text with units."""
from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np

from . import sampling, units
from .case_key import read_case
from .errors import Problem, StudyError, nearest
from .program import Parameter, Program
from .sampling import Axis, Point
from .study import KEYS, load_yaml

EDGE = 1e-9


@dataclasses.dataclass(frozen=True)
class Dimension:
    """One parameter. levels: the values it may take, empty for a range; numeric: whether their order and distance mean something."""

    axis: Axis
    parameter: Parameter
    levels: tuple[str, ...]
    numeric: bool

    @property
    def name(self) -> str:
        return self.axis.name

    def text(self, u: float) -> str:
        """Value at u in [0, 1]."""
        return self.axis.quantile(float(np.clip(u, EDGE, 1.0 - EDGE)))

    def snap(self, u: np.ndarray) -> np.ndarray:
        """u moved to the middle of its level; unchanged for a range."""
        count = len(self.levels)
        return u if not count else (np.minimum(np.floor(u * count), count - 1) + 0.5) / count

    def coordinates(self, u: np.ndarray) -> np.ndarray:
        """Coordinates for a surrogate, shape (points, 1), or one a level where levels have no order."""
        count = len(self.levels)
        if not count:
            return u[:, None]
        index = np.minimum(np.floor(u * count).astype(int), count - 1)
        if self.numeric:
            values = np.array([units.parse(level, units.split(self.levels[0])[1] or "1") for level in self.levels])
            span = np.ptp(values) or 1.0
            return ((values - values.min()) / span)[index][:, None]
        return np.eye(count)[index] / np.sqrt(2.0)


@dataclasses.dataclass(frozen=True)
class Space:
    """The parameters that vary together; points have shape (points, dimensions), every coordinate in [0, 1]."""

    dimensions: tuple[Dimension, ...]

    @property
    def names(self) -> list[str]:
        return [dimension.name for dimension in self.dimensions]

    def point(self, u: Sequence[float]) -> Point:
        """Parameter to text."""
        return {d.name: d.text(value) for d, value in zip(self.dimensions, u)}

    def snap(self, u: np.ndarray) -> np.ndarray:
        u = np.clip(np.atleast_2d(u), EDGE, 1.0 - EDGE)
        return np.column_stack([d.snap(u[:, k]) for k, d in enumerate(self.dimensions)])

    def coordinates(self, u: np.ndarray) -> np.ndarray:
        """Points as a surrogate sees them, shape (points, coordinates)."""
        u = np.atleast_2d(u)
        return np.hstack([d.coordinates(u[:, k]) for k, d in enumerate(self.dimensions)])

    def sample(self, method: str, size: int, seed: int) -> np.ndarray:
        """`size` different points."""
        return np.unique(self.snap(np.array(sampling.unit_points(method, size, len(self.dimensions), seed))), axis=0)

    def at_bound(self, u: Sequence[float], share: float = 0.01) -> list[tuple[str, str]]:
        """(parameter, "lower" or "upper") of ranges at whose end the point lies."""
        return [(d.name, "lower" if value < share else "upper") for d, value in zip(self.dimensions, u) if not d.levels and not share <= value <= 1.0 - share]


@dataclasses.dataclass(frozen=True)
class Base:
    """What optimisation and sensitivity have in common: the study file, its base case, fixed settings, space and the task's own section."""

    file: Path
    title: str
    case: Path
    fixed: Point
    space: Space
    section: dict[str, Any]
    time_limit: float | None
    program: Program
    outputs: list[str]

    def require_accepted(self) -> None:
        """Raises StudyError where the program rejects the case in the middle of the space and at two of its ends."""
        d = len(self.space.dimensions)
        self.program.require(self.case, *({**self.fixed, **self.space.point(np.full(d, u))} for u in (0.5, 0.0, 1.0)))


def _is_quantity(text: str) -> bool:
    try:
        units.split(text)
    except units.UnitError:
        return False
    return True


def _dimension(program: Program, name: str, entry: Any, place: str, distributions: bool) -> Dimension:
    parameter = program.parameter(name, place)
    if isinstance(entry, dict) and "distribution" in entry and not distributions:
        raise StudyError(Problem("what is optimised needs a range, not a distribution", place, str(entry), "for example {from: 5 um, to: 20 um}"))
    if isinstance(entry, dict) and "count" in entry:
        entry = {key: value for key, value in entry.items() if key != "count"}
    axis = sampling.read_axis(parameter, entry, place)
    levels = axis.levels if isinstance(entry, list) or "values" in entry else ()
    for text in levels or [axis.quantile(EDGE), axis.quantile(1.0 - EDGE)]:
        if problem := parameter.check(text, place):
            raise StudyError(problem)
    return Dimension(axis, parameter, tuple(levels), bool(levels) and all(map(_is_quantity, levels)))


def read_base(file: Path, program: Program, task: str, distributions: bool = False) -> Base:
    """The parts of a study file that `task` (optimize, sensitivity) needs. Raises StudyError with every problem found."""
    tree, _ = load_yaml(file)
    problems: list[Problem] = []
    keys = [*KEYS, "optimize", "sensitivity"]
    problems += [Problem(f'unknown key "{key}"', str(file), "", nearest(str(key), keys) or "valid here: " + ", ".join(keys)) for key in tree if key not in keys]
    if not isinstance(tree.get("case"), str):
        raise StudyError([*problems, Problem("the base case is missing", str(file), "", "name a case file: case: ../cases/forearm_cone.yaml")])
    case = file.parent / tree["case"]
    parameters, section = tree.get("parameters"), tree.get(task, {})
    if not isinstance(parameters, dict) or not parameters:
        problems.append(Problem("nothing varies", f"{file}: parameters", str(parameters or ""), "for example needle.tip_radius: {from: 5 um, to: 20 um}"))
        parameters = {}
    if not isinstance(section, dict):
        problems.append(Problem(f"{task} holds key: value entries", str(file), str(section)))
        section = {}
    outputs = tree.get("outputs", [])
    outputs = outputs if isinstance(outputs, list) else [outputs]
    dimensions: list[Dimension] = []

    def attempt(action: Any) -> Any:
        try:
            return action()
        except StudyError as error:
            problems.extend(error.problems)
            return None

    attempt(lambda: read_case(case))
    for name, entry in parameters.items():
        dimension = attempt(lambda: _dimension(program, str(name), entry, f"{file}: parameters: {name}", distributions))
        dimensions += [dimension] if dimension else []
    fixed = attempt(lambda: _fixed(tree, program, file)) or {}
    limit = attempt(lambda: _limit(tree, file))
    if problems:
        raise StudyError(dict.fromkeys(problems))
    return Base(file, str(tree.get("title", file.stem)), case, fixed, Space(tuple(dimensions)), dict(section), limit, program,
                [str(name) for name in outputs])


def _fixed(tree: dict[str, Any], program: Program, file: Path) -> Point:
    given = dict(tree.get("set") or {}) | ({"model": tree["model"]} if "model" in tree else {})
    fixed = {str(name): sampling.text_of(value) for name, value in given.items()}
    problems = [problem for name, text in fixed.items() if (problem := program.parameter(name, f"{file}: set").check(text, f"{file}: set: {name}"))]
    if problems:
        raise StudyError(problems)
    return fixed


def _limit(tree: dict[str, Any], file: Path) -> float | None:
    try:
        return units.parse(str(tree["time_limit"]), "s") if "time_limit" in tree else None
    except units.UnitError as error:
        raise StudyError(Problem(str(error), f"{file}: time_limit", str(tree["time_limit"]), "for example 10 min")) from None
