"""What a search has found: the front, what holds it back, and how sure that is."""
from __future__ import annotations

import dataclasses
import math
from collections import Counter
from typing import Any

import numpy as np
from scipy.stats import norm

from viz.report import labels

from . import units
from .case_result import CaseResult
from .criteria import Requirement
from .problem import base_name, value_of
from .remarks import OUTSIDE, Doubt, condition, of_screening, quantity
from .search import Search

ACTIVE_SHARE = 0.02  # of the limit
POOR_Q2 = 0.8
Z90 = 1.6449


@dataclasses.dataclass(frozen=True)
class Holding:
    """How a design stands to a constraint. chance: that it holds, from the quantity's own 90 % interval taken as normal (nan: no interval)."""

    text: str
    value: float
    limit: float
    active: bool
    chance: float


@dataclasses.dataclass(frozen=True)
class Optimum:
    """One design of the front: index in the record, point, objectives {name: value, unit, low, high}, constraints, parameters at a bound."""

    index: int
    point: dict[str, str]
    objectives: dict[str, dict[str, Any]]
    holdings: list[Holding]
    bounds: list[tuple[str, str]]
    folder: str


@dataclasses.dataclass(frozen=True)
class Trust:
    """A surrogate's leave-one-out quality: q2, rmse (unit of the quantity), coverage of its 90 % intervals."""

    q2: float
    rmse: float
    coverage: float


@dataclasses.dataclass(frozen=True)
class Findings:
    """front: the best designs; trust a quantity; left: expected improvement of the best further case, as a share of the best value
    (one objective) or of the front's area in scaled units (several); reasons: why cases gave no result, and how many; remarks: sentences on how sure all this is."""

    front: list[Optimum]
    trust: dict[str, Trust]
    left: float
    remarks: list[str]
    counts: dict[str, int]
    reasons: dict[str, int]
    nearest_miss: Optimum | None


def chance_from_interval(result: CaseResult, requirement: Requirement) -> float:
    """P(requirement holds) for a quantity whose 90 % interval is known; nan without one.

    Two half-normals meet at the value, so that a lopsided interval keeps its shape.
    """
    name, end = base_name(requirement.name)
    entry = result.quantities.get(name, {})
    low, value, high = (float(entry.get(key, math.nan)) for key in ("low", "value", "high"))
    if end != "value" or not all(map(math.isfinite, (low, value, high))) or high <= low:
        return math.nan
    width = (high - value if requirement.limit > value else value - low) / Z90
    below = float(norm.cdf((requirement.limit - value) / width)) if width > 0 else float(requirement.limit > value)
    return 1.0 - below if requirement.at_least else below


def why_unusable(search: Search, result: CaseResult) -> str:
    """Why a case counts as one without result."""
    if not result.completed:
        return result.reason or result.status.replace("_", " ")
    lacking = [quantity(name) for name in search.task.names if not math.isfinite(value_of(result, name))]
    dents = result.quantities.get("insertion.punctured", {}).get("value") == 0.0
    return f"no {', no '.join(lacking)}" + (": the needle does not pierce the skin" if dents else "")


def find(search: Search) -> Findings:
    """Everything there is to say about a finished search."""
    models = search.surrogates()
    trust = {}
    if models is not None:
        for k, name in enumerate(search.task.names):
            left_out = models.models[k].leave_one_out()
            trust[name] = Trust(left_out.q2(models.values[:, k]), left_out.rmse, left_out.coverage)
    front = [_optimum(search, int(i), trust) for i in search.front()]
    order = sorted(front, key=lambda o: next(iter(o.objectives.values()))["value"])
    usable = np.flatnonzero(search.record.usable)
    miss = None
    if not front and len(usable):
        miss = _optimum(search, int(usable[np.argmin(search.violation(search.record.values[usable]))]), trust)
    counts = {"cases": len(search.record.results), "without_result": int(np.sum(~search.record.usable)), "feasible": int(np.sum(search.feasible())),
              "screening": len(search.pool.results)}
    reasons = dict(Counter(why_unusable(search, r) for r, good in zip(search.record.results, search.record.usable) if not good).most_common(3))
    left = _left(search, front)
    return Findings(order, trust, left, _remarks(search, order, trust, left), counts, reasons, miss)


