"""What is to be optimised: objectives, constraints and budget, read from the `optimize` section of a study."""
from __future__ import annotations

import dataclasses
import math
from pathlib import Path
from typing import Any

from .case_result import CaseResult
from .criteria import Requirement, check_names, output_units, parse_requirement, unit_of
from .errors import Problem, StudyError, nearest
from .program import Program
from .space import Base, read_base

KEYS = ("minimize", "maximize", "subject_to", "budget", "initial", "batch", "seed", "screening")
ENDS = {".low": "low", ".high": "high"}


@dataclasses.dataclass(frozen=True)
class Objective:
    """A quantity and its sign: +1 to minimise, -1 to maximise."""

    name: str
    sign: float
    unit: str


@dataclasses.dataclass(frozen=True)
class Task:
    """base: the study; batch: cases at a time; budget: cases at the study's model; screening: cases of the screening model to lean on (0: none)."""

    base: Base
    objectives: tuple[Objective, ...]
    constraints: tuple[Requirement, ...]
    budget: int
    initial: int
    batch: int | None
    seed: int
    screening: int

    @property
    def names(self) -> list[str]:
        """Quantities a case must have: objectives, then constraints, each once."""
        return list(dict.fromkeys([*(o.name for o in self.objectives), *(c.name for c in self.constraints)]))


def base_name(name: str) -> tuple[str, str]:
    """("strength.safety_factor", "low") of "strength.safety_factor.low": an end of the interval may stand for the value."""
    for suffix, end in ENDS.items():
        if name.endswith(suffix):
            return name.removesuffix(suffix), end
    return name, "value"


def value_of(result: CaseResult, name: str) -> float:
    """SI value of the quantity (or end of its interval); nan where the case has none."""
    quantity, end = base_name(name)
    return float(result.quantities.get(quantity, {}).get(end, math.nan))


def _list(section: dict[str, Any], key: str) -> list[str]:
    given = section.get(key, [])
    return [str(entry) for entry in (given if isinstance(given, list) else [given])]


def _whole(section: dict[str, Any], key: str, default: int, low: int, problems: list[Problem], file: Path) -> int:
    value = section.get(key, default)
    if isinstance(value, bool) or not isinstance(value, int) or value < low:
        problems.append(Problem(f"{key} must be a whole number from {low} on", f"{file}: optimize: {key}", str(value)))
        return default
    return value


def _constraints(section: dict[str, Any], objectives: list[str], valid: dict[str, str], file: Path, problems: list[Problem]) -> list[Requirement]:
    try:
        check_names([base_name(name)[0] for name in objectives], valid, f"{file}: optimize")
        found = [parse_requirement(text) for text in _list(section, "subject_to")]
        check_names([base_name(entry.name)[0] for entry in found], valid, f"{file}: optimize: subject_to")
        return [entry.in_unit(unit_of(base_name(entry.name)[0], valid)) for entry in found]
    except StudyError as error:
        problems += error.problems
        return []


def read_task(file: Path, path: Path, changes: dict[str, Any] | None = None, fixed: dict[str, str] | None = None) -> Task:
    """The optimisation of a study file for the program at `path`; `changes` replace entries of its section, `fixed` adds settings. Raises StudyError."""
    program = Program(path)
    base = read_base(file, program, "optimize")
    base = dataclasses.replace(base, fixed={**base.fixed, **(fixed or {})})
    section, problems = {**base.section, **(changes or {})}, []
    problems += [Problem(f'unknown key "{key}"', f"{file}: optimize", "", nearest(str(key), KEYS) or "valid here: " + ", ".join(KEYS))
                 for key in section if key not in KEYS]
    valid = output_units(path)
    signs = [(name, 1.0) for name in _list(section, "minimize")] + [(name, -1.0) for name in _list(section, "maximize")]
    if not signs:
        problems.append(Problem("there is no objective", f"{file}: optimize", "", "for example minimize: insertion.puncture_force"))
    constraints = _constraints(section, [name for name, _ in signs], valid, file, problems)
    dimension = len(base.space.dimensions)
    initial = _whole(section, "initial", 4 * dimension + 2, 3, problems, file)
    budget = _whole(section, "budget", 20 * dimension + 10, 4, problems, file)
    batch = _whole(section, "batch", 0, 0, problems, file) or None
    seed = _whole(section, "seed", 0, 0, problems, file)
    screening = _whole(section, "screening", 0, 0, problems, file)
    if screening and base.fixed.get("model") == "screening":
        problems.append(Problem("the study already uses the screening model", f"{file}: optimize: screening", str(screening), "leave it out, or set model: axisymmetric"))
    if problems:
        raise StudyError(dict.fromkeys(problems))
    objectives = tuple(Objective(name, sign, unit_of(base_name(name)[0], valid)) for name, sign in signs)
    return Task(base, objectives, tuple(constraints), budget, min(initial, budget), batch, seed, screening)
