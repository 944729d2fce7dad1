"""A study read from YAML: what is varied and how, validated against the program's own list of parameters."""
from __future__ import annotations

import dataclasses
import fnmatch
import re
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import yaml

from . import sampling, units
from .case_key import read_case
from .errors import Problem, StudyError, nearest
from .program import Parameter, Program
from .sampling import Axis, Point

KEYS = ("title", "case", "model", "set", "parameters", "sampling", "scatter", "outputs", "engine", "time_limit", "keep", "workers")
ENGINES = ("local", "slurm")
KEEP = ("summary", "history", "all")
MOST_POINTS = 1_000_000


@dataclasses.dataclass(frozen=True)
class Study:
    """A study ready to run. points: one map parameter to text a case; design and repeat: which design and which draw of its scatter each is."""

    file: Path
    title: str
    case: Path
    points: list[Point]
    design: list[int]
    repeat: list[int]
    parameters: dict[str, Parameter]
    outputs: list[str]
    engine: str = "local"
    time_limit: float | None = None
    keep: str = "history"
    workers: int | None = None
    text: str = ""


class _Reader:
    """Collects every problem of a study file before it gives up."""

    def __init__(self, file: Path, program: Program):
        self.file, self.program = file, program
        self.problems: list[Problem] = []
        self.parameters: dict[str, Parameter] = {}

    def place(self, key: str) -> str:
        return f"{self.file}: {key}"

    def attempt(self, action: Callable[[], Any], otherwise: Any = None) -> Any:
        try:
            return action()
        except StudyError as error:
            self.problems += error.problems
            return otherwise

    def report(self, rule: str, key: str, value: Any = "", remedy: str = "") -> None:
        self.problems.append(Problem(rule, self.place(key), "" if value is None else str(value), remedy))

    def finish(self) -> None:
        if self.problems:
            raise StudyError(dict.fromkeys(self.problems))

    def parameter(self, name: str, key: str) -> Parameter | None:
        if name not in self.parameters:
            found = self.attempt(lambda: self.program.parameter(name, self.place(key)))
            if found is None:
                return None
            self.parameters[name] = found
        return self.parameters[name]


def load_yaml(file: Path) -> tuple[dict[str, Any], str]:
    """The study file as a dictionary, and its text. Raises StudyError."""
    try:
        text = file.read_text()
        tree = yaml.safe_load(text)
    except OSError as error:
        raise StudyError(Problem("the study file cannot be read", str(file), error.strerror or "", "check the name and the folder")) from None
    except UnicodeDecodeError:
        raise StudyError(Problem("this is not a text file", str(file), "", "see scenarios/studies for examples")) from None
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        where = f"{file}:{mark.line + 1}:{mark.column + 1}" if mark else str(file)
        raise StudyError(Problem(f"not valid YAML: {getattr(error, 'problem', error)}", where)) from None
    if not isinstance(tree, dict):
        raise StudyError(Problem("a study file holds key: value entries", str(file), str(tree)[:60], "see scenarios/studies for examples"))
    return tree, text


def read_study(file: Path, program: Program, known_keys: Iterable[str] = KEYS) -> Study:
    """Reads and samples a study. Raises StudyError with every problem at once.

    known_keys: top-level keys allowed; what builds on studies may add its own.
    """
    file = Path(file)
    tree, text = load_yaml(file)
    reader = _Reader(file, program)
    keys = list(known_keys)
    for key in tree:
        if key not in keys:
            reader.report(f'unknown key "{key}"', str(key), "", nearest(str(key), keys) or "valid here: " + ", ".join(keys))
    case = _case(reader, tree)
    fixed = _fixed(reader, tree)
    designs = _designs(reader, tree)
    reader.finish()
    designs = [{**fixed, **point} for point in designs]
    points, design, repeat = _scattered(reader, tree, designs, read_case(case))
    _check_points(reader, points)
    outputs = _outputs(reader, tree)
    engine = _choice(reader, tree, "engine", ENGINES)
    keep = _choice(reader, tree, "keep", KEEP, "history")
    time_limit = _time_limit(reader, tree)
    workers = tree.get("workers")
    if workers is not None and (not isinstance(workers, int) or isinstance(workers, bool) or workers < 1):
        reader.report("workers must be a whole number from 1 on", "workers", workers)
    reader.finish()
    title = str(tree.get("title", file.stem))
    return Study(file, title, case, points, design, repeat, reader.parameters, outputs, engine, time_limit, keep, workers, text)


