"""The search: cases where the surrogates promise most, until the budget is spent. What failed is learned as such, never as a number."""
from __future__ import annotations

import dataclasses
import math
from collections.abc import Callable

import numpy as np

from viz.report import units as readable

from .case_result import CaseResult
from .errors import Problem, StudyError
from .evaluator import Evaluator
from .pareto import non_dominated
from .problem import Task, value_of
from .sampling import Point
from .surrogates import Surrogates

CANDIDATES, NEAR, REACHES = 1500, 200, (0.15, 0.05, 0.015, 0.004)
FACE = 0.15  # how near a face of the unit cube is near
REPLACE_EVERY = 4  # with several objectives: each so many-th case shall better a point of the front, the others the front
POOL_STEP = 40  # screening cases added around the best before each batch
MOST_MODELLED = 400  # points a surrogate is made of; beyond, the best and the latest


@dataclasses.dataclass
class Record:
    """All that has been tried: points of the unit cube, results, and the values of task.names (nan where a case has none)."""

    u: np.ndarray
    results: list[CaseResult]
    values: np.ndarray

    @property
    def usable(self) -> np.ndarray:
        """Mask of cases that completed and have every quantity wanted."""
        return np.all(np.isfinite(self.values), axis=1) & np.array([result.completed for result in self.results], bool)


