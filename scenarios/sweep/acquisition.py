"""Where the next case is worth most: expected improvement, of one objective or of a front's volume, and feasibility.

All objectives are minimised; means and deviations have shape (candidates,) each.
"""
from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from scipy.stats import norm

DRAWS = 128


def expected_improvement(mean: np.ndarray, deviation: np.ndarray, best: float | np.ndarray) -> np.ndarray:
    """E[max(best - Y, 0)] for Y normal; Jones, Schonlau, Welch (1998), eq. 15."""
    deviation = np.maximum(deviation, 1e-300)
    u = np.clip((best - mean) / deviation, -37.0, 1e150)
    return np.maximum(deviation * (u * norm.cdf(u) + norm.pdf(u)), 0.0)


def expected_volume(means: np.ndarray, deviations: np.ndarray, front: np.ndarray, reference: Sequence[float]) -> np.ndarray:
    """Expected growth of the area that a front, shape (points, 2), dominates below `reference`, for independent normal objectives.

    means, deviations: shape (candidates, 2). The area a point (z1, z2) adds is summed over strips between neighbours of the
    front: in the strip (a, b) below the height h it is ((b - z1)^+ - (a - z1)^+) (h - z2)^+, whose expectation is a product.
    """
    inside = front[np.all(front < reference, axis=1)]
    inside = inside[np.argsort(inside[:, 0])] if len(inside) else inside
    edges = np.append(inside[:, 0], reference[0])
    heights = np.append(reference[1], inside[:, 1])
    total = np.zeros(len(means))
    left = np.zeros(len(means))
    for edge, height in zip(edges, heights):
        right = expected_improvement(means[:, 0], deviations[:, 0], edge)
        total += (right - left) * expected_improvement(means[:, 1], deviations[:, 1], height)
        left = right
    return total


def expected_replacement(means: np.ndarray, deviations: np.ndarray, front: np.ndarray) -> np.ndarray:
    """What a point is expected to better the point of a front that it is likeliest to replace, shape (candidates,).

    For a point p of the front, shape (points, objectives): sum over k of E[(p_k - Y_k)^+] P(Y_j <= p_j for all j != k); the largest over the
    front. The volume hardly grows where a point at the front's end lies far above it, as between y_1 = 0 and its neighbour: this does.
    """
    best = np.zeros(len(means))
    for point in front:
        below = norm.cdf(np.clip((point - means) / np.maximum(deviations, 1e-300), -37.0, 37.0))
        gains = np.column_stack([expected_improvement(means[:, k], deviations[:, k], point[k]) for k in range(means.shape[1])])
        others = np.column_stack([np.prod(np.delete(below, k, axis=1), axis=1) for k in range(means.shape[1])])
        best = np.maximum(best, np.sum(gains * others, axis=1))
    return best


def expected_scalar(means: np.ndarray, deviations: np.ndarray, values: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """Expected improvement of an augmented Tchebycheff sum with random weights, by sampling; for three objectives and more.

    Knowles (2006), ParEGO, with a process for each objective. values: observed, shape (points, objectives), scale to [0, 1].
    """
    low, span = values.min(axis=0), np.where(np.ptp(values, axis=0) > 0, np.ptp(values, axis=0), 1.0)
    weights = rng.dirichlet(np.ones(values.shape[1]))

    def scalar(y: np.ndarray) -> np.ndarray:
        weighted = weights * (y - low) / span
        return weighted.max(axis=-1) + 0.05 * weighted.sum(axis=-1)

    best = scalar(values).min()
    draws = rng.standard_normal((DRAWS, 1, values.shape[1]))
    return np.mean(np.maximum(best - scalar(means + deviations * draws), 0.0), axis=0)


def log_probability_below(mean: np.ndarray, deviation: np.ndarray) -> np.ndarray:
    """log P(Y <= 0) for Y normal; the logarithm still tells hopeless from more hopeless."""
    return norm.logcdf(np.clip(-mean / np.maximum(deviation, 1e-300), -1e100, 1e100))
