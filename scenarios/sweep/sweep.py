"""Runs a study: reads it, evaluates its points, and keeps its tables up to date."""
from __future__ import annotations

import collections
import contextlib
import dataclasses
import fcntl
import hashlib
import os
import textwrap
import time
from collections.abc import Iterator
from pathlib import Path

from .collect import Collector
from .errors import Problem, StudyError
from .evaluator import Evaluator, Progress
from .program import Program
from .progress_line import ProgressLine
from .store import store_error, write_atomically
from .study import KEYS, Study, read_study

SHARE_OF_TIME = 0.05
"""At most this share of the time goes into writing tables while the study runs."""
NOT_COMPLETED = 3


@dataclasses.dataclass(frozen=True)
class Options:
    """What the command line says."""

    program: Path
    store: Path
    output: Path | None = None
    engine: str | None = None
    workers: int | None = None
    resume: bool = False
    retry_failed: bool = False
    quiet: bool = False
    slurm: tuple[str, ...] = ()


class _Tables:
    """Writes the tables from time to time, and at the end."""

    def __init__(self, collector: Collector):
        self._collector = collector
        self._due = time.monotonic() + 2.0

    def update(self, progress: Progress) -> None:
        self._collector.add(progress.index, progress.result)
        if time.monotonic() >= self._due:
            self.write()

    def write(self) -> None:
        start = time.monotonic()
        self._collector.write()
        end = time.monotonic()
        self._due = end + max(2.0, (end - start) / SHARE_OF_TIME)


@contextlib.contextmanager
def only_one(folder: Path) -> Iterator[None]:
    """Holds the study's folder: two sweeps must not write the same tables."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        descriptor = os.open(folder / ".lock", os.O_RDWR | os.O_CREAT, 0o666)
    except OSError as error:
        raise store_error(error, folder) from error
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        yield
    except BlockingIOError:
        raise StudyError(Problem("another sweep is writing here", str(folder), "", "wait for it, or give another folder with --output")) from None
    finally:
        os.close(descriptor)


def study_hash(study: Study) -> str:
    """Eight digits of what the study asks for: its points, base case and outputs."""
    text = repr((study.points, study.outputs, study.case.read_text()))
    return hashlib.sha256(text.encode()).hexdigest()[:8]


def study_folder(study: Study, options: Options) -> Path:
    """Where the tables go. Raises StudyError where --resume finds nothing, or another study lies there."""
    folder = options.output or Path("out") / f"{study.file.stem}-{study_hash(study)}"
    mark = folder / "study.hash"
    if mark.is_file() and mark.read_text().strip() != study_hash(study):
        raise StudyError(Problem("another study's results lie there", "--output", str(folder), "give another folder"))
    if options.resume and not mark.is_file():
        raise StudyError(Problem("there is nothing to resume: this study has not been started", "--resume", str(folder),
                                 "leave --resume out, or check that study, base case and --output are those of the earlier run"))
    return folder


def check_first(study: Study, program: Program) -> None:
    """The program's own word on the first and the last case, before a thousand are tried. Raises StudyError."""
    program.require(study.case, study.points[0], study.points[-1])


def run(file: Path, options: Options) -> int:
    """Runs the study; returns 0 if every case completed, 3 if some did not. Raises the errors of `errors`."""
    program = Program(options.program)
    study = read_study(file, program, (*KEYS, "optimize", "sensitivity"))  # one file may serve all three commands
    engine = options.engine or study.engine
    evaluator = Evaluator(study.case, options.store, options.program, options.workers or study.workers, engine, study.time_limit,
                          options.retry_failed, study.keep, options.slurm, study.outputs)
    keys = [evaluator.keys.key(point) for point in study.points]
    folder = study_folder(study, options)
    if not any(evaluator.store.case_folder(key).exists() for key in keys):
        check_first(study, program)
    with only_one(folder):
        try:
            write_atomically(folder / "study.yaml", study.text.encode())
            write_atomically(folder / "study.hash", (study_hash(study) + "\n").encode())
        except OSError as error:
            raise store_error(error, folder) from error
        collector = Collector(study, keys, folder, study.case.read_text())
        _evaluate(study, evaluator, collector, options)
        return _conclude(study, collector, folder, options)


def _evaluate(study: Study, evaluator: Evaluator, collector: Collector, options: Options) -> None:
    line, tables = ProgressLine(options.quiet), _Tables(collector)

    def follow(progress: Progress) -> None:
        tables.update(progress)
        line.show(progress)

    try:
        evaluator.evaluate(study.points, follow)
    finally:
        line.end()
        tables.write()


def _conclude(study: Study, collector: Collector, folder: Path, options: Options) -> int:
    import csv

    with open(folder / "timing.csv", newline="", encoding="utf-8") as file:
        counts = collections.Counter(row["status"] for row in csv.DictReader(file))
    if not options.quiet:
        print(f"{study.title}: " + ", ".join(f"{number} {status}" for status, number in sorted(counts.items())))
        for text, count in (*collector.reasons().most_common(5), *collector.own_warnings().most_common(5)):
            print(textwrap.fill(f"in {count} of {len(study.points)} cases: {text}", 80, initial_indent="  ", subsequent_indent="    "))
        print(f"Results\n  {folder}/study.h5, study.csv (one line a value), timing.csv\n  cases in {options.store}")
    if os.environ.get("ACUMEN_REPORT"):  # set by the launcher
        from viz.report.__main__ import main as report

        report([*(["--quiet"] if options.quiet else []), "--", str(folder)])
    return 0 if counts["completed"] == len(study.points) else NOT_COMPLETED
