"""A comparison as text for a terminal of 80 columns, as CSV and as JSON."""
from __future__ import annotations

import csv
import io
import math
import os
import textwrap
from typing import Any

from viz.report import units as readable

from . import remarks
from .comparison import Comparison
from .criteria import OUTCOMES, Outcome
from .designs import Design

PAGE, LABEL, CELL = 80, 29, 17
CAVEATS = (
    "Where intervals overlap the order is called undecided. That is cautious: designs in the same skin share most of what is uncertain, so their "
    "order may be surer than the values. Only the forces and depths of finite-element runs in the same skin are compared end by end of their intervals.",
    "A value without an interval is not exact: its uncertainty has not been computed.",
)


def rows(comparison: Comparison) -> list[Outcome]:
    """The outcomes to show: all of the table that some design has, and criteria the user named."""
    named = [outcome for outcome in comparison.criteria if outcome.name not in {o.name for o in OUTCOMES}]
    shown = [outcome for outcome in OUTCOMES if any(d.estimate(outcome.name) for d in comparison.designs)]
    senses = {outcome.name: outcome for outcome in comparison.criteria}
    return [senses.get(outcome.name, outcome) for outcome in shown] + named


def mark(comparison: Comparison, index: int) -> str:
    """What the table says of a design: best, best?, dominated, dominated?, or why it is not ranked."""
    if index in comparison.unranked:
        design = comparison.designs[index]
        return "not ranked" if design.completed else design.status.replace("_", " ")
    entry = comparison.standing[index]
    return ("best" if entry.best else "dominated") + ("" if entry.sure else "?")


def cell(design: Design, name: str) -> tuple[str, str]:
    """Value and interval, each as text."""
    entry, estimate = design.quantities.get(name), design.estimate(name)
    if entry is None or estimate is None:
        return "none", ""
    unit = entry["unit"]
    return readable.show(estimate.value, unit, name), readable.interval(estimate.low, estimate.high, estimate.value, unit, name)


def _cut(text: str, width: int) -> str:
    return text if len(text) <= width else text[: width - 2] + ".."


def _heads(labels: list[str], width: int) -> list[str]:
    """Labels that fit, with what tells them apart: where one is too long, they lose the beginning that all share."""
    if max(map(len, labels)) <= width:
        return labels
    shared = max((os.path.commonprefix(labels).rfind(mark) + 1 for mark in "_-/. "), default=0) if len(labels) > 1 else 0
    return [_cut(".." + label[shared:] if shared > 2 else label, width) for label in labels]


def _label(comparison: Comparison, outcome: Outcome) -> str:
    star = "*" if outcome.name in {o.name for o in comparison.criteria} else " "
    return f"{star} {outcome.label}" + (f" ({outcome.sense})" if outcome.sense else "")


def _block(comparison: Comparison, indices: list[int]) -> list[str]:
    def line(label: str, cells: list[str]) -> str:
        return (f"{label:<{LABEL}}" + "".join(f"{_cut(text, CELL - 1):>{CELL}}" for text in cells)).rstrip()

    designs = [comparison.designs[i] for i in indices]
    heads = _heads([design.label for design in comparison.designs], CELL - 1)
    lines = [line("", [heads[i] for i in indices]), line("  Pareto", [mark(comparison, i) for i in indices])]
    lines += [line("  punctures", [{1.0: "yes", 0.0: "no"}.get(design.value("insertion.punctured"), "none") for design in designs])]
    for outcome in rows(comparison):
        cells = [cell(design, outcome.name) for design in designs]
        lines.append(line(_cut(_label(comparison, outcome), LABEL), [value for value, _ in cells]))
        if any(span for _, span in cells):
            lines.append(line("", [span for _, span in cells]))
    return lines


