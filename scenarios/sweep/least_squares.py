"""Levenberg-Marquardt inside bounds, its Jacobian by differences, and what the data say of each parameter.

Parameters are numbers u in [0, 1] between their bounds. A point whose residuals do not exist (the case failed) is never accepted.
"""
from __future__ import annotations

import dataclasses
from collections.abc import Callable, Sequence

import numpy as np
from scipy import stats

STEP = 0.02  # of the bounds: wide enough to stand out of a solver's noise
LONGEST = 0.25  # step in one go
DAMPINGS = (0.01, 1.0)  # tried at once
Residuals = Callable[[Sequence[np.ndarray]], list["np.ndarray | None"]]


class Failure(Exception):
    """The fit cannot go on; the message says why."""


@dataclasses.dataclass(frozen=True)
class Fit:
    """u, residuals and Jacobian at the end, shapes (p,), (n,), (n, p); evaluations: cases asked for; settled: whether it converged."""

    u: np.ndarray
    residual: np.ndarray
    jacobian: np.ndarray
    evaluations: int
    settled: bool


class _Counter:
    def __init__(self, residuals: Residuals):
        self._residuals, self.count = residuals, 0

    def __call__(self, points: Sequence[np.ndarray]) -> list[np.ndarray | None]:
        self.count += len(points)
        return self._residuals(points)


def fit(residuals: Residuals, starts: np.ndarray, budget: int, tolerance: float = 1e-3) -> Fit:
    """Least squares from the best of `starts`, shape (s, p). residuals: many points at once to (n,) each, None where there are none.

    Raises Failure where no start, or no neighbour of a point, gives residuals.
    """
    ask = _Counter(residuals)
    found = [(float(r @ r), i, r) for i, r in enumerate(ask(list(starts))) if r is not None]
    if not found:
        raise Failure("no starting point gives a curve")
    cost, index, residual = min(found, key=lambda entry: entry[:2])
    u, damping, reach, settled = np.array(starts[index], float), 1.0, LONGEST, False
    while ask.count + 2 * len(u) + len(DAMPINGS) <= budget and not settled:
        jacobian = _jacobian(ask, u, residual, central=False)
        trials = [(_step(u, residual, jacobian, damping * factor, reach), factor) for factor in DAMPINGS]
        better = [(float(r @ r), factor, v, r) for (v, factor), r in zip(trials, ask([v for v, _ in trials])) if r is not None and float(r @ r) < cost]
        if not better:
            settled = max(np.abs(v - u).max() for v, _ in trials) < tolerance or damping > 1e8
            damping, reach = 10.0 * damping, 0.3 * reach
            continue
        new_cost, factor, v, residual = min(better, key=lambda entry: entry[0])
        # A heavily damped step is short without being near the end.
        settled = damping * factor <= 1.0 and reach >= LONGEST and ((cost - new_cost) < tolerance * 1e-2 * cost or np.abs(v - u).max() < tolerance)
        u, cost, damping, reach = v, new_cost, max(0.3 * damping * factor, 1e-8), min(3.0 * reach, LONGEST)
    jacobian = _jacobian(ask, u, residual, central=True)
    return Fit(u, residual, jacobian, ask.count, settled)


def _step(u: np.ndarray, residual: np.ndarray, jacobian: np.ndarray, damping: float, reach: float) -> np.ndarray:
    """The damped Gauss-Newton step (J'J + l diag J'J) d = -J'r, without parameters that push against their bound, no longer than `reach`."""
    gradient = jacobian.T @ residual
    free = ~((u <= 0.0) & (gradient > 0.0) | (u >= 1.0) & (gradient < 0.0))
    step = np.zeros_like(u)
    if np.any(free):
        normal = jacobian[:, free].T @ jacobian[:, free]
        scale = np.diag(np.maximum(np.diag(normal), 1e-12 * max(np.diag(normal).max(), 1e-300)))
        step[free] = np.linalg.lstsq(normal + damping * scale, -gradient[free], rcond=None)[0]
    return np.clip(u + step * min(1.0, reach / max(float(np.abs(step).max()), 1e-300)), 0.0, 1.0)