def _case(reader: _Reader, tree: dict[str, Any]) -> Path:
    if not isinstance(tree.get("case"), str):
        reader.report("the base case is missing", "case", tree.get("case", ""), "name a case file, for example case: ../cases/forearm_cone.yaml")
        return Path()
    path = reader.file.parent / tree["case"]
    reader.attempt(lambda: read_case(path))
    return path


def _fixed(reader: _Reader, tree: dict[str, Any]) -> Point:
    """The settings that all points share."""
    given = tree.get("set", {})
    if not isinstance(given, dict):
        reader.report("set holds parameter: value entries", "set", given)
        given = {}
    fixed = {str(name): sampling.text_of(value) for name, value in given.items()}
    if "model" in tree:
        fixed["model"] = sampling.text_of(tree["model"])
    for name, value in fixed.items():
        key = name if name == "model" else f"set: {name}"
        parameter = reader.parameter(name, key)
        problem = parameter and parameter.check(value, reader.place(key))
        if problem:
            reader.problems.append(problem)
    return fixed


def _designs(reader: _Reader, tree: dict[str, Any]) -> list[Point]:
    """The points before scatter."""
    how = tree.get("sampling", {"method": "grid"})
    if not isinstance(how, dict):
        how = {"method": how}
    method = how.get("method", "grid")
    needs_size = method in ("latin_hypercube", "sobol", "random")
    allowed = {"method", *(("size", "seed") if needs_size else ()), *(("file",) if method == "csv" else ())}
    if method not in sampling.METHODS:
        reader.report("no such sampling method", "sampling: method", method, nearest(str(method), sampling.METHODS) or "one of: " + ", ".join(sampling.METHODS))
        return []
    for key in set(how) - allowed:
        reader.report(f'{method} takes no "{key}"', "sampling", how[key], "it takes " + ", ".join(sorted(allowed)))
    if method == "csv":
        return _table(reader, tree, how)
    axes = _axes(reader, tree.get("parameters"), "parameters")
    size = _whole(reader, how, "size", 1, MOST_POINTS) if needs_size else 0
    seed = _whole(reader, how, "seed", 0, 2**31 - 1, 0)
    if reader.problems:
        return []
    if not axes:
        # Only scatter around the base case.
        return [{}]
    points = reader.attempt(lambda: sampling.sample(axes, method, size, seed, reader.place("sampling")), [])
    if len(points) > MOST_POINTS:
        reader.report(f"more than {MOST_POINTS} points", "sampling", len(points))
    return points


def _table(reader: _Reader, tree: dict[str, Any], how: dict[str, Any]) -> list[Point]:
    if "parameters" in tree:
        reader.report("a csv study has its parameters in the table", "parameters", "", "leave them out, or use another sampling method")
    if not isinstance(how.get("file"), str):
        reader.report("the table is missing", "sampling: file", how.get("file", ""), "for example file: designs.csv")
        return []
    path = reader.file.parent / how["file"]
    points = reader.attempt(lambda: sampling.read_csv(path, reader.place("sampling: file")), [])
    for name in dict.fromkeys(name for point in points for name in point):
        reader.parameter(name, f"sampling: file {how['file']}")
    return points


def _axes(reader: _Reader, entries: Any, key: str) -> list[Axis]:
    if entries is None:
        return []
    if not isinstance(entries, dict):
        reader.report(f"{key} holds parameter: values entries", key, entries)
        return []
    axes = []
    for name, entry in entries.items():
        parameter = reader.parameter(str(name), f"{key}: {name}")
        axis = parameter and reader.attempt(lambda: sampling.read_axis(parameter, entry, reader.place(f"{key}: {name}")))
        if axis:
            axes.append(axis)
    return axes


def _whole(reader: _Reader, tree: dict[str, Any], key: str, low: int, high: int, default: int | None = None) -> int:
    value = tree.get(key, default)
    if not isinstance(value, int) or isinstance(value, bool) or not low <= value <= high:
        reader.report(f"{key} must be a whole number from {low} to {high}", f"sampling: {key}", "nothing" if value is None else value)
        return low
    return value


def _at(tree: Any, path: str) -> Any:
    for key in path.split("."):
        if isinstance(tree, list) and key.isdigit() and int(key) < len(tree):
            tree = tree[int(key)]
        else:
            tree = tree.get(key) if isinstance(tree, dict) else None
    return tree.get("value") if isinstance(tree, dict) and "value" in tree else tree


