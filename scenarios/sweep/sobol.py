"""Sobol indices by OpenTURNS: pick-freeze designs, Saltelli's estimators, bootstrap intervals; or by way of a Kriging surrogate.

Inputs are independent. First order: share of an output's variance that an input explains alone; total order: with all its interactions.
"""
from __future__ import annotations

import dataclasses
from collections.abc import Callable
from typing import Any

import numpy as np
from scipy.stats import norm

from .kriging import Kriging

ESTIMATORS = ("saltelli", "jansen", "martinez", "mauntz_kucherenko")
GROUPS = 10  # of the delete-a-group jackknife
SURROGATE_SIZE = 1024
CHUNK = 4000


@dataclasses.dataclass(frozen=True)
class Indices:
    """Indices of one output, arrays of shape (inputs,); low and high: ends of the interval of `confidence`.

    blocks: points of the pick-freeze design used; dropped: left out because one of their cases gave no value; q2: of the surrogate, nan
    without one.
    """

    first: np.ndarray
    first_low: np.ndarray
    first_high: np.ndarray
    total: np.ndarray
    total_low: np.ndarray
    total_high: np.ndarray
    confidence: float
    blocks: int
    dropped: int
    mean: float
    deviation: float
    q2: float = float("nan")


def _openturns() -> Any:
    """OpenTURNS on one thread: its threads gain nothing on samples of this size."""
    import openturns

    openturns.TBB.Disable()
    return openturns


def design(dimension: int, size: int, seed: int, quasi: bool = False) -> np.ndarray:
    """Pick-freeze points of the unit cube, shape (size (dimension + 2), dimension): A, B, then A with one column of B each."""
    openturns = _openturns()
    openturns.RandomGenerator.SetSeed(seed)
    cube = openturns.ComposedDistribution([openturns.Uniform(0.0, 1.0)] * dimension)
    openturns.ResourceMap.SetAsString("SobolIndicesExperiment-SamplingMethod", "QMC" if quasi else "MonteCarlo")
    return np.array(openturns.SobolIndicesExperiment(cube, size, False).generate())


def whole_blocks(y: np.ndarray, size: int) -> np.ndarray:
    """Mask, shape (size,), of the points all of whose cases have a value; y has shape (size (dimension + 2),)."""
    return np.all(np.isfinite(y.reshape(-1, size)), axis=0)


def estimate(u: np.ndarray, y: np.ndarray, size: int, estimator: str = "saltelli", confidence: float = 0.9, bootstrap: int = 300, seed: int = 0) -> Indices:
    """Indices from the values y at a design u. Raises ValueError where too few points are whole or nothing varies."""
    openturns = _openturns()
    whole = whole_blocks(y, size)
    blocks = int(whole.sum())
    if blocks < 10:
        raise ValueError(f"only {blocks} points of the design have a value for all their cases")
    mask = np.tile(whole, len(y) // size)
    u, y = u[mask], y[mask]
    deviation = float(y.std())
    if deviation <= 1e-12 * max(abs(float(y.mean())), 1e-300):
        raise ValueError("it does not vary")
    openturns.RandomGenerator.SetSeed(seed)
    names = {"saltelli": "Saltelli", "jansen": "Jansen", "martinez": "Martinez", "mauntz_kucherenko": "MauntzKucherenko"}
    made = getattr(openturns, names[estimator] + "SensitivityAlgorithm")
    # Scaled: forces of millinewtons have variances that vanish beside OpenTURNS' tolerances.
    algorithm = made(openturns.Sample(u), openturns.Sample(((y - y.mean()) / deviation)[:, None]), blocks)
    algorithm.setUseAsymptoticDistribution(False)
    algorithm.setBootstrapSize(bootstrap)
    algorithm.setConfidenceLevel(confidence)
    first, total = np.array(algorithm.getFirstOrderIndices()), np.array(algorithm.getTotalOrderIndices())
    first_interval, total_interval = algorithm.getFirstOrderIndicesInterval(), algorithm.getTotalOrderIndicesInterval()
    ends = [np.array(bound) for interval in (first_interval, total_interval) for bound in (interval.getLowerBound(), interval.getUpperBound())]
    return Indices(first, ends[0], ends[1], total, ends[2], ends[3], confidence, blocks, size - blocks, float(y.mean()), deviation)


def by_surrogate(u: np.ndarray, x: np.ndarray, y: np.ndarray, coordinates: Callable[[np.ndarray], np.ndarray], estimator: str = "saltelli", confidence: float = 0.9, seed: int = 0) -> Indices:
    """Indices of the Kriging surrogate of y at points u, shape (cases, dimensions), whose coordinates for it are x.

    Intervals join the estimator's own error (bootstrap) and the surrogate's (delete-a-group jackknife over the cases). Cases without
    a value are left out. Raises ValueError for too few cases.
    """
    known = np.isfinite(y)
    x, values = x[known], y[known]
    if len(values) < 3 * u.shape[1] + 3:
        raise ValueError(f"{len(values)} cases with a value are too few for a surrogate of {u.shape[1]} inputs")
    if np.ptp(values) <= 1e-12 * np.abs(values).max():
        raise ValueError("it does not vary")
    model = Kriging(x, values, seed=seed)
    points = design(u.shape[1], SURROGATE_SIZE, seed, quasi=True)
    where = coordinates(points)
    found = estimate(points, _predicted(model, where), SURROGATE_SIZE, estimator, confidence, 100, seed)
    order, parts = np.random.default_rng(seed).permutation(len(values)), []
    for group in np.array_split(order, min(GROUPS, len(values))):
        keep = np.setdiff1d(order, group)
        reduced = Kriging(x[keep], values[keep], parameters=model.parameters)
        part = estimate(points, _predicted(reduced, where), SURROGATE_SIZE, estimator, confidence, 2, seed)
        parts.append([part.first, part.total])
    # Jackknife: variance = (g - 1)/g sum (theta_i - mean)^2
    spread = np.sqrt((len(parts) - 1) / len(parts) * np.sum((np.array(parts) - np.mean(parts, axis=0)) ** 2, axis=0))
    reach = norm.ppf(0.5 + confidence / 2.0) * spread
    ends = [_joined(value, low, high, more) for value, low, high, more in ((found.first, found.first_low, found.first_high, reach[0]),
                                                                          (found.total, found.total_low, found.total_high, reach[1]))]
    return dataclasses.replace(found, first_low=ends[0][0], first_high=ends[0][1], total_low=ends[1][0], total_high=ends[1][1], blocks=len(values),
                               dropped=int(np.sum(~known)), q2=model.leave_one_out().q2(values))


def _predicted(model: Kriging, where: np.ndarray) -> np.ndarray:
    return np.concatenate([model.predict(where[start:start + CHUNK])[0] for start in range(0, len(where), CHUNK)])


def _joined(value: np.ndarray, low: np.ndarray, high: np.ndarray, more: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Interval of two independent errors: distances add in squares."""
    return value - np.hypot(value - low, more), value + np.hypot(high - value, more)
