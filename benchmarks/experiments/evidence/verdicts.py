"""Predictions against measurements: one row a comparison or trend, with interval, ratio and verdict.

Verdicts of a comparison: `agrees` (within the factor, 1.5 unless stated, of the measured range), `interval covers` (it is not, but the
prediction's interval reaches the measured range), `missed`, `no value`. Of a trend: `shown`, `not shown`, `no value`.
"""
import dataclasses
import math

from . import values

FACTOR = 1.5


@dataclasses.dataclass
class Row:
    """One line of the table; numbers in `unit`. `low`, `high`: the prediction's interval, None where no study applies."""

    experiment: str
    role: str
    kind: str
    name: str
    unit: str
    measured: str
    predicted: float
    low: float
    high: float
    ratio: float
    verdict: str
    note: str = ""
    x: float = None
    measured_range: tuple = (None, None)
    interval: str = None
    calibrates: str = None

    @property
    def good(self):
        return self.verdict in ("agrees", "interval covers", "shown")


def text_of_range(low, high):
    if low is None:
        return f"< {high:g}"
    if high is None:
        return f"> {low:g}"
    return f"{low:g}" if low == high else f"{low:g}-{high:g}"


def compare(experiment, entry, results, intervals):
    """Row of a comparison. intervals: {quantity: (low factor, high factor)} on the prediction."""
    low, high = entry["measured"]
    scale = values.UNITS.get(entry["unit"], 1.0) if entry["unit"] != "1" else 1.0
    row = Row(experiment.name, experiment.data["role"], "value", entry["name"], entry["unit"], text_of_range(low, high),
              None, None, None, None, "no value", entry.get("note", ""), entry.get("x"), (low, high))
    try:
        row.predicted = values.evaluate(entry["predicted"], results) / scale
    except values.Missing as missing:
        row.note = f"{missing}" + (f"; {row.note}" if row.note else "")
        return row
    row.interval, row.calibrates = entry.get("interval"), experiment.data.get("calibrates")
    if entry.get("interval") in intervals:
        factors = intervals[entry["interval"]]
        row.low, row.high = row.predicted * factors[0], row.predicted * factors[1]
    middle = math.sqrt(low * high) if low and high else (low or high)
    row.ratio = row.predicted / middle if middle else None
    factor = entry.get("factor", FACTOR)
    lower, upper = -math.inf if low is None else low, math.inf if high is None else high
    if (low is None or row.predicted >= lower / factor) and (high is None or row.predicted <= upper * (factor if low is not None else 1)):
        row.verdict = "agrees"
    elif row.low is not None and row.high >= lower and row.low <= upper:
        row.verdict = "interval covers"
    else:
        row.verdict = "missed"
    return row


def judge_trend(experiment, entry, results):
    low, high = entry["expected"]
    row = Row(experiment.name, experiment.data["role"], "trend", entry["name"], "1", entry["measured"], None, None, None, None, "no value",
              entry.get("note", ""), None, (low, high))
    try:
        row.predicted = values.evaluate(entry["predicted"], results)
    except values.Missing as missing:
        row.note = str(missing)
        return row
    inside = (low is None or row.predicted >= low) and (high is None or row.predicted <= high)
    row.verdict = "shown" if inside else "not shown"
    return row


def all_rows(experiments, results, intervals):
    rows = []
    for experiment in experiments:
        if experiment.name not in results:
            continue
        for entry in experiment.data.get("comparisons", []):
            rows.append(compare(experiment, entry, results[experiment.name], intervals))
        for entry in experiment.data.get("trends", []):
            rows.append(judge_trend(experiment, entry, results[experiment.name]))
    return rows
