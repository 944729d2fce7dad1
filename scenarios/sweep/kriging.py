"""Kriging with a trend: a Gaussian process of Matern 5/2 covariance, one length a coordinate, and a nugget.

Equations: universal Kriging after Roustant, Ginsbourger, Deville (2012), J. Stat. Softw. 51(1), section 2; leave-one-out
after Dubrule (1983), Math. Geol. 15. Written here rather than taken from OpenTURNS because a trend in the screening
model's value, its exact leave-one-out errors and believed points are needed; checked against OpenTURNS in the tests.
"""
from __future__ import annotations

import dataclasses

import numpy as np
from scipy import linalg, optimize

LENGTHS = (0.03, 10.0)  # of the unit cube
NUGGETS = (1e-8, 0.2)  # shares of the process variance
PRIOR_LENGTH, PRIOR_WIDTH = 0.5, 1.2  # lognormal; keeps few points from pretending to no length at all


def matern52(a: np.ndarray, b: np.ndarray, lengths: np.ndarray) -> np.ndarray:
    """Correlation matrix, shape (len(a), len(b)), of points of the unit cube."""
    scaled = np.sqrt(5.0) * np.abs(a[:, None, :] - b[None, :, :]) / lengths
    # prod_k (1 + s_k + s_k^2/3) exp(-s_k), s_k = sqrt(5) |a_k - b_k| / l_k
    return np.prod(1.0 + scaled + scaled**2 / 3.0, axis=2) * np.exp(-scaled.sum(axis=2))


@dataclasses.dataclass(frozen=True)
class LeaveOneOut:
    """Errors at each point when it is left out. q2: share of the variance predicted; coverage: share of the points inside their
    own 90 % prediction interval; rmse in the unit of the values."""

    error: np.ndarray
    deviation: np.ndarray

    def q2(self, y: np.ndarray) -> float:
        total = float(np.sum((y - y.mean()) ** 2))
        return 1.0 - float(np.sum(self.error**2)) / total if total > 0.0 else 1.0

    @property
    def rmse(self) -> float:
        return float(np.sqrt(np.mean(self.error**2)))

    @property
    def coverage(self) -> float:
        return float(np.mean(np.abs(self.error) <= 1.6449 * self.deviation))


