"""Kriging models of all quantities of an optimisation, and what a further case is worth by them."""
from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from . import acquisition
from .kriging import Kriging
from .pareto import non_dominated

if TYPE_CHECKING:
    from .search import Search


class Surrogates:
    """One Kriging a quantity, and one of completion where cases failed. With screening its value is the trend (AR(1) co-Kriging with
    the cheap model known exactly wherever it is used; Kennedy and O'Hagan 2000)."""

    def __init__(self, search: Search, usable: np.ndarray, extra: np.ndarray | None):
        self.search, record = search, search.record
        x = search.task.base.space.coordinates(record.u)
        self.x, self.extra, self.usable = x[usable], extra, usable
        self.values = record.values[usable]
        self.models = [Kriging(self.x, self.values[:, k], self._trend(extra, k), seed=search.task.seed) for k in range(self.values.shape[1])]
        succeeded = record.usable.astype(float)
        self.success = Kriging(x, succeeded, seed=search.task.seed) if 0 < succeeded.sum() < len(succeeded) else None

    def _trend(self, extra: np.ndarray | None, k: int) -> np.ndarray | None:
        return None if extra is None or not self.search.cheap[k] else extra[:, [k]]

    def predict(self, u: np.ndarray, extra: np.ndarray | None = None) -> tuple[np.ndarray, np.ndarray]:
        """Means and deviations of all quantities, shape (points, quantities)."""
        x = self.search.task.base.space.coordinates(u)
        pairs = [model.predict(x, self._trend(extra, k)) for k, model in enumerate(self.models)]
        return np.column_stack([mean for mean, _ in pairs]), np.column_stack([deviation for _, deviation in pairs])

    def log_probability(self, u: np.ndarray, extra: np.ndarray | None = None) -> np.ndarray:
        """Logarithm of the probability that a case completes and meets every constraint, by the surrogates' error."""
        means, deviations = self.predict(u, extra)
        names, total = self.search.task.names, np.log(self.completion(u))
        for constraint in self.search.task.constraints:
            k, sign = names.index(constraint.name), -1.0 if constraint.at_least else 1.0
            total = total + acquisition.log_probability_below(sign * (means[:, k] - constraint.limit), deviations[:, k])
        return total

    def completion(self, u: np.ndarray) -> np.ndarray:
        """Probability that a case gives a result."""
        if self.success is None:
            return np.ones(len(u))
        return np.clip(self.success.predict(self.search.task.base.space.coordinates(u))[0], 0.02, 1.0)

    def worth(self, u: np.ndarray, extra: np.ndarray | None, rounds: int, replace: bool = False) -> np.ndarray:
        """What a case at each point is expected to gain; while nothing is feasible, the log of the probability of being so.

        replace: with several objectives, what it betters one point of the front, instead of the front as a whole.
        """
        search, chance = self.search, self.log_probability(u, extra)
        good = search.violation(self.values) <= 0.0
        if not np.any(good):
            return chance
        chance = np.exp(chance)
        means, deviations = self.predict(u, extra)
        names = search.task.names
        columns, signs = [names.index(o.name) for o in search.task.objectives], np.array([o.sign for o in search.task.objectives])
        mean, deviation, seen = signs * means[:, columns], deviations[:, columns], search.objectives(self.values)[good]
        if len(columns) == 1:
            return chance * acquisition.expected_improvement(mean[:, 0], deviation[:, 0], seen[:, 0].min())
        low, span = seen.min(axis=0), np.where(np.ptp(seen, axis=0) > 0, np.ptp(seen, axis=0), np.abs(seen).max(axis=0) + 1e-300)
        scaled = ((mean - low) / span, deviation / span, (seen - low) / span)
        if replace:
            return chance * acquisition.expected_replacement(*scaled[:2], scaled[2][non_dominated(scaled[2])])
        if len(columns) == 2:
            return chance * acquisition.expected_volume(*scaled[:2], scaled[2][non_dominated(scaled[2])], (1.1, 1.1))
        return chance * acquisition.expected_scalar(*scaled, np.random.default_rng([search.task.seed, rounds, len(self.values)]))

    def believing(self, u: np.ndarray, extra: np.ndarray | None) -> Surrogates:
        """The surrogates that take their own means at u for observed."""
        made = object.__new__(Surrogates)
        made.__dict__.update(self.__dict__)
        x = self.search.task.base.space.coordinates(u)
        means, _ = self.predict(u, extra)
        made.models = [m.believing(x, self._trend(extra, k), self._trend(self.extra, k)) for k, m in enumerate(self.models)]
        made.x, made.values = np.vstack([self.x, x]), np.vstack([self.values, means])
        made.extra = None if extra is None else np.vstack([self.extra, extra])
        return made
