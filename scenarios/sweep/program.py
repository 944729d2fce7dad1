"""What the program says of itself: its parameters and outputs, from which studies are validated."""
from __future__ import annotations

import dataclasses
import json
import re
import subprocess
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from . import units
from .errors import EngineError, Problem, StudyError, nearest

_RANGE = re.compile(r"Allowed: (above |at least |at most )?(\S.*?)(?: to (\S.*?))?\.(?: Source: .*)?$")


@dataclasses.dataclass(frozen=True)
class Parameter:
    """One input parameter. kind: quantity, integer, boolean, choice or text; low and high in `unit` ("" for pure numbers)."""

    name: str
    kind: str
    unit: str = ""
    low: float = float("-inf")
    high: float = float("inf")
    allowed: str = ""
    choices: tuple[str, ...] = ()
    default: str | None = None

    def check(self, text: str, place: str) -> Problem | None:
        """What is wrong with the value, if anything; text parameters and files are left to the program."""
        if self.kind == "choice" and text not in self.choices:
            return Problem(f"{self.name}: not one of the choices", place, text, nearest(text, self.choices) or "one of: " + ", ".join(self.choices))
        if self.kind == "boolean" and text not in ("true", "false"):
            return Problem(f"{self.name}: neither true nor false", place, text)
        if self.kind not in ("quantity", "integer"):
            return None
        try:
            value = units.parse(text, self.unit or "1") if not self._bare(text) else float("nan")
        except units.UnitError as error:
            return Problem(f"{self.name}: {error}", place, text, f"allowed: {self.allowed}")
        if value != value:
            return Problem(f"{self.name}: the unit is missing", place, text, f"allowed: {self.allowed}")
        slack = 1e-9 * max(abs(self.low) if self.low > float("-inf") else 0.0, abs(value))
        if not self.low - slack <= value <= self.high + slack:
            return Problem(f"{self.name}: outside its allowed range {self.allowed}", place, text)
        return None

    def _bare(self, text: str) -> bool:
        return bool(self.unit) and units.split(text)[1] == ""


class Program:
    """The executable, asked once for its JSON Schema and its outputs."""

    def __init__(self, path: Path):
        self.path = Path(path)
        self._schema: dict[str, Any] = json.loads(self._ask("schema"))

    def _ask(self, *arguments: str) -> str:
        try:
            done = subprocess.run([str(self.path), *arguments], capture_output=True, text=True, check=False, timeout=120)
        except (OSError, subprocess.TimeoutExpired) as error:
            raise EngineError(f"the program {self.path} does not start: {error}") from error
        if done.returncode != 0:
            raise EngineError(f"{self.path} {' '.join(arguments)} failed: {done.stderr.strip()[:400]}")
        return done.stdout

    def names(self) -> list[str]:
        """Every parameter; entries of lists by 0, of named groups by <name>."""
        return list(_names(self._schema, ""))

    def parameter(self, name: str, place: str) -> Parameter:
        """The parameter's declaration. Raises StudyError with the nearest name where there is none."""
        node: Any = self._schema
        for key in name.split("."):
            node = _step(node, key)
            if node is None:
                raise StudyError(Problem(f'"{name}" is not a parameter', place, "", nearest(name, self.names()) or "./acumen describe lists all"))
        if "anyOf" not in node:
            raise StudyError(Problem(f'"{name}" is a group of parameters', place, "", "name one of " + ", ".join(_names(node, name + "."))[:200]))
        return _parameter(name, node)

    def outputs(self) -> list[str]:
        """Names of the output quantities; <layer> stands for any layer."""
        return [line.split()[0] for line in self._ask("describe", "--outputs").splitlines() if line and not line.startswith(" ")]

    def require(self, case: Path, *points: dict[str, str]) -> None:
        """Raises StudyError with the program's own word where it rejects the case at every one of these points."""
        said = [self.rejection(case, point) for point in points]
        if all(said):
            raise StudyError(Problem(f"the program rejects the case\n{said[0]}", str(case), ", ".join(f"{name} = {text}" for name, text in points[0].items())))

    def rejection(self, case: Path, overrides: dict[str, str]) -> str:
        """What `acumen check` says against the case; empty where it accepts it."""
        line = [str(self.path), "check", str(case)]
        for name, value in overrides.items():
            line += ["--set", f"{name}={value}"]
        done = subprocess.run(line, capture_output=True, text=True, check=False)
        return done.stderr.strip() or f"exit code {done.returncode}" if done.returncode else ""


def _step(node: Any, key: str) -> Any:
    if node.get("type") == "array":
        return node["items"] if key.isdigit() else None
    properties = node.get("properties", {})
    if key in properties:
        return properties[key]
    extra = node.get("additionalProperties")
    return extra if isinstance(extra, dict) else None


def _names(node: Any, prefix: str) -> Iterable[str]:
    if "anyOf" in node:
        yield prefix.rstrip(".")
    elif node.get("type") == "array":
        yield from _names(node["items"], prefix + "0.")
    else:
        for key, child in node.get("properties", {}).items():
            yield from _names(child, f"{prefix}{key}.")
        if isinstance(node.get("additionalProperties"), dict):
            yield from _names(node["additionalProperties"], prefix + "<name>.")


def _parameter(name: str, node: Any) -> Parameter:
    value, default = node["anyOf"][0], node.get("default")
    if "enum" in value:
        return Parameter(name, "choice", choices=tuple(value["enum"]), default=default)
    kind = {"integer": "integer", "boolean": "boolean"}.get(value.get("type", ""), "text")
    if "pattern" in value or "anyOf" in value:
        kind = "quantity"
    if kind not in ("quantity", "integer"):
        return Parameter(name, kind, default=default)
    low, high, unit, allowed = _range(node["description"])
    return Parameter(name, kind, unit, low, high, allowed, default=default)


def _range(description: str) -> tuple[float, float, str, str]:
    """Bounds in the unit of the first one, from "Allowed: 50 nm to 5 mm."."""
    match = _RANGE.search(description)
    if not match or match.group(2) == "any":
        return float("-inf"), float("inf"), "", "any"
    word, first, second = match.groups()
    low, unit = units.split(first)
    high = units.parse(second, unit or "1") if second else float("inf")
    if word == "at most ":
        low, high = float("-inf"), low
    return low, high, unit, match.group(0).partition(" Source: ")[0].removeprefix("Allowed: ").rstrip(".")
