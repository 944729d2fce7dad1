"""Dakota's files: parameters in its standard and its APREPRO format, results as it reads them back.

Formats after the Dakota User's Manual, chapters "Dakota parameters file data format" and "Dakota results file data format".
"""
from __future__ import annotations

import dataclasses
import math
import re
from collections.abc import Mapping, Sequence
from pathlib import Path

from . import units
from .case_result import CaseResult
from .errors import Problem, StudyError, nearest
from .program import Program

VALUE = 1  # bit of the active set vector; 2 asks for a gradient, 4 for a Hessian
_APREPRO = re.compile(r'\s*\{\s*(\S+)\s*=\s*(?:"([^"]*)"|(\S+))\s*\}\s*$')
_STANDARD = re.compile(r"\s*(\S.*?)\s+(\S+)\s*$")
_COUNTS = {"variables": "variables", "functions": "functions", "DAKOTA_VARS": "variables", "DAKOTA_FNS": "functions"}
_MAPPED = re.compile(r"\s*(\S+?)\s*(?:\[([^\]]*)\])?\s*$")


@dataclasses.dataclass(frozen=True)
class Request:
    """One evaluation: variables by label, and for each response what is asked for (bits of the active set vector)."""

    variables: dict[str, str]
    responses: dict[str, int]
    evaluation: str = ""


def read_parameters(path: Path) -> Request:
    """A params.in in either format. Raises StudyError with the line."""
    try:
        lines = [(number, line) for number, line in enumerate(path.read_text().splitlines(), 1) if line.strip()]
    except (OSError, UnicodeDecodeError) as error:
        raise StudyError(Problem("Dakota's parameters file cannot be read", str(path), getattr(error, "strerror", None) or str(error))) from None
    pairs = [(number, *_pair(line, f"{path}:{number}")) for number, line in lines]
    variables = {label: value for _, label, value in _block(pairs, "variables", path)}
    responses = {}
    for number, label, value in _block(pairs, "functions", path):
        if not value.isdigit():
            raise StudyError(Problem("an entry of the active set vector must be a whole number", f"{path}:{number}", value))
        responses[re.sub(r"^ASV_\d+:", "", label)] = int(value)
    evaluation = next((value for _, label, value in pairs if label in ("eval_id", "DAKOTA_EVAL_ID")), "")
    return Request(variables, responses, evaluation)


def _pair(line: str, place: str) -> tuple[str, str]:
    """(label, value) of a line of either format."""
    if line.lstrip().startswith("{"):
        match = _APREPRO.match(line)
        if match:
            return match.group(1), match.group(2) if match.group(2) is not None else match.group(3)
    elif match := _STANDARD.match(line):
        return match.group(2), match.group(1)
    raise StudyError(Problem("not a line of Dakota's parameters file", place, line.strip()[:60], "standard format: value label; aprepro: { label = value }"))


def _block(pairs: Sequence[tuple[int, str, str]], name: str, path: Path) -> list[tuple[int, str, str]]:
    """The entries that follow "2 variables" or "{ DAKOTA_VARS = 2 }"."""
    for index, (number, label, value) in enumerate(pairs):
        if _COUNTS.get(label) == name:
            if not value.isdigit() or index + int(value) >= len(pairs) + (value == "0"):
                raise StudyError(Problem(f"the file ends before the {value} {name} it announces", f"{path}:{number}"))
            return list(pairs[index + 1:index + 1 + int(value)])
    raise StudyError(Problem(f"the number of {name} is missing", str(path), "", 'it should have a line such as "2 variables" or "{ DAKOTA_VARS = 2 }"'))


def split_mapping(text: str, option: str) -> tuple[str, str, str]:
    """(label, name, unit) of "x1=needle.tip_radius [um]"."""
    label, equals, target = text.partition("=")
    match = _MAPPED.match(target)
    if not equals or not match:
        raise StudyError(Problem("not a mapping", option, text, f'write {option} x1="needle.tip_radius [um]"'))
    return label.strip(), match.group(1), (match.group(2) or "").strip()


def point_of(request: Request, mappings: Sequence[str], program: Program) -> dict[str, str]:
    """The point that the variables mean. Raises StudyError, also where a unit is left open."""
    known = {label: (name, unit) for label, name, unit in (split_mapping(text, "--variable") for text in mappings)}
    point, problems = {}, []
    for label in known:
        if label not in request.variables:
            problems.append(Problem(f'Dakota gives no variable "{label}"', "--variable", "", nearest(label, request.variables)))
    for label, value in request.variables.items():
        name, unit = known.get(label, (label, ""))
        try:
            parameter = program.parameter(name, f"variable {label}")
        except StudyError as error:
            problems += error.problems
            continue
        text = f"{value} {unit}".rstrip() if parameter.kind in ("quantity", "integer") else value
        if parameter.kind == "integer" and math.isfinite(float(value)):
            text = str(round(float(value)))
        problem = parameter.check(text, f"variable {label}")
        if problem:
            remedy = f'give its unit: --variable {label}="{name} [{parameter.unit}]"' if parameter.unit and not unit else problem.remedy
            problems.append(dataclasses.replace(problem, remedy=remedy))
        point[name] = text
    if problems:
        raise StudyError(problems)
    return point


def check_responses(request: Request, mappings: Sequence[str]) -> dict[str, tuple[str, str]]:
    """Response label to (quantity, unit or ""). Raises StudyError for derivatives."""
    known = {label: (name, unit) for label, name, unit in (split_mapping(text, "--response") for text in mappings)}
    for label, asked in request.responses.items():
        if asked & ~VALUE:
            raise StudyError(Problem("Dakota asks for derivatives; the program gives none", f"response {label}", str(asked), "use no_gradients or numerical_gradients"))
    return {label: known.get(label, (label, "")) for label in request.responses}


def results_text(request: Request, responses: Mapping[str, tuple[str, str]], result: CaseResult) -> str:
    """What results.out says: values with labels, or "FAIL" and the reason, which Dakota captures as a failed evaluation."""
    if not result.completed:
        return f"FAIL\n{result.status}: {result.reason}\n"
    lines = []
    for label, (name, unit) in responses.items():
        if not request.responses[label] & VALUE:
            continue
        entry = result.quantities.get(name)
        if entry is None:
            raise StudyError(Problem(f'the case has no quantity "{name}"', f"response {label}", "",
                                     nearest(name, result.quantities) or "name one with --response, see ./acumen describe --outputs"))
        if math.isnan(entry["value"]):
            return f"FAIL\n{name} has no value in this case (no puncture, no withdrawal)\n"
        value = units.convert(entry["value"], entry["unit"], unit) if unit else entry["value"]
        lines.append(f"{value:24.16e} {label}\n")
    return "".join(lines)
