"""Runs one case with the program, and makes a finished case of what it leaves."""
from __future__ import annotations

import os
import re
import resource
import shutil
import signal
import subprocess
import threading
import time
from pathlib import Path

from . import force_curve
from .batch_worker import BatchWorker
from .case_result import LOG, SUMMARY, CaseResult, read_quantities, status_of
from .errors import OUTPUT_FAILURE, STOPPED, EngineError, Interrupted, StoreError
from .settings import ONE_THREAD, Settings, Task, program_stamp
from .store import Families, Store, store_error

GRACE = 60.0
"""How long beyond its time limit a case may take to stop by itself [s]."""
ATTEMPTS = 3
"""How often a case is tried that something else kills."""
FROM_OUTSIDE = {-signal.SIGKILL, -signal.SIGTERM, -signal.SIGINT, -signal.SIGHUP, -signal.SIGXCPU}
"""Ends that say nothing about the case; any other signal is a crash of the program, which the same case meets again."""


WATCHDOG = ["setpriv", "--pdeathsig", "TERM", "--"]
"""PR_SET_PDEATHSIG: the program gets SIGTERM when the thread that started it is gone, also by kill -9."""


def watched(line: list[str]) -> list[str]:
    """The command, so that it ends with the thread that starts it."""
    return [*WATCHDOG, *line] if shutil.which(WATCHDOG[0]) else line


def command(task: Task, settings: Settings, folder: Path) -> list[str]:
    """The program's command line."""
    line = [str(settings.program), "run", str(settings.base_case), "--quiet", "--output", str(folder)]
    if settings.time_limit:
        line += ["--time-limit", f"{settings.time_limit:g} s"]
    overrides = settings.assignments(task)
    if settings.keep != "all":
        overrides.setdefault("output.fields", "false")
    for name, value in overrides.items():
        line += ["--set", f"{name}={value}"]
    return line


class Process:
    """The program at work on one case. It ends with this process, whatever ends it, and holds the case's lock until then."""

    def __init__(self, line: list[str], log: Path, lock: int):
        self.start = time.monotonic()
        self._guard = threading.Lock()
        with open(log, "wb") as output:
            self._process = subprocess.Popen(watched(line), stdin=subprocess.DEVNULL, stdout=output, stderr=subprocess.STDOUT, pass_fds=[lock],
                                             env={**os.environ, **ONE_THREAD}, start_new_session=True)

    def wait(self) -> tuple[int, resource.struct_rusage]:
        """Exit code (minus the signal's number) and resources used."""
        os.waitid(os.P_PID, self._process.pid, os.WEXITED | os.WNOWAIT)
        with self._guard:
            _, status, usage = os.wait4(self._process.pid, 0)
            self._process.returncode = os.waitstatus_to_exitcode(status)
        return self._process.returncode, usage

    def send(self, number: int) -> None:
        """Sends a signal if the program still runs."""
        with self._guard:
            if self._process.returncode is None:
                os.kill(self._process.pid, number)


def reason_of(exit_code: int, log: Path) -> str:
    """Why the case did not complete, in one line: what the program said, or the signal."""
    if exit_code == 0:
        return ""
    if exit_code < 0:
        return f"{'killed' if exit_code in FROM_OUTSIDE else 'crashed'} by signal {-exit_code}" + (" (out of memory?)" if exit_code == -signal.SIGKILL else "")
    text = log.read_text(errors="replace") if log.exists() else ""
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    start = next((i for i, line in enumerate(lines) if line.startswith("acumen: ")), 0)
    said = [line.removeprefix("acumen: ").split("; go on with")[0] for line in lines[start:]]
    # "3 problems in the input" is but a headline.
    said = [line for line in said if not re.match(r"(a problem|\d+ problems) in the input$", line)]
    return "; ".join(said[:3])[:400] or f"exit code {exit_code}"