def _scattered(reader: _Reader, tree: dict[str, Any], designs: list[Point], base: dict[str, Any]) -> tuple[list[Point], list[int], list[int]]:
    """Each design as often as scatter.samples says; all designs get the same quantiles, so that they compare like for like."""
    scatter = tree.get("scatter")
    if scatter is None:
        return designs, list(range(len(designs))), [0] * len(designs)
    if not isinstance(scatter, dict) or not isinstance(scatter.get("parameters"), dict) or not scatter["parameters"]:
        reader.report("scatter needs samples, and parameters with distributions", "scatter", scatter)
        return [], [], []
    for key in set(scatter) - {"samples", "seed", "parameters"}:
        reader.report(f'unknown key "{key}"', f"scatter: {key}", "", "valid here: samples, seed, parameters")
    samples, seed = _whole(reader, scatter, "samples", 1, MOST_POINTS), _whole(reader, scatter, "seed", 0, 2**31 - 1, 0)
    if len(designs) * samples > MOST_POINTS:
        reader.report(f"more than {MOST_POINTS} points", "scatter: samples", len(designs) * samples)
    factories = [_around(reader, str(name), entry, base) for name, entry in scatter["parameters"].items()]
    axes = [axis for axis in factories if axis]
    for axis in axes:
        reader.attempt(lambda: axis(designs[0]))
    if reader.problems:
        return [], [], []
    quantiles = sampling.unit_points("latin_hypercube", samples, len(axes), seed)
    points = [point for design in designs for point in reader.attempt(lambda: sampling.repeated(design, axes, quantiles), [])]
    return points, [i for i in range(len(designs)) for _ in range(samples)], list(range(samples)) * len(designs)


def _around(reader: _Reader, name: str, entry: Any, base: dict[str, Any]) -> Callable[[Point], Axis] | None:
    """The axis of a scattered parameter around a design's nominal value."""
    place = reader.place(f"scatter: parameters: {name}")
    parameter = reader.parameter(name, f"scatter: parameters: {name}")
    if parameter is None:
        return None
    if isinstance(entry, dict) and {"from", "to"} & set(entry):
        reader.problems.append(Problem("scatter needs a distribution, or values with weights", place, str(entry)))
        return None
    nominal_of_base = _at(base, name)

    def axis(point: Point) -> Axis:
        nominal = point.get(name) or (sampling.text_of(nominal_of_base) if nominal_of_base is not None else parameter.default)
        return sampling.read_axis(parameter, entry, place, nominal)

    return axis


def _check_points(reader: _Reader, points: list[Point]) -> None:
    """Every value against its parameter's range; at most five problems are shown."""
    found: list[Problem] = []
    for index, point in enumerate(points):
        for name, value in point.items():
            parameter = reader.parameters.get(name)
            problem = parameter and parameter.check(value, reader.place(f"point {index}"))
            if problem:
                remedy = problem.remedy or "mend the values; a distribution is cut off with low and high"
                found.append(dataclasses.replace(problem, remedy=remedy))
    reader.problems += found[:5]
    if len(found) > 5:
        reader.report(f"and {len(found) - 5} more values outside their ranges", "points")


def _outputs(reader: _Reader, tree: dict[str, Any]) -> list[str]:
    """Names or patterns of the quantities wanted; all where nothing is given."""
    wanted = tree.get("outputs", ["*"])
    if isinstance(wanted, str):
        wanted = [wanted]
    if not isinstance(wanted, list) or not all(isinstance(name, str) for name in wanted):
        reader.report("outputs is a list of names of quantities", "outputs", wanted, "for example [insertion.puncture_force, wound.*]")
        return []
    known = reader.program.outputs()
    for name in wanted:
        if not any(fnmatch.fnmatch(re.sub("<[^>]*>", "x", output), name) or _fits(output, name) for output in known):
            reader.report(f'no output quantity is called "{name}"', "outputs", "", nearest(name, known) or "./acumen describe --outputs lists all")
    return list(wanted)


def _fits(output: str, name: str) -> bool:
    """Whether "wound.stratum_corneum.depth" is one of "wound.<layer>.depth"."""
    pattern = "".join("[^.]+" if part.startswith("<") else re.escape(part) for part in re.split("(<[^>]*>)", output))
    return re.fullmatch(pattern, name) is not None


def _choice(reader: _Reader, tree: dict[str, Any], key: str, choices: tuple[str, ...], default: str = "local") -> str:
    value = str(tree.get(key, default))
    if value not in choices:
        reader.report(f"no such {key}", key, value, nearest(value, choices) or "one of: " + ", ".join(choices))
    return value


def _time_limit(reader: _Reader, tree: dict[str, Any]) -> float | None:
    if "time_limit" not in tree:
        return None
    try:
        value = units.parse(str(tree["time_limit"]), "s")
        if units.split(str(tree["time_limit"]))[1] and value > 0:
            return value
    except units.UnitError:
        pass
    reader.report("the time limit of a case is a time above zero, with its unit", "time_limit", tree["time_limit"], "for example 10 min")
    return None