def _jacobian(ask: _Counter, u: np.ndarray, residual: np.ndarray, central: bool) -> np.ndarray:
    """Differences of one or both sides; of the side that gives a curve where the other does not."""
    sides = [(k, side) for k in range(len(u)) for side in ((1, -1) if central else (1 if u[k] + STEP <= 1.0 else -1,)) if 0.0 <= u[k] + side * STEP <= 1.0]
    moved = ask([u + side * STEP * np.eye(len(u))[k] for k, side in sides])
    missing = [(k, -side) for (k, side), r in zip(sides, moved) if r is None and not central and 0.0 <= u[k] - side * STEP <= 1.0]
    sides, moved = sides + missing, moved + (ask([u + side * STEP * np.eye(len(u))[k] for k, side in missing]) if missing else [])
    columns = []
    for k in range(len(u)):
        known = {side: r for (j, side), r in zip(sides, moved) if j == k and r is not None}
        if not known:
            raise Failure(f"no case near the point gives a curve, parameter {k + 1}")
        ends = sorted([(side * STEP, r) for side, r in known.items()] + ([(0.0, residual)] if len(known) == 1 else []), key=lambda end: end[0])
        columns.append((ends[-1][1] - ends[0][1]) / (ends[-1][0] - ends[0][0]))
    return np.column_stack(columns)


@dataclasses.dataclass(frozen=True)
class Uncertainty:
    """Linearised. low, high: interval of u of the confidence asked for; correlation: of the parameters; singular: singular values of the
    Jacobian over the residual's deviation (1: a move through the whole range changes the curve by one deviation in sum of squares);
    weak: directions, shape (k, p), along which the interval is wider than the bounds; effective: independent points; inflation: by which
    correlated residuals widen the intervals."""

    low: np.ndarray
    high: np.ndarray
    correlation: np.ndarray
    singular: np.ndarray
    weak: np.ndarray
    deviation: float
    effective: float
    inflation: float


def uncertainty(fitted: Fit, confidence: float = 0.9) -> Uncertainty:
    """Intervals of a fit: covariance s^2 (J'J)^-1, widened where neighbouring residuals are alike.

    n_eff = n (1 - r)/(1 + r) for residuals of lag-one correlation r > 0 (Bayley and Hammersley 1946): a tester writes many points
    that say the same thing.
    """
    n, p = fitted.jacobian.shape
    residual = fitted.residual - fitted.residual.mean()
    total = float(residual @ residual)
    lag = float(residual[1:] @ residual[:-1]) / total if total > 0.0 else 0.0
    effective = float(np.clip(n * (1.0 - lag) / (1.0 + lag), p + 1.0, n)) if lag > 2.0 / np.sqrt(n) else float(n)
    deviation = float(np.sqrt(fitted.residual @ fitted.residual / max(n - p, 1)))
    inflation = np.sqrt(n / effective)
    _, singular, directions = np.linalg.svd(fitted.jacobian, full_matrices=False)
    floor = 1e-10 * max(singular.max(), 1e-300)
    spread = deviation * inflation / np.maximum(singular, floor)  # of u along each direction
    reach = float(stats.t.ppf(0.5 + confidence / 2.0, max(effective - p, 1.0)))
    covariance = (directions.T * spread**2) @ directions
    error = np.sqrt(np.diag(covariance))
    correlation = covariance / np.maximum(np.outer(error, error), 1e-300)
    weak = directions[(2.0 * reach * spread > 1.0) | (singular <= 1e-6 * singular.max())]
    return Uncertainty(fitted.u - reach * error, fitted.u + reach * error, correlation, singular / max(deviation, 1e-300), weak, deviation, effective, float(inflation))
