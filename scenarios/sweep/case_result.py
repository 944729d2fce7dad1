"""What is known of one case after it has been tried."""
from __future__ import annotations

import dataclasses
import json
import math
from pathlib import Path
from typing import Any

STATUS_OF_EXIT_CODE = {0: "completed", 3: "not_converged", 4: "stopped"}
RECORD, SUMMARY, LOG = "record.json", "summary.json", "log.txt"
TIMINGS = ("solver.wall_time",)
"""Quantities that differ from run to run; CaseResult.wall_time has the time."""


@dataclasses.dataclass(frozen=True)
class CaseResult:
    """One case: where it lies, how it ended, and its output quantities.

    status: completed, stopped (at its time limit), not_converged, or failed.
    exit_code: the program's; minus the signal's number where one killed it.
    reason: why it did not complete, in one line; empty for completed cases.
    quantities: dotted name to {"value", "unit", "low", "high"}; numbers in SI units, nan where there is no value or no
        interval; what a case had reached before it ended otherwise than completed is kept.
    overrides: the point: parameter to text with unit.
    wall_time: [s]; peak_memory: [byte], 0 where not known.
    key: content hash; empty folder contents are possible for cases that failed before writing anything.
    final: whether the same case would end alike (False: killed, or full disk).
    warnings: what the program says of its numbers.
    """

    folder: Path
    status: str
    exit_code: int
    reason: str
    quantities: dict[str, dict[str, Any]]
    overrides: dict[str, str]
    wall_time: float
    peak_memory: int = 0
    key: str = ""
    final: bool = True
    warnings: tuple[str, ...] = ()

    @property
    def completed(self) -> bool:
        return self.status == "completed"


def _number(value: Any) -> float:
    return math.nan if value is None else float(value)


def read_quantities(folder: Path) -> dict[str, dict[str, Any]]:
    """The quantities of a folder's summary.json without timings; empty where there is no summary."""
    return read_answer(folder)[0]


def read_answer(folder: Path) -> tuple[dict[str, dict[str, Any]], tuple[str, ...]]:
    """The quantities and warnings of a folder's summary.json; empty where there is none."""
    try:
        summary = json.loads((folder / SUMMARY).read_text())
    except FileNotFoundError:
        return {}, ()
    return numbers_of(summary["quantities"]), tuple(map(str, summary.get("warnings", ())))


def numbers_of(quantities: dict[str, dict[str, Any]]) -> dict[str, dict[str, Any]]:
    """Quantities as the program writes them, with nan for null, and without timings."""
    return {name: {"value": _number(entry["value"]), "unit": entry["unit"], "low": _number(entry.get("low")), "high": _number(entry.get("high"))}
            for name, entry in quantities.items() if name not in TIMINGS}


def status_of(exit_code: int) -> str:
    """The status that a program's exit code means."""
    return STATUS_OF_EXIT_CODE.get(exit_code, "failed")