def conclude(task: Task, settings: Settings, store: Store, exit_code: int, wall_time: float, peak_memory: int) -> CaseResult:
    """The result of a case whose program has ended. Only what would end alike again becomes a finished case."""
    folder = store.work_folder(task.key)
    reason = reason_of(exit_code, folder / LOG)
    if exit_code == OUTPUT_FAILURE or exit_code in FROM_OUTSIDE or (exit_code == STOPPED and "time limit" not in reason):
        return CaseResult(folder, "failed", exit_code, reason, {}, task.overrides, wall_time, peak_memory, task.key, final=False)
    status = status_of(exit_code)
    try:
        quantities = read_quantities(folder)
        if status == "completed" and not quantities:
            status, reason = "failed", "the program reported success but left no summary.json"
    except (ValueError, KeyError, TypeError) as error:
        quantities, status, reason = {}, "failed", f"summary.json cannot be read: {error}"
        (folder / SUMMARY).unlink()
    except OSError as error:
        raise store_error(error, folder) from error
    record = {"status": status, "exit_code": exit_code, "reason": reason, "overrides": task.overrides, "wall_time": round(wall_time, 4),
              "peak_memory": peak_memory}
    if settings.keep == "summary":
        force_curve.keep(folder)
    finished = store.finish(task.key, record, settings.keep)
    return CaseResult(finished, status, exit_code, reason, quantities, task.overrides, wall_time, peak_memory, task.key)


def united(one: Families, other: Families) -> Families:
    """The families of both; None stands for all."""
    return None if one is None or other is None else tuple(sorted({*one, *other}))


class Executor:
    """Computes cases one after another; `stop` may be called from another thread."""

    def __init__(self, store: Store, settings: Settings):
        self.store, self.settings = store, settings
        self.process: Process | None = None
        self.stopping = False
        self._batch = BatchWorker(settings)

    def compute(self, task: Task) -> CaseResult | None:
        """The result, found or computed; None while another process computes this case. Raises Interrupted after `stop`."""
        if self.settings.in_batch(task):
            return self._compute_in_batch(task)
        lock = self.store.lock(task.key)
        if lock is None:
            return None
        try:
            found = self.store.find(task.key, task.overrides, self.settings.keep, self.settings.families)
            if found and (found.completed or not self.settings.retry_failed):
                return found  # another study was faster
            for _ in range(ATTEMPTS):
                result = self._attempt(task, lock)
                if result.final or result.exit_code == OUTPUT_FAILURE:
                    break
            return result
        finally:
            self.store.unlock(task.key, lock)

    def _compute_in_batch(self, task: Task) -> CaseResult:
        """Not locked: what two studies compute at once costs a millisecond, and the second finds its place taken."""
        # What an earlier study asked for is kept: two that ask for different things shall not compute in turn.
        families = united(self.settings.families, self.store.families(task.key))
        for _ in range(ATTEMPTS):
            result = self._batch.ask(task, families)
            if self.stopping and not result.final:
                raise Interrupted("stopped")
            self._check_program()
            if result.final:
                return self.store.finish_quick(result, families)
        return result

    def close(self) -> None:
        """Ends the program that stays."""
        self._batch.close()

    def _attempt(self, task: Task, lock: int) -> CaseResult:
        folder = self.store.begin(task.key)
        try:
            process = Process(command(task, self.settings, folder), folder / LOG, lock)
        except OSError as error:
            raise store_error(error, folder) from error
        self.process = process
        timer = threading.Timer((self.settings.time_limit or 0.0) + GRACE, process.send, [signal.SIGKILL])
        if self.settings.time_limit:
            timer.start()
        try:
            if self.stopping:
                process.send(signal.SIGTERM)
            exit_code, usage = process.wait()
        finally:
            timer.cancel()
            self.process = None
        wall_time = time.monotonic() - process.start
        if self.stopping and exit_code != 0:
            raise Interrupted("stopped")  # however it ended: nothing that a case says while it is being stopped is its result
        self._check_program()
        return conclude(task, self.settings, self.store, exit_code, wall_time, usage.ru_maxrss * 1024)

    def _check_program(self) -> None:
        """What another program computed must not be kept under this one's keys. Raises EngineError."""
        if self.settings.stamp and program_stamp(self.settings.program) != self.settings.stamp:
            raise EngineError("the program was built anew while the study ran; finished cases are kept\n    mend:  go on with --resume: all cases are "
                              "computed with the new program")

    def stop(self, number: int = signal.SIGTERM) -> None:
        """Asks the program to stop."""
        self.stopping = True
        self._batch.kill()
        process = self.process
        if process:
            process.send(number)


def full_disk(result: CaseResult) -> StoreError:
    """What a case that could not write its results means for the study."""
    return StoreError(f"a case could not write its results: {result.reason}\n    where: {result.folder}\n"
                      "    mend:  free some space or check permissions, then go on with --resume; finished cases are kept")
