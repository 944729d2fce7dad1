"""Cases on this machine: one process a core, each held to its core."""
from __future__ import annotations

import collections
import contextlib
import os
import queue
import threading
import time
from collections.abc import Callable, Sequence

from .case_result import CaseResult
from .errors import OUTPUT_FAILURE, Interrupted
from .execution import Executor, full_disk
from .settings import Settings, Task
from .store import Store

Report = Callable[[Task, CaseResult], None]
WAIT_FOR_OTHERS = 0.2
"""How often to look whether another study has finished a case [s]."""


def cores() -> list[int]:
    """The cores this process may use."""
    return sorted(os.sched_getaffinity(0))


class LocalEngine:
    """`workers` threads; each starts the program for one case after another and holds it to one core if all are used."""

    name = "local"

    def __init__(self, store: Store, settings: Settings, workers: int | None = None):
        available = cores()
        count = workers or len(available)
        # Fewer processes than cores: another study or Dakota's next evaluation may want the others, so nothing is held.
        self._pins: list[int | None] = [available[i] if len(available) <= count and i < len(available) else None for i in range(count)]
        self._executors = [Executor(store, settings) for _ in self._pins]

    def run(self, tasks: Sequence[Task], report: Report) -> None:
        """Computes all tasks; `report` is called in this thread as each ends. Raises StoreError on a full disk, Interrupted on SIGINT."""
        work = _Work(tasks)
        for executor in self._executors:
            executor.stopping = False
        threads = [threading.Thread(target=_serve, args=(work, *both), daemon=True) for both in zip(self._executors, self._pins)]
        for thread in threads:
            thread.start()
        try:
            for _ in range(len(tasks)):
                item = work.results.get()
                if isinstance(item, BaseException):
                    raise item
                report(*item)
        except BaseException as error:
            work.close()
            for executor in self._executors:
                executor.stop()
            if isinstance(error, KeyboardInterrupt):
                raise Interrupted("interrupted; finished cases are kept") from None
            raise
        finally:
            _join(threads, self._executors)

    def close(self) -> None:
        """Ends the programs that stay between calls of `run`."""
        for executor in self._executors:
            executor.close()


class _Work:
    """Tasks to do, and results as they come."""

    def __init__(self, tasks: Sequence[Task]):
        self._tasks = collections.deque(tasks)
        self._guard = threading.Lock()
        self._closed = False
        self.results: queue.Queue[tuple[Task, CaseResult] | BaseException] = queue.Queue()

    def take(self) -> Task | None:
        with self._guard:
            return self._tasks.popleft() if self._tasks and not self._closed else None

    def give_back(self, task: Task) -> None:
        """Another study computes this case: it is looked at again after all others."""
        with self._guard:
            alone = not self._tasks
            self._tasks.append(task)
        if alone:
            time.sleep(WAIT_FOR_OTHERS)

    def close(self) -> None:
        with self._guard:
            self._closed = True


def _serve(work: _Work, executor: Executor, pin: int | None) -> None:
    if pin is not None:
        with contextlib.suppress(OSError):
            os.sched_setaffinity(0, {pin})  # of this thread; the programs it starts inherit it
    try:
        while task := work.take():
            result = executor.compute(task)
            if result is None:
                work.give_back(task)
            elif result.exit_code == OUTPUT_FAILURE and not result.final:
                raise full_disk(result)
            else:
                work.results.put((task, result))
    except BaseException as error:  # noqa: BLE001 - the main thread raises it again
        work.results.put(error)


def _join(threads: Sequence[threading.Thread], executors: Sequence[Executor]) -> None:
    """Waits for programs to write their checkpoints; a second Ctrl-C kills them."""
    try:
        for thread in threads:
            thread.join()
    except KeyboardInterrupt:
        for executor in executors:
            executor.stop(9)
        for thread in threads:
            thread.join()
