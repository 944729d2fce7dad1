"""Numbers as people read them: SI values in, text with a fitting unit out."""
from __future__ import annotations

import math

# SI unit: steps of (factor to SI, name) from small to large, the smallest listed being the last resort.
SCALES: dict[str, tuple[tuple[float, str], ...]] = {
    "m": ((1e-9, "nm"), (1e-6, "um"), (1e-3, "mm"), (1.0, "m")),
    "N": ((1e-6, "uN"), (1e-3, "mN"), (1.0, "N"), (1e3, "kN")),
    "J": ((1e-12, "pJ"), (1e-9, "nJ"), (1e-6, "uJ"), (1e-3, "mJ"), (1.0, "J")),
    "s": ((1e-3, "ms"), (1.0, "s"), (60.0, "min"), (3600.0, "h"), (86400.0, "days")),
    "kg": ((1e-12, "ng"), (1e-9, "ug"), (1e-6, "mg"), (1e-3, "g"), (1.0, "kg")),
    "Pa": ((1.0, "Pa"), (1e3, "kPa"), (1e6, "MPa"), (1e9, "GPa")),
    "m^2": ((1e-12, "um^2"), (1e-6, "mm^2"), (1e-4, "cm^2")),
    "m^3": ((1e-18, "um^3"), (1e-15, "pl"), (1e-12, "nl"), (1e-9, "ul"), (1e-6, "ml")),
    "kg/m^3": ((1e-9, "pg/ml"), (1e-6, "ng/ml"), (1e-3, "ug/ml"), (1.0, "mg/ml")),
    "kg/s": ((1e-12 / 3600.0, "ng/h"), (1e-9 / 3600.0, "ug/h"), (1e-6 / 3600.0, "mg/h")),
    "m^3/s": ((1e-9 / 60.0, "ul/min"), (1e-6 / 60.0, "ml/min")),
    "1/m^2": ((1e4, "1/cm^2"),),
}
# A unit is used until the number in it would reach this: 1500 um rather than 1.5 mm, 90 s rather than 1.5 min.
REACH = {"um": 10_000.0, "um^2": 10_000.0, "s": 120.0, "min": 120.0, "h": 72.0}
SMALLEST = 1e-6  # below this share of the smallest unit a number of physical size is printed as 0; so is a lesser probability
SHARES = ("probability", "fraction", "share", "coverage", "closure_error", "error", "recoil", "pain")


def percent(name: str) -> bool:
    """Whether a pure number of this name reads best as a percentage."""
    words = name.replace(" ", "_")
    return any(word in words for word in SHARES) and "ratio" not in words


def scale(value: float | None, unit: str) -> tuple[float, str]:
    """(factor, name): the unit in which a value of this size is read; divide the SI value by factor."""
    steps = SCALES.get(unit)
    if not steps:
        return 1.0, "" if unit == "1" else unit
    if value is None or value == 0.0 or not math.isfinite(value):
        middle = {"m": "um", "N": "mN", "J": "uJ", "s": "s", "kg": "ug", "m^2": "um^2", "m^3": "nl"}.get(unit)
        return next((step for step in steps if step[1] == middle), steps[0])
    for step in steps:
        if abs(value) / step[0] < REACH.get(step[1], 1000.0):
            return step
    return steps[-1]


def digits(value: float, figures: int = 3) -> str:
    """value with so many significant figures, in plain notation where that is short."""
    if value == 0.0:
        return "0"
    if not math.isfinite(value):
        return "none" if math.isnan(value) else ("infinite" if value > 0.0 else "-infinite")
    if value == round(value) and abs(value) < 10 ** figures:
        return str(round(value))
    size = math.floor(math.log10(abs(value)))
    if size < -4 or size > 6:
        return f"{value:.{figures - 1}e}"
    places = max(figures - 1 - size, 0)
    text = f"{value:.{places}f}"
    return text.rstrip("0").rstrip(".") if "." in text and size < 0 else text


def show(value: float | None, unit: str = "1", name: str = "", figures: int = 3) -> str:
    """"15.4 mN" for (0.01541, "N"); "none" where there is no value. `name` decides whether a pure number is a percentage."""
    if value is None:
        return "none"
    if unit == "1":
        value = 0.0 if "probability" in name and abs(value) < SMALLEST else value
        return f"{digits(100.0 * value, figures)} %" if percent(name) else digits(value, figures)
    factor, symbol = scale(value, unit)
    scaled = value / factor
    return f"{digits(0.0 if abs(scaled) < SMALLEST else scaled, figures)} {symbol}"


def interval(low: float | None, high: float | None, value: float | None, unit: str = "1", name: str = "", figures: int = 2) -> str:
    """"0.95 to 4.3": both ends in the unit in which `value` is shown; empty where there is no interval."""
    if low is None or high is None:
        return ""
    if unit == "1":
        factor, symbol = (0.01, "%") if percent(name) else (1.0, "")
    else:
        factor, symbol = scale(value if value else high, unit)
    ends = [end / factor for end in (low, high)]
    least = SMALLEST * (100.0 if "probability" in name else 1.0)
    texts = [digits(0.0 if abs(end) < least else end, figures) for end in ends]
    return f"{texts[0]} to {texts[1]} {symbol}".rstrip()


def with_interval(value: float | None, low: float | None, high: float | None, unit: str = "1", name: str = "") -> str:
    """"2.0 (0.95 to 4.3)": value and, where there is one, its interval in brackets."""
    text = show(value, unit, name)
    span = interval(low, high, value, unit, name)
    return f"{text} ({span})" if span else text
