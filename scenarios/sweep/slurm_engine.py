"""Cases on a Slurm cluster: job arrays, whose tasks run cases and leave them in the store, which all nodes must see.

A pilot case tells how much time and memory to ask for. Tasks that Slurm ends are submitted again with twice as much.
"""
from __future__ import annotations

import dataclasses
import json
import math
import os
import shlex
import shutil
import sys
import time
import uuid
from collections.abc import Callable, Sequence
from pathlib import Path

from . import slurm_commands as slurm
from .case_result import CaseResult
from .errors import OUTPUT_FAILURE, Interrupted
from .execution import ATTEMPTS, GRACE, full_disk
from .settings import Settings, Task
from .store import Store, store_error, write_atomically

Report = Callable[[Task, CaseResult], None]
SCRIPT = Path(__file__).with_name("run_task.py")
WORTHWHILE = 30.0
"""An array task takes several cases until it lasts about so long [s]; starting it costs Slurm about a second."""
TIME_FACTOR, MEMORY_FACTOR = 4.0, 1.5
SMALLEST_TIME, SMALLEST_MEMORY = 60.0, 256 * 2**20
SETTLE = 10.0
"""How long after a task's end its results may take to be seen on a shared file system [s]."""


@dataclasses.dataclass(frozen=True)
class Request:
    """What one case may take: time [s] and memory [byte]; None leaves it to the cluster's defaults."""

    time: float | None = None
    memory: int | None = None

    def options(self, bundle: int) -> list[str]:
        """For sbatch: whole minutes, for all cases of a task, and megabytes."""
        result = []
        if self.time is not None:
            result.append(f"--time={math.ceil(self.time * bundle / 60.0)}")
        if self.memory is not None:
            result.append(f"--mem={math.ceil(self.memory / 2**20)}M")
        return result

    def doubled(self) -> Request:
        """After a failure that more might have prevented."""
        return Request(self.time and 2.0 * self.time, self.memory and 2 * self.memory)


def request_from(pilot: CaseResult | None, time_limit: float | None) -> Request:
    """What to ask for, from the pilot case and the study's time limit."""
    measured = TIME_FACTOR * pilot.wall_time if pilot and pilot.wall_time > 0 else None
    limit = time_limit + GRACE if time_limit else measured
    memory = max(SMALLEST_MEMORY, int(MEMORY_FACTOR * pilot.peak_memory)) if pilot and pilot.peak_memory else None
    return Request(max(SMALLEST_TIME, limit) if limit else None, memory)


