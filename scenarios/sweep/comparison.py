"""The judgement over designs: which are best, what each gives up, which one to take."""
from __future__ import annotations

import dataclasses
import itertools
import math
from collections.abc import Sequence

import numpy as np

from viz.report import units as readable

from .criteria import OUTCOMES, Outcome, Requirement
from .designs import Design
from .errors import Problem, StudyError
from .pareto import Estimate, Standing, Verdict, compromise, judge, standings

BY_VALUES = "undecided, as intervals overlap or are not known, but by the values "
PROBABILITY_PLACES = 3  # a needle in a thousand
MOST_PAIRS = 6  # with more best designs, each is set against the recommended one only


@dataclasses.dataclass(frozen=True)
class Comparison:
    """designs as given; criteria that decide; ranked: indices of designs that take part; standing a ranked design; unranked: why not;
    left_out: criteria that some design lacks; unmet: requirements a design misses; recommended: index or None."""

    designs: list[Design]
    criteria: list[Outcome]
    ranked: list[int]
    standing: dict[int, Standing]
    unranked: dict[int, str]
    left_out: list[str]
    unmet: dict[int, list[str]]
    recommended: int | None
    trade_offs: list[str]
    advice: str

    @property
    def best(self) -> list[int]:
        """Indices of the Pareto-best designs."""
        return [i for i in self.ranked if self.standing[i].best]


def _why_unranked(design: Design, wanted: Sequence[Outcome], asked: bool) -> str:
    if not design.completed:
        status = design.status.replace("_", " ")
        return f"{status}: {design.reason}" if design.reason else status
    if not asked and design.value("insertion.punctured") == 0.0:
        return "does not puncture"
    lacking = [outcome.label for outcome in wanted if design.estimate(outcome.name) is None] if asked else []
    return "has no " + ", no ".join(lacking) if lacking else ""


def compare(designs: Sequence[Design], criteria: Sequence[Outcome] = (), requirements: Sequence[Requirement] = ()) -> Comparison:
    """Judges the designs by `criteria`, or by those ranking OUTCOMES that all of them have.

    Left out with the reason: designs that did not complete, do not puncture (unless criteria are given), or lack a criterion
    that was asked for. Requirements keep a design from being recommended, not from being shown.
    """
    wanted = list(criteria) or [outcome for outcome in OUTCOMES if outcome.ranks]
    unranked = {i: reason for i, design in enumerate(designs) if (reason := _why_unranked(design, wanted, bool(criteria)))}
    ranked = [i for i in range(len(designs)) if i not in unranked]
    chosen = [outcome for outcome in wanted if ranked and all(designs[i].estimate(outcome.name) is not None for i in ranked)]
    some = [_lacking(outcome, designs, ranked) for outcome in wanted if outcome not in chosen and any(designs[i].estimate(outcome.name) for i in ranked)]
    table = [[weighed(designs[i], outcome) for outcome in chosen] for i in ranked]
    found = standings(table, [outcome.sign for outcome in chosen]) if chosen else []
    standing = {ranked[i]: _mapped(entry, ranked) for i, entry in enumerate(found)}
    if not chosen:
        unranked.update({i: "no outcome that all designs have" for i in ranked})
        ranked = []
    unmet = {i: _unmet(designs[i], requirements) for i in ranked}
    draft = Comparison(list(designs), chosen, ranked, standing, unranked, some, unmet, None, [], "")
    recommended, advice = _recommend(draft)
    draft = dataclasses.replace(draft, recommended=recommended, advice=advice)
    return dataclasses.replace(draft, trade_offs=_trade_offs(draft))


def weighed(design: Design, outcome: Outcome) -> Estimate:
    """The estimate as it is weighed against others; the design must have one. Probabilities count by the tenth of a per cent; what the screening
    model gives without an interval, as it does outside the space in which its error was measured, may be anything. Forces and depths of
    finite-element runs owe their intervals to what is not known of the skin: they move together in designs in the same skin."""
    entry = design.estimate(outcome.name)
    assert entry is not None
    screened = any(text.startswith("screening model: ") for text in design.warnings)
    if entry.low is None and screened:
        entry = Estimate(entry.value, -math.inf, math.inf)
    if not screened and outcome.name.startswith("insertion.") and design.skin:
        entry = dataclasses.replace(entry, cause=design.skin)
    if "probability" not in outcome.name:
        return entry
    return Estimate(*(end if end is None or math.isinf(end) else round(end, PROBABILITY_PLACES) for end in (entry.value, entry.low, entry.high)))  # type: ignore[arg-type]


def _lacking(outcome: Outcome, designs: Sequence[Design], ranked: Sequence[int]) -> str:
    return f"{outcome.label} (none: {', '.join(designs[i].label for i in ranked if designs[i].estimate(outcome.name) is None)})"


def _mapped(entry: Standing, ranked: Sequence[int]) -> Standing:
    return dataclasses.replace(entry, by=tuple(ranked[j] for j in entry.by), doubts={ranked[j]: ks for j, ks in entry.doubts.items()})