def _optimum(search: Search, index: int, trust: dict[str, Trust]) -> Optimum:
    task, result = search.task, search.record.results[index]
    objectives = {o.name: {"value": value_of(result, o.name), "unit": o.unit,
                           "low": result.quantities.get(o.name, {}).get("low", math.nan),
                           "high": result.quantities.get(o.name, {}).get("high", math.nan)} for o in task.objectives}
    holdings = []
    for constraint in task.constraints:
        value = value_of(result, constraint.name)
        near = max(ACTIVE_SHARE * abs(constraint.limit), trust[constraint.name].rmse if constraint.name in trust else 0.0)
        holdings.append(Holding(constraint.text, value, constraint.limit, abs(constraint.shortfall(value)) <= near, chance_from_interval(result, constraint)))
    u = search.record.u[index]
    return Optimum(index, task.base.space.point(u), objectives, holdings, task.base.space.at_bound(u), str(result.folder))


def _left(search: Search, front: list[Optimum]) -> float:
    """Largest expected gain over fresh candidates, relative; nan where there is no surrogate or nothing feasible."""
    models = search.surrogates()
    if models is None or not front:
        return math.nan
    search.rounds += 1  # other candidates than in the last round
    u, extra = search._candidates()
    if not len(u):
        return 0.0
    gain = float(np.max(models.worth(u, extra, search.rounds)))
    if len(search.task.objectives) > 1:
        return gain
    best = abs(next(iter(front[0].objectives.values()))["value"])
    return gain / best if best > 0 else math.nan


def _remarks(search: Search, front: list[Optimum], trust: dict[str, Trust], left: float) -> list[str]:
    remarks: list[str] = []
    results = [search.record.results[o.index] for o in front]
    if said := of_screening(text for result in results for text in result.warnings):
        remarks.append(said)
    if dents := [k for k, result in enumerate(results, 1) if result.quantities.get("insertion.punctured", {}).get("value") == 0.0]:
        which = "The best design does" if len(front) == 1 else f"{len(dents)} of {len(front)} designs of the front do"
        remarks.append(Doubt(f"{which} not pierce the skin: add insertion.punctured >= 1 to subject_to."))
    if not trust:
        remarks.append(Doubt("Too few cases gave a result for a surrogate: the best is only the best of those tried."))
    for name, entry in trust.items():
        poor = entry.q2 < POOR_Q2
        quality = "poor: the best found may be far from the optimum" if poor else "good enough to steer by"
        remarks.append((Doubt if poor else str)(f"Surrogate of the {quantity(name)}: Q2 {entry.q2:.3f} by leaving one out, {quality}; "
                                                f"{100 * entry.coverage:.0f} % of the cases lie in its 90 % intervals."))
    if math.isfinite(left):
        what = "of the front's scaled area" if len(search.task.objectives) > 1 else "of the best value"
        remarks.append(f"The best further case is expected to gain {f'{100 * left:.2g}' if left >= 1e-4 else 'less than 0.01'} % {what}" +
                       ("; a larger budget may pay." if left > 0.01 else "."))
    outside = [o for o in front if any(OUTSIDE in text for text in search.record.results[o.index].warnings)]
    if outside:
        remarks.append(Doubt(f"{'The best design lies' if len(front) == 1 else f'{len(outside)} of {len(front)} designs of the front lie'} outside the space in which the "
                       "screening model's error was measured: compute it with finite elements before you rely on it."))
    bounds = sorted({bound for optimum in front for bound in optimum.bounds})
    for name, end in bounds:
        remarks.append(Doubt(f"The {labels.parameter(name)} is at its {end} bound in {'the best design' if len(front) == 1 else 'part of the front'}: the optimum may "
                             "lie beyond."))
    unsure = [h for o in front for h in o.holdings if math.isfinite(h.chance) and h.chance < 0.9]
    if unsure:
        worst = min(unsure, key=lambda h: h.chance)
        end = ".low" if ">" in worst.text else ".high"
        where = "the best design" if len(front) == 1 else f"{len({id(o) for o in front for h in o.holdings if h in unsure})} of {len(front)} designs, in the worst"
        remarks.append(Doubt(f"By the quantity's own interval {condition(worst.text)} holds with a probability below 90 % in {where} with "
                             f"{100 * worst.chance:.0f} %. To be on the safe side, constrain {worst.text.split()[0].removesuffix(end)}{end} instead."))
    if any(math.isnan(h.chance) for o in front for h in o.holdings):
        remarks.append("Constraints on quantities without an interval are met by the value; how surely is not known.")
    return remarks


def si(text: str) -> dict[str, Any]:
    """{"text", "value", "unit"}: a parameter's value also in base units; value null for words."""
    try:
        value, unit = units.split(units.canonical(text))
    except units.UnitError:
        return {"text": text, "value": None, "unit": None}
    return {"text": text, "value": value, "unit": unit or "1"}