def bundle_size(pilot: CaseResult | None, count: int, at_a_time: int) -> int:
    """Cases an array task takes: several short ones, but so that every worker gets at least two tasks."""
    if pilot is None or pilot.wall_time <= 0:
        return 1
    return max(1, min(int(WORTHWHILE / pilot.wall_time), count // (2 * at_a_time)))


class SlurmEngine:
    """Submits arrays and waits for their cases. throttle: array tasks at a time, None for no limit; options: more for sbatch."""

    name = "slurm"

    def __init__(self, store: Store, settings: Settings, throttle: int | None = None, options: Sequence[str] = (), poll: float = 2.0):
        self._store, self._settings, self._throttle, self._options, self._poll = store, settings, throttle, list(options), poll
        self._array = slurm.largest_array()

    def run(self, tasks: Sequence[Task], report: Report) -> None:
        """Computes all tasks; `report` is called as each is seen to have ended. Raises EngineError, StoreError, Interrupted."""
        session = _Session(self._store, self._settings)
        try:
            pilot = self._pilot(session, tasks[0], report)
            request = request_from(pilot, self._settings.time_limit)
            left, failed = list(tasks[1:]), {}
            for attempt in range(ATTEMPTS):
                # A second attempt takes its cases one by one: one that fails must not take others along.
                bundle = bundle_size(pilot, len(left), self._throttle or 8) if attempt == 0 else 1
                failed = self._round(session, left, request, bundle, report) if left else {}
                left = [task for task in left if task.key in failed]
                request = request.doubled()
            for task in left:
                report(task, failed[task.key])
            session.close()
        except KeyboardInterrupt:
            slurm.cancel(session.name)
            raise Interrupted("interrupted; its Slurm jobs are cancelled; finished cases are kept") from None
        except BaseException:
            slurm.cancel(session.name)
            raise

    def close(self) -> None:
        """Nothing stays running between calls of `run`."""

    def _pilot(self, session: _Session, task: Task, report: Report) -> CaseResult | None:
        """The first case by itself, with the cluster's own defaults."""
        results: list[CaseResult] = []
        failed = self._round(session, [task], Request(), 1, lambda _, result: results.append(result))
        if failed:
            results = [failed[task.key]]
        report(task, results[0])
        return results[0] if results[0].final else None

    def _round(self, session: _Session, tasks: list[Task], request: Request, bundle: int, report: Report) -> dict[str, CaseResult]:
        """Submits all tasks once; returns those that did not end by themselves."""
        bundles = [tasks[i:i + bundle] for i in range(0, len(tasks), bundle)]
        waiting: dict[str, list[Task]] = {}
        for start in range(0, len(bundles), self._array):
            waiting.update(self._submit(session, bundles[start:start + self._array], request, bundle))
        return self._wait(session, waiting, report)

    def _submit(self, session: _Session, bundles: list[list[Task]], request: Request, bundle: int) -> dict[str, list[Task]]:
        """One array; its tasks as Slurm names them."""
        script = session.write_chunk(bundles)
        throttle = f"%{self._throttle}" if self._throttle else ""
        options = [f"--job-name={session.name}", f"--array=0-{len(bundles) - 1}{throttle}", "--ntasks=1", "--cpus-per-task=1",
                   f"--output={session.folder}/%A_%a.log", f"--chdir={session.folder}", *request.options(bundle), *self._options]
        number = slurm.submit(options, str(script))
        return {f"{number}_{index}": list(tasks) for index, tasks in enumerate(bundles)}

    def _wait(self, session: _Session, waiting: dict[str, list[Task]], report: Report) -> dict[str, CaseResult]:
        lost: dict[str, CaseResult] = {}
        gone: dict[str, float] = {}
        while waiting:
            alive = slurm.alive(session.name)
            for name in list(waiting):
                waiting[name] = [task for task in waiting[name] if not self._collect(session, task, report)]
                if not waiting[name]:
                    del waiting[name]
                elif name not in alive and time.monotonic() - gone.setdefault(name, time.monotonic()) >= SETTLE:
                    for task in waiting.pop(name):
                        lost[task.key] = session.failure(task, name)
            if waiting:
                time.sleep(self._poll)
        return lost

    def _collect(self, session: _Session, task: Task, report: Report) -> bool:
        """Whether the case has ended; reports it."""
        result = session.new_result(task)
        if result:
            report(task, result)
        return result is not None


class _Session:
    """A folder in the store with what the array tasks read and the notes they leave."""

    def __init__(self, store: Store, settings: Settings):
        self.name = f"acumen-{uuid.uuid4().hex[:8]}"
        self._store, self._settings, self._chunks = store, settings, 0
        self.folder = store.folder / "slurm" / self.name
        self._before: dict[str, float] = {}
        try:
            (self.folder / "failures").mkdir(parents=True)
            write_atomically(self.folder / "settings.json", settings.to_json().encode())
        except OSError as error:
            raise store_error(error, self.folder) from error

    def write_chunk(self, bundles: list[list[Task]]) -> Path:
        """The script of an array, and beside it what its tasks do."""
        number, self._chunks = self._chunks, self._chunks + 1
        for task in (task for bundle in bundles for task in bundle):
            self._before.setdefault(task.key, _stamp(self._store.case_folder(task.key)))
        line = [sys.executable, str(SCRIPT), str(self.folder), str(number)]
        script = self.folder / f"chunk{number}.sh"
        text = f"#!/bin/sh\nexec {' '.join(map(shlex.quote, line))} \"$SLURM_ARRAY_TASK_ID\"\n"
        try:
            write_atomically(self.folder / f"chunk{number}.json", json.dumps([[dataclasses.asdict(t) for t in bundle] for bundle in bundles]).encode())
            write_atomically(script, text.encode())
        except OSError as error:
            raise store_error(error, script) from error
        return script

    def new_result(self, task: Task) -> CaseResult | None:
        """The finished case; with retry_failed a failed one only if it is newer than the session."""
        result = self._store.find(task.key, task.overrides, self._settings.keep, self._settings.families)
        if result is None or result.completed:
            return result
        fresh = _stamp(self._store.case_folder(task.key)) != self._before[task.key]
        return result if fresh or not self._settings.retry_failed else None

    def failure(self, task: Task, name: str) -> CaseResult:
        """Why a case has no result: the note of its array task, else what Slurm says. Raises StoreError on a full disk."""
        note = self.folder / "failures" / f"{task.key}.json"
        exit_code, reason = -1, ""
        if note.exists():
            exit_code, reason = json.loads(note.read_text())
            note.unlink()
        else:
            state, code = slurm.ending(name)
            exit_code = OUTPUT_FAILURE if code == OUTPUT_FAILURE else exit_code
            reason = f"Slurm ended the task ({state.lower()}); its log: {self.folder / name}.log"
        result = CaseResult(self._store.work_folder(task.key), "failed", exit_code, reason, {}, task.overrides, 0.0, 0, task.key, final=False)
        if exit_code == OUTPUT_FAILURE:
            raise full_disk(result)
        return result

    def close(self) -> None:
        """Removes the folder unless a log in it is still of use."""
        if not any(log.stat().st_size for log in self.folder.glob("*.log")):
            shutil.rmtree(self.folder, ignore_errors=True)


def _stamp(folder: Path) -> float:
    try:
        return os.stat(folder / "record.json").st_mtime_ns
    except OSError:
        return 0.0