def _unmet(design: Design, requirements: Sequence[Requirement]) -> list[str]:
    missed = []
    for requirement in requirements:
        entry = design.estimate(requirement.name)
        if entry is None:
            missed.append(f"{requirement.text}: no value")
            continue
        needed = requirement.in_unit(design.quantities[requirement.name]["unit"])
        low, high = entry.ends
        pessimistic = low if needed.at_least else high
        if not needed.met(entry.value):
            missed.append(f"{requirement.text}: {show(design, requirement.name)}")
        elif not needed.met(pessimistic):
            missed.append(f"{requirement.text} is met by the value only, not by its whole interval: {show(design, requirement.name)}")
    return missed


def _refused(missed: Sequence[str]) -> bool:
    return any("by the value only" not in text for text in missed)


def _recommend(comparison: Comparison) -> tuple[int | None, str]:
    designs, fit = comparison.designs, [i for i in comparison.ranked if not _refused(comparison.unmet[i])]
    if not comparison.ranked:
        return None, "No design is recommended: none can be ranked."
    weak = [i for i in fit if designs[i].value("strength.safety_factor") < 1.0]
    fit = [i for i in fit if i not in weak]
    if not fit:
        reason = f"{_listed([designs[i].label for i in weak])}: needle likelier to fail than not (margin below 1)" if weak else "none meets the requirements"
        return None, f"No design is recommended: {reason}."
    if len(fit) == 1:
        others = "meets the requirements and whose needle is expected to hold" if len(comparison.ranked) > 1 else "can be ranked"
        return fit[0], f"Recommended: {designs[fit[0]].label}. It is the only one that {others}."
    values = np.array([[o.sign * weighed(designs[i], o).value for o in comparison.criteria] for i in fit])
    chosen = fit[compromise(values)]
    doubtful = [designs[i].label for i in fit if i != chosen and _open(designs[chosen], designs[i], comparison.criteria)]
    text = (f"Recommended: {designs[chosen].label}. Of all designs its largest shortfall from the best in any outcome is the least "
            "(each outcome scaled by its range over the designs, all weighing the same).")
    return chosen, text + (f" By its intervals it is not surely better in anything than {_listed(doubtful)}." if doubtful else "")


def _open(a: Design, b: Design, criteria: Sequence[Outcome]) -> bool:
    return all(_verdict(a, b, outcome) in (Verdict.UNDECIDED, Verdict.EQUAL, Verdict.WORSE) for outcome in criteria)


def _verdict(a: Design, b: Design, outcome: Outcome) -> Verdict:
    return judge(weighed(a, outcome), weighed(b, outcome), outcome.sign)


def show(design: Design, name: str) -> str:
    """Value with its interval in readable units."""
    entry, estimate = design.quantities.get(name), design.estimate(name)
    return "none" if entry is None or estimate is None else readable.with_interval(estimate.value, estimate.low, estimate.high, entry["unit"], name)


def _short(design: Design, name: str) -> str:
    return readable.show(design.value(name), design.quantities[name]["unit"], name)


def _listed(names: Sequence[str]) -> str:
    return names[0] if len(names) == 1 else ", ".join(names[:-1]) + " and " + names[-1]


def sentence(a: Design, b: Design, criteria: Sequence[Outcome]) -> str:
    """What a gains and gives up against b, with both values: what is decided, what the values say though intervals overlap, what is equal."""
    words = ("better in ", "worse in ", BY_VALUES + "better in ", BY_VALUES + "worse in ", "equal in ")
    groups: dict[str, list[str]] = {word: [] for word in words}
    for outcome in criteria:
        verdict = _verdict(a, b, outcome)
        less = outcome.sign * (weighed(a, outcome).value - weighed(b, outcome).value)
        if verdict is Verdict.EQUAL or less == 0.0:
            groups["equal in "].append(outcome.label)
            continue
        word = ("" if verdict is not Verdict.UNDECIDED else BY_VALUES) + ("better in " if less < 0.0 else "worse in ")
        groups[word].append(f"{outcome.label} ({_short(a, outcome.name)} against {_short(b, outcome.name)})")
    parts = [word + _listed(entries) for word, entries in groups.items() if entries]
    return f"{a.label} against {b.label}: " + "; ".join(parts).replace("; " + BY_VALUES + "worse", ", worse") + "."


def _trade_offs(comparison: Comparison) -> list[str]:
    best, designs = comparison.best, comparison.designs
    pairs = list(itertools.combinations(best, 2))
    if len(pairs) > MOST_PAIRS:
        anchor = comparison.recommended if comparison.recommended in best else best[0]
        pairs = [(anchor, i) for i in best if i != anchor]
    texts = [sentence(designs[a], designs[b], comparison.criteria) for a, b in pairs]
    for i in comparison.ranked:
        entry = comparison.standing[i]
        if not entry.best:
            by = _listed([designs[j].label for j in entry.by])
            undecided = sorted({comparison.criteria[k].label for ks in entry.doubts.values() for k in ks})
            doubt = "" if entry.sure else f", though the intervals leave {_listed(undecided)} undecided"
            texts.append(f"{designs[i].label} is nowhere better than {by}{doubt}.")
    return texts


def require_two(sources: Sequence[str]) -> None:
    """Raises StudyError for fewer than two designs."""
    if len(sources) < 2:
        raise StudyError(Problem("comparing takes two designs or more", "compare", " ".join(sources), "./acumen compare a.yaml b.yaml"))
