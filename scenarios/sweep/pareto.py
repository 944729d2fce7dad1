"""Which of several designs are best: Pareto dominance, what intervals leave undecided, and the volume a front dominates.

Everything here minimises: turn the sign of what shall be large (Criterion.sign).
"""
from __future__ import annotations

import dataclasses
import enum
from collections.abc import Sequence

import numpy as np

# Values without an interval, or with intervals of one cause, that differ by less count as equal: mesh and step move a puncture force by so much.
EQUAL_SHARE = 0.03


class Verdict(enum.Enum):
    """How one value stands against another."""

    BETTER = "better"
    WORSE = "worse"
    EQUAL = "equal"
    UNDECIDED = "undecided"


@dataclasses.dataclass(frozen=True)
class Estimate:
    """A value and, where one is known, its interval; low <= high. cause: names what the interval comes from where that moves the
    estimates of several designs together (the same skin, say)."""

    value: float
    low: float | None = None
    high: float | None = None
    cause: str = ""

    @property
    def ends(self) -> tuple[float, float]:
        """The interval; a value without one is a point."""
        low = self.value if self.low is None else min(self.low, self.value)
        high = self.value if self.high is None else max(self.high, self.value)
        return low, high


def judge(a: Estimate, b: Estimate, sign: float, equal: float = EQUAL_SHARE) -> Verdict:
    """a against b; sign +1 where less is better, -1 where more is.

    UNDECIDED where the intervals overlap: cautious, as designs share most of what is uncertain, so that their order may be
    surer than the values. Where both intervals have the same cause they are compared end by end instead: UNDECIDED where the ends
    are ordered otherwise than the values. EQUAL where values differ by less than the share `equal` and nothing else speaks.
    """
    if a == b:
        return Verdict.EQUAL
    (a_low, a_high), (b_low, b_high) = a.ends, b.ends
    known = a_low < a_high or b_low < b_high
    together = a.cause != "" and a.cause == b.cause
    if together:
        open_order = len({a_low < b_low, a.value < b.value, a_high < b_high}) > 1
    else:
        open_order = a_low <= b_high and b_low <= a_high
    if (together or not known) and abs(a.value - b.value) <= equal * max(abs(a.value), abs(b.value)):
        return Verdict.EQUAL
    if known and open_order:
        return Verdict.UNDECIDED
    return Verdict.BETTER if sign * a.value < sign * b.value else Verdict.WORSE


def dominates(a: np.ndarray, b: np.ndarray) -> bool:
    """Whether a, shape (objectives), is nowhere worse than b and somewhere better."""
    return bool(np.all(a <= b) and np.any(a < b))


def non_dominated(values: np.ndarray) -> np.ndarray:
    """Mask, shape (points), of the rows of `values`, shape (points, objectives), that no other row dominates."""
    values = np.atleast_2d(np.asarray(values, float))
    mask = np.ones(len(values), bool)
    for i, row in enumerate(values):
        worse_or_equal, better = np.all(values <= row, axis=1), np.any(values < row, axis=1)
        mask[i] = not np.any(worse_or_equal & better)
    return mask


def hypervolume(values: np.ndarray, reference: Sequence[float]) -> float:
    """Volume between a front, shape (points, objectives), and a reference point that is worse than all that counts.

    By slices along the last objective; exact. Points that do not dominate the reference add nothing.
    """
    reference = np.asarray(reference, float)
    values = np.asarray(values, float).reshape(-1, len(reference))
    values = values[np.all(values < reference, axis=1)]
    if len(values) == 0:
        return 0.0
    if len(reference) == 1:
        return float(reference[0] - values.min())
    values = values[np.argsort(values[:, -1])]
    ends = np.append(values[1:, -1], reference[-1])
    return float(sum((end - row[-1]) * hypervolume(values[: k + 1, :-1], reference[:-1]) for k, (row, end) in enumerate(zip(values, ends)) if end > row[-1]))


@dataclasses.dataclass(frozen=True)
class Standing:
    """Where a design stands. best: no other dominates it by the values. by: who dominates it. sure: intervals leave no doubt.
    doubts: {other design: indices of the criteria that are undecided against it}."""

    best: bool
    sure: bool
    by: tuple[int, ...]
    doubts: dict[int, tuple[int, ...]]


def standings(table: Sequence[Sequence[Estimate]], signs: Sequence[float]) -> list[Standing]:
    """One Standing a row of `table`, shape (designs, criteria).

    A best design is surely so if against every other there is a criterion in which it is decidedly better; a dominated one
    is surely so if one of those that dominate it is undecided in nothing.
    """
    values = np.array([[sign * entry.value for entry, sign in zip(row, signs)] for row in table], float).reshape(len(table), len(signs))
    return [_standing(i, table, signs, values) for i in range(len(table))]


def _standing(i: int, table: Sequence[Sequence[Estimate]], signs: Sequence[float], values: np.ndarray) -> Standing:
    others = [j for j in range(len(table)) if j != i]
    verdicts = {j: [judge(a, b, sign) for a, b, sign in zip(table[i], table[j], signs)] for j in others}
    undecided = {j: tuple(k for k, verdict in enumerate(verdicts[j]) if verdict is Verdict.UNDECIDED) for j in others}
    by = tuple(j for j in others if dominates(values[j], values[i]))
    if by:
        doubts = {j: undecided[j] for j in by if undecided[j]}
        return Standing(False, len(doubts) < len(by), by, doubts)
    doubts = {j: undecided[j] for j in others if undecided[j] and Verdict.BETTER not in verdicts[j]}
    return Standing(True, not doubts, by, doubts)


def compromise(values: np.ndarray) -> int:
    """Row of `values`, shape (points, objectives), whose largest shortfall from the best of each objective is least.

    Every objective is scaled by its range over the rows; equal shortfalls are decided by their sum.
    """
    values = np.asarray(values, float)
    span = np.ptp(values, axis=0)
    short = (values - values.min(axis=0)) / np.where(span > 0.0, span, 1.0)
    return int(np.lexsort((short.sum(axis=1), np.round(short.max(axis=1), 12)))[0])
