"""Many points of one base case, evaluated by the program; what studies, optimisers and sensitivity analyses build on.

    evaluator = Evaluator(Path("base.yaml"), Path("out/store"), Path("build/release/bin/acumen"))
    results = evaluator.evaluate([{"needle.tip_radius": "5 um"}, {"needle.tip_radius": "15 um"}])
    results[0].quantities["insertion.puncture_force"]["value"]  # [N]
"""
from __future__ import annotations

import dataclasses
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from .batch_worker import answers_batches
from .case_key import CaseKeys, read_case
from .case_result import CaseResult
from .errors import Problem, StudyError
from .local_engine import LocalEngine, cores
from .settings import Settings, Task, families_of, program_stamp
from .slurm_engine import SlurmEngine
from .store import Store

__all__ = ["CaseResult", "Evaluator", "Progress"]
Point = dict[str, str]


@dataclasses.dataclass(frozen=True)
class Progress:
    """How far an evaluation is, after the point `index` has ended as `result`.

    done: points with a result, failed ones included; failed: points that did not complete; found: points taken from the
    store; rate: computed cases a second; time_left: [s], nan while not known.
    """

    total: int
    done: int
    failed: int
    found: int
    rate: float
    time_left: float
    index: int
    result: CaseResult


class Evaluator:
    """Evaluates points by running the program, each case once: finished cases are found again in the store by their content hash.

    base_case: YAML file; store: folder of finished cases, shared between studies; program: the executable;
    workers: processes at a time (default: one a core; with Slurm as many array tasks as it likes); engine: "local" or "slurm"; timeout: wall time a case may take [s];
    retry_failed: run cases again that failed before; keep: files kept of a case: "summary", "history" (default) or "all";
    outputs: names or patterns of the quantities that will be read. A screening case is asked for no others, as intervals of wound, bleeding,
    strength and healing take a hundred times as long as the model; finite-element cases always have all.
    Raises StudyError for an unreadable base case or unknown engine.
    """

    def __init__(self, base_case: Path, store: Path, program: Path, workers: int | None = None, engine: str = "local",
                 timeout: float | None = None, retry_failed: bool = False, keep: str = "history", slurm_options: Sequence[str] = (),
                 outputs: Sequence[str] = ("*",)):
        if not Path(program).is_file():
            raise StudyError(Problem("there is no such program", "program", str(program), "build it: ./acumen doctor"))
        if engine not in ("local", "slurm"):
            raise StudyError(Problem("no such engine", "engine", engine, "one of: local, slurm"))
        case, program = Path(base_case).resolve(), Path(program).resolve()
        stamp = program_stamp(program)
        base_model = str(read_case(case).get("model", "axisymmetric"))
        self.keys = CaseKeys(case, program)
        self.store = Store(store)
        self.settings = Settings(self.store.keep_base(case), program, timeout, keep, retry_failed, base_model, answers_batches(program), case.parent,
                                 self.keys.tables(), stamp, families_of(outputs))
        self.workers = workers or len(cores())
        self._engine = self._make_engine(engine, workers, slurm_options)

    def _make_engine(self, name: str, throttle: int | None, slurm_options: Sequence[str]) -> LocalEngine | SlurmEngine:
        if name == "slurm":
            return SlurmEngine(self.store, self.settings, throttle, slurm_options)
        return LocalEngine(self.store, self.settings, self.workers)

    def close(self) -> None:
        """Ends what stays running between calls of `evaluate`; it ends with this process at the latest."""
        self._engine.close()

    def __enter__(self) -> Evaluator:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def find(self, point: Point) -> CaseResult | None:
        """The finished case of a point, if the store has it."""
        return self._found(self.keys.key(point), point)

    def _found(self, key: str, point: Point) -> CaseResult | None:
        return self.store.find(key, point, self.settings.keep, self.settings.families)

    def evaluate(self, points: Sequence[Point], progress: Callable[[Progress], None] | None = None) -> list[CaseResult]:
        """Results in the order of the points; the same point given twice is computed once.

        progress: called after every point. A case that fails is a result with status "failed"; raised are only StoreError
        (full disk), EngineError and Interrupted, after which finished cases are in the store.
        """
        batch = _Batch(points, [self.keys.key(point) for point in points], progress)
        for key, indices in batch.indices.items():
            point = points[indices[0]]
            found = self._found(key, point)
            if found and (found.completed or not self.settings.retry_failed):
                batch.add(key, found, computed=False)
        missing = [Task(key, dict(points[indices[0]])) for key, indices in batch.indices.items() if batch.results[indices[0]] is None]
        if missing:
            self._engine.run(missing, lambda task, result: batch.add(task.key, result, computed=True))
        return [result for result in batch.results if result is not None]


class _Batch:
    """Results of one call as they come."""

    def __init__(self, points: Sequence[Point], keys: Sequence[str], progress: Callable[[Progress], None] | None):
        self._points, self._progress = points, progress
        self.results: list[CaseResult | None] = [None] * len(points)
        self.indices: dict[str, list[int]] = {}
        for index, key in enumerate(keys):
            self.indices.setdefault(key, []).append(index)
        self._done = self._failed = self._found = self._computed = 0
        self._start = time.monotonic()

    def add(self, key: str, result: CaseResult, computed: bool) -> None:
        self._computed += computed
        for index in self.indices[key]:
            self.results[index] = dataclasses.replace(result, overrides=dict(self._points[index]))
            self._done += 1
            self._failed += not result.completed
            self._found += not computed
            if self._progress:
                self._progress(self._state(index))

    def _state(self, index: int) -> Progress:
        elapsed = time.monotonic() - self._start
        rate = self._computed / elapsed if self._computed and elapsed > 0 else 0.0
        left = len(self._points) - self._done
        time_left = 0.0 if left == 0 else left / rate if rate > 0 else float("nan")
        result = self.results[index]
        assert result is not None
        return Progress(len(self._points), self._done, self._failed, self._found, rate, time_left, index, result)