def notes(comparison: Comparison) -> list[str]:
    """What the reader must know beside the table: left out, unmet, not ranked, intervals, different models."""
    found = [f"{comparison.designs[i].label} is not ranked: {reason}." for i, reason in comparison.unranked.items()]
    found += [f"{comparison.designs[i].label} misses {text}." if "by the value only" not in text else f"{comparison.designs[i].label}: {text}."
              for i, texts in comparison.unmet.items() for text in texts]
    if comparison.left_out:
        found.append(f"Not among the criteria, because not every design has it: {', '.join(comparison.left_out)}.")
    for i in comparison.best:
        if doubts := comparison.standing[i].doubts:
            others = " or ".join(comparison.designs[j].label for j in doubts)
            found.append(f"{comparison.designs[i].label} is best by its values; the intervals do not exclude that {others} is as good in everything.")
    models = {design.model for design in comparison.designs if design.model}
    if len(models) > 1:
        found.append(f"The designs were computed with different models ({', '.join(sorted(models))}): differences may be the models'.")
    for text in dict.fromkeys(said for design in comparison.designs if (said := remarks.of_screening(design.warnings))):
        found.insert(0, text)
    if outside := [design.label for design in comparison.designs if any(remarks.OUTSIDE in text for text in design.warnings)]:
        found.insert(1, f"Outside the space in which the screening model's error was measured, so that its errors and intervals do not hold there: {', '.join(outside)}.")
    return found + list(CAVEATS)


def terminal(comparison: Comparison) -> str:
    """Blocks of as many designs as fit beside each other, then trade-offs, advice and notes."""
    across = (PAGE - LABEL) // CELL
    lines: list[str] = []
    for start in range(0, len(comparison.designs), across):
        lines += _block(comparison, list(range(start, min(start + across, len(comparison.designs))))) + [""]
    lines += ["* criterion of the Pareto comparison; (less), (more): the better direction;", "? the intervals leave it open.", ""]
    for text in [*comparison.trade_offs, comparison.advice]:
        lines += textwrap.wrap(text, PAGE) + [""]
    for text in notes(comparison):
        lines += textwrap.wrap(text, PAGE, initial_indent="  - ", subsequent_indent="    ")
    return "\n".join(lines) + "\n"


def table_csv(comparison: Comparison) -> str:
    """One row a design; units in the header, SI; low and high of the interval beside each value."""
    outcomes = rows(comparison)
    unit = {o.name: next((d.quantities[o.name]["unit"] for d in comparison.designs if o.name in d.quantities), "1") for o in outcomes}
    header = ["design", "source", "folder", "status", "exit_code", "reason", "model", "pareto"]
    for outcome in outcomes:
        header += [f"{outcome.name} [{unit[outcome.name]}]", f"{outcome.name}.low [{unit[outcome.name]}]", f"{outcome.name}.high [{unit[outcome.name]}]"]
    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow(header)
    for i, design in enumerate(comparison.designs):
        row: list[Any] = [design.label, design.source, design.folder, design.status, design.exit_code, design.reason, design.model, mark(comparison, i)]
        for outcome in outcomes:
            row += [_or_none(design.quantities.get(outcome.name, {}).get(end), "") for end in ("value", "low", "high")]
        writer.writerow(row)
    return stream.getvalue()


def _or_none(value: float | None, none: Any = None) -> Any:
    return value if value is not None and math.isfinite(value) else none


def as_json(comparison: Comparison) -> dict[str, Any]:
    """The whole comparison; quantities of the shown outcomes in SI units, null where there is no value."""
    shown = rows(comparison)

    def entry(i: int, design: Design) -> dict[str, Any]:
        standing = comparison.standing.get(i)
        quantities = {o.name: {key: _or_none(value) if key != "unit" else value for key, value in design.quantities[o.name].items()}
                      for o in shown if o.name in design.quantities}
        return {"label": design.label, "source": design.source, "folder": design.folder, "status": design.status, "exit_code": design.exit_code,
                "reason": design.reason, "model": design.model, "pareto": mark(comparison, i), "not_ranked": comparison.unranked.get(i),
                "dominated_by": [comparison.designs[j].label for j in standing.by] if standing else [],
                "undecided": {comparison.designs[j].label: [comparison.criteria[k].name for k in ks] for j, ks in standing.doubts.items()} if standing else {},
                "requirements_missed": comparison.unmet.get(i, []), "quantities": quantities, "warnings": list(design.warnings),
                "assumptions": list(design.assumptions)}

    recommended = None if comparison.recommended is None else comparison.designs[comparison.recommended].label
    return {"criteria": [{"name": o.name, "better": o.sense} for o in comparison.criteria], "recommended": recommended, "advice": comparison.advice,
            "trade_offs": comparison.trade_offs, "notes": notes(comparison), "designs": [entry(i, d) for i, d in enumerate(comparison.designs)]}