class Search:
    """One optimisation. evaluator: computes cases; say: takes a line of progress."""

    def __init__(self, task: Task, evaluator: Evaluator, say: Callable[[str], None] = lambda text: None):
        self.task, self.evaluator, self.say = task, evaluator, say
        size = (0, len(task.base.space.dimensions))
        self.record = Record(np.zeros(size), [], np.zeros((0, len(task.names))))
        self.pool = Record(np.zeros(size), [], np.zeros((0, len(task.names))))  # screening
        self._seen: set[tuple[str, ...]] = set()
        self.cheap = np.zeros(len(task.names), bool)  # quantities that screening gives
        self.rounds = 0

    def run(self) -> Record:
        """Spends the budget. Raises StoreError, EngineError and Interrupted; finished cases stay in the store."""
        task = self.task
        if task.screening:
            self._compute(self.pool, task.base.space.sample("sobol", task.screening, task.seed), {"model": "screening"})
            self._screened()
        self._start()
        while len(self.record.results) < task.budget:
            chosen = self._propose(min(task.batch or self.evaluator.workers, task.budget - len(self.record.results)))
            if not len(chosen):
                self.say("every point of the space has been tried")
                break
            self._compute(self.record, chosen)
            self.rounds += 1
            self.say(self._line())
        return self.record

    def _screened(self) -> None:
        """Finds out which quantities the screening model gives; raises StudyError if none."""
        self.cheap = np.mean(np.isfinite(self.pool.values), axis=0) > 0.5
        names = [name for name, there in zip(self.task.names, self.cheap) if there]
        if not names:
            reasons = sorted({result.reason for result in self.pool.results if result.reason})
            raise StudyError(Problem("the screening model gives none of the quantities wanted", f"{self.task.base.file}: optimize: screening",
                                     ", ".join(self.task.names), "leave screening out; it said: " + "; ".join(reasons[:2] or ["nothing"])))
        self.say(f"screening: {len(self.pool.results)} cases, {int(np.sum(self._screen_usable()))} of them with {', '.join(names)}")

    def _screen_usable(self) -> np.ndarray:
        return np.all(np.isfinite(self.pool.values[:, self.cheap]), axis=1) & np.array([r.completed for r in self.pool.results], bool)

    def _point(self, u: np.ndarray, more: Point) -> Point:
        return {**self.task.base.fixed, **self.task.base.space.point(u), **more}

    def _compute(self, record: Record, u: np.ndarray, more: Point = {}) -> None:  # noqa: B006 - never changed
        results = self.evaluator.evaluate([self._point(row, more) for row in u])
        values = np.array([[value_of(result, name) for name in self.task.names] for result in results])
        record.u = np.vstack([record.u, u])
        record.values = np.vstack([record.values, values.reshape(len(u), -1)])
        record.results.extend(results)
        if record is self.record:
            self._seen.update(self._key(row) for row in u)

    def _key(self, u: np.ndarray) -> tuple[str, ...]:
        return tuple(self.task.base.space.point(u).values())

    def _start(self) -> None:
        """First cases: spread over the space; with screening, half of them where it promises most."""
        task, space = self.task, self.task.base.space
        first = space.sample("latin_hypercube", task.initial, task.seed)
        if task.screening:
            ranking = self._merit(self.pool, self._screen_usable())[: math.ceil(task.initial / 2)]
            spread = self.pool.u[_spread(space.coordinates(self.pool.u), ranking, task.initial - len(ranking))]
            first = np.unique(np.vstack([self.pool.u[ranking], spread]), axis=0)
        self._compute(self.record, first[: task.budget])
        self.say(self._line())

    def _merit(self, record: Record, mask: np.ndarray) -> np.ndarray:
        """Indices of the cases of `mask`, the best first: by the constraints' shortfall, then by how many dominate them."""
        usable = np.flatnonzero(mask)
        # What screening does not give takes no part.
        values = np.where(np.isfinite(record.values[usable]), record.values[usable], self._neutral())
        objectives, shortfall = self.objectives(values), self.violation(values)
        beaten = np.array([np.sum(np.all(objectives <= row, axis=1) & np.any(objectives < row, axis=1)) for row in objectives])
        return usable[np.lexsort((objectives.sum(axis=1), beaten, shortfall))]

    def _neutral(self) -> np.ndarray:
        """Values that no objective tells apart and every constraint accepts."""
        limits = {c.name: c.limit for c in self.task.constraints}
        return np.array([limits.get(name, 0.0) for name in self.task.names])

    def objectives(self, values: np.ndarray) -> np.ndarray:
        """Signed objectives, to be small, shape (points, objectives)."""
        names = self.task.names
        return np.column_stack([o.sign * values[:, names.index(o.name)] for o in self.task.objectives])

    def slack(self, values: np.ndarray) -> np.ndarray:
        """Shortfalls of the constraints, at most 0 where they are met, shape (points, constraints)."""
        names = self.task.names
        columns = [[c.shortfall(v) for v in values[:, names.index(c.name)]] for c in self.task.constraints]
        return np.array(columns).T.reshape(len(values), len(self.task.constraints))

    def violation(self, values: np.ndarray) -> np.ndarray:
        """Sum of the shortfalls, each relative to its limit, shape (points,)."""
        scale = np.array([abs(c.limit) or 1.0 for c in self.task.constraints])
        return np.sum(np.maximum(self.slack(values), 0.0) / scale, axis=1)

    def feasible(self) -> np.ndarray:
        """Mask of the usable cases that meet every constraint."""
        mask = self.record.usable.copy()
        mask[mask] = self.violation(self.record.values[mask]) <= 0.0
        return mask

    def front(self) -> np.ndarray:
        """Indices of the Pareto front among feasible cases; of the best case for a single objective."""
        indices = np.flatnonzero(self.feasible())
        if not len(indices):
            return indices
        objectives = self.objectives(self.record.values[indices])
        if objectives.shape[1] == 1:
            return indices[[int(np.argmin(objectives[:, 0]))]]
        return indices[non_dominated(objectives)]

    def _candidates(self) -> tuple[np.ndarray, np.ndarray | None]:
        """Points to choose from and, with screening, what it says there; never tried before."""
        space, rng = self.task.base.space, np.random.default_rng([self.task.seed, self.rounds])
        centres = self.front()
        if not len(centres):
            centres = self._merit(self.record, self.record.usable)[:3]
        near = [self.record.u[i] + reach * rng.standard_normal((max(NEAR // max(len(centres), 1), 8), len(space.dimensions)))
                for i in centres for reach in REACHES]
        # Ends of fronts and active bounds lie on faces of the cube, which random points miss.
        faces = np.vstack([np.zeros((0, len(space.dimensions))), *(_on_faces(self.record.u[i]) for i in centres)])
        if self.task.screening:
            wanted = np.vstack([faces, np.vstack(near)[rng.permutation(sum(map(len, near)))[:POOL_STEP]]]) if near else faces
            if len(wanted):
                self._compute(self.pool, np.unique(space.snap(_reflected(wanted)), axis=0), {"model": "screening"})
            usable = self._screen_usable()
            u, extra = self.pool.u[usable], self.pool.values[usable]
        else:
            spread = space.sample("sobol", CANDIDATES, self.task.seed + 7919 * (self.rounds + 1))
            u, extra = np.unique(space.snap(_reflected(np.vstack([spread, *near, faces]))), axis=0), None
        fresh = np.array([self._key(row) not in self._seen for row in u], bool)
        return u[fresh], None if extra is None else extra[fresh]

    def surrogates(self) -> Surrogates | None:
        """Surrogates of all quantities from the cases so far; None while these are too few."""
        usable = np.flatnonzero(self.record.usable)[-MOST_MODELLED:]
        extra = None
        if self.task.screening:
            mask = self._screen_usable()
            known = {self._key(row): value for row, value in zip(self.pool.u[mask], self.pool.values[mask])}
            usable = np.array([i for i in usable if self._key(self.record.u[i]) in known], int)
            extra = np.array([known[self._key(self.record.u[i])] for i in usable])
        try:
            return Surrogates(self, usable, extra)
        except ValueError:
            return None

    def _propose(self, count: int) -> np.ndarray:
        u, extra = self._candidates()
        models = self.surrogates()
        if not len(u):
            return u
        if models is None:
            order = np.random.default_rng([self.task.seed, self.rounds, 1]).permutation(len(u))
            return u[order[:count]]
        chosen: list[int] = []
        for _ in range(min(count, len(u))):
            replace = (len(self.record.results) + len(chosen)) % REPLACE_EVERY == 0
            worth = models.worth(u, extra, self.rounds, replace)
            worth[chosen] = -np.inf
            chosen.append(int(np.argmax(worth)))
            if len(chosen) < count:
                models = models.believing(u[chosen[-1:]], None if extra is None else extra[chosen[-1:]])
        return u[chosen]

    def _line(self) -> str:
        done, front = len(self.record.results), self.front()
        failed = done - int(np.sum(self.record.usable))
        text = f"  {done}/{self.task.budget} cases" + (f", {failed} without result" if failed else "")
        if not len(front):
            return text + ", none meets the constraints yet"
        if len(self.task.objectives) > 1:
            return text + f", front of {len(front)}"
        return text + f", best {readable.show(float(self.record.values[front[0], 0]), self.task.objectives[0].unit, self.task.objectives[0].name, 4)}"


def _on_faces(u: np.ndarray) -> np.ndarray:
    """The point moved onto each face of the unit cube that is near, and onto all of them, shape (n, d); none far inside."""
    close = np.flatnonzero(np.minimum(u, 1.0 - u) < FACE)
    moved = np.repeat(u[None, :], len(close) + 1, axis=0)
    moved[np.arange(len(close)), close] = np.round(u[close])
    moved[-1, close] = np.round(u[close])
    return moved


def _reflected(u: np.ndarray) -> np.ndarray:
    """Points that left the unit cube, mirrored back at its faces."""
    u = np.abs(u) % 2.0
    return np.where(u > 1.0, 2.0 - u, u)


def _spread(x: np.ndarray, taken: np.ndarray, count: int) -> np.ndarray:
    """Indices of `count` points of x, each as far as can be from those taken before (maximin)."""
    chosen = list(taken)
    for _ in range(count):
        distance = np.min(np.linalg.norm(x[:, None, :] - x[chosen][None, :, :], axis=2), axis=1)
        chosen.append(int(np.argmax(distance)))
    return np.array(chosen[len(taken):], int)
