"""Outcomes by which designs are judged: names as in `acumen describe --outputs`, directions, and requirements on them."""
from __future__ import annotations

import dataclasses
import re
import subprocess
from collections.abc import Iterable
from pathlib import Path

from . import units
from .errors import Problem, StudyError, nearest

SENSES = {"less": 1.0, "more": -1.0}
MARGIN_NAMES = ("strength.safety_factor",)


@dataclasses.dataclass(frozen=True)
class Outcome:
    """A row of the comparison. sense: less or more is better, or "" where neither is. ranks: decides who is best by default."""

    name: str
    label: str
    sense: str
    ranks: bool = False

    @property
    def sign(self) -> float:
        """+1 where less is better, -1 where more is: sign * value is to be small."""
        return SENSES[self.sense]


OUTCOMES = (
    Outcome("insertion.puncture_force", "puncture force", "less", True),
    Outcome("insertion.maximum_force", "largest force", "less"),
    Outcome("insertion.penetration_depth", "penetration depth", "more", True),
    Outcome("wound.reach", "depth of the wound", ""),
    Outcome("strength.safety_factor", "needle's margin", "more", True),
    Outcome("strength.probability_of_failure", "needle fails", "less"),
    Outcome("bleeding.probability_any", "visible bleeding", "less", True),
    Outcome("bleeding.volume", "blood lost", "less"),
    Outcome("drug.maximum_load", "drug it can carry", "more", True),
    Outcome("drug.delivered", "drug delivered", "more", True),
    Outcome("drug.delivered_fraction", "share delivered", "more"),
    Outcome("pain.relative", "pain over 26G needle", "less", True),
    Outcome("healing.closure_time", "channels closed in", "less", True),
    Outcome("healing.barrier_recovery_time", "barrier restored in", "less"),
    Outcome("healing.redness_duration", "redness shows for", "less"),
)
_BY_NAME = {outcome.name: outcome for outcome in OUTCOMES}


@dataclasses.dataclass(frozen=True)
class Requirement:
    """quantity >= or <= limit; limit in the SI unit of the quantity once `in_unit` has been called."""

    name: str
    at_least: bool
    text: str
    limit: float
    unit: str

    def in_unit(self, unit: str) -> "Requirement":
        """The same with its limit in the quantity's own unit. Raises StudyError where the dimensions differ."""
        try:
            limit = units.convert(self.limit, self.unit or "1", unit)
        except units.UnitError as error:
            raise StudyError(Problem("the limit's unit does not fit the quantity", self.name, self.text, f"{error}; give it in {unit}")) from None
        return dataclasses.replace(self, limit=limit, unit=unit)

    def shortfall(self, value: float) -> float:
        """Above 0 where the value misses the limit, by so much (SI)."""
        return self.limit - value if self.at_least else value - self.limit

    def met(self, value: float) -> bool:
        """Whether the value meets the limit."""
        return self.shortfall(value) <= 0.0


_REQUIREMENT = re.compile(r"\s*([\w.]+)\s*(>=|<=|=>|=<|>|<)\s*(.+?)\s*$")


def parse_requirement(text: str) -> Requirement:
    """"drug.maximum_load >= 200 ug" as a Requirement. Raises StudyError."""
    match = _REQUIREMENT.match(str(text))
    remedy = 'write a quantity, >= or <=, and a value with its unit: "drug.maximum_load >= 200 ug"'
    if not match:
        raise StudyError(Problem("not a requirement", "", str(text), remedy))
    try:
        limit, unit = units.split(match.group(3))
    except units.UnitError as error:
        raise StudyError(Problem(f"not a requirement: {error}", match.group(1), str(text), remedy)) from None
    return Requirement(match.group(1), ">" in match.group(2), " ".join(str(text).split()), limit, unit)


def parse_criterion(text: str) -> Outcome:
    """"pain.relative:less" as an Outcome that ranks; the direction may be left out where the table knows it."""
    name, _, sense = str(text).partition(":")
    name, sense = name.strip(), sense.strip() or getattr(_BY_NAME.get(name.strip()), "sense", "")
    if sense not in SENSES:
        raise StudyError(Problem("a criterion needs a direction", name, str(text), f"{name}:less or {name}:more"))
    label = _BY_NAME[name].label if name in _BY_NAME else name
    return Outcome(name, label, sense, True)


def known(name: str) -> Outcome:
    """The outcome of this name, without a direction where the table has none."""
    return _BY_NAME.get(name, Outcome(name, name, ""))


def output_units(program: Path) -> dict[str, str]:
    """{quantity: SI unit} of everything `acumen describe --outputs` lists; names of layers are not resolved."""
    done = subprocess.run([str(program), "describe", "--outputs"], capture_output=True, text=True, check=False)
    rows = [line.split(None, 2) for line in done.stdout.splitlines()]
    return {row[0]: row[1] for row in rows if len(row) == 3 and "." in row[0]}


def _pattern(name: str, valid: Iterable[str]) -> str | None:
    """The entry of `valid` that the name is, or is an instance of: wound.dermis.depth of wound.<layer>.depth."""
    for entry in valid:
        if entry == name or ("<" in entry and re.fullmatch(re.sub(r"<\w+>", r"\\w+", entry.replace(".", r"\.")), name)):
            return entry
    return None


def check_names(names: Iterable[str], valid: dict[str, str], place: str) -> None:
    """Raises StudyError for names that are no output quantity."""
    problems = [Problem("no such output quantity", place, name, f"{nearest(name, valid)} acumen describe --outputs lists all".strip())
                for name in names if _pattern(name, valid) is None]
    if problems:
        raise StudyError(problems)


def unit_of(name: str, valid: dict[str, str]) -> str:
    """SI unit of the quantity, "1" where nothing is known."""
    return valid.get(_pattern(name, valid) or "", "1")