class Kriging:
    """The process given `y`, shape (n,), at `x`, shape (n, d) in the unit cube. extra: regressors beside the constant, shape (n, p).

    parameters: lengths and nugget to keep instead of estimating them. Raises ValueError for fewer points than 3 + p.
    """

    def __init__(self, x: np.ndarray, y: np.ndarray, extra: np.ndarray | None = None, parameters: np.ndarray | None = None, seed: int = 0):
        self.x, self.y = np.atleast_2d(np.asarray(x, float)), np.asarray(y, float)
        given = np.zeros((len(self.y), 0)) if extra is None else np.asarray(extra, float).reshape(len(self.y), -1)
        if len(self.y) < 3 + given.shape[1]:
            raise ValueError(f"{len(self.y)} points are too few for a surrogate")
        self._shift, self._scale = given.mean(axis=0), np.where(np.ptp(given, axis=0) > 0, given.std(axis=0), 1.0)
        self._mean, self._deviation = self.y.mean(), self.y.std() or 1.0
        self._trend = self._regressors(given)
        self._z = (self.y - self._mean) / self._deviation
        self.parameters = self._estimate(seed) if parameters is None else np.asarray(parameters, float)
        self._condition()

    def _regressors(self, extra: np.ndarray) -> np.ndarray:
        return np.column_stack([np.ones(len(extra)), (extra - self._shift) / self._scale])

    def _correlation(self, parameters: np.ndarray) -> np.ndarray:
        return matern52(self.x, self.x, np.exp(parameters[:-1])) + np.exp(parameters[-1]) * np.eye(len(self.x))

    def _deviance(self, parameters: np.ndarray) -> float:
        """-2 log of the likelihood with trend and variance profiled out, and of the prior of the lengths; up to a constant."""
        try:
            factor = linalg.cholesky(self._correlation(parameters), lower=True)
        except linalg.LinAlgError:
            return 1e25
        trend, z = (linalg.solve_triangular(factor, a, lower=True) for a in (self._trend, self._z))
        residual = z - trend @ np.linalg.lstsq(trend, z, rcond=None)[0]
        variance = max(float(residual @ residual) / len(z), 1e-300)
        prior = np.sum((parameters[:-1] - np.log(PRIOR_LENGTH)) ** 2) / PRIOR_WIDTH**2
        # A copy of the diagonal: numpy takes one of two logarithms for a strided array, which differ in the last bit, by whether its
        # result happens to lie just behind it in memory. A gradient by differences makes of that another end of the fit.
        diagonal = np.diag(factor).copy()
        return float(len(z) * np.log(variance) + 2.0 * np.sum(np.log(diagonal)) + prior)

    def _estimate(self, seed: int) -> np.ndarray:
        bounds = [tuple(np.log(LENGTHS))] * self.x.shape[1] + [tuple(np.log(NUGGETS))]
        starts = [np.append(np.full(self.x.shape[1], np.log(length)), np.log(1e-5)) for length in (0.2, 0.5, 1.5)]
        starts.append(np.random.default_rng(seed).uniform(*np.array(bounds).T))
        found = [optimize.minimize(self._deviance, start, method="L-BFGS-B", bounds=bounds, options={"maxiter": 60}) for start in starts]
        return min(found, key=lambda result: result.fun).x

    def _condition(self) -> None:
        factor = linalg.cho_factor(self._correlation(self.parameters) + 1e-10 * np.eye(len(self.x)), lower=True)
        inverse = linalg.cho_solve(factor, np.eye(len(self.x)))
        self._information = np.linalg.inv(self._trend.T @ inverse @ self._trend)
        self._inverse = inverse
        self.trend = self._information @ self._trend.T @ inverse @ self._z
        residual = self._z - self._trend @ self.trend
        self._weights = inverse @ residual
        self.variance = max(float(residual @ self._weights) / (len(self._z) - self._trend.shape[1]), 1e-14)

    def predict(self, x: np.ndarray, extra: np.ndarray | None = None) -> tuple[np.ndarray, np.ndarray]:
        """Mean and standard deviation, shape (m,) each, of the function (without nugget) at x, shape (m, d)."""
        x = np.atleast_2d(x)
        trend = self._regressors(np.zeros((len(x), 0)) if extra is None else np.asarray(extra, float).reshape(len(x), -1))
        cross = matern52(x, self.x, np.exp(self.parameters[:-1]))
        mean = trend @ self.trend + cross @ self._weights
        known = cross @ self._inverse
        # s^2 = sigma^2 (1 - r' R^-1 r + u' (F' R^-1 F)^-1 u), u = f - F' R^-1 r
        u = trend - known @ self._trend
        share = 1.0 - np.sum(known * cross, axis=1) + np.sum((u @ self._information) * u, axis=1)
        return self._mean + self._deviation * mean, self._deviation * np.sqrt(self.variance * np.maximum(share, 0.0))

    def believing(self, x: np.ndarray, extra: np.ndarray | None, given_extra: np.ndarray | None) -> "Kriging":
        """The process that takes its own mean at x, shape (m, d), for observed (Kriging believer)."""
        mean, _ = self.predict(x, extra)
        merged = None if extra is None else np.vstack([np.reshape(given_extra, (len(self.x), -1)), np.reshape(extra, (len(x), -1))])
        return Kriging(np.vstack([self.x, x]), np.append(self.y, mean), merged, self.parameters)

    def leave_one_out(self) -> LeaveOneOut:
        """Errors at the points, each left out with trend re-estimated and lengths kept."""
        q = self._inverse - self._inverse @ self._trend @ self._information @ self._trend.T @ self._inverse
        diagonal = np.maximum(np.diag(q), 1e-12)
        # e_i = [Q z]_i / Q_ii,  s_i^2 = sigma^2 / Q_ii
        return LeaveOneOut(self._deviation * (q @ self._z) / diagonal, self._deviation * np.sqrt(self.variance / diagonal))
