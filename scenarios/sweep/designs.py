"""Designs to be compared: result folders read, and case files computed (or found in the store)."""
from __future__ import annotations

import contextlib
import dataclasses
import json
import math
import os
import threading
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

from . import force_curve
from .case_key import read_case
from .case_result import SUMMARY, CaseResult, read_quantities
from .errors import Problem, StudyError
from .evaluator import Evaluator
from .local_engine import cores
from .pareto import Estimate
from .program import Program
from .settings import Task


@dataclasses.dataclass(frozen=True)
class Design:
    """One design: how it is called, where it came from, how its run ended, and its quantities {name: value, unit, low, high} (SI, nan = none).

    skin: text that is the same for designs in the same skin; empty where it is not known."""

    label: str
    source: str
    folder: str
    status: str
    exit_code: int
    reason: str
    quantities: dict[str, dict[str, Any]]
    model: str = ""
    warnings: tuple[str, ...] = ()
    assumptions: tuple[str, ...] = ()
    skin: str = ""

    @property
    def completed(self) -> bool:
        return self.status == "completed"

    def value(self, name: str) -> float:
        """SI value of a quantity, nan where the design has none."""
        return float(self.quantities.get(name, {}).get("value", math.nan))

    def estimate(self, name: str) -> Estimate | None:
        """Value and interval, None where the design has no value."""
        entry = self.quantities.get(name)
        if entry is None or not math.isfinite(entry["value"]):
            return None
        low, high = (entry[end] if math.isfinite(entry[end]) else None for end in ("low", "high"))
        return Estimate(entry["value"], low, high)


def labels(sources: Sequence[str]) -> list[str]:
    """Short different names: the file's or folder's own, with as many parents as it takes, or numbered where the same one stands twice."""
    paths = [Path(source).resolve() for source in sources]
    for depth in range(1, max(len(path.parts) for path in paths) + 1):
        names = ["/".join([*path.parts[-depth:-1], path.stem if path.is_file() else path.name]) for path in paths]
        if len(set(names)) == len(names):
            return names
    return [f"{path.stem}.{number}" for number, path in enumerate(paths, 1)]


def _read_summary(folder: Path) -> dict[str, Any]:
    try:
        return json.loads((folder / SUMMARY).read_text())
    except FileNotFoundError:
        problem = Problem("no result folder: it holds no summary.json", str(folder), "", "give a case file, or a folder written by ./acumen run")
        raise StudyError(problem) from None
    except (OSError, ValueError) as error:
        raise StudyError(Problem("the results cannot be read", str(folder / SUMMARY), str(error), "compute the case again")) from None


def _reason(summary: dict[str, Any]) -> str:
    notes = [*summary.get("notes", []), *summary.get("warnings", [])]
    return "" if summary.get("status") == "completed" or not notes else str(notes[0])


def _case(folder: Path) -> dict[str, Any]:
    """The design's case as far as its folder says."""
    with contextlib.suppress(StudyError):
        return read_case(folder / "case.yaml")
    return {}


def read_design(folder: Path, label: str, source: str = "", found: CaseResult | None = None) -> Design:
    """The design whose results lie in `folder`; `found`: its CaseResult, which knows how it ended also where there is no summary."""
    if found is not None and not (folder / SUMMARY).exists():
        return Design(label, source, str(folder), found.status, found.exit_code, found.reason, found.quantities)
    summary = _read_summary(folder)
    try:
        quantities = read_quantities(folder)
        status, code = str(summary["status"]), int(summary["exit_code"])
    except (KeyError, TypeError, ValueError) as error:
        raise StudyError(Problem(f"summary.json lacks {error}", str(folder), "", "compute the case again")) from None
    reason = found.reason if found is not None else _reason(summary)
    case = _case(folder)
    model = found.overrides.get("model") if found is not None else None
    return Design(label, source or str(folder), str(folder), status, code, reason, quantities, model or str(case.get("model", "")),
                  tuple(summary.get("warnings", ())), tuple(summary.get("assumptions", ())), json.dumps(case["skin"], sort_keys=True) if "skin" in case else "")


@dataclasses.dataclass(frozen=True)
class Runs:
    """How case files are computed: overrides for all of them, the store, the program, processes at a time, time a case may take [s]."""

    overrides: dict[str, str]
    store: Path
    program: Path
    workers: int | None = None
    timeout: float | None = None
    retry_failed: bool = False


def require_accepted(sources: Sequence[str], runs: Runs) -> None:
    """Raises StudyError for sources that are not there and for case files that the program rejects."""
    absent = [Problem("there is no such case file or result folder", source, "", "check the name") for source in sources if not Path(source).exists()]
    if absent:
        raise StudyError(absent)
    program = Program(runs.program)
    for source in sources:
        if Path(source).is_dir():
            _read_summary(Path(source))
        else:
            program.require(Path(source), runs.overrides)


def load(sources: Sequence[str], runs: Runs, say: Callable[[str], None] = print) -> list[Design]:
    """One Design a source, in their order: a folder is read, a case file computed unless the store has it."""
    available, turn, guard = cores(), iter(range(len(sources))), threading.Lock()

    def pin() -> None:
        with guard:
            core = available[next(turn) % len(available)]
        os.sched_setaffinity(0, {core})  # of this thread: the evaluator takes the cores it finds

    def one(item: tuple[str, str]) -> Design:
        source, label = item
        if Path(source).is_dir():
            return read_design(Path(source), label)
        evaluator = Evaluator(Path(source), runs.store, runs.program, 1, timeout=runs.timeout, retry_failed=runs.retry_failed)
        result = evaluator.evaluate([dict(runs.overrides)])[0]
        if result.completed:
            force_curve.add_screened(evaluator.settings, Task(result.key, dict(runs.overrides)), Path(result.folder))
        say(f"  {label}: {result.status}, {result.wall_time:.0f} s")
        return read_design(Path(result.folder), label, source, result)

    with ThreadPoolExecutor(runs.workers or len(available), initializer=pin) as pool:
        try:
            return list(pool.map(one, zip(sources, labels(sources))))
        except KeyboardInterrupt:
            say("interrupted; finished cases are kept")
            os._exit(4)  # the programs stop with the threads that started them
