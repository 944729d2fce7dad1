"""What results of the screening model must be told with, and names in plain words."""
from __future__ import annotations

import re
from collections.abc import Iterable

from viz.report import labels

from .criteria import known

ERROR = "screening model: a finite-element run gives this many times its number, 90 % of the time: "
OUTSIDE = "outside the space in which its error was measured"
_ENDS = {"low": "lower end", "high": "upper end"}


class Doubt(str):
    """A remark that lessens what the results are worth; the others only inform."""


def of_screening(warnings: Iterable[str]) -> Doubt | None:
    """That the screening model answered, and its error against finite elements, as its warnings tell it; None where it did not."""
    said = [text for text in warnings if text.startswith("screening model: ")]
    if not said:
        return None
    errors = next((f" In nine of ten runs finite elements gave this many times its number: {text.removeprefix(ERROR)}." for text in said if text.startswith(ERROR)),
                  " Its error is in the warnings of the runs.")
    return Doubt("Computed by the screening model: good for ranking designs, not for choosing one." + errors)


def quantity(name: str) -> str:
    """"needle's margin (lower end)" of strength.safety_factor.low."""
    base, _, end = name.rpartition(".")
    if end in _ENDS and base:
        return f"{quantity(base)} ({_ENDS[end]})"
    found = known(name).label
    return found if found != name else labels.label(name)


def condition(text: str) -> str:
    """"needle's margin >= 3" of strength.safety_factor >= 3."""
    name, rest = re.match(r"\s*([\w.]+)(.*)", text, re.S).groups()  # type: ignore[union-attr] - matches any requirement
    return quantity(name) + rest


def value(text: str) -> str:
    """A parameter's value with as many digits as a drawing has: "2.273 um" of 2.27300128 um."""
    number, blank, unit = text.partition(" ")
    try:
        return f"{float(number):.4g}{blank}{unit}"
    except ValueError:
        return text
